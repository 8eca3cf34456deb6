import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import { createSearchTables, type Indexed, indexArticle, searchIndex } from "../../src/keep/index/search.ts";

const NOON = Date.UTC(2026, 2, 1, 12);

function indexOf(...articles: readonly Partial<Indexed>[]): DatabaseSync {
	const db = new DatabaseSync(":memory:");
	createSearchTables(db);
	for (const [at, article] of articles.entries()) {
		indexArticle(db, {
			id: at + 1,
			mark: `mark${at + 1}`,
			outlet: "example",
			title: "",
			text: "",
			bylines: [],
			section: null,
			time: NOON + at * 60_000,
			newest: true,
			...article,
		});
	}
	return db;
}

const idsFor = (db: DatabaseSync, query: string): number[] =>
	searchIndex(db, query, { limit: 20 }).hits.map((hit) => hit.id);

test("a query in one script finds the text in the other", () => {
	const db = indexOf({ text: "幹部在裡面整理頭髮" }, { text: "干部在里面整理头发" });
	assert.deepEqual(idsFor(db, "头发").sort(), [1, 2]);
	assert.deepEqual(idsFor(db, "頭髮").sort(), [1, 2]);
});
