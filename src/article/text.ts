import type { Article, Blocks } from "./article.ts";
import { type AnyNode, isElement, isText, parseHtml } from "./html.ts";
import { decodeText } from "./references.ts";
import { pictureKey } from "./weserv.ts";

/** Elements that begin and end a line of text. */
const BREAKING: ReadonlySet<string> = new Set(
	"address article aside blockquote br caption center dd details div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li main ol p pre section summary table tbody td tfoot th thead tr ul".split(
		" ",
	),
);

/** Zero-width and soft characters: present in some copies of a text and not in others, never read. */
const INVISIBLE = /[\u00ad\u200b-\u200f\u2060\ufeff]/g;

/** Runs of spaces of any kind, and single ones that are not plain: a plain one stands as it is. */
export const UNEVEN_SPACES = /\s{2,}|[^\S ]/g;

/** One line of text as compared and searched: NFC, spaces of any kind as one, nothing invisible, trimmed. */
export function plainLine(text: string): string {
	return text.normalize("NFC").replace(INVISIBLE, "").replace(UNEVEN_SPACES, " ").trim();
}

/** The text of markup, a line for each block, empty lines left out. */
export function textOf(markup: string): string {
	return linesOf(markup, () => null).join("\n");
}

/** The date line that heads a document's body; it repeats `published`, which the ledger carries. */
const DATE_LINE = /^\s*<div><i>[^<]*<\/i><\/div>/;

/** The text of a document's body as it is read: a line for each block, without the date line. */
export function bodyText(body: string): string {
	return textOf(body.replace(DATE_LINE, ""));
}

/**
 * What makes two articles the same revision: title, text and pictures, each on its own line. Markup,
 * links' targets, the date line and how a picture is linked do not count.
 */
export function canonicalText(title: string, body: string): string {
	const picture = (address: string): string => `![${pictureKey(address)}]`;
	return `${[plainLine(title), ...linesOf(body.replace(DATE_LINE, ""), picture)].join("\n")}\n`;
}

function linesOf(markup: string, picture: (address: string) => string | null): string[] {
	if (!markup.includes("<")) return [plainLine(decodeText(markup))].filter((line) => line !== "");
	const lines: string[] = [];
	let line = "";
	const end = (): void => {
		const plain = plainLine(line);
		if (plain !== "") lines.push(plain);
		line = "";
	};
	const walk = (node: AnyNode): void => {
		if (isText(node)) line += node.data;
		if (!isElement(node)) return;
		if (node.name === "img") {
			const shown = picture(node.attribs["src"] ?? "");
			if (shown !== null) {
				end();
				lines.push(shown);
			}
			return;
		}
		const breaks = BREAKING.has(node.name);
		if (breaks) end();
		node.children.forEach(walk);
		if (breaks) end();
	};
	parseHtml(markup).children.forEach(walk);
	end();
	return lines;
}

/** The article's body as plain text, a line a block: no captions, no notes, the wire credit last. */
export function articleText(article: Pick<Article, "blocks" | "wireCredit">): string {
	return [...article.blocks.flatMap((block) => blockLines([block])), plainLine(article.wireCredit)]
		.filter((line) => line !== "")
		.join("\n");
}

function blockLines(blocks: Blocks): string[] {
	return blocks.flatMap((block): string[] => {
		switch (block.kind) {
			case "paragraph":
			case "heading":
				return linesOf(block.html, () => null);
			case "list":
				return block.items.flatMap(blockLines);
			case "quote":
				return blockLines(block.blocks);
			case "table":
				return block.rows.flatMap((row) => row.flatMap((cell) => linesOf(cell.html, () => null)));
			case "code":
				return block.text.split("\n").map(plainLine);
			case "picture":
			case "embed":
			case "rule":
				return [];
		}
	});
}
