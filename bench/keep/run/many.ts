import { spawnSync } from "node:child_process";
import { join } from "node:path";
import type { Taken } from "./step.ts";

/** A row of the table of results: what, how much, and what it should be. */
export type Row = (what: string, measured: string, goal: string) => void;

const STEP = join(import.meta.dirname, "step.ts");

/** The same for every pass, since what was learnt of a source is kept under its address; another for every run. */
const PORT = String(20_000 + (process.pid % 10_000));

function take(folder: string, count: number, ...words: readonly string[]): Taken {
	const [name = "", ...rest] = words;
	console.error(`${new Date().toISOString().slice(11, 19)} ${name}`);
	const child = spawnSync(process.execPath, [STEP, name, folder, String(count), ...rest], {
		encoding: "utf8",
		stdio: ["ignore", "pipe", "inherit"],
	});
	if (child.status !== 0) throw new Error(`${name} ended with ${child.signal ?? child.status}`);
	return JSON.parse(child.stdout.trim().split("\n").at(-1) ?? "") as Taken;
}

/** Leaves the archive in the middle of its work, and takes it up again. */
function crash(folder: string, count: number): Taken {
	spawnSync(process.execPath, [STEP, "start", folder, String(count), "crash"]);
	return take(folder, count, "start");
}

const spent = ({ ms, cpuMs, rssMb }: Taken): string =>
	`${(ms / 1000).toFixed(1)} s, ${(cpuMs / 1000).toFixed(1)} s of processor, ${rssMb} MB`;

const commitOf = ({ facts: { commitMs, objectBytes = 0 } }: Taken): string =>
	`${commitMs} ms, ${Math.round(objectBytes / 1000)} KB of new objects`;

/** An archive of so many short articles, step by step, each step in a process of its own. */
export function measureMany(folder: string, count: number, row: Row): void {
	const filled = take(folder, count, "fill");
	const perCpuSecond = Math.round((count * 1000) / filled.cpuMs);
	row(
		`filling it with ${count} short articles`,
		`${spent(filled)}; ${perCpuSecond} a second of processor`,
		"",
	);
	take(folder, count, "sync", PORT);
	const synced = take(folder, count, "sync", PORT);
	row("`sync` of 100 sources with nothing new, from start to end", spent(synced), "<= 5 s, <= 300 MB");
	row("start after a crash", `${crash(folder, count).facts["readyMs"]} ms`, "<= 2 s");
	row("first commit", spent(take(folder, count, "commit")), "");
	const commits = take(folder, count + 1000, "tens");
	const byGit = take(folder, count + 2000, "tensByGit");
	row(
		"commit of ten more articles",
		`${commitOf(commits)}; git alone, told which files: ${commitOf(byGit)}`,
		"50 ms-class, <= 2x their size + 100 KB",
	);
	const verified = take(folder, count, "verify");
	row("verify", `${spent(verified)}, ${verified.facts["problems"]} false alarms`, "0");
	const reindexed = take(folder, count, "reindex");
	const documents = Math.round((count * 1000) / reindexed.ms);
	row("reindex", `${spent(reindexed)}; ${documents} documents/s`, ">= 1,000/s");
}
