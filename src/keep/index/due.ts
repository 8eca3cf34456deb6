import type { DatabaseSync } from "node:sqlite";
import type { ValidatorsByAddress } from "../archive/entry.ts";
import { readUnmapped } from "./schema.ts";

/** An article whose page may be asked again, and what to ask it by. */
export interface Due {
	readonly mark: string;
	readonly outlet: string;
	readonly address: string;
	readonly title: string;
	/** When its source was first seen to link to it: the stamp of its document. */
	readonly stamp: number;
	readonly checked: number;
	readonly validators: ValidatorsByAddress;
}

const COLUMNS = "mark, outlet, address, title, first_seen AS stamp, checked, validators";

/**
 * In one pass so many are asked again: after a long pause, or by a clock that is years ahead, a whole
 * archive may be due at once.
 */
const DUE_MAX = 10_000;

/**
 * The articles that have passed an age of the schedule since they were last asked, longest unasked
 * first. A clock that was set back makes none of them due twice.
 */
export function dueArticles(db: DatabaseSync, now: number, schedule: readonly number[]): Due[] {
	if (schedule.length === 0) return [];
	const passed = schedule.map(() => "(first_kept + ? <= ? AND checked < first_kept + ?)").join(" OR ");
	const values = schedule.flatMap((age) => [age, now, age]);
	const due = `SELECT ${COLUMNS} FROM article WHERE ${passed} ORDER BY checked, id LIMIT ?`;
	return readUnmapped(db, () => db.prepare(due).all(...values, DUE_MAX)).map(dueOf);
}

/** Every article, in the order they were first kept. */
export function* allArticles(db: DatabaseSync): Generator<Due> {
	for (const row of db.prepare(`SELECT ${COLUMNS} FROM article ORDER BY id`).iterate()) {
		yield dueOf(row);
	}
}

function dueOf(row: Record<string, unknown>): Due {
	return { ...row, validators: JSON.parse(String(row["validators"])) } as unknown as Due;
}
