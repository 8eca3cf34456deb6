import type { DatabaseSync } from "node:sqlite";
import { headAfter } from "../archive/ledger.ts";
import { openApplier } from "./apply.ts";
import { batchesOf, type ReadLine, readWithDocuments } from "./read-lines.ts";
import { indexedHead, writeIndexedHead } from "./schema.ts";

/** What goes into a transaction: the more, the faster FTS5 is; few enough to keep memory and the write-ahead log small. */
const LINES_MAX = 1000;
const LENGTH_MAX = 4 << 20;

/** Takes into the index the ledger's lines that it does not know yet; gives their number. */
export function catchUp(
	folder: string,
	db: DatabaseSync,
	lines: Iterable<ReadLine> = readWithDocuments(folder, indexedHead(db)),
): number {
	const applier = openApplier(db);
	let count = 0;
	for (const batch of batchesOf(lines, { lines: LINES_MAX, length: LENGTH_MAX })) {
		const learnt = batch.flatMap(({ entry, reading }) => (entry === null ? [] : { entry, reading }));
		db.exec("BEGIN IMMEDIATE");
		applier.apply(learnt);
		writeIndexedHead(db, batch.reduce(headAfter, indexedHead(db)));
		db.exec("COMMIT");
		count += batch.length;
	}
	return count;
}
