import {
	closeSync,
	existsSync,
	linkSync,
	mkdirSync,
	openSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { openFolder, syncFolder, type Unsynced, writeUnsynced } from "./disk.ts";
import type { Entry } from "./entry.ts";
import { documentPath, placeOf, STAGING } from "./layout.ts";
import { type Head, readEntriesSince, sha256Of } from "./ledger.ts";
import type { PlannedFile } from "./plan.ts";

/**
 * Files wait in one folder until the line that names them is durable, and then move to their places.
 * A crash leaves them there: those with a line are moved at the next start, the others removed. So no
 * place in the archive ever holds a file that the ledger does not know, or half of one.
 */
export interface Staged {
	readonly name: string;
	readonly file: PlannedFile;
}

const FOLDER_MARK = "warc~";

/** Writes a file into the waiting room under the number of the line that will name it. */
export function stageFile(folder: string, seq: number, file: PlannedFile): Staged & Unsynced {
	const name = `${seq}-${file.sha256}`;
	return { name, file, ...writeUnsynced(placeOf(folder, STAGING), name, file.bytes) };
}

/** The names in the waiting room, to be made durable with the files. */
export function openStaging(folder: string): Unsynced {
	return openFolder(placeOf(folder, STAGING));
}

/** Moves a staged file to its place; the older revision that stood there is kept beside. May be done twice. */
export function placeStaged(folder: string, { name, file }: Staged): void {
	const place = placeOf(folder, file.path);
	if (file.olderTo === null) mkdirSync(dirname(place), { recursive: true });
	else setAside(place, placeOf(folder, file.olderTo));
	renameSync(join(placeOf(folder, STAGING), name), place);
}

/** The name stands all the time: a reader finds the older revision there until the newer one replaces it. */
function setAside(place: string, older: string): void {
	if (existsSync(older) || !existsSync(place)) return;
	mkdirSync(dirname(older), { recursive: true });
	try {
		linkSync(place, older);
	} catch {
		// A disk without hard links: the name is missing for an instant.
		renameSync(place, older);
	}
}

/**
 * Finishes or removes what a crash left in the waiting room, and makes the room where there is none. A
 * round's files are placed before the next round begins, so the lines that name them are the ledger's last.
 */
export function repairStaging(folder: string, head: Head): void {
	mkdirSync(placeOf(folder, STAGING), { recursive: true });
	syncFolder(placeOf(folder, STAGING), folder);
	const names = readdirSync(placeOf(folder, STAGING));
	const waiting = names.filter((name) => !name.startsWith(FOLDER_MARK));
	const bySeq = Map.groupBy(waiting, (name) => Number.parseInt(name, 10));
	for (const [seq, stale] of bySeq) {
		if (seq > head.seq) for (const name of stale) rmSync(join(placeOf(folder, STAGING), name));
	}
	const named = [...bySeq.keys()].filter((seq) => seq <= head.seq);
	if (named.length === 0) return;
	for (const entry of readEntriesSince(folder, Math.min(...named) - 1)) {
		for (const name of bySeq.get(entry.seq) ?? []) finish(folder, name, entry);
	}
}

function finish(folder: string, name: string, entry: Entry): void {
	const file = fileOf(entry);
	const staged = join(placeOf(folder, STAGING), name);
	const bytes = readFileSync(staged);
	if (file && file.sha256 === sha256Of(bytes)) placeStaged(folder, { name, file: { ...file, bytes } });
	else rmSync(staged);
}

/** The file that a line says was kept; null where it names none. */
export function fileOf(entry: Entry): Omit<PlannedFile, "bytes"> | null {
	switch (entry.kind) {
		case "kept":
		case "revised": {
			const { stem, sha256 } = entry.document;
			const path = documentPath(stem, entry.revision, entry.revision);
			const olderTo = entry.revision === 1 ? null : documentPath(stem, entry.revision - 1, entry.revision);
			return { path, sha256, olderTo };
		}
		case "picture":
		case "aside":
			return { path: entry.path, sha256: entry.sha256, olderTo: null };
		default:
			return null;
	}
}

/** Notes, durably, that a WARC file is about to be written to, so that the next start knows where to look. */
export function markCapture(folder: string, path: string): void {
	const place = placeOf(folder, STAGING);
	const mark = join(place, `${FOLDER_MARK}${path.replaceAll("/", "~")}`);
	if (existsSync(mark)) return;
	closeSync(openSync(mark, "w"));
	syncFolder(place, place);
}

/** The WARC files that were being written to when the archive was last open. */
export function markedCaptures(folder: string): string[] {
	const place = placeOf(folder, STAGING);
	if (!existsSync(place)) return [];
	return readdirSync(place)
		.filter((name) => name.startsWith(FOLDER_MARK))
		.map((name) => name.slice(FOLDER_MARK.length).replaceAll("~", "/"));
}

export function unmarkCapture(folder: string, path: string): void {
	rmSync(join(placeOf(folder, STAGING), `${FOLDER_MARK}${path.replaceAll("/", "~")}`), { force: true });
}
