import type { DatabaseSync } from "node:sqlite";
import { fold } from "../../article/fold.ts";
import type { SearchResult } from "../../article/library.ts";
import type { Query } from "./query.ts";
import { type Check, expressionOf, type Match, matchOf, quote } from "./query-match.ts";
import { readTally, SLOT_MS, textOfRow } from "./search-tables.ts";
import { statementsOf } from "./statements.ts";

/** Rows counted at most; there are "more" where this is reached. */
export const COUNT_MAX = 5000;

/** Texts read to check what only texts can tell, for one search: as many as it takes, and as many as are counted. */
const CHECKS_MAX = 3000;
const CHECKS_LEAST = 400;

/** Rows in SQL, newest first, with places for `parameters`. */
export interface Rows {
	readonly sql: string;
	readonly parameters: readonly (string | number)[];
	/** Whether a row that the SQL gives has what only its text can tell; null where there is nothing to check. */
	readonly checks: ((row: number) => boolean) | null;
}

/** The rows that a query asks for; never a scan of all texts. */
export interface Source extends Rows {
	/** Those of them that have one more token. */
	readonly withToken: (token: string) => Rows;
	/** The same rows found the long way, for a character that the newest texts do not have; null where there is no need. */
	readonly rare: Rows | null;
}

/** The rows that have everything a query asks for. */
export function sourceOf(db: DatabaseSync, query: Query): Source {
	const outlets = query.outlets.length === 0 ? null : outletNumbers(db, query.outlets);
	const match = matchOf(query, outlets);
	const checks = textCheck(db, match.checks);
	const withAll = (all: readonly string[]): Rows => rowsOf(query, { ...match, all }, checks);
	return {
		...withAll(match.all),
		withToken: (token) => withAll([quote(token), ...match.all]),
		rare: match.lone.length === 0 ? null : withAll([...match.lone, ...match.all]),
	};
}

function rowsOf(query: Query, match: Match, checks: Rows["checks"]): Rows {
	const spoken = match.all.length > 0;
	const [table, row] = spoken ? ["search_pairs", "rowid"] : ["search_rows", "row"];
	const where = [`${row} >= ?`, `${row} < ?`];
	const parameters: (string | number)[] = [slotOf(query.after, -1), slotOf(query.before, 1)];
	if (spoken) {
		where.unshift("search_pairs MATCH ?");
		parameters.unshift(expressionOf(match));
	}
	if (!query.history) where.push(`${row} NOT IN (SELECT row FROM search_retired)`);
	const sql = `SELECT ${row} AS row FROM ${table} WHERE ${where.join(" AND ")} ORDER BY ${row} DESC LIMIT ?`;
	return { sql, parameters, checks };
}

const slotOf = (time: number | null, sign: 1 | -1): number =>
	time === null ? sign * Number.MAX_SAFE_INTEGER : Math.ceil(time / SLOT_MS);

function outletNumbers(db: DatabaseSync, names: readonly string[]): number[] {
	const outlets = statementsOf(db)("SELECT number, outlet FROM search_outlets").all();
	return outlets
		.filter(({ outlet }) => names.some((name) => fold(String(outlet)).includes(name)))
		.map(({ number }) => Number(number));
}

/** Reads each row's text once, however often it is asked about. */
function textCheck(db: DatabaseSync, checks: readonly Check[]): Rows["checks"] {
	if (checks.length === 0) return null;
	const known = new Map<number, boolean>();
	const check = (row: number): boolean => {
		const { title, text, around } = textOfRow(db, row);
		const [folded, whole] = [fold(title), fold([title, text, around].join("\n"))];
		return checks.every(({ pattern, title, wanted }) => pattern.test(title ? folded : whole) === wanted);
	};
	return (row) => {
		const passes = known.get(row) ?? check(row);
		known.set(row, passes);
		return passes;
	};
}

