import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Reader } from "./readers.ts";
import { fullTextFeed, type Packing } from "./sample.ts";

const ROUNDS = 60;
const WARM_UP = 15;

/** The median time of each reader on the same feed, in ms; the readers take turns, so that load falls on all alike. */
export async function medianTimes(
	readers: readonly Reader[],
	packing: Packing,
): Promise<Readonly<Record<string, number>>> {
	const bytes = fullTextFeed(100, packing);
	const times = new Map(readers.map(({ name }) => [name, [] as number[]]));
	for (let round = 0; round < ROUNDS + WARM_UP; round++) {
		for (const { name, parse } of readers) {
			const start = performance.now();
			await parse(bytes, "application/rss+xml", "https://news.example.com/feed.xml");
			if (round >= WARM_UP) times.get(name)?.push(performance.now() - start);
		}
	}
	return Object.fromEntries([...times].map(([name, all]) => [name, median(all)]));
}

function median(numbers: readonly number[]): number {
	return numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0;
}

const LARGE_BYTES = 50_000_000;

/** What one reader took for one large feed, alone in a process. */
export interface LargeReading {
	readonly ms: number;
	/** The process's largest resident set, MB. */
	readonly megabytes: number;
	readonly entries: number;
}

const LARGE_ROUNDS = 3;

/** Reads a feed of 50 MB with each reader that is named, in processes of their own, in turns; the fastest reading of each. */
export function largeReadings(
	names: readonly string[],
	packing: Packing,
): Readonly<Record<string, LargeReading>> {
	const folder = mkdtempSync(join(tmpdir(), "pressmark-feeds-"));
	try {
		const file = join(folder, "large.xml");
		const itemBytes = fullTextFeed(1000, packing).length / 1000;
		writeFileSync(file, fullTextFeed(Math.round(LARGE_BYTES / itemBytes), packing));
		const fastest: Record<string, LargeReading> = {};
		for (let round = 0; round < LARGE_ROUNDS; round++) {
			for (const name of names) {
				const reading = largeReading(name, file);
				const before = fastest[name];
				if (before === undefined || reading.ms < before.ms) fastest[name] = reading;
			}
		}
		return fastest;
	} finally {
		rmSync(folder, { recursive: true });
	}
}

function largeReading(name: string, file: string): LargeReading {
	const worker = join(import.meta.dirname, "large.ts");
	return JSON.parse(
		execFileSync(process.execPath, [worker, name, file], { encoding: "utf8" }),
	) as LargeReading;
}

/** The share of items that were complete before a cut and are read after it, over cuts all through a feed. */
export async function keptWhenCut({ parse }: Reader): Promise<number> {
	const bytes = fullTextFeed(12, "cdata");
	const ends = [...bytes.toString("latin1").matchAll(/<\/item>/g)].map(
		({ index }) => index + "</item>".length,
	);
	let whole = 0;
	let kept = 0;
	for (let cut = ends[0] ?? 0; cut < bytes.length; cut += 211) {
		const complete = ends.filter((end) => end <= cut).length;
		whole += complete;
		try {
			const { entries } = await parse(bytes.subarray(0, cut), "application/rss+xml");
			kept += Math.min(entries.length, complete);
		} catch {
			// A reader that gives up keeps nothing.
		}
	}
	return kept / whole;
}
