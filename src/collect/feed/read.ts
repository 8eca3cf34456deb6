import { decodeXml } from "../../article/decode.ts";
import { characterMeant } from "../xml/entities.ts";
import { readXml } from "../xml/read.ts";
import type { XmlElement } from "../xml/tree.ts";
import { readChannel } from "./channel.ts";
import { readEntry } from "./entry.ts";
import type { Feed, FeedEntry, Flaw } from "./feed.ts";
import { readJsonFeed } from "./json.ts";

export interface FeedSource {
	/** The Content-Type header, which may name the encoding. */
	readonly contentType?: string | null;
	/** The address that the bytes came from, which relative addresses are read against. */
	readonly url?: string | null;
}

/** More entries than any feed has; what comes after them is left out. */
const ENTRIES_MAX = 500_000;

const ROOT = /<(?:[\w-]+:)?(?:rss|rdf|feed|channel)(?=[\s>/])/i;
const ENTRY_NAMES: ReadonlySet<string> = new Set(["item", "entry", "atom:entry"]);

/** Control characters: XML 1.0 has no place for the lower ones, and the upper ones are windows-1252 gone wrong. */
const FORBIDDEN = /[^\t\n\r -~\u00a0-\ufffd]/g;

/**
 * Reads a feed from its bytes: RSS 0.90 to 2.0, RDF, Atom 0.3 and 1.0, CDF, JSON Feed, in any encoding
 * and however broken. Never throws; null where the bytes hold no feed, such as a login page.
 */
export function readFeed(
	bytes: Uint8Array,
	{ contentType = null, url = null }: FeedSource = {},
): Feed | null {
	const decoded = decodeXml(bytes, contentType);
	const forbidden = decoded.text.search(FORBIDDEN) >= 0;
	const text = forbidden
		? decoded.text.replace(FORBIDDEN, (char) => characterMeant(char.charCodeAt(0)))
		: decoded.text;
	const feed = /^\s*\{/.test(text) ? readJsonFeed(text, url) : readXmlFeed(text, url);
	if (feed === null) return null;
	const flaws: Flaw[] = [...feed.flaws];
	if (decoded.damaged) flaws.push("damaged-text");
	if (forbidden) flaws.push("forbidden-characters");
	return { ...feed, flaws };
}

function readXmlFeed(text: string, url: string | null): Feed | null {
	const entries: FeedEntry[] = [];
	let tooMany = false;
	const consume = (item: XmlElement): void => {
		if (isForeign(item)) return;
		if (entries.length < ENTRIES_MAX) entries.push(readEntry(item, url));
		else tooMany = true;
	};
	const reading = readXml(text, ROOT, { names: ENTRY_NAMES, consume });
	if (reading === null) return null;
	const channel = readChannel(reading.root, url);
	const flaws: Flaw[] = [...reading.flaws];
	if (tooMany) flaws.push("too-many-entries");
	return { ...channel, entries: entries.map((entry) => withAuthor(entry, channel)), flaws };
}

/** In Atom, an entry without an author is by the feed's (RFC 4287, section 4.2.1); in RDF the channel's creator is. */
function withAuthor(entry: FeedEntry, { format, author }: Pick<Feed, "format" | "author">): FeedEntry {
	const inherits = format === "atom" || format === "rdf";
	return entry.author === null && author !== null && inherits ? { ...entry, author } : entry;
}

/** Inside an element of a namespace that feeds are not read by, an entry is that element's own matter. */
function isForeign(item: XmlElement): boolean {
	for (let at = item.parent; at !== null; at = at.parent) {
		if (at.name.startsWith("?")) return true;
	}
	return false;
}
