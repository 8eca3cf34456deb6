import type { Headlines } from "../article/article.ts";

/** What an article was called when it was last kept. */
export interface Called {
	readonly title: string;
	readonly headlines: Headlines | null;
}

/**
 * What an article is called where its page names no headline: as its source calls it, or as before. Empty where neither is known, and
 * where the page has named one before: a page that has lost its headline may have lost its article, too.
 */
export function calledElsewhere(source: string | null, before: Called | null): string {
	if (before === null) return source ?? "";
	return before.headlines?.page === null ? (source ?? before.title) : "";
}

/**
 * The headline that stands: the page's, until the outlet changes one of the two. An outlet may change
 * the headline in its feed and leave the page's markup alone; either change is a change.
 */
export function headlineOf(now: Headlines, before: Called | null): string {
	const first = now.page ?? now.source ?? "";
	if (before === null) return first;
	const was = before.headlines ?? { page: before.title, source: null };
	if (now.page !== null && now.page !== was.page) return now.page;
	if (now.source !== null && was.source !== null && now.source !== was.source) return now.source;
	return before.title;
}
