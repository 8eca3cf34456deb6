import { existsSync, readFileSync, statSync } from "node:fs";
import type { DatabaseSync, StatementSync } from "node:sqlite";
import { readDocument } from "../../article/document.ts";
import type {
	Blob,
	Hit,
	Kept,
	Library,
	ListQuery,
	Observation,
	ObservationQuery,
	Outlet,
	Revision,
	Summary,
} from "../../article/library.ts";
import { readTime } from "../../article/time.ts";
import type { UnwrittenFields } from "../archive/entry.ts";
import { documentPath, placeOf } from "../archive/layout.ts";
import { sha256Of } from "../archive/ledger.ts";
import { type IndexedPictures, indexedPictures } from "./pictures.ts";
import { indexedHead } from "./schema.ts";
import { alikeIn, searchIndex } from "./search.ts";

/** No list is longer, whatever is asked. */
const LIMIT_MAX = 1000;

const HOUR_MS = 3_600_000;

/** Other tellings of one story are offered, not listed. */
const ALIKE_MAX = 8;

const CURRENT_SEQ =
	"SELECT r.seq FROM article a JOIN revision r ON r.article = a.id AND r.n = a.current WHERE a.mark = ?";

type Row = Readonly<Record<string, unknown>>;

/** The archive as the reader, the publisher and the feeds may ask it: rows of the index, bodies from the files. */
export function libraryOf(folder: string, db: DatabaseSync): Library {
	const prepare = preparing(db);
	const one = (sql: string, ...values: Value[]): Row | undefined =>
		prepare(sql).get(...values) as Row | undefined;
	const all = (sql: string, ...values: Value[]): Row[] => prepare(sql).all(...values) as Row[];
	const articleRow = (mark: string): Row | undefined => one("SELECT * FROM article WHERE mark = ?", mark);
	const bySeq = (seq: number): Row | undefined =>
		one("SELECT a.* FROM article a JOIN revision r ON r.article = a.id WHERE r.seq = ?", seq);
	const pictures = indexedPictures(folder, one);
	const summaryOf = (row: Row): Summary => summaryWith(row, pictures);
	return {
		outlets: async () => all("SELECT * FROM outlet ORDER BY outlet").map(outletOf),
		list: async (query) => listRows(query, all).map(summaryOf),
		article: async (mark, revision) => {
			const row = articleRow(mark);
			const n = revision ?? number(row ?? {}, "current");
			const shown = row && one("SELECT * FROM revision WHERE article = ? AND n = ?", number(row, "id"), n);
			return shown === undefined ? null : keptOf({ folder, pictures }, row ?? {}, shown);
		},
		revisions: async (mark) => {
			const row = articleRow(mark);
			if (row === undefined) return [];
			return all("SELECT * FROM revision WHERE article = ? ORDER BY n", number(row, "id")).map((shown) =>
				revisionOf(row, shown),
			);
		},
		observations: async (query) => observationRows(query, all).map(observationOf),
		observedHours: async (since) => observedHours(since, one),
		search: async (query, options) => {
			const found = searchIndex(db, query, options);
			const hits = found.hits.flatMap(({ id, ...hit }): Hit[] => {
				const row = bySeq(id);
				return row === undefined ? [] : [{ ...hit, article: summaryOf(row) }];
			});
			return { ...found, hits };
		},
		alike: async (mark) => {
			const current = one(CURRENT_SEQ, mark);
			const found = current === undefined ? [] : alikeIn(db, number(current, "seq"), ALIKE_MAX);
			return found.flatMap((seq) => {
				const row = bySeq(seq);
				return row === undefined ? [] : [summaryOf(row)];
			});
		},
		picture: async (address) => ifHere(pictures.at(address)),
		blob: async (sha256) => ifHere(pictures.blob(sha256)),
		version: async () => indexedHead(db).seq,
	};
}

/** A clone has the ledger's word for pictures that stayed outside of git. */
function ifHere(blob: Blob | null): Blob | null {
	return blob !== null && existsSync(blob.path) ? blob : null;
}

type Value = string | number | null;
type One = (sql: string, ...values: Value[]) => Row | undefined;
type All = (sql: string, ...values: Value[]) => Row[];

function preparing(db: DatabaseSync): (sql: string) => StatementSync {
	const prepared = new Map<string, StatementSync>();
	return (sql) => {
		const statement = prepared.get(sql) ?? db.prepare(sql);
		prepared.set(sql, statement);
		return statement;
	};
}

/** Conditions that were asked for, each with its value. */
function where(conditions: readonly (readonly [sql: string, value: Value | undefined])[]): [string, Value[]] {
	const asked = conditions.filter(([, value]) => value !== undefined);
	const sql = asked.length === 0 ? "" : `WHERE ${asked.map(([condition]) => condition).join(" AND ")}`;
	return [sql, asked.flatMap(([, value]) => value ?? [])];
}

function listRows({ outlet, section, since, until, before, limit }: ListQuery, all: All): Row[] {
	const [sorted, id] = (before ?? "").split(".").map(Number);
	const [sql, values] = where([
		["outlet = ?", outlet],
		["section = ?", section],
		["sorted >= ?", since],
		["sorted < ?", until],
	]);
	const after = before === undefined ? "" : `${sql === "" ? "WHERE" : "AND"} (sorted, id) < (?, ?)`;
	const cursor = before === undefined ? [] : [sorted || 0, id || 0];
	const order = "ORDER BY sorted DESC, id DESC LIMIT ?";
	return all(
		`SELECT * FROM article ${sql} ${after} ${order}`,
		...values,
		...cursor,
		Math.min(limit, LIMIT_MAX),
	);
}

