/** The whole of Pressmark, once: an address is fetched, read and kept. Newcomers start here. */
import type { Article, Picture } from "../article/article.ts";
import { oneLine, writeBody } from "../article/body.ts";
import type { Capture } from "../article/capture.ts";
import type { Kept, KeptPicture } from "../article/library.ts";
import { picturesOf } from "../article/pictures.ts";
import { sanitise } from "../article/sanitise.ts";
import { articleText, textOf } from "../article/text.ts";
import type { Fetched } from "../collect/net/fetched.ts";
import type { Sighting } from "../collect/sightings.ts";
import { extract } from "../extract/extract.ts";
import { readPage } from "../extract/page.ts";
import { recipeFor } from "../extract/recipe.ts";
import type { CaptureRef } from "../keep/archive.ts";
import type { Pressed } from "./events.ts";
import { articleOfFeed } from "./feed-article.ts";
import { headlineOf } from "./headline.ts";
import type { Press } from "./open.ts";
import { keepPictures, pictureHrefOf, picturesIn } from "./picture.ts";
import type { SourceSettings } from "./settings.ts";
import { reasonOf } from "./words.ts";

/** A page that says less than this share of what the feed carried has been cut: the feed's text is kept. */
const PAGE_SHARE_MIN = 0.6;

/** An article as read and not yet kept. */
export interface Reading {
	readonly from: "page" | "feed";
	readonly article: Article;
	/** The pictures it names, in order. */
	readonly pictures: readonly Picture[];
	/** The document's body, once it is known which pictures could be had. */
	readonly body: (kept: readonly KeptPicture[]) => string;
	/** The bytes it was read from. */
	readonly capture: CaptureRef | null;
}

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
		return keepReading(readingOfFeed(seen, sighting.content), place, press);
	const fetched = await press.fetcher.fetch({ address, kind: "page" });
	const reading = await readingOf(fetched, seen, press);
	return "article" in reading ? keepReading(reading, place, press) : reading;
}

async function readingOf(fetched: Fetched, seen: Seen, press: Press): Promise<Reading | Pressed> {
	const content = seen.source.content === "page" ? null : seen.sighting.content;
	const page = fetched.kind === "page" ? await readingOfPage(fetched.capture, press) : null;
	// The outlet's feed carries the text: kept where its page cannot be had, or has been cut.
	if (content !== null && saysLess(page, content)) return readingOfFeed(seen, content);
	if (page !== null) return page;
	if (fetched.kind === "page") return { kind: "empty", reason: "no article was found on the page" };
	const kind = fetched.kind === "unchanged" ? "empty" : fetched.kind;
	return { kind, reason: reasonOf(fetched) };
}

/** Keeps the page's bytes, then reads the article from them; null where the page holds none. */
export async function readingOfPage(capture: Capture, press: Press): Promise<Reading | null> {
	return readingIn(capture, await press.archive.keepCapture(capture), press);
}

/** Reads the article from a page whose bytes are kept already; null where the page holds none. */
export function readingIn(capture: Capture, ref: CaptureRef | null, press: Press): Reading | null {
	const page = readPage(capture);
	const { article } = extract(page, recipeFor(page, press.recipes));
	if (article.title === "" || articleText(article) === "") return null;
	return {
		from: "page",
		article,
		pictures: picturesIn(article.blocks),
		body: (kept) => writeBody(article, pictureHrefOf(press.config.settings.documents.pictures, kept)),
		capture: ref,
	};
}

function readingOfFeed({ sighting, listing }: Seen, content: string): Reading {
	const body = oneLine(sanitise(content));
	const article = articleOfFeed(sighting, body);
	return { from: "feed", article, pictures: picturesOf(body), body: () => body, capture: listing };
}

function saysLess(page: Reading | null, content: string): boolean {
	return page === null || articleText(page.article).length < textOf(content).length * PAGE_SHARE_MIN;
}

/** Keeps the pictures, then the article. */
export async function keepReading(reading: Reading, place: Place, press: Press): Promise<Pressed> {
	const pictures = await keepPictures(reading.pictures, press);
	const { from, capture } = reading;
	const { outlet, outletName, address, before, by } = place;
	const headlines = {
		page: from === "page" ? reading.article.title : (before?.headlines?.page ?? null),
		source: place.headline ?? before?.headlines?.source ?? null,
	};
	const article = { ...reading.article, address, title: headlineOf(headlines, before), headlines };
	const kept = await press.archive.keep({
		...{ outlet, outletName, article, pictures, capture, by },
		body: reading.body(pictures),
		stamp: before?.firstSeen ?? stampOf(place, article, press.clock.now()),
		// A feed's validators are for asking the feed: the article's page has none yet.
		...(from === "feed" ? { validators: {} } : {}),
	});
	const had = pictures.filter((picture) => picture.sha256 !== null).length;
	return { kind: kept.change, mark: kept.mark, title: article.title, pictures: had };
}

/** When the article was first seen: what the source says, what the page says, or now; never the future. */
function stampOf({ stamp }: Place, { published }: Article, now: number): number {
	const told = stamp ?? (published === null ? now : Date.parse(published));
	return Number.isNaN(told) ? now : Math.min(told, now);
}
