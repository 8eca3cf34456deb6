import { type ChildProcess, fork } from "node:child_process";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { estimateOf, tooMuch } from "./estimate.ts";
import type { Format } from "./formats/format.ts";
import type { Job, Manner, Outcome, Picture } from "./job.ts";
import type { ImageLimits } from "./limits.ts";
import { refusals } from "./refusal.ts";
import type { Answer, Order, Ready, Rules } from "./worker.ts";

export interface Workers {
	/** Makes a picture in a child process, which is killed when it takes too long; refuses at once what is too much by its head. */
	make(picture: Picture): Promise<Outcome>;
	close(): void;
}

/** The worker runs as it lies: TypeScript from a checkout, JavaScript from a build. */
const WORKER = fileURLToPath(new URL("./worker.ts", import.meta.url)).replace(
	/\.ts$/,
	extname(import.meta.url),
);

/** A worker gets no environment: nothing that its decoders could be made to give away. Few arenas keep it small. */
const ENVIRONMENT = { MALLOC_ARENA_MAX: "2" };
/** A worker that holds this share of its limit when it is idle is replaced. */
const SWOLLEN = 0.4;

interface Waiting {
	readonly job: Job;
	readonly bytes: number;
	readonly limitMs: number;
	readonly end: (outcome: Outcome) => void;
}

/**
 * A few child processes, each with one picture at a time; one that has had nothing to do for a while is
 * ended, and started again when there is. A job starts when a worker is free and the decoded bytes of
 * all running jobs stay within the budget: many small ones together, a big one alone.
 */
export function openWorkers(
	limits: ImageLimits,
	{ accepts, efforts, damaged }: Manner & { readonly accepts: readonly Format[] },
): Workers {
	const { inputPixels, outputPixels, pages } = limits;
	const rules: Rules = { kind: "rules", accepts, residentBytes: limits.workerBytes };
	const idle = openIdle(limits.idleMs);
	const alive = new Set<ChildProcess>();
	const queue: Waiting[] = [];
	let heldBytes = 0;
	let closed = false;

	const spawn = (): ChildProcess => {
		const child = startWorker();
		alive.add(child);
		const gone = (): void => {
			alive.delete(child);
			idle.forget(child);
			startNext();
		};
		// "error" comes alone where the machine has no room for one more process.
		child.once("exit", gone).on("error", () => child.pid === undefined && gone());
		child.send(rules);
		return child;
	};

	const startNext = (): void => {
		for (let next = queue[0]; next !== undefined && !closed; next = queue[0]) {
			if (idle.size === 0 && alive.size >= limits.workers) return;
			if (heldBytes > 0 && heldBytes + next.bytes > limits.decodedBytes) return;
			queue.shift();
			const known = idle.take();
			void run(known ?? spawn(), next, known === undefined);
		}
	};

	const run = async (child: ChildProcess, waiting: Waiting, isNew: boolean): Promise<void> => {
		heldBytes += waiting.bytes;
		const { outcome, residentBytes } = await makeOn(child, waiting, isNew);
		heldBytes -= waiting.bytes;
		if (residentBytes > limits.workerBytes * SWOLLEN) child.kill("SIGKILL");
		else idle.put(child);
		waiting.end(outcome);
		startNext();
	};

	return {
		make: (picture) => {
			const { head, wanted } = picture;
			const refusal = tooMuch(head, wanted, limits);
			if (refusal !== null) return Promise.resolve(refusal);
			if (closed || queue.length >= limits.waiting) return Promise.resolve(refusals.busy);
			const job = { ...picture, efforts, damaged, inputPixels, outputPixels, pages };
			const { bytes } = estimateOf(head, wanted);
			const limitMs = head.format === "svg" ? limits.drawingMs : limits.processMs;
			return new Promise((end) => {
				queue.push({ job, bytes, limitMs, end });
				startNext();
			});
		},
		close: () => {
			closed = true;
			for (const { end } of queue.splice(0)) end(refusals.busy);
			for (const child of alive) child.kill("SIGKILL");
		},
	};
}

/** Workers without work. */
interface Idle {
	readonly size: number;
	/** The one that worked last, so that the others may end. */
	take(): ChildProcess | undefined;
	/** Ends the worker when it has not been taken for `idleMs`. */
	put(child: ChildProcess): void;
	forget(child: ChildProcess): void;
}

function openIdle(idleMs: number): Idle {
	const timers = new Map<ChildProcess, NodeJS.Timeout>();
	const forget = (child: ChildProcess): void => {
		clearTimeout(timers.get(child));
		timers.delete(child);
	};
	return {
		get size() {
			return timers.size;
		},
		take: () => {
			const last = [...timers.keys()].at(-1);
			if (last !== undefined) forget(last);
			return last;
		},
		put: (child) => {
			const end = (): void => {
				forget(child);
				child.kill("SIGKILL");
			};
			timers.set(child, setTimeout(end, idleMs).unref());
		},
		forget,
	};
}

function startWorker(): ChildProcess {
	return fork(WORKER, [], {
		env: ENVIRONMENT,
		execArgv: ["--max-old-space-size=64"],
		serialization: "advanced",
		stdio: ["ignore", "ignore", "ignore", "ipc"],
	});
}

/** A worker that is not ready after this is no use. */
const START_MS = 20_000;

/**
 * Sends a job and waits for its answer, its time to run out, or the worker's death; the last two leave it dead. What a worker
 * takes to start, which on a busy machine is longer than a drawing may take, is not the picture's time.
 */
function makeOn(child: ChildProcess, { job, limitMs }: Waiting, isNew: boolean): Promise<Answer> {
	return new Promise((resolve) => {
		const finish = (outcome: Outcome, residentBytes: number): void => {
			clearTimeout(deadline);
			child.off("message", heard).off("exit", died).off("error", died);
			resolve({ kind: "answer", outcome, residentBytes });
		};
		const killAfter = (ms: number, outcome: Outcome): NodeJS.Timeout =>
			setTimeout(() => {
				child.kill("SIGKILL");
				finish(outcome, Number.POSITIVE_INFINITY);
			}, ms);
		const begin = (): NodeJS.Timeout => killAfter(limitMs, refusals.tooSlow(Math.round(limitMs / 1000)));
		const heard = (said: Ready | Answer): void => {
			if (said.kind === "answer") finish(said.outcome, said.residentBytes);
			else {
				clearTimeout(deadline);
				deadline = begin();
			}
		};
		const died = (): void => finish(refusals.busy, Number.POSITIVE_INFINITY);
		let deadline = isNew ? killAfter(START_MS, refusals.busy) : begin();
		child.on("message", heard).once("exit", died).once("error", died);
		child.send({ kind: "order", job } satisfies Order);
	});
}
