import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { openArchive } from "../../../src/keep/archive.ts";
import { checkArchive } from "./check.ts";
import { articleAt } from "./samples.ts";
import type { Acknowledged } from "./writer.ts";

const INGEST = join(import.meta.dirname, "ingest.ts");

/** What was tried at every call of one kind, and what came of it. */
export interface Tried {
	readonly times: number;
	readonly problems: readonly string[];
}

/** Whether strace is here and may be used. */
export function hasStrace(): boolean {
	return spawnSync("strace", ["-qq", "true"]).status === 0;
}

/** No ingest makes one kind of call so often in one thread. */
const CALLS_MAX = 1000;

/** R2: kills one ingest at its first call of a kind, its second, and so on until it ends without having been killed. */
export async function killAtEachCall(call: string): Promise<Tried> {
	const problems: string[] = [];
	for (let when = 1; when <= CALLS_MAX; when++) {
		const folder = mkdtempSync(join(tmpdir(), "pressmark-call-"));
		const injection = `inject=${call}:signal=SIGKILL:when=${when}`;
		const words = ["-f", "-qq", "-o", "/dev/null", "-e", `trace=${call}`, "-e", injection];
		const { said, hit, errors } = ingestBy("strace", words, folder);
		const found = await checkArchive(folder, said);
		problems.push(...found.problems.map((problem) => `${call} ${when}: ${problem}`));
		if (errors !== "") problems.push(`${call} ${when}: it said ${errors.slice(0, 300)}`);
		rmSync(folder, { recursive: true, force: true });
		if (!hit) return { times: when - 1, problems };
	}
	throw new Error(`more than ${CALLS_MAX} calls of ${call}`);
}

/**
 * R4: has one ingest meet an error (`EIO`…) at its first call of a kind, its second, and so on until it ends
 * without having met it; `on` is `+` for an error of all the calls after that one, too. Node's own start is
 * spared: strace takes hold of the process when that is over.
 */
export async function failAtEachCall(call: string, error: string, on: "" | "+"): Promise<Tried> {
	const problems: string[] = [];
	for (let when = 1; when <= CALLS_MAX; when++) {
		const folder = mkdtempSync(join(tmpdir(), "pressmark-call-"));
		const { said, hit, onFile, errors } = await ingestFailing(folder, [
			call,
			`inject=${call}:error=${error}:when=${when}${on}`,
		]);
		const found = await checkArchive(folder, said);
		const wrong = [...found.problems, ...(await problemsOfGoingOn(folder))];
		const isClear = errors === "" && said.some(({ kind }) => kind === "done" || kind === "refused");
		// Node's threads wake each other through `write` and abort where that fails; no disk does this to them.
		if (onFile && !isClear) wrong.push(`it ended without a clear word: ${errors.slice(0, 300)}`);
		problems.push(...wrong.map((problem) => `${call} ${when}${on}: ${problem}`));
		rmSync(folder, { recursive: true, force: true });
		if (!hit) return { times: when - 1, problems };
	}
	throw new Error(`more than ${CALLS_MAX} calls of ${call}`);
}

interface Ingested {
	readonly said: readonly Acknowledged[];
	/** Whether the fault was met. */
	readonly hit: boolean;
	readonly errors: string;
}

/** An ingest ends long before this, or hangs. */
const INGEST_MS_MAX = 120_000;

/** strace counts calls by thread: with one thread for files, every call has its number. */
const ENVIRONMENT = { ...process.env, UV_THREADPOOL_SIZE: "1" };

async function ingestFailing(
	folder: string,
	[call, injection]: readonly [string, string],
): Promise<Ingested & { readonly onFile: boolean }> {
	const trace = `${folder}.strace`;
	const child = spawn(process.execPath, [INGEST, folder], { env: ENVIRONMENT, timeout: INGEST_MS_MAX });
	const ended = Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
	const words = ["-f", "-y", "-p", String(child.pid), "-o", trace, "-e", `trace=${call}`, "-e", injection];
	const strace = spawn("strace", words, { stdio: ["ignore", "ignore", "pipe"] });
	await once(strace.stderr, "data");
	// It has said that it is attached.
	child.stdin.end();
	const [said, errors] = await ended;
	if (strace.exitCode === null) await once(strace, "close");
	const met = readFileSync(trace, "utf8")
		.split("\n")
		.filter((line) => line.includes("(INJECTED)"));
	rmSync(trace);
	const onFile = met.some((line) => !/<(anon_inode|pipe|socket|UNIX)/.test(line));
	return { said: linesOf(said), hit: met.length > 0, onFile, errors };
}

/** An archive that was refused something goes on where it is allowed again. */
async function problemsOfGoingOn(folder: string): Promise<string[]> {
	try {
		const archive = await openArchive(folder, { now: () => Date.UTC(2024, 2, 1) });
		const article = articleAt("https://news.example/a/2", "后来");
		const about = {
			outlet: "example",
			outletName: "Example",
			stamp: 0,
			capture: null,
			pictures: [],
		} as const;
		const { change } = await archive.keep({ ...about, article, body: "<p>后来</p>", by: "outlet" });
		await archive.close();
		return change === "new" ? [] : [`it does not go on: ${change}`];
	} catch (error) {
		return [`it does not go on: ${error}`];
	}
}

/** What was said line by line; the last line may be torn by a kill. */
function linesOf(said: string): Acknowledged[] {
	return said
		.split("\n")
		.slice(0, -1)
		.map((line) => JSON.parse(line) as Acknowledged);
}

/** Runs one ingest by a program that makes its calls fail. */
function ingestBy(program: string, words: readonly string[], folder: string): Ingested {
	const run = spawnSync(program, [...words, process.execPath, INGEST, folder], { env: ENVIRONMENT });
	const said = linesOf(run.stdout.toString());
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
