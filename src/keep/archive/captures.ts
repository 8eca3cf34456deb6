import { closeSync, mkdirSync, openSync, rmSync, statSync } from "node:fs";
import { dirname } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { syncFolder, type Unsynced, writeAll } from "./disk.ts";
import type { CaptureRef, Draft } from "./entry.ts";
import { capturePath, nextPathOfDay, placeOf } from "./layout.ts";
import { cutFile, sha256Of } from "./ledger.ts";
import type { PlannedRecords } from "./plan.ts";
import { writeWarcInfo } from "./record.ts";
import { markCapture, markedCaptures, unmarkCapture } from "./staging.ts";

/** Records that stand in a WARC file, not yet durable, and the draft of the line that will name them. */
export interface Appended {
	readonly unsynced: Unsynced;
	readonly draft: Draft;
	readonly refs: readonly CaptureRef[];
}

/** Adds records to the day's WARC file, in one write. */
export function appendRecords(
	{ folder, db }: { readonly folder: string; readonly db: DatabaseSync },
	records: readonly PlannedRecords[],
	at: number,
): Appended {
	const { path, before } = openFile(folder, db, at);
	markCapture(folder, path);
	const info = before === 0 ? [writeWarcInfo(path, at)] : [];
	const bytes = Buffer.concat([...info, ...records.map((planned) => planned.bytes)]);
	let offset = before + (info[0]?.length ?? 0);
	const placed = records.map((planned) => {
		const record = { ...planned.record, offset };
		offset += planned.bytes.length;
		return record;
	});
	return {
		unsynced: writeAt(folder, path, before, bytes),
		draft: {
			...{ at, kind: "captured", path, offset: before, length: bytes.length, sha256: sha256Of(bytes) },
			records: placed,
		},
		refs: placed.map((record) => ({ ...record, path })),
	};
}

/**
 * The day's file that goes on, and how long the ledger says that it is. One that is not here, or not whole, is
 * left as it is, and a next one begun: captures stay outside git, so a clone goes on without those of its day.
 */
function openFile(folder: string, db: DatabaseSync, at: number): { path: string; before: number } {
	let path = capturePath(at);
	for (;;) {
		const before = capturedBytes(db, path);
		if (before <= sizeOf(placeOf(folder, path))) return { path, before };
		path = nextPathOfDay(path);
	}
}

const sizeOf = (place: string): number => statSync(place, { throwIfNoEntry: false })?.size ?? 0;

function writeAt(folder: string, path: string, before: number, bytes: Uint8Array): Unsynced {
	const place = placeOf(folder, path);
	if (before === 0) mkdirSync(dirname(place), { recursive: true });
	else cutFile(place, before);
	const descriptor = openSync(place, before === 0 ? "w" : "r+");
	try {
		writeAll(descriptor, bytes, before);
		if (before === 0) syncFolder(dirname(place), folder);
	} catch (error) {
		closeSync(descriptor);
		throw error;
	}
	return { descriptor };
}

/** How long the ledger says that a WARC file is. */
function capturedBytes(db: DatabaseSync, path: string): number {
	return Number(db.prepare("SELECT bytes FROM warc WHERE path = ?").get(path)?.["bytes"] ?? 0);
}

/** Cuts, from the files that were being written to, the records that no line names. */
export function repairCaptures(folder: string, db: DatabaseSync): void {
	for (const path of markedCaptures(folder)) {
		const end = capturedBytes(db, path);
		if (end === 0) rmSync(placeOf(folder, path), { force: true });
		else cutFile(placeOf(folder, path), end);
		unmarkCapture(folder, path);
	}
}
