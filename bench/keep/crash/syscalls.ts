import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkArchive } from "./check.ts";
import type { Acknowledged } from "./writer.ts";

const INGEST = join(import.meta.dirname, "ingest.ts");

/** What was tried at every call of one kind, and what came of it. */
export interface Tried {
	readonly call: string;
	readonly fault: string;
	readonly times: number;
	readonly problems: readonly string[];
}

/** Whether strace is here and may be used. */
export function hasStrace(): boolean {
	return spawnSync("strace", ["-qq", "true"]).status === 0;
}

/** No ingest makes one kind of call so often in one thread. */
const CALLS_MAX = 400;

/**
 * R2 and R4: runs one ingest again and again, with the fault (`signal=SIGKILL`, `error=EIO`…) at its first
 * call, its second, and so on until it ends without having met the fault.
 */
export async function faultAtEachCall(call: string, fault: string): Promise<Tried> {
	const problems: string[] = [];
	for (let when = 1; when <= CALLS_MAX; when++) {
		const folder = mkdtempSync(join(tmpdir(), "pressmark-call-"));
		const { said, hit, errors } = ingestUnder(folder, [`inject=${call}:${fault}:when=${when}`]);
		const found = await checkArchive(folder, said);
		problems.push(...found.problems.map((problem) => `${call} ${when}: ${problem}`));
		if (errors !== "")
			problems.push(`${call} ${when}: it ended without a clear word: ${errors.slice(0, 300)}`);
		rmSync(folder, { recursive: true, force: true });
		if (!hit) return { call, fault, times: when - 1, problems };
	}
	throw new Error(`more than ${CALLS_MAX} calls of ${call}`);
}

interface Ingested {
	readonly said: readonly Acknowledged[];
	/** Whether the fault was met. */
	readonly hit: boolean;
	readonly errors: string;
}

function ingestUnder(folder: string, injections: readonly string[]): Ingested {
	const traced = injections.flatMap((injection) => ["-e", injection]);
	return ingestBy("strace", ["-f", "-qq", "-o", join(folder, ".strace"), ...traced], folder);
}

/** Runs one ingest by a program that makes its calls fail. */
function ingestBy(program: string, words: readonly string[], folder: string): Ingested {
	// strace counts calls by thread: with one thread for files, every call has its number.
	const env = { ...process.env, UV_THREADPOOL_SIZE: "1" };
	const run = spawnSync(program, [...words, process.execPath, INGEST, folder], { env });
	const said = run.stdout
		.toString()
		.split("\n")
		.slice(0, -1)
		.map((line) => JSON.parse(line) as Acknowledged);
	const hit = run.signal !== null || run.status !== 0 || !said.some(({ kind }) => kind === "done");
	return { said, hit, errors: run.stderr.toString() };
}

/** Whether libfiu is here, which makes calls fail by chance. */
export function hasLibfiu(): boolean {
	return spawnSync("fiu-run", ["-h"]).error === undefined;
}

/**
 * Calls that an ingest makes and the start of Node does not, as libfiu names them. Node's threads wake each
 * other through `write` and abort where it fails; that one fails at every call, one by one, instead.
 */
const FAILING = ["posix/io/rw/pwrite", "posix/io/sync/fsync", "posix/io/sync/fdatasync"];
const PROBABILITIES = [0.01, 0.05, 0.2];
/** EIO, ENOSPC and EDQUOT (errno(3)). */
const ERRORS = [5, 28, 122];

/** What failing by chance came to. */
export interface Chance {
	/** How many of the runs met a failure. */
	readonly hit: number;
	readonly problems: readonly string[];
}

/** R4: runs one ingest so many times, each time with another call failing by chance. */
export async function faultByChance(runs: number): Promise<Chance> {
	const problems: string[] = [];
	let hit = 0;
	for (let run = 0; run < runs; run++) {
		const call = FAILING[run % FAILING.length];
		const probability = PROBABILITIES[Math.floor(run / FAILING.length) % PROBABILITIES.length];
		const error = ERRORS[Math.floor(run / FAILING.length / PROBABILITIES.length) % ERRORS.length];
		const command = `enable_random name=${call},probability=${probability},failinfo=${error}`;
		const folder = mkdtempSync(join(tmpdir(), "pressmark-chance-"));
		const ingested = ingestBy("fiu-run", ["-x", "-f", "", "-c", command], folder);
		const found = await checkArchive(folder, ingested.said);
		problems.push(...found.problems.map((problem) => `run ${run}, ${command}: ${problem}`));
		const isSilent = ingested.hit && !ingested.said.some(({ kind }) => kind === "refused");
		if (isSilent) problems.push(`run ${run}, ${command}: no clear word: ${ingested.errors.slice(0, 300)}`);
		if (ingested.hit) hit++;
		rmSync(folder, { recursive: true, force: true });
	}
	return { hit, problems };
}
