import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import { type Batch, MADE, TAKEN } from "./read-ahead.ts";
import { batchesOf, readWithDocuments } from "./read-lines.ts";

/** The thread that reads lines and documents for `readAhead`. */
export interface ReaderData {
	readonly folder: string;
	readonly port: MessagePort;
	/** Counts of batches made and taken; shared. */
	readonly turns: Int32Array;
}

/** Small enough to be passed on often, and few enough to keep memory small. */
const BATCH = { lines: 50, length: 1 << 19 };
const AHEAD_MAX = 4;

if (parentPort === null) throw new Error("read-ahead-worker.ts is the entry of a thread");
const { folder, port, turns } = workerData as ReaderData;
let made = 0;

function say(batch: Batch): void {
	port.postMessage(batch);
	Atomics.store(turns, MADE, ++made);
	Atomics.notify(turns, MADE);
}

try {
	for (const lines of batchesOf(readWithDocuments(folder), BATCH)) {
		for (
			let taken = Atomics.load(turns, TAKEN);
			made - taken >= AHEAD_MAX;
			taken = Atomics.load(turns, TAKEN)
		)
			Atomics.wait(turns, TAKEN, taken);
		say({ kind: "lines", lines });
	}
	say({ kind: "end" });
} catch (error) {
	say({ kind: "failed", error, code: (error as NodeJS.ErrnoException).code });
}
