import { MessageChannel, receiveMessageOnPort, Worker } from "node:worker_threads";
import { ledgerFiles } from "../archive/ledger.ts";
import type { ReaderData } from "./read-ahead-worker.ts";
import type { ReadLine } from "./read-lines.ts";

/** What the reading thread says: lines, or that there are no more, or why it could not go on. */
export type Batch =
	| { readonly kind: "lines"; readonly lines: readonly ReadLine[] }
	| { readonly kind: "end" }
	| { readonly kind: "failed"; readonly error: unknown; readonly code: unknown };

/** The counts that the two threads wait for: of batches made, and of batches taken. */
export const MADE = 0;
export const TAKEN = 1;

/** What the thread may let pile up before it collects: V8 by itself takes 90 MB more for what documents leave behind. */
const YOUNG_MB = 16;

/** A batch is read in a fraction of a second; a thread that is silent for so long will not speak again. */
const SILENCE_MS = 300_000;

/**
 * Reads all lines and their documents in a thread of its own, a few batches ahead of who takes them, so that
 * reading and inserting share two processors. Throws what the thread met.
 */
export function* readAhead(folder: string): Generator<ReadLine> {
	// Starting the thread costs more than all else that a new archive does.
	if (ledgerFiles(folder).length === 0) return;
	const { port1: port, port2 } = new MessageChannel();
	const turns = new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT));
	const url = new URL("./read-ahead-worker.ts", import.meta.url);
	// Where this file was compiled, so was that one.
	if (import.meta.url.endsWith(".js")) url.pathname = url.pathname.replace(/ts$/, "js");
	const workerData: ReaderData = { folder, port: port2, turns };
	const worker = new Worker(url, {
		workerData,
		transferList: [port2],
		resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
	});
	try {
		for (let taken = 0; ; ) {
			// Asked again after every wake: a batch may have been taken before its waking call came.
			while (Atomics.load(turns, MADE) === taken)
				if (Atomics.wait(turns, MADE, taken, SILENCE_MS) === "timed-out")
					throw new Error(`reading ${folder} stopped without a word`);
			const batch = receiveMessageOnPort(port)?.message as Batch;
			Atomics.store(turns, TAKEN, ++taken);
			Atomics.notify(turns, TAKEN);
			// An error that is passed on loses what tells a full disk from a broken one.
			if (batch.kind === "failed") throw Object.assign(batch.error as Error, { code: batch.code });
			if (batch.kind === "end") return;
			yield* batch.lines;
		}
	} finally {
		port.close();
		void worker.terminate();
	}
}
