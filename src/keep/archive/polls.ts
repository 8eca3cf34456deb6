import { existsSync, readFileSync, rmSync } from "node:fs";
import type { DatabaseSync } from "node:sqlite";
import { OWNER_ONLY, POLLS, POLLS_BEFORE, placeOf } from "./layout.ts";
import { sha256Of } from "./ledger.ts";
import { writeWhole } from "./whole.ts";

/**
 * What each source answered last, kept as opaque JSON under the source's key. It lives in the index; a file
 * beside it outlives the index. Losing it costs requests, never articles. It stays out of git: it is
 * new after every poll, tells nobody anything, and holds what hubs sign by.
 */
export interface Polls {
	/** Inside the caller's transaction. */
	put(key: string, value: string): void;
	/** Writes the file where anything was put since an hour before `at` (ms since 1970). */
	writeOverdue(at: number): void;
	/** Writes the file where anything was put since it was written. */
	write(): void;
}

/** The index has every poll at once; writing all of them to their file again at every flush would wear the disk. */
const OVERDUE_MS = 3_600_000;

/** The polls of an archive that is open for writing. */
export function openPolls(folder: string, db: DatabaseSync): Polls {
	// Who wrote last may have been killed before the file was written.
	let isBehind = true;
	let writtenAt: number | null = null;
	const write = (): void => {
		if (!isBehind) return;
		writePolls(folder, db);
		isBehind = false;
	};
	return {
		put(key, value) {
			db.prepare("INSERT OR REPLACE INTO poll VALUES (?, ?)").run(key, value);
			isBehind = true;
		},
		writeOverdue(at) {
			// A clock that was set back makes the file no younger.
			if (writtenAt !== null && Math.abs(at - writtenAt) < OVERDUE_MS) return;
			write();
			writtenAt = at;
		},
		write,
	};
}

/** The value under a key, as JSON; null where there is none. */
export function getPoll(db: DatabaseSync, key: string): string | null {
	const value = db.prepare("SELECT value FROM poll WHERE key = ?").get(key)?.["value"];
	return typeof value === "string" ? value : null;
}

/** Writes all polls to their file, sorted by key; the first line is the sha256 of the others. */
function writePolls(folder: string, db: DatabaseSync): void {
	const rows = db.prepare("SELECT key, value FROM poll ORDER BY key").all();
	const lines = rows
		.map(({ key, value }) => `{"key":${JSON.stringify(key)},"value":${String(value)}}\n`)
		.join("");
	writeWhole(folder, POLLS, `{"sha256":"${sha256Of(lines)}"}\n${lines}`, OWNER_ONLY);
	rmSync(placeOf(folder, POLLS_BEFORE), { force: true });
}

/** The polls' file; where there is none, the one of an archive that was last written when they lay in git. */
function pollsText(folder: string): string | null {
	const place = [POLLS, POLLS_BEFORE].map((path) => placeOf(folder, path)).find(existsSync);
	return place === undefined ? null : readFileSync(place, "utf8");
}

/** Whether the polls' file is as it was written; true where there is none. */
export function arePollsWhole(folder: string): boolean {
	const text = pollsText(folder);
	if (text === null) return true;
	const lines = text.slice(text.indexOf("\n") + 1);
	return text === `{"sha256":"${sha256Of(lines)}"}\n${lines}`;
}

/** Puts the polls of the file into an index that was made new. */
export function readPolls(folder: string, db: DatabaseSync): void {
	const insert = db.prepare("INSERT OR REPLACE INTO poll VALUES (?, ?)");
	db.exec("BEGIN");
	for (const line of (pollsText(folder) ?? "").split("\n")) {
		const poll = readPoll(line);
		if (poll !== null) insert.run(poll.key, JSON.stringify(poll.value));
	}
	db.exec("COMMIT");
}

/** A line that is no poll is passed over: it costs one request that need not have been made. */
function readPoll(line: string): { key: string; value: unknown } | null {
	try {
		const poll = JSON.parse(line) as { key?: unknown; value?: unknown } | null;
		return typeof poll?.key === "string" ? { key: poll.key, value: poll.value } : null;
	} catch {
		return null;
	}
}
