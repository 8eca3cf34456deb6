/**
 * npm run bench:ingest [-- --json] [--rounds N]
 * One pass over the replay server by Pressmark (with and without pictures and captures) and by a short script
 * that does what the mirrors of 2020 did. Each round runs every contender in a process of its own, in turn; the
 * figure is articles kept per second of CPU, the median of the rounds.
 */
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { installPeers } from "../peers.ts";

const { values } = parseArgs({
	options: { json: { type: "boolean" }, rounds: { type: "string", default: "3" } },
});
const replay = resolve(import.meta.dirname, "../../../shared/replay/serve.mjs");
const PORT = 8231;
const origin = `http://127.0.0.1:${PORT}`;

interface Figure {
	readonly kept: number;
	readonly cpuMs: number;
}

const profiles: string[] = [];

installPeers(import.meta.dirname);
const server = spawn(process.execPath, [replay, "--port", String(PORT)], {
	stdio: ["ignore", "pipe", "inherit"],
});
await new Promise((ready) => server.stdout.once("data", ready));
try {
	const contenders: Readonly<Record<string, () => Promise<Figure>>> = {
		"pressmark, articles only": () => pressmark(false, false),
		"pressmark, with captures": () => pressmark(false, true),
		"pressmark, pictures and captures": () => pressmark(true, true),
		"script (rss-parser, Readability on linkedom)": script,
	};
	const rates = new Map<string, number[]>(Object.keys(contenders).map((name) => [name, []]));
	for (let round = 0; round < Number(values.rounds); round++)
		for (const [name, run] of Object.entries(contenders)) {
			const { kept, cpuMs } = await run();
			rates.get(name)?.push((kept / cpuMs) * 1000);
		}
	const medians = [...rates].map(([name, list]) => [name, median(list)] as const);
	const base = medians.at(-1)?.[1] ?? 1;
	const shares = await shareOfRooms();
	if (values.json) console.log(JSON.stringify({ articlesPerCpuSecond: Object.fromEntries(medians), shares }));
	else {
		console.log("| contender | articles per CPU second | to the script's |\n|---|---|---|");
		for (const [name, rate] of medians)
			console.log(`| ${name} | ${rate.toFixed(1)} | ${(rate / base).toFixed(2)} |`);
		console.log("\n| part of the program (pictures and captures on) | share of CPU |\n|---|---|");
		for (const [room, share] of shares) console.log(`| ${room} | ${(share * 100).toFixed(1)} % |`);
	}
} finally {
	server.kill();
}

function median(list: readonly number[]): number {
	return list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)] ?? Number.NaN;
}

/** Runs one contender in a fresh folder and process. */
function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
	const folder = mkdtempSync(join(tmpdir(), "pressmark-bench-"));
	return work(folder).finally(() => rmSync(folder, { recursive: true, force: true }));
}

function pressmark(pictures: boolean, captures: boolean, profile = false): Promise<Figure> {
	return inFolder(async (folder) => configured(folder, pictures, captures, profile));
}

async function configured(
	folder: string,
	pictures: boolean,
	captures: boolean,
	profile: boolean,
): Promise<Figure> {
	// A connection of its own: one that was kept from the round before may be closed by now.
	const outlets = (await (await fetch(`${origin}/`, { headers: { connection: "close" } })).text())
		.trim()
		.split("\n")
		.map((line) => line.split("\t"));
	const sources = outlets
		.map(([name, feed]) => `  - { outlet: ${JSON.stringify(name)}, feed: ${JSON.stringify(feed)} }`)
		.join("\n");
	const config = join(folder, "pressmark.yaml");
	writeFileSync(
		config,
		`network: { allow: [127.0.0.1], paceMs: 0 }\nkeep: { pictures: ${pictures}, captures: ${captures} }\nsources:\n${sources}\n`,
	);
	const flags = profile ? ["--cpu-prof", `--cpu-prof-dir=${folder}/profile`] : [];
	const meter = join(import.meta.dirname, "meter.ts");
	const done = spawnSync(
		process.execPath,
		[...flags, meter, "sync", "--config", config, "--json", "--quiet"],
		{ encoding: "utf8", maxBuffer: 1 << 26 },
	);
	const [sum = "", cpu = ""] = done.stdout.trim().split("\n");
	if (profile)
		profiles.push(
			...readdirSync(join(folder, "profile")).map((file) =>
				readFileSync(join(folder, "profile", file), "utf8"),
			),
		);
	if (done.status === 2 || sum === "") throw new Error(`sync failed: ${done.stderr}`);
	return { kept: (JSON.parse(sum) as { new: number }).new, cpuMs: Number(cpu) };
}

async function script(): Promise<Figure> {
	return inFolder(async (folder) => {
		const done = spawnSync(process.execPath, [join(import.meta.dirname, "script.mjs"), origin, folder], {
			encoding: "utf8",
		});
		if (done.status !== 0) throw new Error(done.stderr);
		return JSON.parse(done.stdout) as Figure;
	});
}

interface Profile {
	readonly nodes: readonly {
		readonly id: number;
		readonly callFrame: { readonly url: string; readonly functionName: string };
	}[];
	readonly samples: readonly number[];
	readonly timeDeltas: readonly number[];
}

/** Self time by room, packages and Node itself, from a profile of one pass; idle time left out. */
async function shareOfRooms(): Promise<[string, number][]> {
	await pressmark(true, true, true);
	const times = new Map<string, number>();
	for (const text of profiles) {
		const { nodes, samples, timeDeltas } = JSON.parse(text) as Profile;
		const parts = new Map(nodes.map((node) => [node.id, partOf(node.callFrame)]));
		samples.forEach((id, at) => {
			const part = parts.get(id) ?? null;
			if (part !== null) times.set(part, (times.get(part) ?? 0) + (timeDeltas[at] ?? 0));
		});
	}
	const total = [...times.values()].reduce((sum, time) => sum + time, 0);
	return [...times]
		.map(([part, time]): [string, number] => [part, time / total])
		.sort((a, b) => b[1] - a[1])
		.slice(0, 16);
}

function partOf({ url, functionName }: { url: string; functionName: string }): string | null {
	if (functionName === "(idle)" || functionName === "(root)") return null;
	if (functionName.startsWith("(")) return functionName.slice(1, -1);
	const room = /\/(?:src|build)\/([a-z]+)\//.exec(url)?.[1];
	if (room !== undefined && !url.includes("node_modules")) return room;
	const name = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1];
	return name ?? (url.startsWith("node:") || url === "" ? "node" : "other");
}
