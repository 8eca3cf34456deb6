import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { createSearchTables, type Indexed, indexArticle, searchIndex } from "../../src/keep/index/search.ts";
import { bigrams, bytesOf } from "./peers.ts";
import type { Passage } from "./run.ts";

const TEXT_LENGTH = 1200;
const TITLE_LENGTH = 22;
const OUTLETS = 40;
const BATCH = 100;
const QUERIES = 200;
const PAGE = 20;

interface Measured {
	readonly docsPerSecond: number;
	readonly newestP50Ms: number;
	readonly newestP99Ms: number;
	readonly rankedP50Ms: number;
	readonly rankedP99Ms: number;
	/** Of the texts' bytes. */
	readonly indexOfText: number;
	readonly phraseRecall: number;
}

/** Numbers that are the same in every run. */
function numbersFrom(seed: number): (below: number) => number {
	let state = seed;
	return (below) => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return Math.floor((state / 2 ** 32) * below);
	};
}

/** Articles put together from runs of the passages' sentences, a quarter of an hour apart. */
function* articles(passages: readonly Passage[], size: number): Generator<Indexed> {
	const sentences = passages
		.flatMap(({ text }) => text.split(/(?<=[。！？])/))
		.filter((text) => text.length > 8);
	const next = numbersFrom(1);
	for (let id = 1; id <= size; id++) {
		let text = "";
		for (let at = next(sentences.length); text.length < TEXT_LENGTH; ) {
			text += `${sentences[at % sentences.length]}${next(4) === 0 ? "\n" : ""}`;
			at = next(4) === 0 ? next(sentences.length) : at + 1;
		}
		const title = (sentences[next(sentences.length)] ?? "").slice(0, TITLE_LENGTH);
		const outlet = `outlet-${next(OUTLETS)}`;
		const time = Date.UTC(2020, 0, 1) + id * 900_000;
		yield { id, mark: `m${id}`, outlet, title, text, bylines: [], section: null, time, newest: true };
	}
}

/** Two, three and four characters in a row, and two words: from articles all over the archive. */
function queriesOf(passages: readonly Passage[]): string[] {
	const next = numbersFrom(2);
	const piece = (length: number): string => {
		const runs = (passages[next(passages.length)]?.text ?? "").match(/\p{Script=Han}{4,}/gu) ?? ["中国大学"];
		const run = runs[next(runs.length)] ?? "";
		return run.slice(0, length);
	};
	return Array.from({ length: QUERIES }, (_, at) =>
		at % 4 === 3 ? `${piece(2)} ${piece(2)}` : piece((at % 4) + 2),
	);
}

interface Store {
	readonly add: (db: DatabaseSync, article: Indexed) => void;
	readonly create: (db: DatabaseSync) => void;
	readonly newest: (db: DatabaseSync, query: string) => number[];
	readonly ranked: (db: DatabaseSync, query: string) => number[];
	readonly tables: string;
}

const pressmark: Store = {
	create: createSearchTables,
	add: indexArticle,
	newest: (db, query) => searchIndex(db, query, { limit: PAGE, order: "newest" }).hits.map(({ id }) => id),
	ranked: (db, query) => searchIndex(db, query, { limit: PAGE }).hits.map(({ id }) => id),
	tables: "search_",
};

const matchOf = (query: string): string =>
	query
		.split(" ")
		.map((word) => `"${bigrams(word).join(" ")}"`)
		.join(" AND ");

/** An FTS5 table of pairs with places, without texts: no snippets, counts or suggestions. */
const bigram: Store = {
	create: (db) =>
		db.exec(
			"CREATE VIRTUAL TABLE pair USING fts5(title, text, content='', contentless_delete=1, tokenize='unicode61')",
		),
	add: (db, { id, title, text }) => {
		db.prepare("INSERT INTO pair (rowid, title, text) VALUES (?, ?, ?)").run(
			id,
			bigrams(title).join(" "),
			bigrams(text).join(" "),
		);
	},
	newest: (db, query) =>
		rows(db, "SELECT rowid AS row FROM pair WHERE pair MATCH ? ORDER BY rowid DESC LIMIT ?", query),
	ranked: (db, query) =>
		rows(db, "SELECT rowid AS row FROM pair WHERE pair MATCH ? ORDER BY rank LIMIT ?", query),
	tables: "pair",
};

