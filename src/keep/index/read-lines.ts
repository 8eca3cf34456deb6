import { existsSync, readFileSync } from "node:fs";
import { readDocument } from "../../article/document.ts";
import { canonicalText } from "../../article/text.ts";
import { documentPath, placeOf } from "../archive/layout.ts";
import { GENESIS, type Head, type Line, readLines, sha256Of } from "../archive/ledger.ts";
import { isKept, type Kept, type Reading, readingOf } from "./reading.ts";

/** A line of the ledger, and what the index takes of the document that it names. */
export interface ReadLine extends Pick<Line, "entry" | "hash" | "leaf" | "path" | "end"> {
	/** Null where it names none. */
	readonly reading: Reading | null;
}

/** Reads the lines after a place, and their documents. */
export function* readWithDocuments(folder: string, after: Head = GENESIS): Generator<ReadLine> {
	for (const { entry, hash, leaf, path, end } of readLines(folder, after)) {
		const reading = entry !== null && isKept(entry) ? readingOf(entry, canonicalOf(folder, entry)) : null;
		yield { entry, hash, leaf, path, end, reading };
	}
}

/** How long a reading is, about. */
function lengthOf({ reading }: ReadLine): number {
	return reading === null ? 0 : reading.search.packed.length + reading.search.tokens.length;
}

/** Lines in groups, each of at most so many lines and not much longer than so long. */
export function* batchesOf(
	lines: Iterable<ReadLine>,
	most: { readonly lines: number; readonly length: number },
): Generator<ReadLine[]> {
	let batch: ReadLine[] = [];
	let length = 0;
	for (const line of lines) {
		batch.push(line);
		length += lengthOf(line);
		if (batch.length < most.lines && length < most.length) continue;
		yield batch;
		[batch, length] = [[], 0];
	}
	if (batch.length > 0) yield batch;
}

/** Reads the canonical text of the document that a line names, wherever later revisions moved it. */
function canonicalOf(folder: string, { title, revision, document }: Kept): string {
	const { stem, sha256 } = document;
	const newest = readBytes(placeOf(folder, documentPath(stem, revision, revision)));
	// A later revision has moved it, and stands there itself.
	const isMoved = newest === null || sha256Of(newest) !== sha256;
	const bytes = isMoved ? readBytes(placeOf(folder, documentPath(stem, revision, revision + 1))) : newest;
	return canonicalText(title, readDocument((bytes ?? newest)?.toString("utf8") ?? "")?.body ?? "");
}

function readBytes(place: string): Buffer | null {
	return existsSync(place) ? readFileSync(place) : null;
}
