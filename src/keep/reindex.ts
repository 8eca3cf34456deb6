import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { ArchiveError, archiveError } from "./archive/error.ts";
import { INDEX, LEDGER, placeOf } from "./archive/layout.ts";
import { openLock } from "./archive/lock.ts";
import { dumpIndex } from "./index/dump.ts";
import { rebuildIndex } from "./index/reindex.ts";
import { openIndexToRead } from "./index/schema.ts";

/** What an index made again holds. */
export interface Reindexed {
	readonly articles: number;
	readonly revisions: number;
}

/** Makes an archive's index again from its files. Rejects with `ArchiveError`, `locked` while another process writes. */
export async function reindex(folder: string, index?: string): Promise<Reindexed> {
	const root = resolve(folder);
	const place = index ?? placeOf(root, INDEX);
	if (!existsSync(placeOf(root, LEDGER))) {
		throw new ArchiveError(
			"missing",
			`${root} has no ledger: it is no archive, or nothing was ever kept in it.`,
		);
	}
	try {
		using _lock = openLock(root);
		rebuildIndex(root, place);
	} catch (error) {
		throw archiveError(`making the index of ${root} again`, error);
	}
	return countOf(place);
}

/** What an archive's index says, as lines in an order of their own: the same for the same files, however it was made. */
export function* readIndexDump(folder: string, index?: string): Generator<string> {
	const db = openIndexToRead(index ?? placeOf(resolve(folder), INDEX));
	if (db === null)
		throw new ArchiveError("missing", `${folder} has no index of this version: run \`pressmark reindex\`.`);
	try {
		yield* dumpIndex(db);
	} finally {
		db.close();
	}
}

function countOf(place: string): Reindexed {
	const db = openIndexToRead(place);
	const row = db?.prepare(
		"SELECT (SELECT count(*) FROM article) AS articles, (SELECT count(*) FROM revision) AS revisions",
	);
	const { articles, revisions } = row?.get() ?? {};
	db?.close();
	return { articles: Number(articles), revisions: Number(revisions) };
}
