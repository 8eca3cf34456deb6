import type { Kept, ListQuery, Summary } from "../../article/library.ts";
import type { Asked } from "../asked.ts";

export const ENTRIES_DEFAULT = 100;
export const ENTRIES_MAX = 250;
const OFFSET_MAX = 1_000;

/** What clients ask for, in the words of neither of their interfaces. Times are ms since 1970. */
export interface EntriesQuery {
	readonly outlet: string | null;
	readonly since: number | null;
	readonly until: number | null;
	readonly before: string | null;
	readonly offset: number;
	readonly limit: number;
	readonly search: string | null;
}

/** The summaries that a client asked for, newest first. */
export async function gatherSummaries(query: EntriesQuery, { library }: Asked): Promise<readonly Summary[]> {
	const { outlet, since, until, before, search } = query;
	const limit = Math.min(Math.max(query.limit, 1), ENTRIES_MAX);
	const offset = Math.min(query.offset, OFFSET_MAX);
	if (search !== null) {
		const found = await library.search(search, { limit, offset, order: "newest" });
		return found.hits.map(({ article }) => article);
	}
	const list: ListQuery = {
		limit: Math.min(offset + limit, OFFSET_MAX),
		...(outlet !== null && { outlet }),
		...(since !== null && { since }),
		...(until !== null && { until }),
		...(before !== null && { before }),
	};
	return (await library.list(list)).slice(offset);
}

/** Whole articles by their marks, in the same order; those that are not archived are left out. */
export async function gatherWhole(marks: readonly string[], { library }: Asked): Promise<readonly Kept[]> {
	const found = await Promise.all(marks.slice(0, ENTRIES_MAX).map((mark) => library.article(mark)));
	return found.filter((article) => article !== null);
}

/** A whole number that a client sent, or what stands for it. */
export function wholeNumber(text: string | null | undefined, otherwise: number): number {
	return text !== null && text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : otherwise;
}
