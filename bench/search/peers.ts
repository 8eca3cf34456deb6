import { DatabaseSync } from "node:sqlite";
import { Jieba } from "@node-rs/jieba";
import { dict } from "@node-rs/jieba/dict.js";
import { fold } from "../../src/article/fold.ts";

/** A text that questions are asked of. */
export interface Passage {
	readonly id: string;
	readonly title?: string;
	readonly text: string;
}

/** A search engine that holds passages. */
export interface Engine {
	/** Ids of the best passages. */
	find(text: string, limit: number): string[];
	bytes(): number;
}

export type Peer = (passages: readonly Passage[]) => Engine;

/** Pieces of a text, each a token of FTS5. */
type Cut = (text: string) => string[];

/** Passages cut into tokens, in an FTS5 table ranked by its own bm25; any token of the query will do. */
function tableOf(tokenizer: string, toIndex: (text: string) => string, toAsk: Cut): Peer {
	return (passages) => {
		const db = new DatabaseSync(":memory:");
		db.exec(`CREATE VIRTUAL TABLE peer USING fts5(title, text, content='', tokenize='${tokenizer}')`);
		const insert = db.prepare("INSERT INTO peer (rowid, title, text) VALUES (?, ?, ?)");
		db.exec("BEGIN");
		for (const [at, { title = "", text }] of passages.entries())
			insert.run(at + 1, toIndex(title), toIndex(text));
		db.exec("COMMIT");
		const select = db.prepare("SELECT rowid AS row FROM peer WHERE peer MATCH ? ORDER BY rank LIMIT ?");
		return {
			find(text, limit) {
				const tokens = [...new Set(toAsk(text))].map((token) => `"${token.replaceAll('"', '""')}"`);
				if (tokens.length === 0) return [];
				return select.all(tokens.join(" OR "), limit).map(({ row }) => passages[Number(row) - 1]?.id ?? "");
			},
			bytes: () => bytesOf(db, "peer"),
		};
	};
}

/** Bytes of the tables whose names begin so. */
export function bytesOf(db: DatabaseSync, table: string): number {
	const sum = db.prepare("SELECT sum(pgsize) AS bytes FROM dbstat WHERE name LIKE ?").get(`${table}%`);
	return Number(sum?.["bytes"] ?? 0);
}

const RUNS = /\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{N}])+/gu;

/** Pairs of neighbouring Han characters, and other words whole. */
export const bigrams: Cut = (text) =>
	(text.toLowerCase().match(RUNS) ?? []).flatMap((run) =>
		/\p{Script=Han}/u.test(run) && run.length > 1
			? Array.from({ length: run.length - 1 }, (_, at) => run.slice(at, at + 2))
			: [run],
	);

const trigrams: Cut = (text) =>
	(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).flatMap((run) =>
		Array.from({ length: Math.max(0, run.length - 2) }, (_, at) => run.slice(at, at + 3)),
	);

function words(folding: Cut1): Cut {
	const jieba = Jieba.withDict(Buffer.from(folding(Buffer.from(dict).toString())));
	return (text) =>
		jieba.cutForSearch(folding(text.toLowerCase()), true).filter((word) => /[\p{L}\p{N}]/u.test(word));
}

type Cut1 = (text: string) => string;

const spaced = (cut: Cut): Peer => tableOf("unicode61", (text) => cut(text).join(" "), cut);

export const trigramPeer: Peer = tableOf("trigram", (text) => text, trigrams);
export const bigramPeer: Peer = spaced(bigrams);
export const jiebaPeer: Peer = spaced(words((text) => text));
export const jiebaFoldedPeer: Peer = spaced(words(fold));
