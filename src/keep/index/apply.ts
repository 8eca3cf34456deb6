import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { KeptPicture, State } from "../../article/library.ts";
import { readTime } from "../../article/time.ts";
import { pictureKey } from "../../article/weserv.ts";
import type {
	AsideEntry,
	CapturedEntry,
	Entry,
	KeptEntry,
	ObservedEntry,
	PictureEntry,
	ReturnedEntry,
} from "../archive/entry.ts";
import { isKept, type Kept, type Reading } from "./reading.ts";
import { addPostings, addRevision, type Posting, restore, retire } from "./search-tables.ts";

/** Makes rows of ledger lines: the only way that anything enters the index, live or rebuilt. */
export interface Applier {
	/** Runs inside the caller's transaction. */
	apply(lines: readonly Learnt[]): void;
}

/** A line of the ledger, with what the index takes of the document that it names; null where it keeps none. */
export interface Learnt {
	readonly entry: Entry;
	readonly reading: Reading | null;
}

/** Prepares the statements once; the search knows revisions by the `seq` of their lines. */
export function openApplier(db: DatabaseSync): Applier {
	const tables = openTables(db);
	return {
		apply(lines) {
			addPostings(
				db,
				lines.flatMap(({ entry, reading }) => applyLine(tables, entry, reading) ?? []),
			);
		},
	};
}

/** Gives what a revision is to be found by. */
function applyLine(tables: Tables, entry: Entry, reading: Reading | null): Posting | null {
	if (isKept(entry)) return reading === null ? null : applyKept(tables, entry, reading);
	if (entry.kind === "returned") applyReturned(tables, entry);
	else if (entry.kind === "picture") applyPicture(tables, entry);
	else if (entry.kind === "captured") applyCaptured(tables, entry);
	else if (entry.kind === "aside") applyAside(tables, entry);
	else applyObserved(tables, entry);
	return null;
}

type Value = string | number | null;

/** The index, by statements that are prepared once. */
interface Tables {
	readonly db: DatabaseSync;
	run(sql: string, ...values: Value[]): void;
	/** The first column of the first row, a number. */
	number(sql: string, ...values: Value[]): number;
}

function openTables(db: DatabaseSync): Tables {
	const prepared = new Map<string, StatementSync>();
	const statementOf = (sql: string): StatementSync => {
		const statement = prepared.get(sql) ?? db.prepare(sql);
		prepared.set(sql, statement);
		return statement;
	};
	return {
		db,
		run: (sql, ...values) => void statementOf(sql).run(...values),
		number: (sql, ...values) => Number(Object.values(statementOf(sql).get(...values) ?? {})[0]),
	};
}

const INSERT_ARTICLE = `INSERT INTO article (mark, outlet, address, stem, title, section, language, published, first_seen,
	sorted, kept, first_kept, checked, excerpt, picture, revisions, current, state, state_since, validators)
	VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, 1, 'present', ?, ?)`;

/**
 * A plain row, though a SELECT could find the article's id: before a statement that may write several rows
 * SQLite opens a savepoint, and then FTS5 writes out all that it had gathered, for every article.
 */
