import { close, closeSync, fsync, fsyncSync, openSync, writeSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { promisify } from "node:util";

const fsyncLater = promisify(fsync);
const closeLater = promisify(close);

/** Makes a folder's names durable, and those of the folders above it up to `root`. */
export function syncFolder(place: string, root: string): void {
	for (let folder = place; !relative(root, folder).startsWith(".."); folder = dirname(folder)) {
		const file = openSync(folder, "r");
		try {
			fsyncSync(file);
		} finally {
			closeSync(file);
		}
	}
}

/** Makes a file's bytes durable. */
export function syncPlace(place: string): void {
	const file = openSync(place, "r+");
	try {
		fsyncSync(file);
	} finally {
		closeSync(file);
	}
}

/** A file, or a folder's names, still to be made durable. */
export interface Unsynced {
	readonly descriptor: number;
}

/** A folder's names, to be made durable by `syncFiles`. */
export function openFolder(place: string): Unsynced {
	return { descriptor: openSync(place, "r") };
}

/** Writes a new file whole; it is durable after `syncFiles`. */
export function writeUnsynced(folder: string, name: string, bytes: Uint8Array): Unsynced {
	const file = openSync(join(folder, name), "w");
	try {
		writeAll(file, bytes);
	} catch (error) {
		closeSync(file);
		throw error;
	}
	return { descriptor: file };
}

/** Writes all bytes: one call may write fewer than it was given. */
export function writeAll(file: number, bytes: Uint8Array, position: number | null = null): void {
	for (let done = 0; done < bytes.length; ) {
		done += writeSync(file, bytes, done, bytes.length - done, position === null ? null : position + done);
	}
}

/** Makes files durable, side by side, and closes them. Throws the first error; all are closed by then. */
export async function syncFiles(files: readonly Unsynced[]): Promise<void> {
	const outcomes = await Promise.allSettled(
		files.map(async ({ descriptor }) => {
			try {
				await fsyncLater(descriptor);
			} finally {
				await closeLater(descriptor);
			}
		}),
	);
	for (const outcome of outcomes) if (outcome.status === "rejected") throw outcome.reason;
}

/** Closes files that will not be needed after all. */
export function closeFiles(files: readonly Unsynced[]): void {
	for (const { descriptor } of files) closeSync(descriptor);
}
