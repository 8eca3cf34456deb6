import type { Block } from "../article/article.ts";
import {
	type AnyNode,
	type Element,
	escapeAttribute,
	escapeText,
	isElement,
	isText,
} from "../article/html.ts";
import { type Box, type BoxTree, UNREAD } from "./box.ts";

/** A block as read from the page, with where it stood and what its text weighs. */
export interface Piece {
	readonly block: Block;
	readonly box: Box;
	/** Plain text of the block. */
	readonly text: string;
	readonly linkShare: number;
}

const INLINE_KEPT: ReadonlySet<string> = new Set(
	"abbr b bdi bdo cite code del dfn em i ins kbd mark q rb rp rt ruby s samp small strong sub sup u var".split(
		" ",
	),
);

interface Line {
	html: string;
	text: string;
	links: number;
}

/** Reads a box as blocks, in document order, leaving out what is dropped. */
export class BlockReader {
	readonly pieces: Piece[] = [];
	readonly #tree: BoxTree;
	readonly #base: string;
	#line: Line = { html: "", text: "", links: 0 };

	constructor(tree: BoxTree, base: string) {
		this.#tree = tree;
		this.#base = base;
	}

	read(box: Box): void {
		if (box.dropped !== null) return;
		this.#flush(box.parent ?? box);
		switch (box.name) {
			case "hr":
				return;
			default:
				for (const child of box.element.children) this.#node(child, box, false);
				this.#flush(box);
		}
	}

	#node(node: AnyNode, box: Box, inLink: boolean): void {
		if (isText(node)) this.#text(node.data, inLink);
		else if (isElement(node) && !UNREAD.has(node.name)) {
			const inner = this.#tree.of.get(node);
			if (inner !== undefined) this.read(inner);
			else this.#inline(node, box, inLink);
		}
	}

	#text(data: string, inLink: boolean): void {
		const text = data.replace(/[\s\u00a0\u3000]+/g, " ").replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, "");
		this.#line.html += escapeText(text);
		this.#line.text += text;
		if (inLink) this.#line.links += text.length;
	}

	#inline(element: Element, box: Box, inLink: boolean): void {
		const { name } = element;
		if (name === "br") {
			this.#line.html += "<br>";
			this.#line.text += "\n";
			return;
		}
		if (name === "a") {
			const href = URL.parse(element.attribs["href"] ?? "", this.#base)?.href ?? "";
			const tag = /^(https?|mailto):/.test(href);
			if (tag) this.#line.html += `<a href="${escapeAttribute(href)}">`;
			for (const child of element.children) this.#node(child, box, true);
			if (tag) this.#line.html += "</a>";
			return;
		}
		const kept = INLINE_KEPT.has(name);
		if (kept) this.#line.html += `<${name}>`;
		for (const child of element.children) this.#node(child, box, inLink);
		if (kept) this.#line.html += `</${name}>`;
	}

	#flush(box: Box): void {
		const { html, text, links } = this.#line;
		this.#line = { html: "", text: "", links: 0 };
		if (text.trim() === "") return;
		const level = /^h([1-6])$/.exec(box.name)?.[1];
		const block: Block =
			level === undefined
				? { kind: "paragraph", html: html.trim() }
				: { kind: "heading", level: Math.max(2, Number(level)) as 2 | 3 | 4 | 5 | 6, html: html.trim() };
		this.pieces.push({ block, box, text: text.trim(), linkShare: links / text.length });
	}
}
