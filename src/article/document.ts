/**
 * The document: the seed's format, one article a file. `stamp` is the sighting's time, ms since 1970;
 * `body` is safe or archived HTML on one line. A document that another archive wrote may head its
 * text with front matter instead; it is kept to the byte in `front`.
 */
export interface Document {
	readonly stamp: number | null;
	readonly title: string;
	/** WHATWG href. */
	readonly address: string;
	readonly body: string;
}

/** The document's bytes as text: UTF-8, LF, one LF at the end. */
export function writeDocument(document: Document): string {
	const { stamp, title, address, body } = document;
	const head = stamp === null ? "" : `<!--${stamp}-->\n`;
	const line = title.replace(/\s+/g, " ").trim();
	return `${head}[${line}](${address.replaceAll("](", "%5D(")})\n------\n\n${body}\n`;
}

/** Reads a document however it was written; null where the text is no document. */
export function readDocument(text: string): Document | null {
	const lines = text.replace(/^\ufeff/, "").split(/\r\n|\r|\n/);
	const stamp = /^\s*<!--\s*(-?\d{1,16})\s*-->\s*$/.exec(lines[0] ?? "")?.[1];
	if (stamp !== undefined) lines.shift();
	while (lines[0]?.trim() === "") lines.shift();
	// Titles have brackets and addresses parentheses: the last "](" divides them.
	const link = /^\s*\[(.*)\]\((\S+)\)\s*$/.exec(lines.shift() ?? "");
	if (link === null || !/^-{3,}\s*$/.test(lines.shift() ?? "")) return null;
	const [, title = "", address = ""] = link;
	if (URL.parse(address) === null) return null;
	return {
		stamp: stamp === undefined ? null : Number(stamp),
		title: title.trim(),
		address,
		body: lines.map((line) => line.trim()).join(""),
	};
}
