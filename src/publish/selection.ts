import type { Kept, Library, Summary } from "../article/library.ts";
import { pause } from "./pause.ts";

/** Which articles go out: everything in a span of time, of an outlet, or that a search finds. */
export interface Selection {
	readonly outlet?: string;
	/** ms since 1970; inclusive. */
	readonly since?: number;
	/** Exclusive. */
	readonly until?: number;
	readonly query?: string;
}

const PAGE = 200;

/** The articles of a selection, one at a time, newest first, `most` at most. Rejects once the signal is aborted. */
export async function* selectedArticles(
	library: Library,
	selection: Selection,
	{
		most = Number.POSITIVE_INFINITY,
		signal,
	}: { readonly most?: number; readonly signal?: AbortSignal | undefined } = {},
): AsyncGenerator<Kept> {
	let left = most;
	for await (const { mark } of summariesOf(library, selection)) {
		if (left-- <= 0) return;
		await pause(signal);
		const article = await library.article(mark);
		if (article !== null) yield article;
	}
}

async function* summariesOf(library: Library, { query, ...span }: Selection): AsyncGenerator<Summary> {
	if (query !== undefined) return yield* foundIn(library, query);
	let before: string | undefined;
	for (;;) {
		const some = await library.list({ ...span, limit: PAGE, ...(before !== undefined && { before }) });
		yield* some;
		before = some.at(-1)?.cursor;
		if (some.length < PAGE) return;
	}
}

async function* foundIn(library: Library, query: string): AsyncGenerator<Summary> {
	for (let offset = 0; ; offset += PAGE) {
		const { hits } = await library.search(query, { limit: PAGE, offset, order: "newest" });
		for (const { article } of hits) yield article;
		if (hits.length < PAGE) return;
	}
}
