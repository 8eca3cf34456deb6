import { attributeOf, childOf, childrenOf } from "../xml/elements.ts";
import { decodeEntities } from "../xml/entities.ts";
import type { XmlElement } from "../xml/tree.ts";
import { absolute, baseOf, relink } from "./addresses.ts";
import { readDate } from "./dates.ts";
import type { Enclosure, FeedEntry } from "./feed.ts";
import { type AtomLink, linksOf, pageAmong } from "./links.ts";
import { htmlOf, plainOf, textOf } from "./markup.ts";
import { peopleOf } from "./people.ts";

/** Elements that say one thing, by preference: a format's own come before what modules add. */
const TITLE = ["title", "atom:title", "dc:title", "media:title", "itunes:title"];
const ID = ["guid", "atom:id", "id", "dc:identifier"];
const CONTENT = [
	"content:encoded",
	"encoded",
	"atom:content",
	"content",
	"xhtml:body",
	"body",
	"fullitem",
	"xhtml:div",
];
const SUMMARY = [
	...["description", "abstract", "atom:summary", "summary", "dc:description", "dcterms:abstract"],
	...["itunes:summary", "media:description", "itunes:subtitle"],
];
const PUBLISHED = [
	...["pubdate", "atom:published", "published", "atom:issued", "issued", "dc:date", "dcterms:issued"],
	...["dcterms:created", "dcterms:date", "atom:created", "created", "date"],
];
const UPDATED = ["atom:updated", "updated", "atom:modified", "modified", "dcterms:modified", "lastbuilddate"];

/** Reads one item or entry; `feedAddress` is what its relative addresses are read against, unless xml:base says. */
export function readEntry(item: XmlElement, feedAddress: string | null): FeedEntry {
	const base = (element: XmlElement): string | null => baseOf(element, feedAddress);
	const html = (element: XmlElement): string | null => linkedHtml(element, feedAddress);
	const group = childOf(item, "media:group");
	const within = group === null ? [item] : [item, group];
	const id = idOf(item, base);
	const comments = childOf(item, "comments");
	const content = firstOf([item], CONTENT, html);
	const summary = firstOf(within, SUMMARY, html);
	const links = linksOf(item, feedAddress);
	const enclosures = enclosuresOf(item, links, feedAddress);
	return {
		id,
		title: firstOf(within, TITLE, plainOf),
		link: pageAmong(links) ?? permalinkOf(item, id, feedAddress) ?? enclosures[0]?.url ?? null,
		original: textIn(item, "feedburner:origlink"),
		published: dateOf(item, PUBLISHED),
		updated: dateOf(item, UPDATED),
		dateAsWritten: textIn(item, ...PUBLISHED, ...UPDATED),
		author: authorsOf(item),
		content,
		summary,
		enclosures,
		categories: categoriesOf(item),
		image: absolute(imageOf(item, enclosures, [content, summary]), base(item)),
		comments: comments === null ? repliesAmong(links) : absolute(textOf(comments), base(comments)),
		language: textIn(item, "dc:language", "language") ?? attributeOf(item, "xml:lang"),
	};
}

/** What the first element with one of the names holds, as `read` reads it, in the order of places and names. */
export function firstOf<T>(
	places: readonly XmlElement[],
	names: readonly string[],
	read: (element: XmlElement) => T | null,
): T | null {
	for (const place of places) {
		for (const name of names) {
			const element = childOf(place, name);
			const found = element === null ? null : read(element);
			if (found !== null) return found;
		}
	}
	return null;
}

/** The trimmed text of the first child that has one of the names. */
export function textIn(parent: XmlElement, ...names: readonly string[]): string | null {
	return firstOf([parent], names, textOf);
}

/** The first date that can be read, by the order of the names. */
export function dateOf(parent: XmlElement, names: readonly string[]): string | null {
	for (const name of names) {
		for (const element of childrenOf(parent, name)) {
			const text = textOf(element);
			const date = text === null ? null : readDate(text);
			if (date !== null) return date;
		}
	}
	return null;
}

/** An element's HTML with its addresses made absolute. */
export function linkedHtml(element: XmlElement, feedAddress: string | null): string | null {
	const html = htmlOf(element);
	return html === null ? null : relink(html, baseOf(element, feedAddress));
}

function idOf(item: XmlElement, base: (element: XmlElement) => string | null): string | null {
	const element = childOf(item, ...ID);
	const text = element === null ? null : textOf(element);
	if (element === null || text === null) return attributeOf(item, "rdf:about") ?? attributeOf(item, "about");
	return element.name === "atom:id" ? absolute(text, base(element)) : text;
}

/** Where nothing is called a link: a guid that is one, or the item's own name in RDF. */
function permalinkOf(item: XmlElement, id: string | null, feedAddress: string | null): string | null {
	const guid = childOf(item, "guid", "atom:id");
	if (guid !== null && id !== null && isPermalink(guid, id)) return absolute(id, baseOf(guid, feedAddress));
	const about = attributeOf(item, "rdf:about") ?? attributeOf(item, "about") ?? attributeOf(item, "href");
	return about !== null && /^https?:/i.test(about) ? about : null;
}

function isPermalink(guid: XmlElement, id: string): boolean {
	if (attributeOf(guid, "ispermalink")?.toLowerCase() === "false") return false;
	return /^https?:\/\//i.test(id) || (guid.name === "guid" && /^[/.]/.test(id));
}

