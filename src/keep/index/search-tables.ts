import type { DatabaseSync } from "node:sqlite";
import { zstdCompressSync, zstdDecompressSync } from "node:zlib";
import { tokensOf } from "./words.ts";

/** A revision as the search index takes it; `id` is its own, `time` what lists are sorted by, in ms since 1970. */
export interface Indexed {
	readonly id: number;
	readonly mark: string;
	readonly outlet: string;
	readonly title: string;
	/** The body, a line a block. */
	readonly text: string;
	readonly bylines: readonly string[];
	readonly section: string | null;
	readonly time: number;
	/** Whether it is the article's newest revision; older ones are found with `history:yes` only. */
	readonly newest: boolean;
}

/**
 * Rows are numbered by time, one for every half minute, so that the index itself is in the order of
 * publication: newest first and spans of time are read off it without sorting.
 */
const SLOT_MS = 30_000;

/** The columns that tell where a text is in `search_texts`; pairs and titles have no columns to store. */
const SCHEMA = `
CREATE TABLE IF NOT EXISTS search_outlets (number INTEGER PRIMARY KEY, outlet TEXT NOT NULL UNIQUE);
CREATE TABLE IF NOT EXISTS search_rows (
	row INTEGER PRIMARY KEY, id INTEGER NOT NULL UNIQUE, time INTEGER NOT NULL, mark TEXT NOT NULL, outlet INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS search_retired (row INTEGER PRIMARY KEY);
CREATE TABLE IF NOT EXISTS search_texts (row INTEGER PRIMARY KEY, text BLOB NOT NULL);
CREATE VIRTUAL TABLE IF NOT EXISTS search_pairs USING fts5(
	text, content='', contentless_delete=1, detail=none, tokenize='ascii'
);
CREATE VIRTUAL TABLE IF NOT EXISTS search_titles USING fts5(
	text, content='', contentless_delete=1, detail=none, tokenize='ascii'
);`;

/** Makes what the search needs where it is not there yet. */
export function createSearchTables(db: DatabaseSync): void {
	db.exec(SCHEMA);
}

/**
 * Adds a revision. The caller holds the transaction; inside one, revisions in order of time go in
 * several times faster than in any other order.
 */
export function indexArticle(db: DatabaseSync, article: Indexed): void {
	const row = freeRow(db, Math.floor(article.time / SLOT_MS));
	const { id, time, mark, title, text } = article;
	db.prepare("INSERT INTO search_rows (row, id, time, mark, outlet) VALUES (?, ?, ?, ?, ?)").run(
		row,
		id,
		time,
		mark,
		outletNumber(db, article.outlet),
	);
	if (!article.newest) retire(db, id);
	const whole = [title, text, [...article.bylines, article.section ?? ""].join("\n")].join("\0");
	db.prepare("INSERT INTO search_texts (row, text) VALUES (?, ?)").run(row, packText(whole));
	const insert = (table: string, tokens: Set<string>) =>
		db.prepare(`INSERT INTO ${table} (rowid, text) VALUES (?, ?)`).run(row, [...tokens].join(" "));
	insert("search_pairs", tokensOf(whole));
	insert("search_titles", tokensOf(title));
}

/** The revision is no longer its article's newest. */
export function retire(db: DatabaseSync, id: number): void {
	db.prepare("INSERT OR IGNORE INTO search_retired SELECT row FROM search_rows WHERE id = ?").run(id);
}

/** The revision is its article's newest again: the outlet went back to it. */
export function restore(db: DatabaseSync, id: number): void {
	db.prepare("DELETE FROM search_retired WHERE row = (SELECT row FROM search_rows WHERE id = ?)").run(id);
}

/** Takes a revision out, as if it had never been there. */
export function unindex(db: DatabaseSync, id: number): void {
	const found = db.prepare("SELECT row FROM search_rows WHERE id = ?").get(id);
	const row = found?.["row"];
	if (typeof row !== "number") return;
	for (const table of ["search_pairs", "search_titles"])
		db.prepare(`DELETE FROM ${table} WHERE rowid = ?`).run(row);
	for (const table of ["search_texts", "search_retired", "search_rows"]) {
		db.prepare(`DELETE FROM ${table} WHERE row = ?`).run(row);
	}
}

/** What was indexed, as it was given. */
export interface Text {
	readonly title: string;
	readonly text: string;
	/** Bylines and section, a line each: searched, not shown. */
	readonly around: string;
}

/** The text of a row, or null where there is none. */
export function textOfRow(db: DatabaseSync, row: number): Text | null {
	const packed = db.prepare("SELECT text FROM search_texts WHERE row = ?").get(row)?.["text"];
	if (!(packed instanceof Uint8Array)) return null;
	const [title = "", text = "", around = ""] = zstdDecompressSync(packed).toString("utf16le").split("\0");
	return { title, text, around };
}

/** Two bytes a character pack Chinese better and faster than three. */
function packText(text: string): Uint8Array {
	return zstdCompressSync(Buffer.from(text, "utf16le"));
}

/** The slot, or the nearest free one after it by growing steps: outlets stamp whole days with one minute. */
function freeRow(db: DatabaseSync, slot: number): number {
	const taken = db.prepare("SELECT 1 FROM search_rows WHERE row = ?");
	let row = slot;
	for (let step = 1; taken.get(row) !== undefined; step++) row += step;
	return row;
}

function outletNumber(db: DatabaseSync, outlet: string): number {
	db.prepare("INSERT OR IGNORE INTO search_outlets (outlet) VALUES (?)").run(outlet);
	return Number(db.prepare("SELECT number FROM search_outlets WHERE outlet = ?").get(outlet)?.["number"]);
}
