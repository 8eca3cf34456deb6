import { textOf } from "./text.ts";

/** The lines between two `---` that head a Jekyll post, as other archives of news write them. */
export interface FrontMatter {
	/** Both fences included, to the byte. */
	readonly text: string;
	/** Values as plain text, under their keys; a list's items are joined by commas. */
	readonly fields: ReadonlyMap<string, string>;
}

/** More lines than this are no front matter but a text that begins with a rule. */
const LINES_MAX = 100;

/** Divides a post into its front matter and what follows; null where it has none. */
export function readFrontMatter(text: string): { front: FrontMatter; rest: string } | null {
	const lines = text.split("\n", LINES_MAX);
	if (lines[0]?.trimEnd() !== "---") return null;
	const end = lines.findIndex((line, index) => index > 0 && line.trimEnd() === "---");
	if (end === -1) return null;
	const head = `${lines.slice(0, end + 1).join("\n")}\n`;
	const pairs = lines.slice(1, end).flatMap((line): [string, string][] => {
		const [, key = "", value = ""] = /^([A-Za-z][\w-]*)\s*:\s*(.*?)\s*$/.exec(line) ?? [];
		return key === "" ? [] : [[key.toLowerCase(), plainValue(value)]];
	});
	return { front: { text: head, fields: new Map(pairs) }, rest: text.slice(head.length) };
}

/** Quotes and brackets off, entities decoded. Titles with quotation marks inside the quoted ones are common. */
function plainValue(value: string): string {
	const list = /^\[(.*)\]$/.exec(value)?.[1];
	if (list !== undefined)
		return list
			.split(",")
			.map((item) => plainValue(item.trim()))
			.join(", ");
	const quoted = /^(["'])(.*)\1$/.exec(value);
	const bare = quoted?.[2] ?? value;
	const unescaped = quoted?.[1] === '"' ? bare.replace(/\\(["\\])/g, "$1") : bare;
	return unescaped.includes("&") ? textOf(unescaped.replaceAll("<", "&lt;")) : unescaped;
}
