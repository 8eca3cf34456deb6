import { createHash } from "node:crypto";
import { base32, canonicalAddress } from "../article/address.ts";
import { decodePage } from "../article/decode.ts";
import { readTime } from "../article/time.ts";
import type { Feed, FeedEntry } from "./feed/feed.ts";
import { plainText } from "./feed/markup.ts";
import { readFeed } from "./feed/read.ts";
import { linksOn, type PageLink } from "./front-page.ts";
import { readSitemap, type Sitemap } from "./sitemap.ts";

/** A link seen in a source, with what the source said of it. Times are ms since 1970. */
export interface Sighting {
	/** Canonical: what the article is known by. */
	readonly address: string;
	/** What the source knows it by: the feed's own identifier without its scheme, else the address, else a hash. */
	readonly id: string;
	/** On one line; empty where the source gives none. */
	readonly title: string;
	readonly published: number | null;
	readonly updated: number | null;
	/** When the source was asked. */
	readonly seen: number;
	/** HTML of the whole article, where the source carries it; not sanitised. */
	readonly content: string | null;
	/** HTML of the source's description. */
	readonly summary: string | null;
	readonly author: string | null;
	readonly language: string | null;
}

/** What a source is: where it is, and how its answer is to be read. */
export interface ListingSource {
	readonly kind: "feed" | "sitemap" | "page";
	readonly address: string;
	/** For a page: the CSS selector that finds its links. */
	readonly selector?: string;
}

/** What a source answered with, as read. */
export type Listing =
	| { readonly kind: "feed"; readonly feed: Feed }
	| { readonly kind: "sitemap"; readonly sitemap: Sitemap }
	| { readonly kind: "page"; readonly links: readonly PageLink[] };

/** Reads a source's answer; null where it is not what the source should be, such as a login page for a feed. */
export function readListing(
	bytes: Uint8Array,
	contentType: string | null,
	source: ListingSource,
): Listing | null {
	const { kind, address } = source;
	if (kind === "feed") {
		const feed = readFeed(bytes, { contentType, url: address });
		return feed === null ? null : { kind, feed };
	}
	if (kind === "sitemap") {
		const sitemap = readSitemap(bytes, contentType);
		return sitemap === null ? null : { kind, sitemap };
	}
	const links = linksOn(decodePage(bytes, contentType).text, address, source.selector ?? "a[href]");
	return links.length === 0 ? null : { kind, links };
}

/**
 * What a listing shows, in its order, everything once: entries are the same that have one canonical
 * address, or one identifier and one title, since feeds repeat entries, and give one identifier to many.
 */
export function sightingsOf(listing: Listing, address: string, seen: number): readonly Sighting[] {
	const all = allIn(listing, address, seen);
	const known = new Set<string>();
	return all.filter((sighting) => {
		const keys = [`address ${sighting.address}`, `id ${sighting.id} ${sighting.title}`];
		const isNew = keys.every((key) => !known.has(key));
		for (const key of keys) known.add(key);
		return isNew;
	});
}

function allIn(listing: Listing, address: string, seen: number): Sighting[] {
	if (listing.kind === "feed")
		return listing.feed.entries.map((entry) => entrySighting(entry, address, seen));
	if (listing.kind === "page") return listing.links.flatMap((link) => linkSighting(link, seen));
	if (listing.sitemap.kind === "index") return [];
	return listing.sitemap.pages.flatMap((page) => {
		const title = page.title ?? "";
		return linkSighting({ address: page.address, title }, seen).map((sighting) => ({
			...sighting,
			published: readTime(page.published ?? ""),
			updated: readTime(page.modified ?? ""),
			language: page.language,
		}));
	});
}

function linkSighting({ address, title }: PageLink, seen: number): Sighting[] {
	const canonical = canonicalAddress(address);
	if (canonical === null) return [];
	const said = { published: null, updated: null, content: null, summary: null, author: null, language: null };
	return [{ address: canonical, id: withoutScheme(canonical), title, seen, ...said }];
}

function entrySighting(entry: FeedEntry, feedAddress: string, seen: number): Sighting {
	const linked = canonicalAddress(entry.original ?? entry.link ?? "");
	return {
		address: linked ?? ownAddress(feedAddress, hashOf(entry)),
		id: withoutScheme(entry.id ?? linked ?? hashOf(entry)),
		title: entry.title ?? "",
		published: readTime(entry.published ?? ""),
		updated: readTime(entry.updated ?? ""),
		seen,
		content: contentOf(entry),
		summary: entry.summary,
		author: entry.author,
		language: entry.language,
	};
}

/** An address that leads to the feed, for an entry that leads nowhere: it is an article all the same. */
function ownAddress(feedAddress: string, hash: string): string {
	const url = new URL(feedAddress);
	url.searchParams.set("entry", hash);
	return canonicalAddress(url.href) ?? url.href;
}

/** Feeds that move to https change their identifiers' scheme and nothing else. */
function withoutScheme(id: string): string {
	return id.replace(/^https?:\/\//i, "");
}

const HASH_LENGTH = 16;

/** What an entry without a link is known by: as little as tells it from others, since texts are corrected. */
function hashOf({ id, title, published, content, summary }: FeedEntry): string {
	const said = id ?? title ?? content ?? summary;
	const digest = createHash("sha256").update(JSON.stringify([said, id === null ? published : null]));
	return base32(digest.digest(), HASH_LENGTH);
}

/** Words in a description of this length, in paragraphs, are the article and no description. */
const WHOLE_LENGTH_MIN = 600;
const PARAGRAPHS = /<(?:p|br|div)[\s>/]/i;

/** The whole article's HTML: what the feed calls content, or a description that is plainly all of it. */
function contentOf({ content, summary }: FeedEntry): string | null {
	if (summary === null) return content;
	if (content !== null) return content.length >= summary.length ? content : summary;
	const whole = PARAGRAPHS.test(summary) && (plainText(summary)?.length ?? 0) >= WHOLE_LENGTH_MIN;
	return whole ? summary : null;
}
