/**
 * What an archive outlives: `npm run test:crash` is all of it (hours), `npm run test:crash -- kills=1000 cuts=100`
 * only the parts that are named. `full`: a disk without room (R4). `kills`: so many
 * kill -9 at random moments (R1). `cuts`: so many power cuts on each file system (R3). `calls`: a kill at every
 * system call of one ingest (R2). `faults`: an error at every call of it, and from every call on (R4). `chance`: so
 * many ingests whose calls fail by chance (R4). TMPDIR=/dev/shm makes it fast. Parts that need root, loop
 * devices, strace, xfsprogs or libfiu say that they are skipped.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkArchive, isIndexRight } from "./crash/check.ts";
import { canFillDisk, fillDisk } from "./crash/full.ts";
import { killWriter } from "./crash/kill.ts";
import { canCutPower, cutAtRandom, cutWithoutSync, FILE_SYSTEMS } from "./crash/power.ts";
import { failAtEachCall, faultByChance, hasLibfiu, hasStrace, killAtEachCall } from "./crash/syscalls.ts";
import type { Acknowledged } from "./crash/writer.ts";

/** An archive is killed so many times before the next begins, so that full checks stay cheap. */
const KILLS_PER_ARCHIVE = 20;
/** Each start repairs what the kill before it left; what was acknowledged is looked for after so many. */
const KILLS_A_CHECK = 4;
const KILLED_WITHIN_MS = 250;

/** The calls by which an ingest changes the disk. */
const CALLS = ["rename", "link", "mkdir", "unlink", "ftruncate", "fsync", "write", "pwrite64"];

/** Errors of those calls: once, or (`+`) from that call on, as a disk that is full or a process at its limit has them. */
const FAULTS = [
	["openat", "EMFILE", ""],
	["openat", "EMFILE", "+"],
	["mkdir", "ENOSPC", "+"],
	["write", "ENOSPC", ""],
	["fsync", "EIO", ""],
	["fsync", "EIO", "+"],
	["rename", "EIO", ""],
	["ftruncate", "EIO", ""],
	["pwrite64", "ENOSPC", ""],
	["pwrite64", "EIO", ""],
] as const;

const failures: string[] = [];

function report(title: string, facts: string, problems: readonly string[]): void {
	failures.push(...problems);
	console.log(`| ${title} | ${facts} | ${problems.length} |`);
	for (const problem of problems.slice(0, 20)) console.error(problem);
}

function skip(title: string, missing: string): void {
	console.log(`| ${title} | SKIPPED: it needs ${missing} | |`);
}

interface Outlived {
	readonly problems: readonly string[];
	readonly acknowledged: number;
	readonly slowestMs: number;
}

/** Kills one archive's writers, from kill `first` on. */
async function killArchive(first: number, count: number): Promise<Outlived> {
	const folder = mkdtempSync(join(tmpdir(), "pressmark-crash-"));
	const acknowledged: Acknowledged[] = [];
	const problems: string[] = [];
	let slowestMs = 0;
	for (let kill = first; kill < first + count; kill++) {
		const afterMs = kill % 5 === 4 ? null : Math.random() * KILLED_WITHIN_MS;
		const killed = await killWriter(folder, { seed: 1 + kill * 7919, afterMs });
		acknowledged.push(...killed.acknowledged);
		if (killed.errors !== "") problems.push(`kill ${kill}: the writer said ${killed.errors}`);
		if (kill % KILLS_A_CHECK !== KILLS_A_CHECK - 1) continue;
		const found = await checkArchive(folder, acknowledged);
		slowestMs = Math.max(slowestMs, found.readyMs);
		problems.push(...found.problems.map((problem) => `kill ${kill}: ${problem}`));
	}
	if (!(await isIndexRight(folder)))
		problems.push(`kills from ${first}: the index is not what its files say`);
	rmSync(folder, { recursive: true, force: true });
	return { problems, acknowledged: acknowledged.length, slowestMs };
}

