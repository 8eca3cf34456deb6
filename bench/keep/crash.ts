/**
 * What an archive outlives. `npm run test:crash -- [kills] [cuts]`: so many kill -9 at random moments
 * (1,000 unless given, R1) and power cuts (200, R3), a kill at every system call of one ingest (R2), and
 * a disk that fails, at every call and by chance, or is full (R4). TMPDIR=/dev/shm makes all but the power cuts fast. Parts that need root, loop devices, strace or xfsprogs say that they are skipped.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkArchive, isIndexRight } from "./crash/check.ts";
import { canFillDisk, fillDisk } from "./crash/full.ts";
import { killWriter } from "./crash/kill.ts";
import { canCutPower, cutAtRandom, cutWithoutSync, FILE_SYSTEMS } from "./crash/power.ts";
import { faultAtEachCall, faultByChance, hasLibfiu, hasStrace } from "./crash/syscalls.ts";
import type { Acknowledged } from "./crash/writer.ts";

const kills = Number(process.argv[2] ?? 1000);
const cuts = Number(process.argv[3] ?? 200);

/** An archive is killed so many times before the next begins, so that full checks stay cheap. */
const KILLS_PER_ARCHIVE = 20;
/** Each start repairs what the kill before it left; what was acknowledged is looked for after so many. */
const KILLS_A_CHECK = 4;
const KILLED_WITHIN_MS = 250;

/** The calls by which an ingest changes the disk. */
const CALLS = ["rename", "link", "mkdir", "unlink", "ftruncate", "fsync", "write", "pwrite64"];
const FAULTS = [
	["fsync", "error=EIO"],
	["write", "error=ENOSPC"],
	["pwrite64", "error=ENOSPC"],
	["pwrite64", "error=EIO"],
	["openat", "error=EMFILE"],
	["rename", "error=EIO"],
] as const;

const CHANCE_RUNS = 500;

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

async function killAtRandom(): Promise<void> {
	const outlived: Outlived[] = [];
	for (let done = 0; done < kills; done += KILLS_PER_ARCHIVE) {
		const one = await killArchive(done, Math.min(KILLS_PER_ARCHIVE, kills - done));
		outlived.push(one);
		process.stderr.write(
			`${done + KILLS_PER_ARCHIVE} of ${kills} kills, ${one.problems.length} problems in the last\n`,
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

async function faultEverywhere(): Promise<void> {
	if (!hasStrace()) return skip("R2, R4 faults at every call", "strace");
	for (const [call, fault] of [...CALLS.map((call) => [call, "signal=SIGKILL"] as const), ...FAULTS]) {
		const { times, problems } = await faultAtEachCall(call, fault);
		report(
			`${fault.startsWith("signal") ? "R2" : "R4"} ${fault} at every ${call}`,
			`${times} calls`,
			problems,
		);
	}
}

async function failByChance(): Promise<void> {
	if (!hasLibfiu()) return skip("R4 faults by chance", "libfiu (apt-get install fiu-utils)");
	const { hit, problems } = await faultByChance(CHANCE_RUNS);
	report("R4 EIO, ENOSPC, EDQUOT by chance", `${CHANCE_RUNS} runs, ${hit} met a fault`, problems);
}

async function cutEverywhere(): Promise<void> {
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

console.log("| what | how much | lost, half or wrong |\n|---|---|---|");
await fillOnce();
await killAtRandom();
await cutEverywhere();
await faultEverywhere();
await failByChance();
process.exitCode = failures.length > 0 ? 1 : 0;
