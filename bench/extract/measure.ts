/**
 * Runs one extractor over one set in a process of its own, so that its CPU time and memory are its
 * own: `node measure.ts <extractor> <data folder> <set> <out.json> <repeats> [steps and rules off] [half]`.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { articleText } from "../../src/article/text.ts";
import { extract } from "../../src/extract/extract.ts";
import { readPage } from "../../src/extract/page.ts";
import type { Prediction } from "./score.ts";
import { HALVES, openPages } from "./sets.ts";

export interface Measured {
	readonly predictions: Readonly<Record<string, Prediction>>;
	readonly errors: readonly (readonly [string, string])[];
	/** Of the last repeat: the first warms the machine up. */
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
	const folder = join(import.meta.dirname, "node_modules", "peers");
	const load = async <T>(file: string): Promise<T> =>
		(await import(pathToFileURL(join(folder, file)).href)) as T;
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

async function main(): Promise<void> {
	const [name = "", folder = "", set = "", out = "", repeats = "1", without = "", half = ""] =
		process.argv.slice(2);
	for (const level of ["log", "warn", "error", "debug"] as const) console[level] = () => undefined;
	const off = new Set(without.split(",").filter((step) => step !== ""));
	const run = name === "pressmark" ? pressmark(off) : await peer(name);
	const pages = openPages(folder, set, HALVES.find((one) => one === half) ?? null);
	// Kept as JSON: a prediction's strings may be slices that would hold the whole page in memory.
	const predictions = new Map<string, string>();
	const errors: [string, string][] = [];
	let cpu = 0;
	let slowest = { ms: 0, id: "" };
	for (let repeat = 0; repeat < Number(repeats); repeat++) {
		cpu = 0;
		errors.length = 0;
		for (const id of pages.ids) {
			const html = pages.html(id);
			const before = process.cpuUsage();
			const start = performance.now();
			try {
				predictions.set(id, JSON.stringify(await run(html, pages.address(id))));
			} catch (error) {
				predictions.set(id, JSON.stringify(NOTHING));
				errors.push([id, String(error).slice(0, 300)]);
			}
			const ms = performance.now() - start;
			const used = process.cpuUsage(before);
			cpu += used.user + used.system;
			if (repeat > 0 && ms > slowest.ms) slowest = { ms, id };
		}
	}
	const measured: Omit<Measured, "predictions"> = {
		errors,
		pagesPerCpuSecond: pages.ids.length / (cpu / 1e6),
		peakRssMb: process.resourceUsage().maxRSS / 1024,
		slowestMs: slowest.ms,
		slowest: slowest.id,
	};
	const written = [...predictions].map(([id, text]) => `${JSON.stringify(id)}:${text}`).join(",");
	writeFileSync(out, `${JSON.stringify(measured).slice(0, -1)},"predictions":{${written}}}`);
	process.exit(0);
}

await main();
