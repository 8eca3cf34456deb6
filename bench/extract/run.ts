/**
 * npm run bench:extract [-- options]: body, title, date and byline on every set, beside the JavaScript
 * peers, each set and extractor in a process of its own.
 *
 *   --data DIR          folder with the sets (default ../shared/bench/extraction)
 *   --sets a,b          only these sets
 *   --peers none|all|a,b   peers of the same run (default all)
 *   --json              one line a set
 *   --predictions FILE  what score.mjs reads, of all sets; FILE.<set>.json for each
 *   --worst N           the worst pages of every set
 *   --repeats N         how often each reads a set (default: twice, and until 5 s of CPU are timed); the first is not timed unless it is the only one
 *   --split tuned|held  only this half of every set, divided by site: rules are found on one and judged on the other
 *   --without a,b       steps that are switched off, and rules (`strip: comments`)
 *   --ablate            what each step is worth: every step off in turn, paired bootstrap
 *   --rules             what each rule inside of the steps is worth, on each half
 *   --mutate N          N mutated pages: no throw, no hang, nothing unsafe
 *   --from N            the first of their seeds (default 0), so that several processes can share the work
 */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { chineseOf } from "../../src/extract/fields/language.ts";
import { ablate } from "./ablate.ts";
import type { Measured } from "./measure.ts";
import { mutateSets } from "./mutate.ts";
import { installPeers, PEERS } from "./peers.ts";
import { ablateRules } from "./rules.ts";
import { findBeside, openScorer, type Score, type Scorer, sharedFolder } from "./score.ts";
import { type BenchSet, HALVES, openSet, SETS, setsIn, unpackPages } from "./sets.ts";

const { values: options } = parseArgs({
	options: {
		data: { type: "string", default: sharedFolder() },
		sets: { type: "string" },
		peers: { type: "string", default: "all" },
		json: { type: "boolean", default: false },
		predictions: { type: "string" },
		worst: { type: "string", default: "0" },
		repeats: { type: "string", default: "" },
		without: { type: "string", default: "" },
		split: { type: "string" },
		ablate: { type: "boolean", default: false },
		rules: { type: "boolean", default: false },
		mutate: { type: "string" },
		from: { type: "string", default: "0" },
	},
});

const folder = options.data;
const names = options.sets?.split(",") ?? setsIn(folder);
const half = HALVES.find((one) => one === options.split) ?? null;
if (options.split !== undefined && half === null) throw new Error(`--split is ${HALVES.join(" or ")}`);
const open = (name: string): BenchSet => openSet(folder, name, half);

/** The same for everyone: with room to spare, V8 lets its young generation grow far beyond what is alive. */
const HEAP = "--max-semi-space-size=8";

/** One extractor on one set, in its own process. */
export async function measure(extractor: string, set: string, without = options.without): Promise<Measured> {
	const { scratch, list } = unpacked(set);
	const out = join(scratch, "out.json");
	const script = join(import.meta.dirname, "measure.js");
	const child = spawn(process.execPath, [HEAP, script, extractor, list, out, options.repeats, without], {
		stdio: ["ignore", "ignore", "pipe"],
	});
	let complaint = "";
	child.stderr.on("data", (chunk: Buffer) => {
		complaint += chunk.toString();
	});
	const code = await new Promise((resolve) => child.on("close", resolve));
	if (code !== 0) throw new Error(`${extractor} on ${set} ended with ${code}: ${complaint.slice(-2000)}`);
	const measured = JSON.parse(readFileSync(out, "utf8")) as Measured;
	return measured;
}

/** A set's pages as plain files, unpacked once for all extractors. */
interface Unpacked {
	readonly scratch: string;
	readonly list: string;
}

const unpackedSets = new Map<string, Unpacked>();
process.on("exit", () => {
	for (const { scratch } of unpackedSets.values()) rmSync(scratch, { recursive: true });
});

function unpacked(set: string): Unpacked {
	const known = unpackedSets.get(set);
	if (known !== undefined) return known;
	const scratch = mkdtempSync(join(tmpdir(), "bench-extract-"));
	const list = join(scratch, "pages.json");
	writeFileSync(list, JSON.stringify(unpackPages(open(set), scratch)));
	unpackedSets.set(set, { scratch, list });
	return { scratch, list };
}

/** A peer that does not run on this machine is left out, loudly. */
async function measurePeer(name: string, set: string): Promise<Measured | null> {
	try {
		return await measure(name, set);
	} catch (error) {
		console.error(`SKIPPED: ${(error as Error).message}`);
		return null;
	}
}

interface Result {
	readonly name: string;
	readonly measured: Measured;
	readonly score: Score;
}

const number = (value: number | null | undefined): string =>
	value === null || value === undefined || Number.isNaN(value) ? "-" : value.toFixed(3);