async function killAtRandom(kills: number): Promise<void> {
	const outlived: Outlived[] = [];
	for (let done = 0; done < kills; done += KILLS_PER_ARCHIVE) {
		const one = await killArchive(done, Math.min(KILLS_PER_ARCHIVE, kills - done));
		outlived.push(one);
		const found = outlived.reduce((sum, { problems }) => sum + problems.length, 0);
		process.stderr.write(
			`${Math.min(done + KILLS_PER_ARCHIVE, kills)} of ${kills} kills, ${found} problems so far\n`,
		);
	}
	const total = outlived.reduce((sum, { acknowledged }) => sum + acknowledged, 0);
	const slowestMs = Math.max(0, ...outlived.map((one) => one.slowestMs));
	const facts = `${kills} kills, ${total} acknowledged, slowest start after ${Math.round(slowestMs)} ms`;
	report(
		"R1 kill -9 at random moments",
		facts,
		outlived.flatMap(({ problems }) => problems),
	);
}

async function killAtEveryCall(): Promise<void> {
	if (!hasStrace()) return skip("R2 kill at every call", "strace");
	for (const call of CALLS) {
		const { times, problems } = await killAtEachCall(call);
		report(`R2 kill at every ${call}`, `${times} calls`, problems);
	}
}

async function failAtEveryCall(): Promise<void> {
	if (!hasStrace()) return skip("R4 faults at every call", "strace");
	for (const [call, error, on] of FAULTS) {
		const { times, problems } = await failAtEachCall(call, error, on);
		report(`R4 ${error} at every ${call}${on === "" ? "" : " and all after it"}`, `${times} calls`, problems);
	}
}

async function failByChance(runs: number): Promise<void> {
	if (!hasLibfiu()) return skip("R4 faults by chance", "libfiu (apt-get install fiu-utils)");
	const { hit, problems } = await faultByChance(runs);
	report("R4 EIO, ENOSPC, EDQUOT by chance", `${runs} runs, ${hit} met a fault`, problems);
}

async function cutEverywhere(cuts: number): Promise<void> {
	if (!canCutPower()) return skip("R3 power cuts", "root, loop devices and xfsprogs");
	for (const kind of FILE_SYSTEMS) {
		const lost = await cutWithoutSync(kind);
		report(
			`R3 control without fsync, ${kind}`,
			`${lost} of 200 files lost`,
			lost > 0 ? [] : ["the cut takes nothing"],
		);
		const { acknowledged, problems, readyMsMax } = await cutAtRandom(kind, cuts);
		const facts = `${cuts} cuts, ${acknowledged} acknowledged, slowest start after ${Math.round(readyMsMax)} ms`;
		report(`R3 power cut, ${kind}`, facts, problems);
	}
}

async function fillOnce(): Promise<void> {
	if (!canFillDisk()) return skip("R4 full disk", "root, to mount a small disk");
	const { kept, refusals, keptAfter, problems } = await fillDisk();
	report("R4 full disk", `${kept} kept, then refused, ${keptAfter} kept once there was room`, [
		...problems,
		...refusals.filter((refusal) => !refusal.startsWith("full: ")),
	]);
}

/** The parts, in the order in which they run, and how often each tries unless told. */
const PARTS: Readonly<Record<string, readonly [run: (times: number) => Promise<void>, times: number]>> = {
	full: [fillOnce, 1],
	kills: [killAtRandom, 1000],
	cuts: [cutEverywhere, 200],
	calls: [killAtEveryCall, 1],
	faults: [failAtEveryCall, 1],
	chance: [failByChance, 500],
};

const words = process.argv.slice(2).map((word) => /^(\w+)(?:=(\d{1,6}))?$/.exec(word) ?? [word, word]);
const unknown = words.filter(([, part = ""]) => PARTS[part] === undefined);
if (unknown.length > 0) {
	const names = Object.entries(PARTS).map(([part, [, times]]) => (times === 1 ? part : `${part}=${times}`));
	throw new Error(`${unknown.map(([word]) => word).join(" ")}: name any of ${names.join(" ")}`);
}
console.log("| what | how much | lost, half or wrong |\n|---|---|---|");
for (const [part, [run, times]] of Object.entries(PARTS)) {
	const word = words.find(([, name]) => name === part);
	if (words.length === 0 || word !== undefined) await run(Number(word?.[2] ?? times));
}
process.exitCode = failures.length > 0 ? 1 : 0;