function observationRows({ mark, outlet, kinds, before, limit }: ObservationQuery, all: All): Row[] {
	const [sql, values] = where([
		["mark = ?", mark],
		["outlet = ?", outlet],
		["kind IN (SELECT value FROM json_each(?))", kinds && JSON.stringify(kinds)],
		["seq < ?", before],
	]);
	return all(
		`SELECT * FROM observation ${sql} ORDER BY seq DESC LIMIT ?`,
		...values,
		Math.min(limit, LIMIT_MAX),
	);
}

/** Found from hour to hour by halving, since `at` grows with `seq`: a scan would read every observation of the span. */
function observedHours(since: number, one: One): readonly number[] {
	const rowBefore = (seq: number): Row | undefined =>
		one("SELECT seq, at FROM observation WHERE seq < ? ORDER BY seq DESC LIMIT 1", seq);
	const hours: number[] = [];
	let row = rowBefore(Number.MAX_SAFE_INTEGER);
	while (row !== undefined) {
		const hour = Math.floor(number(row, "at") / HOUR_MS) * HOUR_MS;
		hours.push(hour);
		if (hour < since) break;
		let [low, high] = [0, number(row, "seq")];
		while (high - low > 1) {
			const middle = Math.floor((low + high) / 2);
			const at = rowBefore(middle + 1)?.["at"];
			if (typeof at === "number" && at >= hour) high = middle;
			else low = middle;
		}
		row = rowBefore(high);
	}
	return hours.reverse();
}

function outletOf(row: Row): Outlet {
	return {
		outlet: text(row, "outlet"),
		name: text(row, "name"),
		home: textOrNull(row, "home"),
		articles: number(row, "articles"),
		newest: numberOrNull(row, "newest"),
	};
}

/** An article's row as a list shows it. */
function summaryWith(row: Row, pictures: IndexedPictures): Summary {
	const picture = textOrNull(row, "picture");
	return {
		mark: text(row, "mark"),
		outlet: text(row, "outlet"),
		address: text(row, "address"),
		title: text(row, "title"),
		section: textOrNull(row, "section"),
		language: textOrNull(row, "language"),
		published: numberOrNull(row, "published"),
		firstSeen: number(row, "first_seen"),
		kept: number(row, "kept"),
		sorted: number(row, "sorted"),
		cursor: `${number(row, "sorted")}.${number(row, "id")}`,
		excerpt: text(row, "excerpt"),
		picture: picture === null ? null : pictures.told(picture),
		revisions: number(row, "revisions"),
		state: text(row, "state") as Summary["state"],
		stateSince: number(row, "state_since"),
		file: documentPath(text(row, "stem"), number(row, "current"), number(row, "revisions")),
	};
}

/** What an article's files and pictures are found by. */
interface Shelves {
	readonly folder: string;
	readonly pictures: IndexedPictures;
}

function keptOf({ folder, pictures }: Shelves, article: Row, revision: Row): Kept {
	const fields = JSON.parse(text(revision, "fields")) as UnwrittenFields;
	const picture = textOrNull(revision, "picture");
	const { file, sha256 } = revisionOf(article, revision);
	return {
		...summaryWith(article, pictures),
		title: text(revision, "title"),
		section: fields.section,
		language: fields.language,
		published: numberOrNull(revision, "published"),
		kept: number(revision, "kept"),
		excerpt: text(revision, "excerpt"),
		picture: picture === null ? null : pictures.told(picture),
		revision: number(revision, "n"),
		headlines: fields.headlines ?? null,
		subtitle: fields.subtitle,
		bylines: fields.bylines,
		keywords: fields.keywords,
		wires: fields.wires,
		modified: readTime(fields.modified ?? ""),
		body: readBody(folder, text(article, "stem"), revision),
		pictures: pictures.toldAll(text(revision, "pictures")),
		file,
		sha256,
	};
}

/**
 * Reads a revision's body. While a newer revision is being put in place, the file is for an instant
 * already where the index will say that it is: the hash tells which of the two places has it.
 */
function readBody(folder: string, stem: string, revision: Row): string {
	const n = number(revision, "n");
	const places = [documentPath(stem, n, n), documentPath(stem, n, n + 1)].map((path) =>
		placeOf(folder, path),
	);
	const found = places.flatMap((place) =>
		statSync(place, { throwIfNoEntry: false }) ? [readFileSync(place)] : [],
	);
	const right = found.find((bytes) => sha256Of(bytes) === text(revision, "sha256"));
	if (right === undefined)
		throw new Error(`${stem}, revision ${n}: no file has its bytes; run \`pressmark verify\``);
	return readDocument(right.toString("utf8"))?.body ?? "";
}

function revisionOf(article: Row, row: Row): Revision {
	return {
		revision: number(row, "n"),
		kept: number(row, "kept"),
		title: text(row, "title"),
		by: text(row, "by") as Revision["by"],
		file: documentPath(text(article, "stem"), number(row, "n"), number(article, "revisions")),
		sha256: text(row, "sha256"),
	};
}

function observationOf(row: Row): Observation {
	return {
		seq: number(row, "seq"),
		at: number(row, "at"),
		kind: text(row, "kind") as Observation["kind"],
		mark: text(row, "mark"),
		outlet: text(row, "outlet"),
		address: text(row, "address"),
		title: text(row, "title"),
		detail: text(row, "detail"),
	};
}

const text = (row: Row, name: string): string => String(row[name]);
const number = (row: Row, name: string): number => Number(row[name]);
const textOrNull = (row: Row, name: string): string | null => (row[name] === null ? null : text(row, name));
const numberOrNull = (row: Row, name: string): number | null =>
	row[name] === null ? null : number(row, name);