function tableRow({ name, measured, score }: Result): string {
	const cells = [
		name,
		`${number(score.f1)} ±${number(score.f1std)}`,
		number(score.precision),
		number(score.recall),
		number(score.accuracy),
		String(score.f1below05),
		String(score.empty),
		String(measured.errors.length),
		number(score.titleExact),
		number(score.dateOk),
		number(score.dateWrong),
		number(score.authorOk),
		measured.pagesPerCpuSecond.toFixed(0),
		measured.peakRssMb.toFixed(0),
	];
	return `| ${cells.join(" | ")} |`;
}

const HEADING = `| | body F1 | precision | recall | accuracy | F1 < 0.5 | empty | thrown | title | date | date wrong | byline | pages / CPU s | peak RSS MB |
|---|---|---|---|---|---|---|---|---|---|---|---|---|---|`;

/** A score as `--json` names it. */
function plain({ measured, score }: Result): Record<string, number | null> {
	return {
		f1: score.f1,
		precision: score.precision,
		recall: score.recall,
		accuracy: score.accuracy,
		below05: score.f1below05,
		empty: score.empty,
		thrown: measured.errors.length,
		title: score.titleExact,
		date: score.dateOk,
		dateWrong: score.dateWrong,
		byline: score.authorOk,
		pagesPerCpuSecond: measured.pagesPerCpuSecond,
		peakRssMb: measured.peakRssMb,
	};
}

async function runSet(set: BenchSet, peers: readonly string[], scorer: Scorer): Promise<void> {
	const results: Result[] = [];
	for (const name of ["pressmark", ...peers]) {
		const measured = await (name === "pressmark" ? measure(name, set.name) : measurePeer(name, set.name));
		if (measured === null) continue;
		results.push({ name, measured, score: scorer(measured.predictions, set.truth, { boot: 400 }) });
		if (!options.json) {
			const row = tableRow(results.at(-1) as Result);
			console.log(
				results.length === 1
					? `\n### ${SETS[set.name] ?? set.name} (${set.ids.length} pages)\n\n${HEADING}\n${row}`
					: row,
			);
		}
	}
	const [own, ...others] = results as [Result, ...Result[]];
	if (!options.json && set.name === "zh") console.log(traditionalLine(set, results, scorer));
	if (options.predictions !== undefined) keepPredictions(options.predictions, set.name, own);
	if (options.json) {
		const peersPlain = Object.fromEntries(others.map((result) => [result.name, plain(result)]));
		console.log(JSON.stringify({ set: set.name, pressmark: plain(own), peers: peersPlain }));
	}
	report(own);
}

/** Body F1 of everyone on the pages whose text is in traditional characters, which some read worse. */
function traditionalLine(set: BenchSet, results: readonly Result[], scorer: Scorer): string {
	const pages = Object.entries(set.truth).filter(([, { text }]) => chineseOf(text) === "zh-Hant");
	const truth = Object.fromEntries(pages);
	const scores = results.map(({ name, measured: { predictions } }) => {
		const own = Object.fromEntries(Object.entries(predictions).filter(([id]) => id in truth));
		return `${name} ${number(scorer(own, truth, {}).f1)}`;
	});
	return `\nbody F1 on the ${pages.length} pages in traditional Chinese: ${scores.join(", ")}`;
}

const predicted: Record<string, unknown> = {};

function keepPredictions(file: string, set: string, result: Result): void {
	Object.assign(predicted, result.measured.predictions);
	writeFileSync(file, JSON.stringify(predicted));
	writeFileSync(`${file}.${set}.json`, JSON.stringify(result.measured.predictions));
}

function report({ measured, score }: Result): void {
	for (const [id, error] of measured.errors) console.error(`  thrown ${id} ${error}`);
	const worst = [...score.rows].sort((a, b) => a.f1 - b.f1).slice(0, Number(options.worst));
	for (const row of worst) {
		console.log(`  ${row.f1.toFixed(3)} P ${row.p.toFixed(3)} R ${row.r.toFixed(3)}  ${row.id}`);
	}
}

if (names.length === 0) {
	console.error(`SKIPPED: no sets in ${folder}: name their folder with --data`);
} else if (options.mutate !== undefined) {
	mutateSets(names.map(open), Number(options.mutate), Number(options.from));
} else if (options.rules) {
	ablateRules(names.map(open), await openScorer(folder));
} else if (options.ablate) {
	await ablate(names.map(open), await openScorer(folder), (set, without) =>
		measure("pressmark", set, without),
	);
} else {
	const asked = options.peers === "none" ? [] : options.peers === "all" ? PEERS : options.peers.split(",");
	const peers = asked.length > 0 && installPeers(findBeside(folder, "peers")) ? asked : [];
	const scorer = await openScorer(folder);
	for (const name of names) await runSet(open(name), peers, scorer);
}