function repliesAmong(links: readonly AtomLink[]): string | null {
	return links.find((link) => link.rel === "replies" && /html/.test(link.type ?? "html"))?.href ?? null;
}

function authorsOf(item: XmlElement): string | null {
	const source = childOf(item, "atom:source");
	const found = [
		peopleOf(item, "author", "atom:author", "managingeditor"),
		peopleOf(item, "dc:creator", "dc:author"),
		peopleOf(item, "itunes:author").slice(0, 1),
		peopleOf(item, "media:credit").slice(0, 1),
		source === null ? [] : peopleOf(source, "atom:author"),
	];
	const named = found.find((people) => people.some((person) => !MAIL.test(person)));
	return joined(named ?? found.find((people) => people.length > 0) ?? []);
}

/** RSS asks for an author's address, of which no reader learns who wrote. */
const MAIL = /^\S+@\S+$/;

/** Names in one line; null where there are none. */
export function joined(names: readonly string[]): string | null {
	return [...new Set(names)].join(", ") || null;
}

/** One entry may name at most this many files and this many categories. */
const LIST_MAX = 256;

function enclosuresOf(
	item: XmlElement,
	links: readonly AtomLink[],
	feedAddress: string | null,
): readonly Enclosure[] {
	const found = new Map<string, Enclosure>();
	const add = (url: string | null, type: string | null, length: string | null): void => {
		if (url === null || found.has(url) || found.size >= LIST_MAX) return;
		found.set(url, { url, type, length: bytesIn(length) });
	};
	for (const element of childrenOf(item, "enclosure")) {
		const address = attributeOf(element, "url") ?? attributeOf(element, "href");
		add(
			absolute(address, baseOf(element, feedAddress)),
			attributeOf(element, "type"),
			attributeOf(element, "length"),
		);
	}
	for (const link of links) {
		if (link.rel === "enclosure") add(link.href, link.type, link.length);
	}
	for (const place of [item, ...childrenOf(item, "media:group")]) {
		for (const element of childrenOf(place, "media:content")) {
			const url = absolute(attributeOf(element, "url"), baseOf(element, feedAddress));
			add(url, attributeOf(element, "type"), attributeOf(element, "filesize"));
		}
	}
	return [...found.values()];
}

function bytesIn(text: string | null): number | null {
	return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null;
}

const CATEGORIES = ["category", "atom:category", "dc:subject", "media:category", "itunes:category"];
/** Elements that hold several, with commas between them. */
const KEYWORDS = ["tags", "media:keywords", "itunes:keywords"];

function categoriesOf(item: XmlElement): readonly string[] {
	const terms = childrenOf(item, ...CATEGORIES)
		.slice(0, LIST_MAX)
		.map((element) => attributeOf(element, "term") ?? attributeOf(element, "text") ?? textOf(element) ?? "");
	const keywords = childrenOf(item, ...KEYWORDS)
		.slice(0, LIST_MAX)
		.flatMap((element) => (textOf(element) ?? "").split(","));
	const names = [...terms, ...keywords].map((name) => name.replace(/\s+/g, " ").trim());
	return [...new Set(names.filter((name) => name !== ""))].slice(0, LIST_MAX);
}

/** The picture of an entry: what it names as one, else an enclosed picture, else the first in its text. */
function imageOf(
	item: XmlElement,
	files: readonly Enclosure[],
	texts: readonly (string | null)[],
): string | null {
	const groups = [item, ...childrenOf(item, "media:group")];
	for (const place of groups) {
		const named = mediaImage(place);
		if (named !== null) return named;
	}
	const enclosed = files.find((file) => file.type?.startsWith("image/"))?.url;
	return enclosed ?? texts.map(firstPicture).find((address) => address !== null) ?? null;
}

const PICTURE = /^<img\s[^>]*?\bsrc\s*=\s*(?:"([^"]+)"|'([^']+)')/i;
/** Characters of a picture's tag that are looked at. */
const PICTURE_LENGTH_MAX = 4000;

function firstPicture(html: string | null): string | null {
	const at = html?.indexOf("<img") ?? -1;
	if (html === null || at < 0) return null;
	const found = PICTURE.exec(html.slice(at, at + PICTURE_LENGTH_MAX));
	const address = found?.[1] ?? found?.[2];
	return address === undefined ? null : decodeEntities(address).trim();
}

function mediaImage(place: XmlElement): string | null {
	const thumbnail = childOf(place, "media:thumbnail");
	const itunes = childOf(place, "itunes:image");
	const link = childrenOf(place, "itunes:link").find((one) => attributeOf(one, "rel") === "image");
	const content = childrenOf(place, "media:content").find((one) => isPicture(one));
	return (
		(thumbnail && attributeOf(thumbnail, "url")) ??
		(itunes && (attributeOf(itunes, "href") ?? attributeOf(itunes, "url") ?? textOf(itunes))) ??
		(link ? attributeOf(link, "href") : null) ??
		(content ? attributeOf(content, "url") : null) ??
		null
	);
}

function isPicture(content: XmlElement): boolean {
	const medium = attributeOf(content, "medium");
	return medium === "image" || (attributeOf(content, "type") ?? "").startsWith("image/");
}
