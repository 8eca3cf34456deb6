import { DatabaseSync } from "node:sqlite";
import { ArchiveError } from "./error.ts";
import { LOCK, placeOf } from "./layout.ts";

/**
 * Takes the archive for writing, or throws `locked` at once. The lock is SQLite's exclusive one on an
 * empty database: the system frees it the moment its holder dies, however it dies.
 */
export function openLock(folder: string): Disposable {
	const database = new DatabaseSync(placeOf(folder, LOCK), { timeout: 0 });
	try {
		database.exec("PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE");
	} catch (error) {
		database.close();
		if ((error as { errcode?: number }).errcode !== SQLITE_BUSY) throw error;
		throw new ArchiveError(
			"locked",
			`${folder} is being written by another Pressmark: stop that one first, or read without writing.`,
			{ cause: error },
		);
	}
	return { [Symbol.dispose]: () => database.close() };
}

const SQLITE_BUSY = 5;
