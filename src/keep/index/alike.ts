import type { DatabaseSync } from "node:sqlite";
import { fold } from "../../article/fold.ts";
import { parseQuery } from "./query.ts";
import { needsOf } from "./query-match.ts";
import { likelyRows, scaleOf } from "./rank.ts";
import { sourceOf } from "./search-source.ts";
import { idOf, rowOf, type Text, textOfRow } from "./search-tables.ts";
import { statementsOf } from "./statements.ts";
import { tokensOf } from "./tokens.ts";

/** Of the shorter text's pairs, what the other must have to tell the same story. */
const SHARED_LEAST = 0.6;

/** Where a text is longer, its beginning tells the story. */
const COMPARED_LENGTH = 3000;

/** Characters of title and lead whose words are looked for. */
const LEAD_LENGTH = 120;

/** The ids of other articles that tell the same story as one, likest first. */
export function alikeIn(db: DatabaseSync, id: number, limit: number): number[] {
	const row = rowOf(db, id);
	if (row === null) return [];
	const text = textOfRow(db, row);
	const own = comparedOf(text);
	const mark = markOfRow(db, row);
	const lead = fold(`${text.title} ${text.text.slice(0, LEAD_LENGTH)}`);
	const scale = scaleOf(db, needsOf([{ text: lead, typed: lead, exact: false, title: false, forms: [] }]));
	return likelyRows(db, sourceOf(db, parseQuery("")), scale)
		.filter((other) => markOfRow(db, other) !== mark)
		.map((other) => ({ other, shared: sharedOf(own, comparedOf(textOfRow(db, other))) }))
		.filter(({ shared }) => shared >= SHARED_LEAST)
		.sort((a, b) => b.shared - a.shared)
		.slice(0, limit)
		.map(({ other }) => idOf(db, other));
}

const comparedOf = (text: Text): Set<string> => tokensOf(text.text.slice(0, COMPARED_LENGTH));

function sharedOf(a: Set<string>, b: Set<string>): number {
	return a.intersection(b).size / Math.max(1, Math.min(a.size, b.size));
}

function markOfRow(db: DatabaseSync, row: number): string {
	return String(statementsOf(db)("SELECT mark FROM search_rows WHERE row = ?").get(row)?.["mark"]);
}
