import { existsSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { problemOf } from "../archive/error.ts";
import { GENESIS, type Head } from "../archive/ledger.ts";
import { createSearchTables } from "./search.ts";

/** Grows with every change of the tables: an index of another version is made again from the files. */
const VERSION = 7;

/** All times are ms since 1970; `id` counts articles in the order they were first kept. */
const TABLES = `
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE article (
	id INTEGER PRIMARY KEY, mark TEXT NOT NULL UNIQUE, outlet TEXT NOT NULL, address TEXT NOT NULL, stem TEXT NOT NULL,
	title TEXT NOT NULL, section TEXT, language TEXT, published INTEGER, first_seen INTEGER NOT NULL,
	sorted INTEGER NOT NULL, kept INTEGER NOT NULL, first_kept INTEGER NOT NULL, checked INTEGER NOT NULL,
	excerpt TEXT NOT NULL, picture TEXT, revisions INTEGER NOT NULL, current INTEGER NOT NULL,
	state TEXT NOT NULL, state_since INTEGER NOT NULL, validators TEXT NOT NULL
);
CREATE INDEX article_sorted ON article (sorted DESC, id DESC);
CREATE INDEX article_outlet ON article (outlet, sorted DESC, id DESC);
CREATE INDEX article_section ON article (outlet, section, sorted DESC, id DESC);
CREATE INDEX article_checked ON article (checked, first_kept);
CREATE TABLE revision (
	article INTEGER NOT NULL, n INTEGER NOT NULL, seq INTEGER PRIMARY KEY, kept INTEGER NOT NULL, title TEXT NOT NULL, by TEXT NOT NULL,
	sha256 TEXT NOT NULL, text TEXT NOT NULL, fields TEXT NOT NULL, published INTEGER,
	pictures TEXT NOT NULL, picture TEXT, excerpt TEXT NOT NULL, announced TEXT,
	UNIQUE (article, n)
);
CREATE TABLE observation (
	seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, kind TEXT NOT NULL, mark TEXT NOT NULL, outlet TEXT NOT NULL,
	address TEXT NOT NULL, title TEXT NOT NULL, detail TEXT NOT NULL
);
CREATE INDEX observation_mark ON observation (mark, seq);
CREATE INDEX observation_outlet ON observation (outlet, seq);
CREATE INDEX observation_kind ON observation (kind, seq);
CREATE TABLE outlet (outlet TEXT PRIMARY KEY, name TEXT NOT NULL, home TEXT, articles INTEGER NOT NULL, newest INTEGER) WITHOUT ROWID;
CREATE TABLE picture (key TEXT NOT NULL, seq INTEGER NOT NULL, sha256 TEXT NOT NULL, PRIMARY KEY (key, seq)) WITHOUT ROWID;
CREATE TABLE blob (
	sha256 TEXT PRIMARY KEY, path TEXT NOT NULL, type TEXT NOT NULL, bytes INTEGER NOT NULL, width INTEGER, height INTEGER,
	whole INTEGER NOT NULL, colour TEXT
) WITHOUT ROWID;
CREATE TABLE named (key TEXT PRIMARY KEY, secure INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE capture (
	digest TEXT NOT NULL, id TEXT NOT NULL, address TEXT NOT NULL, at INTEGER NOT NULL, status INTEGER NOT NULL,
	path TEXT NOT NULL, offset INTEGER NOT NULL, length INTEGER NOT NULL, revisit INTEGER NOT NULL
);
CREATE INDEX capture_digest ON capture (digest);
CREATE INDEX capture_address ON capture (address, at);
CREATE TABLE warc (path TEXT PRIMARY KEY, bytes INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE aside (sha256 TEXT PRIMARY KEY, origin TEXT NOT NULL, reason TEXT NOT NULL, path TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE poll (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
`;

/** Every table that `dumpIndex` shows, in order. */
export const DUMPED = [
	"article",
	"aside",
	"blob",
	"capture",
	"meta",
	"named",
	"observation",
	"outlet",
	"picture",
	"poll",
	"revision",
	"search_names",
	"search_outlets",
	"search_retired",
	"search_rows",
	"warc",
] as const;

/** Opens an index for writing. An empty one gets its tables; null where its tables are of another version. */
export function openIndex(place: string): DatabaseSync | null {
	const db = new DatabaseSync(place, { timeout: BUSY_MS });
	// Of 16 KB pages, 256 are 4 MB: a longer log would eat what room a full disk is given back.
	// The ledger is the truth, so a power cut may cost the index its last rows: they are read from the ledger again.
	// Larger pages hold the search's texts with less room left over; an index that is there keeps its own.
	db.exec(
		"PRAGMA page_size = 16384; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 256",
	);
	const version = versionOf(db);
	if (version === VERSION) return db;
	if (version !== 0) {
		db.close();
		return null;
	}
	db.exec(`BEGIN; ${TABLES} PRAGMA user_version = ${VERSION};`);
	createSearchTables(db);
	db.exec("COMMIT");
	return db;
}

/** Opens an index for reading; null where it is not there, of another version or damaged: it can be made again. */
export function openIndexToRead(place: string): DatabaseSync | null {
	if (!existsSync(place)) return null;
	try {
		const db = new DatabaseSync(place, { readOnly: true, timeout: BUSY_MS });
		db.exec("PRAGMA cache_size = -65536");
		map(db, MAPPED_BYTES_MAX);
		if (versionOf(db) === VERSION) return db;
		db.close();
		return null;
	} catch (error) {
		if (problemOf(error) === "damaged") return null;
		throw error;
	}
}

/** SQLite's own limit is a little less than 2 GiB; what lies behind it is read as ever. */
const MAPPED_BYTES_MAX = 2 ** 31 - 2 ** 16;

/** A search reads a hundred texts from as many pages: mapped, none of them is copied. */
function map(db: DatabaseSync, bytes: number): void {
	db.exec(`PRAGMA mmap_size = ${bytes}`);
}

/**
 * Reads an index opened for reading without a mapping, for what goes through all articles: of each page
 * that is touched the system maps the neighbours as well, six times what is read.
 */
export function readUnmapped<T>(db: DatabaseSync, read: () => T): T {
	map(db, 0);
	try {
		return read();
	} finally {
		map(db, MAPPED_BYTES_MAX);
	}
}

/** In WAL mode readers and the one writer do not wait for each other; only a checkpoint or recovery does. */
const BUSY_MS = 5000;

function versionOf(db: DatabaseSync): number {
	return Number(db.prepare("PRAGMA user_version").get()?.["user_version"] ?? 0);
}

/** The last ledger line that the index knows. */
export function indexedHead(db: DatabaseSync): Head {
	const value = db.prepare("SELECT value FROM meta WHERE key = 'head'").get()?.["value"];
	return typeof value === "string" ? (JSON.parse(value) as Head) : GENESIS;
}

/** Says, in the transaction that wrote the rows, up to which line the index knows the ledger. */
export function writeIndexedHead(db: DatabaseSync, head: Head): void {
	db.prepare("INSERT OR REPLACE INTO meta VALUES ('head', ?)").run(JSON.stringify(head));
}
