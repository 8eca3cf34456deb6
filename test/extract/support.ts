import type { Article, Block } from "../../src/article/article.ts";
import { textOf } from "../../src/article/text.ts";
import { type Page, readPage } from "../../src/extract/page.ts";

/** A page whose first line says where and when it was captured: `<!-- address yyyy-mm-dd -->`. */
export function pageOf(html: string): Page {
	const [, address = "", day = ""] = /^<!-- (\S+) (\S+) -->/.exec(html) ?? [];
	const content = new TextEncoder().encode(html);
	return readPage({
		address,
		method: "GET",
		requestHeaders: {},
		status: 200,
		statusText: "OK",
		headers: { "content-type": "text/html; charset=utf-8" },
		body: content,
		content,
		at: Date.parse(day),
		peer: null,
	});
}

/** An article as a person checks it: a line for each field, then the body. */
export function shown({ title, bylines, published, blocks }: Article): string {
	return `${[title, bylines.join(", "), published ?? "no date", "", ...blocks.map(lineOf)].join("\n")}\n`;
}

/** A block on one line. */
export function lineOf(block: Block): string {
	if (block.kind === "picture") return `[picture ${block.picture.address}: ${block.picture.caption}]`;
	return "html" in block ? textOf(block.html) : `[${block.kind}]`;
}
