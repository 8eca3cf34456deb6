import type { DatabaseSync } from "node:sqlite";
import type { Piece, SearchOptions, SearchResult } from "../../article/library.ts";
import { fold } from "./fold.ts";
import { textOfRow } from "./search-tables.ts";
import { tokensOf } from "./words.ts";

export { createSearchTables, type Indexed, indexArticle, retire, unindex } from "./search-tables.ts";

/** A hit by the id it was indexed with. */
export interface IndexHit {
	readonly id: number;
	readonly title: readonly Piece[];
	readonly snippet: readonly Piece[];
	readonly score: number;
}

/** As `SearchResult`, with ids for articles. */
export type IndexResult = Omit<SearchResult, "hits"> & { readonly hits: readonly IndexHit[] };

const TOKENS_MAX = 32;
const COUNT_MAX = 10_000;
const SNIPPET_LENGTH = 120;

/** Finds revisions. Any text is a query: nothing throws, and the work is bounded whatever it says. */
export function searchIndex(db: DatabaseSync, query: string, options: SearchOptions): IndexResult {
	const tokens = [...tokensOf(query)].filter((token) => [...token].length > 1).slice(0, TOKENS_MAX);
	if (tokens.length === 0)
		return { warnings: [], total: 0, hits: [], outlets: [], months: [], suggestions: [] };
	const match = tokens.map((token) => `"${token}"`).join(" AND ");
	const rows = db
		.prepare(
			`SELECT rowid AS row FROM search_pairs WHERE search_pairs MATCH ?
			AND rowid NOT IN (SELECT row FROM search_retired) ORDER BY rowid DESC LIMIT ${COUNT_MAX}`,
		)
		.all(match)
		.map((found) => Number(found["row"]));
	const shown = rows.slice(options.offset ?? 0, (options.offset ?? 0) + options.limit);
	return {
		warnings: [],
		total: rows.length,
		hits: shown.flatMap((row) => hitOf(db, row, query)),
		...countsOf(db, match),
		suggestions: [],
	};
}

function hitOf(db: DatabaseSync, row: number, query: string): IndexHit[] {
	const text = textOfRow(db, row);
	const id = Number(db.prepare("SELECT id FROM search_rows WHERE row = ?").get(row)?.["id"]);
	if (text === null) return [];
	const at = Math.max(0, fold(text.text).indexOf(fold(query)));
	return [
		{
			id,
			title: [{ text: text.title, match: false }],
			snippet: [{ text: text.text.slice(at, at + SNIPPET_LENGTH), match: false }],
			score: 0,
		},
	];
}

function countsOf(db: DatabaseSync, match: string): Pick<SearchResult, "outlets" | "months"> {
	const from = `FROM (SELECT rowid AS row FROM search_pairs WHERE search_pairs MATCH ?
		AND rowid NOT IN (SELECT row FROM search_retired) ORDER BY rowid DESC LIMIT ${COUNT_MAX}) JOIN search_rows USING (row)`;
	const outlets = db
		.prepare(
			`SELECT o.outlet AS outlet, count(*) AS count ${from} JOIN search_outlets o ON o.number = search_rows.outlet GROUP BY o.number ORDER BY 2 DESC`,
		)
		.all(match);
	const months = db
		.prepare(
			`SELECT strftime('%Y-%m', time / 1000, 'unixepoch') AS month, count(*) AS count ${from} GROUP BY 1 ORDER BY 1`,
		)
		.all(match);
	return {
		outlets: outlets.map((row) => ({ outlet: String(row["outlet"]), count: Number(row["count"]) })),
		months: months.map((row) => ({ month: String(row["month"]), count: Number(row["count"]) })),
	};
}
