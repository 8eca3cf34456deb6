/** How fast the reader is read: `npm run bench:read [-- --json]`. */
import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import { markOf } from "../../src/article/address.ts";
import { skipWithoutBrowser } from "../../test/support/browser.ts";
import { SAMPLE_ADDRESS } from "../../test/support/sample.ts";
import { requestsPerSecond } from "./load.ts";
import { type Paint, paintOf } from "./paint.ts";

const ROUNDS = 5;
const ROUND_MS = 2_000;
const WARM_MS = 1_000;
const ARTICLE = `/a/${markOf(SAMPLE_ADDRESS)}`;
const PAGES = [
	"/",
	ARTICLE,
	"/outlet/zh.example",
	"/search?q=%E5%8C%97%E7%BA%A6",
	"/changes",
	"/numbers",
	"/settings",
];

/** A server in a process of its own, and the address that it prints. */
async function started(...words: readonly string[]): Promise<{ child: ChildProcess; address: string }> {
	const child = fork(join(import.meta.dirname, "server.ts"), words, {
		stdio: ["ignore", "pipe", "inherit", "ipc"],
	});
	const address = await new Promise<string>((resolve) =>
		child.stdout?.once("data", (bytes) => resolve(String(bytes).trim())),
	);
	return { child, address };
}

/** Rounds by turns, so that what else the machine does falls on both; the median of each. */
async function rates(reader: string, bare: string): Promise<{ reader: number; bare: number }> {
	const seen = { reader: [] as number[], bare: [] as number[] };
	await requestsPerSecond(reader, WARM_MS);
	await requestsPerSecond(bare, WARM_MS);
	for (let round = 0; round < ROUNDS; round++) {
		seen.reader.push(await requestsPerSecond(reader, ROUND_MS));
		seen.bare.push(await requestsPerSecond(bare, ROUND_MS));
	}
	const middle = (values: readonly number[]): number =>
		values.toSorted((one, other) => one - other)[ROUNDS >> 1] ?? 0;
	return { reader: middle(seen.reader), bare: middle(seen.bare) };
}

async function weightsOf(origin: string): Promise<Record<string, { bytes: number; packed: number }>> {
	const weights: Record<string, { bytes: number; packed: number }> = {};
	for (const path of PAGES) {
		const bytes = (await (await fetch(origin + path)).arrayBuffer()).byteLength;
		const response = await fetch(origin + path, { method: "HEAD", headers: { "accept-encoding": "br" } });
		weights[path] = { bytes, packed: Number(response.headers.get("content-length")) };
	}
	return weights;
}

const reader = await started();
const bare = await started(reader.address + ARTICLE);
const rate = await rates(reader.address + ARTICLE, bare.address + ARTICLE);
const weights = await weightsOf(reader.address);
const paint: Paint | null = skipWithoutBrowser() === false ? await paintOf(reader.address + ARTICLE) : null;
reader.child.kill();
bare.child.kill();

const ratio = rate.reader / rate.bare;
if (process.argv.includes("--json")) {
	const rounded = { perSecond: Math.round(rate.reader), ratio: Number(ratio.toFixed(3)), weights, ...paint };
	console.log(JSON.stringify({ pressmark: rounded, peers: { node: { perSecond: Math.round(rate.bare) } } }));
} else {
	console.log(`| article page, one process | requests a second |\n|---|---|`);
	console.log(
		`| reader | ${Math.round(rate.reader)} |\n| bare node:http, same bytes | ${Math.round(rate.bare)} |\n| ratio | ${ratio.toFixed(2)} |\n`,
	);
	console.log("| page | bytes | packed |\n|---|---|---|");
	for (const [path, { bytes, packed }] of Object.entries(weights))
		console.log(`| ${path} | ${bytes} | ${packed} |`);
	if (paint === null) console.log("\nfirst paint: SKIPPED, no chromium here");
	else
		console.log(
			`\nfirst paint on a phone, CPU slowed four times: ${Math.round(paint.firstPaintMs)} ms; layout shift ${paint.layoutShift.toFixed(3)}`,
		);
}
