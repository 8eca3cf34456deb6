import { existsSync, readFileSync } from "node:fs";
import type { DatabaseSync } from "node:sqlite";
import { POLLS, placeOf } from "./layout.ts";
import { sha256Of } from "./ledger.ts";
import { writeWhole } from "./whole.ts";

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

/** Writes all polls to their file, sorted by key; the first line is the sha256 of the others. */
export function writePolls(folder: string, db: DatabaseSync): void {
	const rows = db.prepare("SELECT key, value FROM poll ORDER BY key").all();
	const lines = rows
		.map(({ key, value }) => `{"key":${JSON.stringify(key)},"value":${String(value)}}\n`)
		.join("");
	writeWhole(folder, POLLS, `{"sha256":"${sha256Of(lines)}"}\n${lines}`);
}

/** Whether the polls' file is as it was written; true where there is none. */
export function arePollsWhole(folder: string): boolean {
	const place = placeOf(folder, POLLS);
	if (!existsSync(place)) return true;
	const text = readFileSync(place, "utf8");
	const lines = text.slice(text.indexOf("\n") + 1);
	return text === `{"sha256":"${sha256Of(lines)}"}\n${lines}`;
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
