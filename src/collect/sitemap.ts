import { gunzipSync } from "node:zlib";
import { decodeXml } from "../article/decode.ts";
import { readDate } from "./feed/dates.ts";
import { plainText, textOf } from "./feed/markup.ts";
import { childOf } from "./xml/elements.ts";
import { readXml } from "./xml/read.ts";
import type { XmlElement } from "./xml/tree.ts";

/** A page that a sitemap names. Dates are ISO 8601 in UTC. */
export interface SitemapPage {
	readonly address: string;
	/** From the news extension, like `published`, `language` and `outlet`. */
	readonly title: string | null;
	readonly published: string | null;
	readonly language: string | null;
	readonly outlet: string | null;
	readonly modified: string | null;
}

/** Pages, or the addresses of more sitemaps, newest first where they say when they changed. */
export type Sitemap =
	| { readonly kind: "pages"; readonly pages: readonly SitemapPage[] }
	| { readonly kind: "index"; readonly sitemaps: readonly string[] };

/** The protocol's own limits (sitemaps.org). */
const PAGES_MAX = 50_000;
const BYTES_MAX = 52_428_800;

const ROOT = /<(?:[\w-]+:)?(?:urlset|sitemapindex)(?=[\s>/])/i;
const ENTRY_NAMES: ReadonlySet<string> = new Set(["url", "sitemap"]);

/** Reads a sitemap or a sitemap index (sitemaps.org 0.9, with the news extension), gzipped or not; null where it is none. */
export function readSitemap(bytes: Uint8Array, contentType: string | null): Sitemap | null {
	const plain = unpacked(bytes);
	if (plain === null) return null;
	const pages: SitemapPage[] = [];
	const consume = (entry: XmlElement): void => {
		const page = pages.length < PAGES_MAX ? pageOf(entry) : null;
		if (page !== null) pages.push(page);
	};
	const reading = readXml(decodeXml(plain, contentType).text, ROOT, { names: ENTRY_NAMES, consume });
	if (reading === null) return null;
	if (!/sitemapindex$/.test(reading.root.written)) return { kind: "pages", pages };
	const newest = pages.toSorted((a, b) => (b.modified ?? "").localeCompare(a.modified ?? ""));
	return { kind: "index", sitemaps: newest.map((page) => page.address) };
}

/** Sitemaps are often kept as .xml.gz and sent as such, which no content coding tells. */
function unpacked(bytes: Uint8Array): Uint8Array | null {
	if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
	try {
		return gunzipSync(bytes, { maxOutputLength: BYTES_MAX });
	} catch {
		return null;
	}
}

function pageOf(entry: XmlElement): SitemapPage | null {
	const address = URL.parse(textIn(entry, "loc") ?? "")?.href;
	if (address === undefined) return null;
	const news = childOf(entry, "news:news", "news");
	const outlet = news === null ? null : childOf(news, "news:publication", "publication");
	const title = news === null ? null : textIn(news, "news:title", "title");
	return {
		address,
		title: title === null ? null : plainText(title),
		published:
			news === null ? null : readDate(textIn(news, "news:publication_date", "publication_date") ?? ""),
		language: outlet === null ? null : textIn(outlet, "news:language", "language"),
		outlet: outlet === null ? null : textIn(outlet, "news:name", "name"),
		modified: readDate(textIn(entry, "lastmod") ?? ""),
	};
}

function textIn(parent: XmlElement, ...names: readonly string[]): string | null {
	const element = childOf(parent, ...names);
	return element === null ? null : textOf(element);
}