function rows(db: DatabaseSync, sql: string, query: string): number[] {
	return db
		.prepare(sql)
		.all(matchOf(query), PAGE)
		.map(({ row }) => Number(row));
}

/** Fills both with the same articles and asks both the same. */
export function runSize(passages: readonly Passage[], size: number, print: (line: string) => void) {
	print(`${size} articles of ${TEXT_LENGTH} characters\n`);
	print("|  | articles/s | newest p50, p99 ms | ranked p50, p99 ms | index : text | phrases found |");
	print("|---|---|---|---|---|---|");
	return {
		pressmark: measure("Pressmark", pressmark, { passages, size, print }),
		peers: { bigram: measure("FTS5 bigram", bigram, { passages, size, print }) },
	};
}

interface Task {
	readonly passages: readonly Passage[];
	readonly size: number;
	readonly print: (line: string) => void;
}

function measure(name: string, store: Store, { passages, size, print }: Task): Measured {
	const path = join(tmpdir(), `pressmark-bench-search-${process.pid}.sqlite`);
	const db = new DatabaseSync(path);
	try {
		db.exec(
			"PRAGMA page_size = 16384; PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536",
		);
		store.create(db);
		const { seconds, bytes, sample } = fill(db, store, articles(passages, size));
		const queries = queriesOf(passages);
		const newest = timesOf(queries, (query) => store.newest(db, query));
		const ranked = timesOf(queries, (query) => store.ranked(db, query));
		const measured: Measured = {
			docsPerSecond: Math.round(size / seconds),
			newestP50Ms: at(newest, 0.5),
			newestP99Ms: at(newest, 0.99),
			rankedP50Ms: at(ranked, 0.5),
			rankedP99Ms: at(ranked, 0.99),
			indexOfText: Number((bytesOf(db, store.tables) / bytes).toFixed(2)),
			phraseRecall: recallOf(db, store, sample),
		};
		const { docsPerSecond, indexOfText, phraseRecall } = measured;
		print(
			`| ${name} | ${docsPerSecond} | ${measured.newestP50Ms}, ${measured.newestP99Ms} | ${measured.rankedP50Ms}, ${measured.rankedP99Ms} | ${indexOfText} | ${phraseRecall.toFixed(3)} |`,
		);
		return measured;
	} finally {
		db.close();
		for (const end of ["", "-wal", "-shm"]) rmSync(path + end, { force: true });
	}
}

/** Adds the articles in batches; `sample` is one of the newest hundred in each of many places. */
function fill(db: DatabaseSync, store: Store, given: Iterable<Indexed>) {
	let [milliseconds, bytes] = [0, 0];
	const sample: Indexed[] = [];
	let batch: Indexed[] = [];
	const flush = (): void => {
		const start = performance.now();
		db.exec("BEGIN");
		for (const article of batch) store.add(db, article);
		db.exec("COMMIT");
		milliseconds += performance.now() - start;
		batch = [];
	};
	for (const article of given) {
		bytes += Buffer.byteLength(article.title) + Buffer.byteLength(article.text);
		batch.push(article);
		sample.push(article);
		if (sample.length > PAGE) sample.shift();
		if (batch.length === BATCH) flush();
	}
	flush();
	return { seconds: milliseconds / 1000, bytes, sample };
}

/** Of strings of two to six characters in the newest articles, how many find the article they are from. */
function recallOf(db: DatabaseSync, store: Store, sample: readonly Indexed[]): number {
	const next = numbersFrom(3);
	const asked = Array.from({ length: QUERIES }, () => {
		const article = sample[next(sample.length)];
		const runs = article?.text.match(/\p{Script=Han}{2,}/gu) ?? [];
		const run = runs[next(runs.length)] ?? "";
		const start = next(run.length - 1);
		return { id: article?.id ?? 0, phrase: run.slice(start, start + 2 + next(5)) };
	});
	const quoted = (phrase: string): string => (store === pressmark ? `"${phrase}"` : phrase);
	return asked.filter(({ id, phrase }) => store.newest(db, quoted(phrase)).includes(id)).length / QUERIES;
}

function timesOf(queries: readonly string[], find: (query: string) => unknown): number[] {
	for (const query of queries.slice(0, 20)) find(query);
	return queries
		.map((query) => {
			const start = performance.now();
			find(query);
			return performance.now() - start;
		})
		.sort((a, b) => a - b);
}

const at = (sorted: readonly number[], share: number): number =>
	Number((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1));
