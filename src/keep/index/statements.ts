import type { DatabaseSync, StatementSync } from "node:sqlite";

const prepared = new WeakMap<DatabaseSync, Map<string, StatementSync>>();

/** Prepares a statement once for each database. For texts of SQL that are few. */
export function statementsOf(db: DatabaseSync): (sql: string) => StatementSync {
	const known = prepared.get(db) ?? new Map<string, StatementSync>();
	prepared.set(db, known);
	return (sql) => {
		const statement = known.get(sql) ?? db.prepare(sql);
		known.set(sql, statement);
		return statement;
	};
}
