/**
 * How well and how fast the search finds: questions with a known passage, in the script they were asked in
 * and in the other, against FTS5 tables that a script would make in an afternoon.
 *
 *   npm run bench:search [-- --data DIR] [--json]      quality; every .jsonl in DIR but queries.jsonl is searched
 *   npm run bench:search -- --size 200000 [--json]     speed and size, on articles put together from the same texts
 */
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { Converter } from "opencc-js";
import { bigramPeer, jiebaFoldedPeer, jiebaPeer, type Passage, type Peer, trigramPeer } from "./peers.ts";
import { pressmarkEngine } from "./pressmark.ts";
import { runSize } from "./size.ts";

interface Question {
	readonly src: "drcd" | "cmrc";
	readonly q: string;
	readonly rel: readonly string[];
}

const SOURCES = ["drcd", "cmrc"] as const;
const DEPTH = 10;

const { values } = parseArgs({
	options: {
		data: { type: "string", default: resolve(import.meta.dirname, "../../../shared/bench/ir") },
		json: { type: "boolean", default: false },
		size: { type: "string" },
	},
});

function readLines<T>(path: string): T[] {
	const lines = readFileSync(path, "utf8").split("\n");
	return lines.filter((line) => line.trim() !== "").map((line) => JSON.parse(line) as T);
}

const passages = readdirSync(values.data)
	.filter((name) => name.endsWith(".jsonl") && name !== "queries.jsonl")
	.flatMap((name) => readLines<Passage>(join(values.data, name)))
	.filter((passage) => typeof passage.text === "string");

const print = (line: string): void => {
	if (!values.json) console.log(line);
};

if (values.size !== undefined) {
	const result = runSize(passages, Number(values.size), print);
	if (values.json) console.log(JSON.stringify(result));
} else runQuality();

function runQuality(): void {
	const questions = readLines<Question>(join(values.data, "queries.jsonl"));
	print(`${passages.length} passages, ${questions.length} questions, nDCG@${DEPTH}\n`);
	print("|  | drcd | crossed | cmrc | crossed | p95 ms | index MB |\n|---|---|---|---|---|---|---|");
	const pressmark = measure("Pressmark", pressmarkEngine, questions);
	const peers = {
		trigram: measure("FTS5 trigram", trigramPeer, questions),
		bigram: measure("FTS5 bigram", bigramPeer, questions),
		jieba: measure("FTS5 jieba", jiebaPeer, questions),
		jiebaFolded: measure("FTS5 jieba, folded", jiebaFoldedPeer, questions),
	};
	if (values.json) console.log(JSON.stringify({ pressmark, peers }));
}

function measure(name: string, peer: Peer, questions: readonly Question[]): Record<string, number> {
	const engine = peer(passages);
	engine.find("热身", DEPTH);
	const times: number[] = [];
	const ask = (source: string, inScript: (text: string) => string): number => {
		const asked = questions.filter((question) => question.src === source);
		const gains = asked.map((question) => {
			const text = inScript(question.q);
			const start = performance.now();
			const found = engine.find(text, DEPTH);
			times.push(performance.now() - start);
			return ndcg(found, question.rel);
		});
		return round(gains.reduce((sum, gain) => sum + gain, 0) / Math.max(1, gains.length), 4);
	};
	const same = (text: string): string => text;
	const [drcd, cmrc] = SOURCES.map((source) => ask(source, same));
	const drcdCrossed = ask("drcd", Converter({ from: "t", to: "cn" }));
	const cmrcCrossed = ask("cmrc", Converter({ from: "cn", to: "t" }));
	const p95Ms = round(percentile(times, 0.95), 1);
	const indexMb = round(engine.bytes() / 1e6, 1);
	const row = [name, drcd, drcdCrossed, cmrc, cmrcCrossed, p95Ms, indexMb];
	print(`| ${row.join(" | ")} |`);
	return { drcd: drcd ?? 0, drcdCrossed, cmrc: cmrc ?? 0, cmrcCrossed, p95Ms, indexMb };
}

/** Normalised discounted cumulative gain, every relevant passage worth the same. */
function ndcg(found: readonly string[], relevant: readonly string[]): number {
	const gainAt = (place: number): number => 1 / Math.log2(place + 2);
	const gain = found.reduce((sum, id, place) => sum + (relevant.includes(id) ? gainAt(place) : 0), 0);
	const ideal = relevant.slice(0, DEPTH).reduce((sum, _, place) => sum + gainAt(place), 0);
	return ideal === 0 ? 0 : gain / ideal;
}

function percentile(times: readonly number[], share: number): number {
	return times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
}

function round(number: number, digits: number): number {
	return Number(number.toFixed(digits));
}
