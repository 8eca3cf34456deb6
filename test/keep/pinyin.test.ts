import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import { createSearchTables, indexRevisions, searchIndex } from "../../src/keep/index/search.ts";
import { wadeGilesOf } from "../../src/keep/index/wade-giles.ts";

/** Articles in invented names: ids count from 1. */
const TEXTS: readonly string[] = [
	"港务局长单立青说，码头下月重开。",
	"局長單立青與吕绣茜見面。",
	"画家区乐山的新展。",
	"欧阳知远抵达西安。",
	"A pan of rice and a long song.",
	"曾子墨出任主编。",
];

const db = new DatabaseSync(":memory:");
createSearchTables(db);
indexRevisions(
	db,
	TEXTS.map((text, at) => ({
		...{ id: at + 1, mark: `mark${at + 1}`, outlet: "example", title: "", text, bylines: [], section: null },
		...{ time: Date.UTC(2026, 2, 1) + at * 60_000, newest: true },
	})),
);

const ask = (query: string) => searchIndex(db, query, { limit: 20 });
const found = (query: string): number[] =>
	ask(query)
		.hits.map(({ id }) => id)
		.sort();

test("a Chinese name is found by its sounds: with tones and without, together and apart, in either script", () => {
	for (const query of ["Shan Liqing", "shan li qing", "Shàn Lìqīng", "shanliqing", "shan4 li4qing1"])
		assert.deepEqual(found(query), [1, 2], query);
	for (const query of ["lü xiuqian", "lv xiuqian", "Lyu Xiu-qian", "Lǚ Xiùqiàn"])
		assert.deepEqual(found(query), [2], query);
	assert.deepEqual(found("Ouyang Zhiyuan"), [4]);
	assert.deepEqual(found("xi'an"), [4]);
});

test("a family name is read as one: what is dan or qu elsewhere is Shan and Ou", () => {
	assert.deepEqual(found("Ou Yueshan"), [3]);
	assert.deepEqual(found("Zeng Zimo"), [6]);
});

test("Wade and Giles are read, with their signs and without", () => {
	for (const query of ["Shan Li-ch'ing", "Shan Li-ching", "Tseng Tzu-mo", "Ou-yang Chih-yüan"])
		assert.equal(ask(query).hits.length > 0, true, query);
	assert.deepEqual(wadeGilesOf("zhang"), ["chang"]);
	assert.deepEqual(wadeGilesOf("xu"), ["hsu", "hsv"]);
	assert.deepEqual(wadeGilesOf("yue"), ["yueh", "yveh"]);
	assert.deepEqual(wadeGilesOf("lv"), ["lu", "lv"]);
	assert.deepEqual(wadeGilesOf("ci"), ["tzu"]);
	assert.deepEqual(wadeGilesOf("jiong"), ["chiung"]);
});

test("what was looked for besides is said; quotes ask for the letters only", () => {
	assert.deepEqual(ask("Shan Liqing").warnings, [{ kind: "also", typed: "Shan Liqing", forms: ["单立青"] }]);
	assert.deepEqual(found('"shan liqing"'), []);
});

test("an English word that articles have is that word, however it could be sounded", () => {
	assert.deepEqual(ask("pan").warnings, []);
	assert.deepEqual(found("long song"), [5]);
	assert.deepEqual(ask("rice").warnings, []);
});
