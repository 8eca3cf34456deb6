import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { Acknowledged } from "./writer.ts";

const WRITER = join(import.meta.dirname, "writer.ts");

/** What a writer said before it was killed. */
export interface Killed {
	readonly acknowledged: readonly Acknowledged[];
	readonly errors: string;
}

export interface KillOptions {
	/** The same seed gives the same work. */
	readonly seed: number;
	/** How long after it is ready and has said what is `heard`; null for some moment of its start. */
	readonly afterMs: number | null;
	/** So many lines it says before the time begins, however slow the machine is; the first says that it is ready. */
	readonly heard?: number;
	/** What happens to it first. */
	readonly beforeKill?: () => void;
}

/** Within this long after its start a writer repairs the archive and begins: kills during that must be harmless too. */
const STARTING_MS = 500;

/** Runs a writer and kills it with SIGKILL. */
export async function killWriter(
	folder: string,
	{ seed, afterMs, heard = 1, beforeKill }: KillOptions,
): Promise<Killed> {
	const child = spawn(process.execPath, [WRITER, folder, String(seed)], {
		stdio: ["ignore", "pipe", "pipe"],
	});
	let said = "";
	let errors = "";
	let lines = 0;
	const ready = Promise.withResolvers<void>();
	// A chunk may end within a character.
	child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
		said += chunk;
		lines += chunk.split("\n").length - 1;
		if (lines >= heard) ready.resolve();
	});
	child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
		errors += chunk;
	});
	const ended = once(child, "close");
	if (afterMs !== null) await Promise.race([ready.promise, ended]);
	await setTimeout(afterMs ?? STARTING_MS * Math.random());
	beforeKill?.();
	child.kill("SIGKILL");
	await ended;
	// The last line may be torn by the kill: it was not said.
	const whole = said.split("\n").slice(0, -1);
	return { acknowledged: whole.map((line) => JSON.parse(line) as Acknowledged), errors };
}
