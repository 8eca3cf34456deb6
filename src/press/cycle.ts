/** The whole of Pressmark, once: an address is fetched, read and kept. Newcomers start here. */
import type { Article } from "../article/article.ts";
import type { Kept } from "../article/library.ts";
import { articleText, textOf } from "../article/text.ts";
import { readTime } from "../article/time.ts";
import type { Fetched } from "../collect/net/fetched.ts";
import type { Sighting } from "../collect/sightings.ts";
import type { CaptureRef } from "../keep/archive.ts";
import type { Pressed } from "./events.ts";
import { calledElsewhere, headlineOf } from "./headline.ts";
import type { Press } from "./open.ts";
import { keepPictures } from "./picture.ts";
import { type Reading, readingOfFeed, readingOfPage } from "./reading.ts";
import type { SourceSettings } from "./settings.ts";
import { reasonOf } from "./words.ts";

/** A page that says less than this share of what the feed carried has been cut: the feed's text is kept. */
const PAGE_SHARE_MIN = 0.6;

/** Where an article belongs, and what is known of it already. */
export interface Place {
	readonly outlet: string;
	readonly outletName: string;
	readonly address: string;
	/** What its source calls it; null where the page alone was asked. */
	readonly headline: string | null;
	readonly stamp: number | null;
	readonly before: Kept | null;
	/** Whose change it is, should it be one: ours where the same bytes are read again. */
	readonly by: "outlet" | "pressmark";
	/** Where it was found and when it was answered, where the network was not asked. */
	readonly origin?: { readonly path: string; readonly at: number };
}

/** Something that a source shows for the first time, or shows changed. */
export interface Seen {
	readonly sighting: Sighting;
	readonly source: SourceSettings;
	/** The source's bytes, as kept. */
	readonly listing: CaptureRef | null;
	/** The article, where it is kept already. */
	readonly before: Kept | null;
}

/** Fetches, reads and keeps one article. */
export async function pressOne(seen: Seen, press: Press): Promise<Pressed> {
	const { sighting, source, before } = seen;
	const { address, title, published } = sighting;
	const place: Place = {
		...{ outlet: source.outlet, outletName: source.name ?? source.outlet, address, before },
		...{ headline: title === "" ? null : title, stamp: published, by: "outlet" },
	};
	if (source.content === "feed" && sighting.content !== null)
		return keepReading(readingOfFeed(sighting, sighting.content, seen.listing), place, press);
	const fetched = await press.fetcher.fetch({ address, kind: "page" });
	const reading = await readingOf(fetched, seen, press);
	return reading.kind === "read" ? keepReading(reading, place, press) : reading;
}

type NotRead = Extract<Pressed, { reason: string }>;

async function readingOf(
	fetched: Fetched,
	{ source, sighting, listing, before }: Seen,
	press: Press,
): Promise<Reading | NotRead> {
	const content = source.content === "page" ? null : sighting.content;
	const called = calledElsewhere(sighting.title, before);
	const page =
		fetched.kind === "page" ? await readingOfPage(fetched.capture, called, press) : unreadOf(fetched);
	// The outlet's feed carries the text: kept where its page cannot be had, or has been cut.
	return content !== null && saysLess(page, content) ? readingOfFeed(sighting, content, listing) : page;
}

function unreadOf(fetched: Exclude<Fetched, { kind: "page" }>): NotRead {
	return { kind: fetched.kind === "unchanged" ? "empty" : fetched.kind, reason: reasonOf(fetched) };
}

function saysLess(page: Reading | NotRead, content: string): boolean {
	return page.kind !== "read" || articleText(page.article).length < textOf(content).length * PAGE_SHARE_MIN;
}

/** Keeps the pictures, then the article. */
export async function keepReading(reading: Reading, place: Place, press: Press): Promise<Pressed> {
	const pictures = await keepPictures(reading.pictures, press);
	const { from, capture, pages } = reading;
	const { outlet, outletName, address, before, by, origin } = place;
	const headlines = {
		page: from === "page" ? reading.article.title || null : (before?.headlines?.page ?? null),
		source: place.headline ?? before?.headlines?.source ?? null,
	};
	const article = { ...reading.article, address, title: headlineOf(headlines, before), headlines };
	const kept = await press.archive.keep({
		...{ outlet, outletName, article, pictures, capture, by },
		body: reading.body(pictures),
		stamp: Math.min(before?.firstSeen ?? stampOf(place, article, press.clock.now()), origin?.at ?? Infinity),
		...(origin === undefined ? {} : { imported: { origin } }),
		// A feed's validators are for asking the feed, a first page's say nothing of the pages that go on with it.
		...(from === "feed" || pages > 1 ? { validators: {} } : {}),
	});
	const had = pictures.filter((picture) => picture.sha256 !== null).length;
	return { kind: kept.change, mark: kept.mark, title: article.title, pictures: had };
}

/** When the article was first seen: what the source says, what the page says, or now; never the future. */
function stampOf({ stamp }: Place, { published }: Article, now: number): number {
	return Math.min(stamp ?? readTime(published ?? "") ?? now, now);
}
