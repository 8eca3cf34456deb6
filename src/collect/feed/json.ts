import { escapeText } from "../../article/html.ts";
import { absolute } from "./addresses.ts";
import { readDate } from "./dates.ts";
import type { Enclosure, Feed, FeedEntry, Flaw } from "./feed.ts";
import { plainText } from "./markup.ts";

type Json = Readonly<Record<string, unknown>>;

/** Reads a JSON Feed, version 1 or 1.1; null where the text is no JSON, or none that is a feed. */
export function readJsonFeed(text: string, feedAddress: string | null): Feed | null {
	const { value, flaws } = parse(text);
	if (!isObject(value) || !isFeed(value)) return null;
	const address = (name: string): string | null => absolute(textIn(value, name), feedAddress);
	const author = authorsIn(value);
	return {
		format: "json",
		title: titleIn(value),
		link: address("home_page_url") ?? address("feed_url") ?? feedAddress,
		id: address("feed_url"),
		description: textIn(value, "description"),
		language: textIn(value, "language"),
		author,
		published: null,
		updated: null,
		image: address("icon") ?? address("favicon"),
		icon: address("favicon") ?? address("icon"),
		generator: null,
		rights: null,
		ttl: null,
		pace: { skipHours: [], skipDays: [], updateMinutes: null },
		links: {
			self: address("feed_url"),
			hubs: objectsIn(value, "hubs").flatMap((hub) => textIn(hub, "url") ?? []),
			next: address("next_url"),
			previousArchive: null,
			moved: null,
			complete: false,
		},
		entries: objectsIn(value, "items").map((item) => readItem(item, author, feedAddress)),
		flaws,
	};
}

/** Ways to make JSON of what nearly is: bare line breaks in texts, commas before a closing bracket, a missing end. */
const REPAIRS: readonly ((text: string) => string)[] = [
	(text) => text,
	(text) => text.replace(/[\t\n\r]/g, " ").replace(/,(?=\s*[\]}])/g, ""),
	(text) => wholeItems(text.replace(/[\t\n\r]/g, " ")),
];

function parse(text: string): { value: unknown; flaws: Flaw[] } {
	for (const [at, repair] of REPAIRS.entries()) {
		try {
			const value: unknown = JSON.parse(repair(text));
			return { value, flaws: at === 0 ? [] : [at === 1 ? "bad-json" : "truncated"] };
		} catch {
			// The next repair is tried; what none of them makes JSON is no feed.
		}
	}
	return { value: null, flaws: [] };
}

/** A JSON text up to its last complete item, closed again. */
function wholeItems(text: string): string {
	let depth = 0;
	let end = 0;
	for (let at = 0; at < text.length; at++) {
		const char = text[at];
		if (char === '"') at = endOfString(text, at);
		else if (char === "{" || char === "[") depth++;
		else if (char === "}" || char === "]") {
			depth--;
			if (char === "}" && depth === 2) end = at + 1;
		}
	}
	return end === 0 ? "" : `${text.slice(0, end)}]}`;
}

/** Where a string's closing quote stands; the text's end where it has none. */
function endOfString(text: string, start: number): number {
	for (let at = text.indexOf('"', start + 1); at >= 0; at = text.indexOf('"', at + 1)) {
		let back = at - 1;
		while (text[back] === "\\") back--;
		// An odd number of backslashes before it makes a quote part of the string.
		if ((at - back) % 2 === 1) return at;
	}
	return text.length;
}

function isFeed(value: Json): boolean {
	return Array.isArray(value["items"]) || /jsonfeed/.test(String(value["version"] ?? ""));
}

function readItem(item: Json, feedAuthor: string | null, feedAddress: string | null): FeedEntry {
	const address = (name: string): string | null => absolute(textIn(item, name), feedAddress);
	const plain = textIn(item, "content_text");
	const date = textIn(item, "date_published");
	return {
		id: textIn(item, "id") ?? address("url"),
		title: titleIn(item),
		link: address("url") ?? address("external_url"),
		original: null,
		published: date === null ? null : readDate(date),
		updated: readDate(textIn(item, "date_modified") ?? ""),
		dateAsWritten: date ?? textIn(item, "date_modified"),
		author: authorsIn(item) ?? feedAuthor,
		content: textIn(item, "content_html") ?? (plain === null ? null : escapeText(plain)),
		summary: textIn(item, "summary"),
		enclosures: objectsIn(item, "attachments").flatMap((one) => enclosureIn(one, feedAddress)),
		categories: listIn(item, "tags").flatMap((tag) => (typeof tag === "string" ? [tag] : [])),
		image: address("image") ?? address("banner_image"),
		comments: null,
		language: textIn(item, "language"),
	};
}

function enclosureIn(attachment: Json, feedAddress: string | null): Enclosure[] {
	const url = absolute(textIn(attachment, "url"), feedAddress);
	const size = attachment["size_in_bytes"];
	const length = typeof size === "number" ? size : null;
	return url === null ? [] : [{ url, type: textIn(attachment, "mime_type"), length }];
}

function titleIn(value: Json): string | null {
	const title = textIn(value, "title");
	return title === null ? null : plainText(title);
}

/** Version 1.1 has a list of authors, version 1 has one; some feeds give a name where an object belongs. */
function authorsIn(value: Json): string | null {
	const all = [...listIn(value, "authors"), value["author"]];
	const names = all.flatMap((author) => {
		if (typeof author === "string") return author.trim() === "" ? [] : [author.trim()];
		return isObject(author) ? (textIn(author, "name") ?? textIn(author, "url") ?? []) : [];
	});
	return [...new Set(names)].join(", ") || null;
}

/** Text under a name; numbers, which some feeds have for identifiers, count as text. */
function textIn(value: Json, name: string): string | null {
	const found = value[name];
	if (typeof found === "number") return String(found);
	return typeof found === "string" ? found.trim() || null : null;
}

function listIn(value: Json, name: string): readonly unknown[] {
	const found = value[name];
	return Array.isArray(found) ? found : [];
}

function objectsIn(value: Json, name: string): Json[] {
	return listIn(value, name).filter(isObject);
}

function isObject(value: unknown): value is Json {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
