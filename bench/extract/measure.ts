/**
 * Runs one extractor over one set in a process of its own, so that its CPU time and memory are its
 * own: `node measure.js <extractor> <pages.json> <out.json> <repeats> [steps and rules off]`.
 * Pressmark and this file are measured as JavaScript, as Pressmark is installed: what takes types out of sources
 * would compile on while pages are read, and would fill memory.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { articleText } from "../../src/article/text.ts";
import { extract } from "../../src/extract/extract.ts";
import { readPage } from "../../src/extract/page.ts";
import { PEERS_FOLDER } from "./peers.ts";
import type { Prediction } from "./score.ts";
import type { PlainPage } from "./sets.ts";

export interface Measured {
	readonly predictions: Readonly<Record<string, Prediction>>;
	readonly errors: readonly (readonly [string, string])[];
	/** Of every repeat but the first, which warms the machine up; of the only one where there is one. */
	readonly pagesPerCpuSecond: number;
	/** Of the extractor's process while it read the pages, before its answers are put together. */
	readonly peakRssMb: number;
	readonly slowestMs: number;
	readonly slowest: string;
}

type Extractor = (html: string, address: string) => Promise<Prediction>;

function pressmark(without: ReadonlySet<string>): Extractor {
	return async (html, address) => {
		const { article } = extract(readPage({ address, html }), undefined, { without });
		return {
			title: article.title,
			text: articleText(article),
			published: article.published ?? "",
			byline: article.bylines.join(", "),
		};
	};
}

interface PeerAnswer {
	readonly title?: string;
	readonly html?: string;
	readonly text?: string;
	readonly byline?: string;
	readonly published?: string;
}

async function peer(name: string): Promise<Extractor> {
	const load = async <T>(file: string): Promise<T> =>
		(await import(pathToFileURL(join(PEERS_FOLDER, file)).href)) as T;
	type Run = (html: string, address: string) => Promise<PeerAnswer>;
	const { extractors } = await load<{ extractors: Record<string, () => Promise<Run>> }>("extractors.mjs");
	const { htmlToText } = await load<{ htmlToText: (html?: string) => string }>("lib.mjs");
	const run = await extractors[name]?.();
	if (run === undefined)
		throw new Error(`no peer is called ${name}: there are ${Object.keys(extractors).join(", ")}`);
	return async (html, address) => {
		const answer = await run(html, address);
		return {
			title: answer.title ?? "",
			text: answer.text ?? htmlToText(answer.html),
			published: answer.published ?? "",
			byline: answer.byline ?? "",
		};
	};
}

const NOTHING: Prediction = { title: "", text: "", published: "", byline: "" };

/** Small sets are read over and over until so much was timed: one pass of a hundred pages is half a second. */
const CPU_SECONDS_TIMED = 5;

/** Whether another repeat is due: `repeats` of them, or where none are given two and as many as fill the time. */
function isDue(repeats: string, done: number, cpuSeconds: number): boolean {
	return repeats === "" ? done < 2 || cpuSeconds < CPU_SECONDS_TIMED : done < Number(repeats);
}

async function main(): Promise<void> {
	const [name = "", list = "", out = "", repeats = "", without = ""] = process.argv.slice(2);
	for (const level of ["log", "warn", "error", "debug"] as const) console[level] = () => undefined;
	const off = new Set(without.split(",").filter((step) => step !== ""));
	const run = name === "pressmark" ? pressmark(off) : await peer(name);
	const pages = JSON.parse(readFileSync(list, "utf8")) as PlainPage[];
	// Kept as bytes outside of the heap: a prediction's strings may be slices that would hold the whole page in memory.
	const predictions = new Map<string, Buffer>();
	const keep = (id: string, prediction: Prediction): void => {
		predictions.set(id, Buffer.from(JSON.stringify(prediction)));
	};
	const errors: [string, string][] = [];
	let cpu = 0;
	let read = 0;
	let slowest = { ms: 0, id: "" };
	for (let repeat = 0; isDue(repeats, repeat, cpu / 1e6); repeat++) {
		if (repeat === 1) cpu = read = 0;
		errors.length = 0;
		for (const { id, address, file } of pages) {
			const html = readFileSync(file, "utf8");
			const before = process.cpuUsage();
			const start = performance.now();
			try {
				keep(id, await run(html, address));
			} catch (error) {
				keep(id, NOTHING);
				errors.push([id, String(error).slice(0, 300)]);
			}
			const ms = performance.now() - start;
			const used = process.cpuUsage(before);
			cpu += used.user + used.system;
			read++;
			if (repeat > 0 && ms > slowest.ms) slowest = { ms, id };
		}
	}
	const measured: Omit<Measured, "predictions"> = {
		errors,
		pagesPerCpuSecond: read / (cpu / 1e6),
		peakRssMb: process.resourceUsage().maxRSS / 1024,
		slowestMs: slowest.ms,
		slowest: slowest.id,
	};
	const written = [...predictions].map(([id, text]) => `${JSON.stringify(id)}:${text}`).join(",");
	writeFileSync(out, `${JSON.stringify(measured).slice(0, -1)},"predictions":{${written}}}`);
	process.exit(0);
}

await main();