/** The newest rows of a source, as far as `limit`. */
export function newestRows(db: DatabaseSync, source: Source, limit: number): readonly number[] {
	if (source.checks === null) return readRows(db, source, limit);
	return checkedRows(db, source, limit).rows.slice(0, limit);
}

/** The newest rows of all that SQL gives, whatever is to be checked, as far as `limit`. */
export function readRows(db: DatabaseSync, { sql, parameters }: Rows, limit: number): number[] {
	return readNumbers(db, `SELECT json_group_array(row) AS numbers FROM (${sql})`, [...parameters, limit]);
}

/** Numbers as one text: an object for each row of SQL costs as much as finding it. */
function readNumbers(db: DatabaseSync, sql: string, parameters: Rows["parameters"]): number[] {
	return JSON.parse(String(statementsOf(db)(sql).get(...parameters)?.["numbers"])) as number[];
}

interface Checked {
	/** At least as many as were asked for, if there are. */
	readonly rows: readonly number[];
	/** Whether others may follow. */
	readonly more: boolean;
}

function checkedRows(db: DatabaseSync, source: Source, limit: number): Checked {
	const found = checkRows(db, source, limit);
	const isRare = found.more && found.rows.length < limit;
	return isRare && source.rare !== null ? checkRows(db, source.rare, limit) : found;
}

function checkRows(db: DatabaseSync, { sql, parameters, checks }: Rows, limit: number): Checked {
	const rows: number[] = [];
	let checked = 0;
	for (const { row } of statementsOf(db)(sql).iterate(...parameters, CHECKS_MAX)) {
		if (rows.length >= limit && checked >= CHECKS_LEAST) return { rows, more: true };
		if (checks?.(Number(row)) ?? true) rows.push(Number(row));
		checked++;
	}
	return { rows, more: checked === CHECKS_MAX };
}

/** How many rows there are, in all, by outlet and by month. */
export type Counts = Pick<SearchResult, "total" | "more" | "outlets" | "months">;

/** Counts the newest rows of a source: `COUNT_MAX` of them, or as many as were checked to find `limit`. */
export function countSource(db: DatabaseSync, source: Source, limit: number): Counts {
	if (source.checks === null) {
		const counts = count(db, source.sql, [...source.parameters, COUNT_MAX]);
		return { ...counts, more: counts.total === COUNT_MAX };
	}
	const { rows, more } = checkedRows(db, source, limit);
	return { ...countRows(db, rows), more };
}

/** Counts given rows. */
export function countRows(db: DatabaseSync, rows: readonly number[]): Counts {
	return count(db, "SELECT value AS row FROM json_each(?)", [JSON.stringify(rows)]);
}

function count(db: DatabaseSync, rows: string, parameters: Rows["parameters"]): Counts {
	// Grouping in SQL would sort first.
	const tallies = readNumbers(
		db,
		`SELECT json_group_array(tally) AS numbers FROM (${rows}) JOIN search_rows USING (row)`,
		parameters,
	);
	const outlets = new Map<number, number>();
	const months = new Map<number, number>();
	for (const { outlet, month } of tallies.map(readTally)) {
		outlets.set(outlet, (outlets.get(outlet) ?? 0) + 1);
		months.set(month, (months.get(month) ?? 0) + 1);
	}
	return {
		...{ total: tallies.length, more: false },
		outlets: [...outlets]
			.sort(([, a], [, b]) => b - a)
			.map(([number, size]) => ({ outlet: outletOf(db, number), count: size })),
		months: [...months]
			.sort(([a], [b]) => a - b)
			.map(([month, size]) => ({ month: monthOf(month), count: size })),
	};
}

/** A month since 1970 as yyyy-mm. */
const monthOf = (number: number): string => new Date(Date.UTC(1970, number)).toISOString().slice(0, 7);

function outletOf(db: DatabaseSync, number: number): string {
	return String(
		statementsOf(db)("SELECT outlet FROM search_outlets WHERE number = ?").get(number)?.["outlet"],
	);
}
