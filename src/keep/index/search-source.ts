import type { DatabaseSync } from "node:sqlite";
import type { SearchResult } from "../../article/library.ts";
import { fold } from "./fold.ts";
import type { Query } from "./query.ts";
import { matchOf, phrasePattern } from "./query-match.ts";
import { SLOT_MS, statementsOf, textOfRow } from "./search-tables.ts";

/** Rows counted at most: a total of this many means "or more". */
export const COUNT_MAX = 10_000;

/** Texts read to check a phrase, for one search. */
const CHECKS_MAX = 400;

/** The rows that a query asks for. */
export interface Source {
	/** SQL of the rows, newest first, with places for `parameters`. */
	readonly sql: string;
	readonly parameters: readonly (string | number)[];
	/** Whether a row is among them and has the query's phrases. */
	readonly has: (row: number) => boolean;
	/** Whether a row that the SQL gives has the phrases too, read in its text; null where there is none to check. */
	readonly checks: ((row: number) => boolean) | null;
}

/** The rows that have everything a query asks for, newest first; never a scan of all texts. */
export function sourceOf(db: DatabaseSync, query: Query): Source {
	const outlets = query.outlets.length === 0 ? null : outletNumbers(db, query.outlets);
	const match = matchOf(query, outlets);
	const [table, row] = match === null ? ["search_rows", "row"] : ["search_pairs", "rowid"];
	const where = [`${row} >= ?`, `${row} < ?`];
	const parameters: (string | number)[] = [slotOf(query.after, -1), slotOf(query.before, 1)];
	if (match !== null) {
		where.unshift("search_pairs MATCH ?");
		parameters.unshift(match);
	}
	if (!query.history) where.push(`${row} NOT IN (SELECT row FROM search_retired)`);
	const select = `SELECT ${row} AS row FROM ${table} WHERE ${where.join(" AND ")}`;
	const one = statementsOf(db)(`${select} AND ${row} = ?`);
	const checks = phraseCheck(db, query);
	return {
		sql: `${select} ORDER BY ${row} DESC`,
		parameters,
		has: (found) => one.get(...parameters, found) !== undefined && (checks?.(found) ?? true),
		checks,
	};
}

const slotOf = (time: number | null, sign: 1 | -1): number =>
	time === null ? sign * Number.MAX_SAFE_INTEGER : Math.ceil(time / SLOT_MS);

function outletNumbers(db: DatabaseSync, names: readonly string[]): number[] {
	const outlets = statementsOf(db)("SELECT number, outlet FROM search_outlets").all();
	return outlets
		.filter(({ outlet }) => names.some((name) => fold(String(outlet)).includes(name)))
		.map(({ number }) => Number(number));
}

function phraseCheck(db: DatabaseSync, query: Query): Source["checks"] {
	const phrases = query.wanted.flatMap((term) => {
		const pattern = phrasePattern(term);
		return pattern === null ? [] : [{ pattern, title: term.title }];
	});
	if (phrases.length === 0) return null;
	return (row) => {
		const { title, text, around } = textOfRow(db, row);
		const whole = fold([title, text, around].join("\n"));
		return phrases.every((phrase) => phrase.pattern.test(phrase.title ? fold(title) : whole));
	};
}

/** The newest rows of a source, as far as `limit`, after `skip` of them. */
export function newestRows(db: DatabaseSync, source: Source, limit: number, skip = 0): number[] {
	const { checks, parameters } = source;
	const found = statementsOf(db)(`${source.sql} LIMIT ? OFFSET ?`);
	if (checks === null) return found.all(...parameters, limit, skip).map(({ row }) => Number(row));
	const rows: number[] = [];
	for (const { row } of found.iterate(...parameters, CHECKS_MAX, 0)) {
		if (checks(Number(row))) rows.push(Number(row));
		if (rows.length === skip + limit) break;
	}
	return rows.slice(skip);
}

/** How many rows there are, in all, by outlet and by month. */
export type Counts = Pick<SearchResult, "total" | "outlets" | "months">;

/** Counts the newest `COUNT_MAX` rows of a source; phrases are checked where there are few to check. */
export function countSource(db: DatabaseSync, source: Source): Counts {
	if (source.checks !== null) {
		const rows = newestRows(db, { ...source, checks: null }, CHECKS_MAX);
		if (rows.length < CHECKS_MAX) return countRows(db, rows.filter(source.checks));
	}
	return count(db, `${source.sql} LIMIT ${COUNT_MAX}`, source.parameters);
}

/** Counts given rows. */
export function countRows(db: DatabaseSync, rows: readonly number[]): Counts {
	return count(db, "SELECT value AS row FROM json_each(?)", [JSON.stringify(rows)]);
}

function count(db: DatabaseSync, rows: string, parameters: Source["parameters"]): Counts {
	const groups = statementsOf(db)(
		`SELECT outlet, strftime('%Y-%m', row * ${SLOT_MS / 1000}, 'unixepoch') AS month, count(*) AS count
		FROM (${rows}) JOIN search_rows USING (row) GROUP BY 1, 2`,
	).all(...parameters);
	const outlets = new Map<number, number>();
	const months = new Map<string, number>();
	for (const group of groups) {
		const [outlet, month, size] = [Number(group["outlet"]), String(group["month"]), Number(group["count"])];
		outlets.set(outlet, (outlets.get(outlet) ?? 0) + size);
		months.set(month, (months.get(month) ?? 0) + size);
	}
	return {
		total: [...outlets.values()].reduce((sum, size) => sum + size, 0),
		outlets: [...outlets]
			.sort(([, a], [, b]) => b - a)
			.map(([number, size]) => ({ outlet: outletOf(db, number), count: size })),
		months: [...months].sort().map(([month, size]) => ({ month, count: size })),
	};
}

function outletOf(db: DatabaseSync, number: number): string {
	return String(
		statementsOf(db)("SELECT outlet FROM search_outlets WHERE number = ?").get(number)?.["outlet"],
	);
}
