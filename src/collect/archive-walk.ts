import { type Capture, headerOf } from "../article/capture.ts";
import type { Feed } from "./feed/feed.ts";
import { readFeed } from "./feed/read.ts";
import type { Fetcher } from "./net/fetcher.ts";
import { siteOf } from "./poll/trouble.ts";
import { type Sighting, sightingsOf } from "./sightings.ts";

/** Older pages that one walk reads at most. */
const PAGES_MAX = 1000;

/** One older page of a feed. */
export interface ArchivePage {
	readonly capture: Capture;
	readonly sightings: readonly Sighting[];
}

/**
 * Reads the older pages that a feed links to (RFC 5005 `prev-archive` and `next`, JSON Feed `next_url`),
 * newest first, at the fetcher's pace, each page once and on the feed's own site. A page that cannot be
 * had ends the walk. To be walked once in a source's life: its state says whether it was.
 */
export async function* walkArchive(
	feed: Feed,
	address: string,
	{ fetcher, now }: { readonly fetcher: Fetcher; readonly now: () => number },
): AsyncGenerator<ArchivePage> {
	const seen = new Set([address]);
	let next = olderOf(feed, address, seen);
	while (next !== null && seen.size <= PAGES_MAX) {
		seen.add(next);
		const fetched = await fetcher.fetch({ address: next, kind: "feed" });
		if (fetched.kind !== "page") return;
		const { capture } = fetched;
		const contentType = headerOf(capture.headers, "content-type");
		const page = readFeed(capture.content, { contentType, url: capture.address });
		if (page === null) return;
		yield { capture, sightings: sightingsOf({ kind: "feed", feed: page }, capture.address, now()) };
		seen.add(capture.address);
		next = olderOf(page, capture.address, seen);
	}
}

/** The next older page, where there is one that has not been read; null where the feed says that it is whole. */
function olderOf({ links }: Feed, address: string, seen: ReadonlySet<string>): string | null {
	const named = links.previousArchive ?? links.next;
	const older = links.complete || named === null ? null : URL.parse(named, address);
	if (older === null || seen.has(older.href) || siteOf(older.href) !== siteOf(address)) return null;
	return older.href;
}
