import type { DatabaseSync } from "node:sqlite";
import { fold, foldBytes } from "../../article/fold.ts";
import { type Gloss, glossesIn, indexNames, NAMES_TABLE } from "./names.ts";
import { statementsOf } from "./statements.ts";
import { tokenLineOf, tokensOf } from "./tokens.ts";

/** What is searched of a revision. */
export interface Searched {
	readonly title: string;
	/** The body, a line a block. */
	readonly text: string;
	readonly bylines: readonly string[];
	readonly section: string | null;
}

/** Which revision it is; `id` is its own, `time` what lists are sorted by, in ms since 1970. */
export interface Placed {
	readonly id: number;
	readonly mark: string;
	readonly outlet: string;
	readonly time: number;
	/** Whether it is the article's newest revision; older ones are found with `history:yes` only. */
	readonly newest: boolean;
}

/** A revision as the search index takes it. */
export type Indexed = Searched & Placed;

/**
 * Rows are numbered by time, one for every quarter of a minute, so that the index itself is in the order
 * of publication: newest first and spans of time are read off it without sorting.
 */
export const SLOT_MS = 15_000;

/** Characters that no text is found by head the tokens of what stands beside the text. */
const IN_TITLE = "\ue000";
const OF_OUTLET = "\ue001";

/** Written in one leaf a page where pages are 16 KB, the size this index likes: a tenth smaller than with 4 KB. */
const LEAF_BYTES = 16_000;

/** What FTS5 gathers before it writes: about a transaction of `catchUp`, so that none is sorted and merged in parts. */
const GATHERED_BYTES = 8 << 20;

/**
 * `search_pairs` says which row has which token, no more: places are found again in the text, which lies
 * in `search_texts`. Together they are smaller than an index with places.
 */
const SCHEMA = `
CREATE TABLE IF NOT EXISTS search_outlets (number INTEGER PRIMARY KEY, outlet TEXT NOT NULL UNIQUE);
CREATE TABLE IF NOT EXISTS search_rows (
	row INTEGER PRIMARY KEY, id INTEGER NOT NULL UNIQUE, mark TEXT NOT NULL, tally INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS search_retired (row INTEGER PRIMARY KEY);
CREATE TABLE IF NOT EXISTS search_texts (row INTEGER PRIMARY KEY, text NOT NULL);
CREATE VIRTUAL TABLE IF NOT EXISTS search_pairs USING fts5(
	token, content='', detail=none, tokenize='ascii'
);
CREATE VIRTUAL TABLE IF NOT EXISTS search_tokens USING fts5vocab(search_pairs, row);
INSERT INTO search_pairs (search_pairs, rank) VALUES ('pgsz', ${LEAF_BYTES});
INSERT INTO search_pairs (search_pairs, rank) VALUES ('hashsize', ${GATHERED_BYTES});`;

/** Makes what the search needs where it is not there yet. */
export function createSearchTables(db: DatabaseSync): void {
	db.exec(SCHEMA);
	db.exec(NAMES_TABLE);
}

/** What is searched of a revision, as the tables hold it: made in any thread. */
export interface SearchText {
	readonly packed: string | Uint8Array;
	/** With spaces between. */
	readonly tokens: string;
	readonly glosses: readonly Gloss[];
}

/** Makes what the tables hold of a revision. */
export function searchTextOf({ title, text, bylines, section }: Searched): SearchText {
	const whole = [title, text, [...bylines, section ?? ""].join("\n")].join("\0");
	const tokens = [tokenLineOf(whole), ...[...tokensOf(title)].map(inTitle)].join(" ");
	return { packed: packText(whole), tokens, glosses: glossesIn(text) };
}

/** A row of `search_pairs`. */
export interface Posting {
	readonly row: number;
	readonly tokens: string;
}

/** Adds a revision but for its tokens, which it gives. The caller holds the transaction. */
export function addRevision(db: DatabaseSync, revision: Placed, text: SearchText): Posting {
	const run = statementsOf(db);
	const { id, mark, outlet, time, newest } = revision;
	const row = freeRow(db, Math.floor(time / SLOT_MS));
	run("INSERT OR IGNORE INTO search_outlets (outlet) VALUES (?)").run(outlet);
	const number = Number(run("SELECT number FROM search_outlets WHERE outlet = ?").get(outlet)?.["number"]);
	run("INSERT INTO search_rows (row, id, mark, tally) VALUES (?, ?, ?, ?)").run(
		...[row, id, mark, tallyOf(number, time)],
	);
	if (!newest) retire(db, id);
	run("INSERT INTO search_texts (row, text) VALUES (?, ?)").run(row, text.packed);
	indexNames(db, text.glosses);
	return { row, tokens: `${text.tokens} ${ofOutlet(number)}` };
}

/** Adds tokens in the order of time: for each row that is older than the one before, FTS5 would write out all that it had gathered. */
export function addPostings(db: DatabaseSync, postings: readonly Posting[]): void {
	const insert = statementsOf(db)("INSERT INTO search_pairs (rowid, token) VALUES (?, ?)");
	for (const { row, tokens } of postings.toSorted((a, b) => a.row - b.row)) insert.run(row, tokens);
}

