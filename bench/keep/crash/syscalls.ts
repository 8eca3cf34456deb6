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
	const log = join(folder, ".strace");
	// strace counts calls by thread: with one thread for files, every call has its number.
	const env = { ...process.env, UV_THREADPOOL_SIZE: "1" };
	const run = spawnSync("strace", ["-f", "-qq", "-o", log, ...traced, process.execPath, INGEST, folder], {
		env,
	});
	const said = run.stdout
		.toString()
		.split("\n")
		.slice(0, -1)
		.map((line) => JSON.parse(line) as Acknowledged);
	const hit = run.signal !== null || run.status !== 0 || !said.some(({ kind }) => kind === "done");
	return { said, hit, errors: run.stderr.toString() };
}
