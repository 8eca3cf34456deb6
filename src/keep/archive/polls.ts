import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync } from "node:fs";
import type { DatabaseSync } from "node:sqlite";
import { syncFolder, writeAll } from "./disk.ts";
import { POLLS, placeOf } from "./layout.ts";

/**
 * What each source answered last, kept as opaque JSON under the source's key: it lives in the index, and
 * is written to `polls.jsonl` so that it outlives the index. Losing it costs requests, never articles.
 */
export function putPoll(db: DatabaseSync, key: string, value: string): void {
	db.prepare("INSERT OR REPLACE INTO poll VALUES (?, ?)").run(key, value);
}

/** The value under a key, as JSON; null where there is none. */
export function getPoll(db: DatabaseSync, key: string): string | null {
	const value = db.prepare("SELECT value FROM poll WHERE key = ?").get(key)?.["value"];
	return typeof value === "string" ? value : null;
}

/** Writes all polls to their file, sorted by key, whole or not at all. */
export function writePolls(folder: string, db: DatabaseSync): void {
	const rows = db.prepare("SELECT key, value FROM poll ORDER BY key").iterate();
	const lines = rows.map(({ key, value }) => `{"key":${JSON.stringify(key)},"value":${String(value)}}\n`);
	const text = [...lines].join("");
	const place = placeOf(folder, POLLS);
	if (existsSync(place) && readFileSync(place, "utf8") === text) return;
	writeWhole(folder, POLLS, text);
}

/** Replaces a file by name: at every moment it holds the old text or the new. */
export function writeWhole(folder: string, path: string, text: string): void {
	const place = placeOf(folder, path);
	const fresh = `${place}.new`;
	const file = openSync(fresh, "w");
	try {
		writeAll(file, Buffer.from(text, "utf8"));
		fsyncSync(file);
	} finally {
		closeSync(file);
	}
	renameSync(fresh, place);
	syncFolder(folder, folder);
}

/** Puts the polls of the file into an index that was made new. */
export function readPolls(folder: string, db: DatabaseSync): void {
	const place = placeOf(folder, POLLS);
	if (!existsSync(place)) return;
	db.exec("BEGIN");
	for (const line of readFileSync(place, "utf8").split("\n")) {
		const poll = readPoll(line);
		if (poll !== null) putPoll(db, poll.key, JSON.stringify(poll.value));
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
