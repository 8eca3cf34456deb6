import type { DatabaseSync } from "node:sqlite";
import { DUMPED } from "./schema.ts";

/**
 * What the index says, as lines of JSON: every row of every table, in an order that does not depend on
 * how the rows came in. Two indexes of the same files give the same lines.
 */
export function* dumpIndex(db: DatabaseSync): Generator<string> {
	for (const table of DUMPED) {
		const columns = db.prepare(`SELECT name FROM pragma_table_info('${table}') ORDER BY cid`).all();
		const order = columns.map((_, index) => index + 1).join(", ");
		for (const row of db.prepare(`SELECT * FROM ${table} ORDER BY ${order}`).iterate()) {
			yield JSON.stringify([table, ...Object.values(row)]);
		}
	}
}