/** Adds revisions. The caller holds the transaction; the more at once, the faster. */
export function indexRevisions(db: DatabaseSync, revisions: readonly Indexed[]): void {
	addPostings(
		db,
		revisions.map((revision) => addRevision(db, revision, searchTextOf(revision))),
	);
}

/** Months since 1970 that a tally has room for: until the year 2311. */
const TALLY_MONTHS = 4096;

/** An outlet's number and a month (UTC) as one number, since counts of both are grouped by it. */
function tallyOf(outlet: number, time: number): number {
	const date = new Date(time);
	const month = (date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth();
	return outlet * TALLY_MONTHS + Math.min(TALLY_MONTHS - 1, Math.max(0, month));
}

/** The outlet's number, and the months since 1970, that a tally is made of. */
export function readTally(tally: number): { readonly outlet: number; readonly month: number } {
	return { outlet: Math.floor(tally / TALLY_MONTHS), month: tally % TALLY_MONTHS };
}

/** The token of a title that has `token`. */
export const inTitle = (token: string): string => IN_TITLE + token;

/** The token of every row of an outlet. */
export const ofOutlet = (number: number): string => OF_OUTLET + number;

/** The revision is no longer its article's newest. */
export function retire(db: DatabaseSync, id: number): void {
	statementsOf(db)("INSERT OR IGNORE INTO search_retired SELECT row FROM search_rows WHERE id = ?").run(id);
}

/** The revision is its article's newest again: the outlet went back to it. */
export function restore(db: DatabaseSync, id: number): void {
	statementsOf(db)("DELETE FROM search_retired WHERE row = (SELECT row FROM search_rows WHERE id = ?)").run(
		id,
	);
}

/** The row of an id, or null where it is not indexed. */
export function rowOf(db: DatabaseSync, id: number): number | null {
	const row = statementsOf(db)("SELECT row FROM search_rows WHERE id = ?").get(id)?.["row"];
	return typeof row === "number" ? row : null;
}

/** The id of an indexed row. */
export function idOf(db: DatabaseSync, row: number): number {
	return Number(statementsOf(db)("SELECT id FROM search_rows WHERE row = ?").get(row)?.["id"]);
}

/** What was indexed, as it was given. */
export interface Text {
	readonly title: string;
	readonly text: string;
	/** Bylines and section, a line each: searched, not shown. */
	readonly around: string;
}

/** The text of an indexed row. */
export function textOfRow(db: DatabaseSync, row: number): Text {
	const found = statementsOf(db)("SELECT text FROM search_texts WHERE row = ?").get(row);
	const [title = "", text = "", around = ""] = unpackText(found?.["text"]).split("\0");
	return { title, text, around };
}

/** What an indexed row is scored by, folded. */
export interface FoldedText {
	readonly row: number;
	readonly title: string;
	/** Text, bylines and section. */
	readonly body: string;
	/** How many tokens it is found by. */
	readonly tokens: number;
}

/** The texts of indexed rows, in their order. */
export function foldedOfRows(db: DatabaseSync, rows: readonly number[]): FoldedText[] {
	// Joined from the left, one statement for all takes two thirds of what one for each does.
	const found = statementsOf(db)(
		`SELECT row, text, sz FROM json_each(?) AS wanted CROSS JOIN search_texts ON row = wanted.value
		CROSS JOIN search_pairs_docsize AS size ON size.id = row`,
	).all(JSON.stringify(rows));
	return found.map(({ row, text, sz }) => {
		const whole = text instanceof Uint8Array ? foldBytes(text) : fold(String(text));
		const end = whole.indexOf("\0");
		return {
			row: Number(row),
			title: whole.slice(0, end),
			body: whole.slice(end + 1),
			tokens: firstNumber(sz),
		};
	});
}

/** Chinese takes two bytes a character this way, not three, and is read faster than a compressed text. */
function packText(text: string): string | Uint8Array {
	return Buffer.byteLength(text) > 2 * text.length ? Buffer.from(text, "utf16le") : text;
}

function unpackText(packed: unknown): string {
	if (!(packed instanceof Uint8Array)) return String(packed ?? "");
	return Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength).toString("utf16le");
}

/** How many rows there are, and how many tokens in all: FTS5's averages record (its file format, section 2.3). */
export function totalsOf(db: DatabaseSync): { readonly rows: number; readonly tokens: number } {
	const record = statementsOf(db)("SELECT block FROM search_pairs_data WHERE id = 1").get()?.["block"];
	const rows = firstNumber(record);
	const rest =
		record instanceof Uint8Array ? record.subarray(record.findIndex((byte) => byte < 128) + 1) : null;
	return { rows, tokens: firstNumber(rest) };
}

/** The first number of a record of SQLite's variable-length integers, most significant bits first. */
function firstNumber(record: unknown): number {
	let number = 0;
	if (!(record instanceof Uint8Array)) return number;
	for (const byte of record) {
		number = number * 128 + (byte & 127);
		if (byte < 128) break;
	}
	return number;
}

/** The slot, or a free one after it by growing steps: outlets stamp whole days with one minute. */
function freeRow(db: DatabaseSync, slot: number): number {
	const taken = statementsOf(db)("SELECT 1 FROM search_rows WHERE row = ?");
	let row = slot;
	for (let step = 1; taken.get(row) !== undefined; step++) row += step;
	return row;
}
