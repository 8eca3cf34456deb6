import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { parseQuery } from "../../src/keep/index/query.ts";
import {
	createSearchTables,
	findRows,
	type Indexed,
	indexRevisions,
	searchIndex,
} from "../../src/keep/index/search.ts";
import { bigrams, bytesOf, type Passage } from "./peers.ts";

const TEXT_LENGTH = 1200;
const TITLE_LENGTH = 22;
const OUTLETS = 40;
const BATCH = 100;
const QUERIES = 200;
const PAGE = 20;
/** More than one day of articles a quarter of an hour apart has. */
const DAY_ARTICLES = 100;
const WARM_UP = 20;

interface Measured {
	readonly docsPerSecond: number;
	/** Of the texts' bytes. */
	readonly indexOfText: number;
	readonly phraseRecall: number;
	/** Which articles, no more. */
	readonly ids: Timed;
	/** What a results page shows: titles and passages with matches marked, counts by outlet and month. */
	readonly whole: Timed;
}

/** By the clock, and in the processor's own time, which other programs do not lengthen. */
interface Timed {
	readonly newestP50Ms: number;
	readonly newestP50CpuMs: number;
	readonly newestP99Ms: number;
	readonly newestP99CpuMs: number;
	readonly rankedP50Ms: number;
	readonly rankedP50CpuMs: number;
	readonly rankedP99Ms: number;
	readonly rankedP99CpuMs: number;
}

/** Numbers that are the same in every run. */
export function numbersFrom(seed: number): (below: number) => number {
	let state = seed;
	return (below) => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return Math.floor((state / 2 ** 32) * below);
	};
}

/** Articles put together from runs of the passages' sentences, a quarter of an hour apart. */
export function* articles(passages: readonly Passage[], size: number): Generator<Indexed> {
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

type Order = "newest" | "relevant";

interface Store {
	readonly add: (db: DatabaseSync, articles: readonly Indexed[]) => void;
	readonly create: (db: DatabaseSync) => void;
	readonly ids: (db: DatabaseSync, query: string, order: Order) => number[];
	readonly whole: (db: DatabaseSync, query: string, order: Order) => unknown;
	/** Whether an article is found by a string that it has, among those of its day. */
	readonly hasPhrase: (db: DatabaseSync, phrase: string, article: Indexed) => boolean;
	readonly tables: string;
}

const DAY_MS = 86_400_000;
const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

const pressmark: Store = {
	create: createSearchTables,
	add: indexRevisions,
	ids: (db, query, order) =>
		findRows(db, parseQuery(query), { limit: PAGE, order }).rows.map(({ row }) => row),
	whole: (db, query, order) => searchIndex(db, query, { limit: PAGE, order }),
	hasPhrase: (db, phrase, { id, time }) => {
		const query = `"${phrase}" after:${dayOf(time)} before:${dayOf(time + DAY_MS)}`;
		return searchIndex(db, query, { limit: DAY_ARTICLES, order: "newest" }).hits.some((hit) => hit.id === id);
	},
	tables: "search_",
};

const matchOf = (query: string): string =>
	query
		.split(" ")
		.map((word) => `"${bigrams(word).join(" ")}"`)
		.join(" AND ");

/** An FTS5 table of pairs with places; for whole answers, the texts in a table beside it. */
const bigram: Store = {
	create: (db) =>
		db.exec(`CREATE VIRTUAL TABLE pair USING fts5(title, text, content='', contentless_delete=1, tokenize='unicode61');
			CREATE TABLE article (id INTEGER PRIMARY KEY, outlet TEXT, time INTEGER, title TEXT, text TEXT)`),
	add: (db, articles) => {
		const pairs = db.prepare("INSERT INTO pair (rowid, title, text) VALUES (?, ?, ?)");
		const rows = db.prepare("INSERT INTO article VALUES (?, ?, ?, ?, ?)");
		for (const { id, outlet, time, title, text } of articles) {
			pairs.run(id, bigrams(title).join(" "), bigrams(text).join(" "));
			rows.run(id, outlet, time, title, text);
		}
	},
	ids: (db, query, order) =>
		db
			.prepare(`SELECT rowid AS row FROM pair WHERE pair MATCH ? ORDER BY ${ORDERS[order]} LIMIT ?`)
			.all(matchOf(query), PAGE)
			.map(({ row }) => Number(row)),
	whole: (db, query, order) => {
		const find = db.prepare("SELECT * FROM article WHERE id = ?");
		const counts = db
			.prepare(
				`SELECT outlet, strftime('%Y-%m', time / 1000, 'unixepoch') AS month, count(*) FROM article
				WHERE id IN (SELECT rowid FROM pair WHERE pair MATCH ?) GROUP BY 1, 2`,
			)
			.all(matchOf(query));
		const hits = bigram.ids(db, query, order).map((id) => {
			const { title, text } = find.get(id) ?? {};
			return [String(title).split(query), String(text).split(query)];
		});
		return { counts, hits };
	},
	hasPhrase: (db, phrase, { id }) =>
		db.prepare("SELECT 1 FROM pair WHERE pair MATCH ? AND rowid = ?").get(matchOf(phrase), id) !== undefined,
	tables: "pair",
};

const ORDERS: Readonly<Record<Order, string>> = { newest: "rowid DESC", relevant: "rank" };

/** Fills both with the same articles and asks both the same. */
export function runSize(passages: readonly Passage[], size: number, print: (line: string) => void) {
	print(`${size} articles of ${TEXT_LENGTH} characters\n`);
	print(
		"|  | articles/s | index : text | phrases found | answer | newest p50 (CPU), p99 (CPU) ms | ranked p50 (CPU), p99 (CPU) ms |",
	);
	print("|---|---|---|---|---|---|---|");
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
			"PRAGMA page_size = 16384; PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536; PRAGMA mmap_size = 2147418112",
		);
		store.create(db);
		const { seconds, bytes, sample } = fill(db, store, { articles: articles(passages, size), size });
		const queries = queriesOf(passages);
		const measured: Measured = {
			docsPerSecond: Math.round(size / seconds),
			indexOfText: Number((bytesOf(db, store.tables) / bytes).toFixed(2)),
			phraseRecall: recallOf(db, store, sample),
			ids: timedOf(queries, (query, order) => store.ids(db, query, order)),
			whole: timedOf(queries, (query, order) => store.whole(db, query, order)),
		};
		const { docsPerSecond, indexOfText, phraseRecall } = measured;
		print(
			`| ${name} | ${docsPerSecond} | ${indexOfText} | ${phraseRecall.toFixed(3)} | ids | ${cells(measured.ids)} |`,
		);
		print(`|  |  |  |  | whole | ${cells(measured.whole)} |`);
		return measured;
	} finally {
		db.close();
		for (const end of ["", "-wal", "-shm"]) rmSync(path + end, { force: true });
	}
}

