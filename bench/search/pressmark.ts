import { DatabaseSync } from "node:sqlite";
import { createSearchTables, indexRevisions, searchIndex } from "../../src/keep/index/search.ts";
import { bytesOf, type Peer } from "./peers.ts";

const FIRST_MINUTE = Date.UTC(2026, 0, 1);

/** The search as the archive calls it; passages have no dates, so each gets the next minute. */
export const pressmarkEngine: Peer = (passages) => {
	const db = new DatabaseSync(":memory:");
	createSearchTables(db);
	db.exec("BEGIN");
	const indexed = passages.map(({ title = "", text }, at) => ({
		...{ id: at + 1, mark: `m${at}`, outlet: "bench", title, text, bylines: [], section: null },
		...{ time: FIRST_MINUTE + at * 60_000, newest: true },
	}));
	indexRevisions(db, indexed);
	db.exec("COMMIT");
	return {
		find: (text, limit) => searchIndex(db, text, { limit }).hits.map((hit) => passages[hit.id - 1]?.id ?? ""),
		bytes: () => bytesOf(db, "search_"),
	};
};
