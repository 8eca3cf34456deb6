import { readFile } from "node:fs/promises";
import type { Blob } from "../../article/library.ts";
import { openDisk } from "./disk.ts";
import { sanitiseDrawing } from "./drawing.ts";
import type { Format, Head } from "./formats/format.ts";
import { openGate } from "./gate.ts";
import { openHead } from "./head.ts";
import type { Made, Manner, Outcome } from "./job.ts";
import type { ImageLimits } from "./limits.ts";
import { openRecent } from "./recent.ts";
import { type Refusal, refusals } from "./refusal.ts";
import { variantKey, type Wanted } from "./wanted.ts";
import { openWorkers } from "./workers.ts";

/** How drawings (svg) are answered: not at all, made safe as drawings, or made safe and then drawn as pixels. */
export type Drawings = "refuse" | "sanitise" | "rasterise";

export interface Making extends Manner {
	readonly limits: ImageLimits;
	/** Where variants are kept between runs; null to keep them in memory only. */
	readonly cacheFolder: string | null;
	readonly accepts: readonly Exclude<Format, "svg">[];
	readonly drawings: Drawings;
	readonly now: () => number;
}

export interface Variants {
	/** The variant's name, known without making it: the key of every cache, and its ETag. */
	keyOf(sha256: string, wanted: Wanted): string;
	/** What is in memory under a key. */
	remembered(key: string): Made | undefined;
	/** From memory, from disk, or made: once, however many ask at the same time. `mayMake` is asked before making. */
	make(blob: Blob, wanted: Wanted, mayMake: () => boolean): Promise<Outcome>;
	/** Waits for what is being written to disk, and ends the workers. */
	close(): Promise<void>;
}

/** An entry's own size beside its bytes, roughly. */
const ENTRY_BYTES = 512;
const HEADS = 4096;
/** Variants written to disk at once; one more is not kept, and made again when it is asked for. */
const WRITES_MAX = 64;

export async function openVariants(making: Making): Promise<Variants> {
	const { limits, cacheFolder, now } = making;
	const memory = openRecent<Made>(limits.memoryBytes);
	const disk = cacheFolder === null ? null : await openDisk(cacheFolder, limits.diskBytes);
	const failures = openRecent<{ readonly refusal: Refusal; readonly until: number }>(limits.failures);
	const flights = new Map<string, Promise<Outcome>>();
	const writes = new Set<Promise<unknown>>();
	const maker = openMaker(making);
	const settings = JSON.stringify([making.efforts, making.drawings, making.damaged]);

	const remember = (key: string, made: Made): void => {
		// The bytes may be a view of a larger file read: a copy keeps the memory bound true.
		const own = { ...made, bytes: Buffer.from(made.bytes) };
		memory.set(key, own, own.bytes.length + ENTRY_BYTES);
	};

	const write = (key: string, made: Made): void => {
		if (disk === null || writes.size >= WRITES_MAX) return;
		const writing = disk.keep(key, made).finally(() => writes.delete(writing));
		writes.add(writing);
	};

	const fly = async (key: string, { blob, wanted, mayMake }: Flight): Promise<Outcome> => {
		const kept = await disk?.read(key);
		if (kept !== null && kept !== undefined) {
			remember(key, kept);
			return kept;
		}
		const failed = failures.get(key);
		if (failed !== undefined && failed.until > now()) return failed.refusal;
		if (!mayMake()) return refusals.tooMany;
		const outcome = await maker.make(blob, wanted).catch(refusalOfFile);
		if (outcome.kind === "made") {
			remember(key, outcome);
			write(key, outcome);
		} else if (outcome.status < 500) {
			failures.set(key, { refusal: outcome, until: now() + limits.failureMs }, 1);
		}
		return outcome;
	};

	return {
		keyOf: (sha256, wanted) => variantKey(sha256, wanted, settings),
		remembered: memory.get,
		make: (blob, wanted, mayMake) => {
			const key = variantKey(blob.sha256, wanted, settings);
			const made = memory.get(key);
			if (made !== undefined) return Promise.resolve(made);
			const flying = flights.get(key);
			if (flying !== undefined) return flying;
			const flight = fly(key, { blob, wanted, mayMake }).finally(() => flights.delete(key));
			flights.set(key, flight);
			return flight;
		},
		close: async () => {
			maker.close();
			await Promise.all(writes);
		},
	};
}

/** A file that cannot be read is our own trouble and may pass; anything else thrown is a bug. */
function refusalOfFile(error: unknown): Refusal {
	if (error instanceof Error && "syscall" in error) return refusals.failed;
	throw error;
}

interface Flight {
	readonly blob: Blob;
	readonly wanted: Wanted;
	readonly mayMake: () => boolean;
}

interface Maker {
	make(blob: Blob, wanted: Wanted): Promise<Outcome>;
	close(): void;
}

/** Looks at a picture's head, refuses what is too much, and has the rest made by a worker. */
function openMaker({ limits, accepts, drawings, efforts, damaged }: Making): Maker {
	const readable: readonly Format[] = drawings === "rasterise" ? [...accepts, "svg"] : accepts;
	const workers = openWorkers(limits, { accepts: readable, efforts, damaged });
	const heads = openRecent<Head | Refusal>(HEADS);
	const gate = openGate(limits.headReads, limits.waiting);

	const headOf = async (blob: Blob): Promise<Head | Refusal> => {
		const known = heads.get(blob.sha256);
		if (known !== undefined) return known;
		const reading = gate(() => openHead(blob.path, { bytesMax: limits.fileBytes, pagesMax: limits.pages }));
		if (reading === null) return refusals.busy;
		const head = (await reading) ?? refusals.unsupported;
		heads.set(blob.sha256, head, 1);
		return head;
	};

	const draw = async (blob: Blob, head: Head, wanted: Wanted): Promise<Outcome> => {
		const drawing = sanitiseDrawing(await readFile(blob.path));
		if (drawing === null) return refusals.unreadable;
		const { width, height, markup } = drawing;
		if (drawings === "rasterise")
			return workers.make({ source: { markup }, head: { ...head, width, height }, wanted });
		return { kind: "made", bytes: Buffer.from(markup), type: "image/svg+xml", saver: "png", width, height };
	};

	return {
		make: async (blob, wanted) => {
			if (blob.bytes > limits.fileBytes) return refusals.tooManyBytes(limits.fileBytes);
			const head = await headOf(blob);
			if ("kind" in head) return head;
			if (head.format === "svg")
				return drawings === "refuse" ? refusals.unsupported : draw(blob, head, wanted);
			if (!accepts.includes(head.format)) return refusals.unsupported;
			return workers.make({ source: { path: blob.path }, head, wanted });
		},
		close: workers.close,
	};
}
