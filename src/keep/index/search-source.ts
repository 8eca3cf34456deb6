import type { DatabaseSync } from "node:sqlite";
import type { SearchResult } from "../../article/library.ts";
import { fold } from "./fold.ts";
import type { Query } from "./query.ts";
import { expressionOf, type Match, matchOf, phrasePattern, quote } from "./query-match.ts";
import { SLOT_MS, statementsOf, textOfRow } from "./search-tables.ts";

/** Rows counted at most: a total of this many means "or more". */
export const COUNT_MAX = 10_000;

/** Texts read to check a phrase, for one search. */
const CHECKS_MAX = 400;

/** Rows in SQL, newest first, with places for `parameters`. */
export interface Rows {
	readonly sql: string;
	readonly parameters: readonly (string | number)[];
	/** Whether a row that the SQL gives has the query's phrases, read in its text; null where there is none to check. */
	readonly checks: ((row: number) => boolean) | null;
}

/** The rows that a query asks for; never a scan of all texts. */
export interface Source extends Rows {
	/** Those of them that have one more token. */
	readonly withToken: (token: string) => Rows;
}

/** The rows that have everything a query asks for. */
export function sourceOf(db: DatabaseSync, query: Query): Source {
	const outlets = query.outlets.length === 0 ? null : outletNumbers(db, query.outlets);
	const match = matchOf(query, outlets);
	const checks = phraseCheck(db, query);
	return {
		...rowsOf(query, match, checks),
		withToken: (token) => rowsOf(query, { ...match, all: [quote(token), ...match.all] }, checks),
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
	const sql = `SELECT ${row} AS row FROM ${table} WHERE ${where.join(" AND ")} ORDER BY ${row} DESC`;
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

function phraseCheck(db: DatabaseSync, query: Query): Rows["checks"] {
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
export function newestRows(db: DatabaseSync, source: Rows, limit: number, skip = 0): number[] {
	const { checks, parameters } = source;
	const found = statementsOf(db)(`${source.sql} LIMIT ? OFFSET ?`);
	if (checks === null) return found.all(...parameters, limit, skip).map(({ row }) => Number(row));
	const rows: number[] = [];
	for (const { row } of found.iterate(...parameters, CHECKS_MAX, 0)) {
		if (rows.length === skip + limit) break;
		if (checks(Number(row))) rows.push(Number(row));
	}
	return rows.slice(skip);
}

/** How many rows there are, in all, by outlet and by month. */
export type Counts = Pick<SearchResult, "total" | "outlets" | "months">;

/** Counts the newest `COUNT_MAX` rows of a source; phrases are checked where there are few to check. */
export function countSource(db: DatabaseSync, source: Rows): Counts {
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

function count(db: DatabaseSync, rows: string, parameters: Rows["parameters"]): Counts {
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
