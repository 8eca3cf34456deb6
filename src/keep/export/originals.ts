import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import type { Entry, Origin } from "../archive/entry.ts";
import { documentPath, placeOf } from "../archive/layout.ts";
import { readLines } from "../archive/ledger.ts";

/** A file that was written again. */
export interface Exported {
	readonly path: string;
	readonly bytes: number;
}

/**
 * Writes what imports brought back into a folder, every file to the byte and under the name it had:
 * documents, and what was kept aside. Where one name had several versions, the last stands.
 */
export function* exportOriginals(archive: string, target: string): Generator<Exported> {
	for (const { entry } of readLines(archive)) {
		const original = entry && originalOf(archive, entry);
		if (original === null) continue;
		const place = resolve(target, ...original.origin.path.split("/"));
		if (relative(target, place).startsWith("..")) continue;
		mkdirSync(dirname(place), { recursive: true });
		const bytes = readFileSync(original.place);
		writeFileSync(place, bytes);
		yield { path: original.origin.path, bytes: bytes.length };
	}
}

function originalOf(archive: string, entry: Entry): { origin: Origin; place: string } | null {
	if (entry.kind === "aside") return { origin: entry.origin, place: join(archive, entry.path) };
	if ((entry.kind !== "kept" && entry.kind !== "revised") || entry.origin === null) return null;
	const { revision, document, origin } = entry;
	const older = placeOf(archive, documentPath(document.stem, revision, revision + 1));
	const newest = placeOf(archive, documentPath(document.stem, revision, revision));
	return { origin, place: existsSync(older) ? older : newest };
}