const INSERT_REVISION = `INSERT INTO revision (article, n, seq, kept, title, by, sha256, text, fields, published, pictures,
	picture, excerpt, announced) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

/** What the article's row shows is what its current revision says; first seen and the order in lists stay. */
const SHOW_REVISION = `UPDATE article SET (title, section, language, published, kept, excerpt, picture) =
	(SELECT r.title, r.fields ->> 'section', r.fields ->> 'language', r.published, r.kept, r.excerpt, r.picture
		FROM revision r WHERE r.article = article.id AND r.n = ?),
	current = ?, revisions = max(revisions, ?), checked = ?, validators = ?,
	state_since = iif(state = 'present', state_since, ?), state = 'present' WHERE mark = ?`;

function applyKept(tables: Tables, entry: Kept, { excerpt, pictures, search }: Reading): Posting {
	const { mark, outlet, title } = entry;
	if (entry.revision === 1) insertArticle(tables, entry, excerpt);
	insertRevision(tables, entry, excerpt);
	if (entry.revision > 1) show(tables, entry);
	observe(tables, entry, entry.kind, title, changeOf(entry));
	namePictures(tables, entry.pictures, pictures);
	const time = tables.number("SELECT sorted FROM article WHERE mark = ?", mark);
	return addRevision(tables.db, { id: entry.seq, mark, outlet, time, newest: true }, search);
}

function insertArticle({ run }: Tables, entry: Kept, excerpt: string): void {
	const { at, mark, outlet, address, title, article, stamp, validators, document, origin } = entry;
	const published = readTime(article.published ?? "");
	const sorted = Math.min(published ?? stamp, stamp);
	// What another archive kept has an age already: the pages of its old articles are not asked again one and all.
	const firstKept = origin === null ? at : Math.min(stamp, at);
	run(
		INSERT_ARTICLE,
		...[
			mark,
			outlet,
			address,
			document.stem,
			title,
			article.section,
			article.language,
			published,
			stamp,
			sorted,
		],
		...[
			origin?.at ?? at,
			firstKept,
			at,
			excerpt,
			firstOf(entry.pictures),
			at,
			JSON.stringify(validators ?? {}),
		],
	);
	run(UPSERT_OUTLET, outlet, entry.outletName, `${new URL(address).origin}/`, sorted);
}

function insertRevision({ run, number }: Tables, entry: Kept, excerpt: string): void {
	const { at, seq, mark, title, article, document, origin, revision, by, announced, pictures } = entry;
	const id = number("SELECT id FROM article WHERE mark = ?", mark);
	run(
		INSERT_REVISION,
		...[
			id,
			revision,
			seq,
			origin?.at ?? at,
			title,
			by,
			document.sha256,
			document.text,
			JSON.stringify(article),
		],
		...[readTime(article.published ?? ""), JSON.stringify(pictures), firstOf(pictures), excerpt, announced],
	);
}

function changeOf({ revision, by, announced }: Kept): string {
	if (revision === 1) return "";
	if (by === "pressmark") return "the same page, read again by a better reader";
	return announced === null ? "a silent edit" : `announced: ${announced}`;
}

const CURRENT =
	"SELECT r.seq AS seq FROM article a JOIN revision r ON r.article = a.id AND r.n = a.current WHERE mark = ?";

function currentOf({ number }: Tables, mark: string): number {
	return number(CURRENT, mark);
}

const UPSERT_OUTLET = `INSERT INTO outlet VALUES (?, ?, ?, 1, ?) ON CONFLICT DO UPDATE SET
	name = excluded.name, home = excluded.home, articles = articles + 1, newest = max(newest, excluded.newest)`;

function show(tables: Tables, entry: Kept | (Entry & ReturnedEntry)): void {
	const { at, mark, revision, validators } = entry;
	retire(tables.db, currentOf(tables, mark));
	tables.run(SHOW_REVISION, revision, revision, revision, at, JSON.stringify(validators ?? {}), at, mark);
}

function applyReturned(tables: Tables, entry: Entry & ReturnedEntry): void {
	show(tables, entry);
	restore(tables.db, currentOf(tables, entry.mark));
	observe(tables, entry, "revised", null, `shows the text of revision ${entry.revision} again`);
}

const STATES: Readonly<Record<ObservedEntry["kind"], State>> = {
	unchanged: "present",
	moved: "moved",
	gone: "gone",
	refused: "refused",
	unreachable: "unreachable",
};

const CHECKED = `UPDATE article SET checked = ?, state_since = iif(state = ?, state_since, ?), state = ?,
	validators = coalesce(?, validators) WHERE mark = ?`;

function applyObserved(tables: Tables, entry: Entry & ObservedEntry): void {
	const { at, mark, validators } = entry;
	const state = STATES[entry.kind];
	// Where our own side failed, the page was not asked: it stays due, and as it was.
	if (entry.side !== "ours")
		tables.run(CHECKED, at, state, at, state, validators && JSON.stringify(validators), mark);
	observe(tables, entry, entry.kind, null, entry.detail);
}

const INSERT_OBSERVATION = `INSERT INTO observation VALUES (?, ?, ?, ?, ?, ?,
	coalesce(?, (SELECT title FROM article WHERE mark = ?), ''), ?)`;

function observe(
	{ run }: Tables,
	{ seq, at, mark, outlet, address }: Entry & (KeptEntry | ReturnedEntry | ObservedEntry),
	...[kind, title, detail]: [kind: string, title: string | null, detail: string]
): void {
	run(INSERT_OBSERVATION, seq, at, kind, mark, outlet, address, title, mark, detail);
}

function applyPicture({ run }: Tables, entry: Entry & PictureEntry): void {
	const { sha256, path, type, bytes, width, height, whole, colour = null } = entry;
	run(
		"INSERT OR IGNORE INTO blob VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
		...[sha256, path, type, bytes, width, height, whole ? 1 : 0, colour],
	);
	run("INSERT INTO picture VALUES (?, ?, ?)", pictureKey(entry.address), entry.seq, sha256);
}

/** An upsert, for the same reason as `INSERT_REVISION`: a REPLACE may delete rows as well. */
const UPSERT_WARC = "INSERT INTO warc VALUES (?, ?) ON CONFLICT DO UPDATE SET bytes = excluded.bytes";

function applyCaptured({ run }: Tables, entry: Entry & CapturedEntry): void {
	for (const { digest, id, address, at, status, offset, length, revisit } of entry.records) {
		run(
			"INSERT INTO capture VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
			...[digest, id, address, at, status, entry.path, offset, length, revisit ? 1 : 0],
		);
	}
	run(UPSERT_WARC, entry.path, entry.offset + entry.length);
}

function applyAside({ run }: Tables, { sha256, origin, reason, path }: Entry & AsideEntry): void {
	run("INSERT OR IGNORE INTO aside VALUES (?, ?, ?, ?)", sha256, origin.path, reason, path);
}

/** The first picture that is kept, or else the first, as JSON; null where there is none. */
function firstOf(pictures: readonly KeptPicture[]): string | null {
	const first = pictures.find(({ sha256 }) => sha256 !== null) ?? pictures[0];
	return first === undefined ? null : JSON.stringify(first);
}

/** Beginnings of keys that lead to a host; others are pictures' data, or paths within an archive. */
const ON_A_HOST = /^[\w-]+(\.[\w-]+)+(:\d+)?\//;

/**
 * Remembers which pictures an article names that were not kept with it: they may be fetched later. The
 * entry knows schemes; a document may name more pictures than were tried, and its links may have none.
 */
function namePictures({ run }: Tables, tried: readonly KeptPicture[], keys: readonly string[]): void {
	const kept = new Set(tried.flatMap(({ address, sha256 }) => (sha256 === null ? [] : pictureKey(address))));
	const addresses = [...tried.map(({ address }) => address), ...keys.map((key) => `https://${key}`)];
	for (const address of addresses) {
		const key = pictureKey(address);
		if (kept.has(key) || !ON_A_HOST.test(key)) continue;
		run("INSERT OR IGNORE INTO named VALUES (?, ?)", key, /^http:/i.test(address) ? 0 : 1);
	}
}