const cells = (timed: Timed): string => {
	const newest = `${timed.newestP50Ms} (${timed.newestP50CpuMs}), ${timed.newestP99Ms} (${timed.newestP99CpuMs})`;
	const ranked = `${timed.rankedP50Ms} (${timed.rankedP50CpuMs}), ${timed.rankedP99Ms} (${timed.rankedP99CpuMs})`;
	return `${newest} | ${ranked}`;
};

/** Adds the articles in batches; the sample is taken from all over the archive. */
function fill(db: DatabaseSync, store: Store, given: { articles: Iterable<Indexed>; size: number }) {
	let [milliseconds, bytes] = [0, 0];
	const sample: Indexed[] = [];
	const every = Math.max(1, Math.floor(given.size / QUERIES));
	let batch: Indexed[] = [];
	const flush = (): void => {
		const start = performance.now();
		db.exec("BEGIN");
		store.add(db, batch);
		db.exec("COMMIT");
		milliseconds += performance.now() - start;
		batch = [];
	};
	for (const article of given.articles) {
		bytes += Buffer.byteLength(article.title) + Buffer.byteLength(article.text);
		batch.push(article);
		if (article.id % every === 0) sample.push(article);
		if (batch.length === BATCH) flush();
	}
	flush();
	return { seconds: milliseconds / 1000, bytes, sample };
}

/** Of strings of two to six characters, how many find the article they are from. */
function recallOf(db: DatabaseSync, store: Store, sample: readonly Indexed[]): number {
	const next = numbersFrom(3);
	const found = sample.filter((article) => {
		const runs = article.text.match(/\p{Script=Han}{2,}/gu) ?? [];
		const run = runs[next(runs.length)] ?? "";
		const start = next(run.length - 1);
		return store.hasPhrase(db, run.slice(start, start + 2 + next(5)), article);
	});
	return found.length / sample.length;
}

function timedOf(queries: readonly string[], find: (query: string, order: Order) => unknown): Timed {
	const newest = timesOf(queries, (query) => find(query, "newest"));
	const ranked = timesOf(queries, (query) => find(query, "relevant"));
	return {
		newestP50Ms: at(newest.clock, 0.5),
		newestP50CpuMs: at(newest.cpu, 0.5),
		newestP99Ms: at(newest.clock, 0.99),
		newestP99CpuMs: at(newest.cpu, 0.99),
		rankedP50Ms: at(ranked.clock, 0.5),
		rankedP50CpuMs: at(ranked.cpu, 0.5),
		rankedP99Ms: at(ranked.clock, 0.99),
		rankedP99CpuMs: at(ranked.cpu, 0.99),
	};
}

function timesOf(queries: readonly string[], find: (query: string) => unknown) {
	for (const query of queries.slice(0, WARM_UP)) find(query);
	const times = queries.map((query) => {
		const [start, used] = [performance.now(), process.cpuUsage()];
		find(query);
		const { user, system } = process.cpuUsage(used);
		return { clock: performance.now() - start, cpu: (user + system) / 1000 };
	});
	const sorted = (by: "clock" | "cpu"): number[] => times.map((time) => time[by]).sort((a, b) => a - b);
	return { clock: sorted("clock"), cpu: sorted("cpu") };
}

const at = (sorted: readonly number[], share: number): number =>
	Number((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1));
