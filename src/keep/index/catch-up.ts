import { existsSync, readFileSync } from "node:fs";
import type { DatabaseSync } from "node:sqlite";
import { readDocument } from "../../article/document.ts";
import { canonicalText } from "../../article/text.ts";
import { documentPath, placeOf } from "../archive/layout.ts";
import { headAfter, type Line, readLines, sha256Of } from "../archive/ledger.ts";
import { type Kept, openApplier } from "./apply.ts";
import { indexedHead, writeIndexedHead } from "./schema.ts";

/** Lines a transaction: enough to make commits cheap, few enough to keep the write-ahead log small. */
const LINES_PER_TRANSACTION = 1000;

/** Reads into the index the ledger's lines that it does not know yet; gives their number. */
export function catchUp(folder: string, db: DatabaseSync): number {
	const applier = openApplier(db);
	const canonicalOf = documentReader(folder);
	let count = 0;
	let batch: Line[] = [];
	const commit = (): void => {
		if (batch.length === 0) return;
		db.exec("BEGIN IMMEDIATE");
		for (const { entry } of batch) if (entry !== null) applier.apply(entry, canonicalOf);
		writeIndexedHead(db, batch.reduce(headAfter, indexedHead(db)));
		db.exec("COMMIT");
		count += batch.length;
		batch = [];
	};
	for (const line of readLines(folder, indexedHead(db))) {
		batch.push(line);
		if (batch.length === LINES_PER_TRANSACTION) commit();
	}
	commit();
	return count;
}

/** Reads the canonical text of the document that a line names, wherever later revisions moved it. */
function documentReader(folder: string): (entry: Kept) => string {
	return ({ title, revision, document }) => {
		const { stem, sha256 } = document;
		const newest = readBytes(placeOf(folder, documentPath(stem, revision, revision)));
		// A later revision has moved it, and stands there itself.
		const isMoved = newest === null || sha256Of(newest) !== sha256;
		const bytes = isMoved ? readBytes(placeOf(folder, documentPath(stem, revision, revision + 1))) : newest;
		return canonicalText(title, readDocument((bytes ?? newest)?.toString("utf8") ?? "")?.body ?? "");
	};
}

function readBytes(place: string): Buffer | null {
	return existsSync(place) ? readFileSync(place) : null;
}
