import { readFrontMatter } from "./front-matter.ts";
import { readTime } from "./time.ts";

/**
 * The document: the seed's format, one article a file. `stamp` is the sighting's time, ms since 1970;
 * `body` is safe or archived HTML on one line. A document that another archive wrote may head its
 * text with front matter; it is kept to the byte in `front`.
 */
export interface Document {
	readonly stamp: number | null;
	readonly title: string;
	/** WHATWG href. */
	readonly address: string;
	readonly body: string;
	/** Front matter with both its fences; not there in the seed's own documents. */
	readonly front?: string;
}

/** The document's bytes as text: UTF-8, LF, one LF at the end. */
export function writeDocument(document: Document): string {
	const { front = "", stamp, title, address, body } = document;
	const head = stamp === null ? "" : `<!--${stamp}-->\n`;
	const line = title.replace(/\s+/g, " ").trim();
	return `${front}${head}[${line}](${address.replaceAll("](", "%5D(")})\n------\n\n${body}\n`;
}

/** Reads a document however it was written; null where the text is no document. */
export function readDocument(text: string): Document | null {
	const unmarked = text.replace(/^\ufeff/, "");
	const post = readFrontMatter(unmarked);
	if (post === null) return readSeedShaped(unmarked);
	const { front, rest } = post;
	const inner = readSeedShaped(rest);
	if (inner !== null) return { ...inner, front: front.text };
	const title = front.fields.get("title") ?? "";
	const address = front.fields.get("from") ?? front.fields.get("link") ?? "";
	if (URL.parse(address) === null) return null;
	const stamp = readTime(front.fields.get("date") ?? "");
	return { stamp, title, address, body: joined(rest.split(LINE_BREAK)), front: front.text };
}

const LINE_BREAK = /\r\n|\r|\n/;

function readSeedShaped(text: string): Document | null {
	const lines = text.split(LINE_BREAK);
	// A scraper that found no date wrote NaN.
	const stamp = /^\s*<!--\s*(-?\d{1,16}|NaN)\s*-->\s*$/.exec(lines[0] ?? "")?.[1];
	if (stamp !== undefined) lines.shift();
	while (lines[0]?.trim() === "") lines.shift();
	// Titles have brackets and addresses parentheses: the last "](" divides them.
	const link = /^\s*\[(.*)\]\((\S+)\)\s*$/.exec(lines.shift() ?? "");
	if (link === null || !/^-{3,}\s*$/.test(lines.shift() ?? "")) return null;
	const [, title = "", address = ""] = link;
	if (URL.parse(address) === null) return null;
	return {
		stamp: stamp === undefined || stamp === "NaN" ? null : Number(stamp),
		title: title.trim(),
		address,
		body: joined(lines),
	};
}

/** One line of many: nothing goes between elements, and a space where a line broke between words. */
function joined(lines: readonly string[]): string {
	const trimmed = lines.map((line) => line.trim()).filter((line) => line !== "");
	return trimmed
		.map((line, index) => (isBetweenWords(trimmed[index - 1], line) ? ` ${line}` : line))
		.join("");
}

function isBetweenWords(before: string | undefined, after: string): boolean {
	return before !== undefined && !before.endsWith(">") && !after.startsWith("<");
}
