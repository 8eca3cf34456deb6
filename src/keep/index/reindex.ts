import { renameSync, rmSync } from "node:fs";
import { syncPlace } from "../archive/disk.ts";
import { readPolls } from "../archive/polls.ts";
import { catchUp } from "./catch-up.ts";
import { readAhead } from "./read-ahead.ts";
import { openIndex } from "./schema.ts";

/** Makes the index again from the files, beside the old one, and puts it in its place; gives the number of ledger lines. */
export function rebuildIndex(folder: string, place: string): number {
	const fresh = `${place}.new`;
	removeIndex(fresh);
	const db = openIndex(fresh);
	if (db === null) throw new Error(`${fresh} was just removed and is of another version`);
	// Nothing is lost if this is cut short: the next start begins again.
	db.exec("PRAGMA synchronous = OFF");
	const lines = catchUp(folder, db, readAhead(folder));
	readPolls(folder, db);
	db.exec("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE");
	db.close();
	syncPlace(fresh);
	removeIndex(place);
	renameSync(fresh, place);
	return lines;
}

/** Removes an index and the files that SQLite keeps beside it. */
export function removeIndex(place: string): void {
	for (const end of ["", "-wal", "-shm", "-journal"]) rmSync(`${place}${end}`, { force: true });
}
