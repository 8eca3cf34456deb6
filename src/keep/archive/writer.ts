import { Worker } from "node:worker_threads";
import { ArchiveError, type ArchiveProblem, archiveError } from "./error.ts";
import type { Inputs, Operation, Outcomes } from "./operation.ts";
import type { NumberedAnswer, Request, Response, WorkerData } from "./worker.ts";

/** The near end of the writing thread. */
export interface Writer {
	/** Resolves when what the operation asked is durable; rejects with `ArchiveError`. */
	write<Kind extends keyof Inputs>(kind: Kind, at: number, input: Inputs[Kind]): Promise<Outcomes[Kind]>;
	/** Waits for what was asked, frees the lock and ends the thread. */
	close(): Promise<void>;
}

interface Waiting {
	resolve(outcome: never): void;
	reject(error: Error): void;
}

/** Starts the writing thread; resolves when the archive is locked, repaired and ready. Rejects with `ArchiveError`. */
export function openWriter(workerData: WorkerData): Promise<Writer> {
	const url = new URL("./worker.ts", import.meta.url);
	// Where this file was compiled, so was that one.
	if (import.meta.url.endsWith(".js")) url.pathname = url.pathname.replace(/ts$/, "js");
	const worker = new Worker(url, { workerData });
	const waiting = new Map<number, Waiting>();
	const opened = Promise.withResolvers<Writer>();
	const ended = Promise.withResolvers<void>();
	let failure: Error | null = null;
	let isOpen = false;

	const end = (error: Error): void => {
		failure ??= error;
		opened.reject(failure);
		for (const { reject } of waiting.values()) reject(failure);
		waiting.clear();
		ended.resolve();
	};
	worker.on("error", (error) => {
		// A thread that could not even load its code met the system; one that fails later has a bug.
		const isStarting = failure === null && !isOpen;
		end(isStarting ? archiveError(`opening ${workerData.folder}`, error) : asError(error));
	});
	worker.on("exit", () => end(new ArchiveError("broken", "The archive is closed.")));
	worker.on("message", (response: Response) => {
		if (response.kind === "open") {
			isOpen = true;
			opened.resolve(writerOf(worker, waiting, { failed: () => failure, ended: ended.promise }));
		} else if (response.kind === "refused")
			end(new ArchiveError(response.problem as ArchiveProblem, response.message));
		else if (response.kind === "answers") for (const answer of response.answers) settle(waiting, answer);
	});
	return opened.promise;
}

function asError(error: unknown): Error {
	return error instanceof Error ? error : new Error(String(error));
}

interface Fate {
	readonly failed: () => Error | null;
	readonly ended: Promise<void>;
}

function writerOf(worker: Worker, waiting: Map<number, Waiting>, { failed, ended }: Fate): Writer {
	let count = 0;
	let closing: Promise<void> | null = null;
	return {
		write(kind, at, input) {
			const failure = closing === null ? failed() : new ArchiveError("broken", "The archive is closed.");
			if (failure !== null) return Promise.reject(failure);
			const number = ++count;
			return new Promise((resolve, reject) => {
				waiting.set(number, { resolve, reject });
				worker.postMessage({ number, operation: { kind, at, input } as Operation } satisfies Request);
			});
		},
		close() {
			if (closing === null) {
				worker.postMessage({ number: ++count, operation: null } satisfies Request);
				closing = ended;
			}
			return closing;
		},
	};
}

function settle(waiting: Map<number, Waiting>, { number, outcome, problem, message }: NumberedAnswer): void {
	const one = waiting.get(number);
	waiting.delete(number);
	if (problem === undefined) one?.resolve(outcome as never);
	else one?.reject(new ArchiveError(problem as ArchiveProblem, message ?? ""));
}
