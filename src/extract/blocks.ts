import type { Block, Blocks } from "../article/article.ts";
import { type AnyNode, type Element, isElement, isText } from "../article/html.ts";
import { type Box, type BoxTree, isUnread } from "./box.ts";
import { embedOf, embedOfPost, isLinkedPost, isQuotedPost } from "./embeds.ts";
import { isBackLink, Line } from "./inline.ts";
import { picturesBelow, plainText, readPicture } from "./pictures.ts";
import { isDataTable, readRows } from "./table.ts";

/** A block as read from the page, the box it was read from, its plain text, and how much of that is linked. */
export interface Piece {
	readonly block: Block;
	readonly box: Box;
	readonly text: string;
	readonly linkShare: number;
}

/** What reads a box's blocks, leaving out what is dropped. */
export interface ReadContext {
	readonly tree: BoxTree;
	readonly base: string;
	/** Addresses of pictures that were read already: each stands once. */
	readonly pictures: Set<string>;
	/** Inline elements that a recipe strips; blocks are dropped as boxes. */
	readonly stripped?: ReadonlySet<Element>;
}

/** The box's blocks in document order. */
export function readPieces(box: Box, context: ReadContext): Piece[] {
	const reader = new PieceReader(context);
	reader.read(box);
	return reader.pieces;
}

const HEADING_LEVELS: Readonly<Record<string, 2 | 3 | 4 | 5 | 6>> = {
	h1: 2,
	h2: 2,
	h3: 3,
	h4: 4,
	h5: 5,
	h6: 6,
};

class PieceReader {
	readonly pieces: Piece[] = [];
	readonly #context: ReadContext;
	#line = new Line();
	/** Pictures and embeds that stand inside the line: they follow it. */
	#pending: Piece[] = [];

	constructor(context: ReadContext) {
		this.#context = context;
	}

	read(box: Box): void {
		if (box.dropped !== null) {
			this.#readDropped(box);
			return;
		}
		this.#endLine(box.parent ?? box);
		const block = this.#wholeBlock(box);
		if (block === undefined) {
			for (const child of box.element.children) this.#readNode(child, box);
			this.#endLine(box);
		} else if (block !== null) this.pieces.push(pieceOf(block, box));
	}

	/** A caption that stood outside of a figure belongs to the picture before it. */
	#readDropped(box: Box): void {
		if (box.dropped !== "a caption") return;
		this.#endLine(box);
		const last = this.pieces.at(-1);
		if (last?.block.kind !== "picture" || last.block.picture.caption !== "") return;
		const { caption, credit } = readCaption(box.element, this.#context.stripped);
		const picture = { ...last.block.picture, caption, credit: last.block.picture.credit || credit };
		this.pieces[this.pieces.length - 1] = { ...last, block: { kind: "picture", picture } };
	}

	/** The block of an element that is one as a whole; undefined where its children are blocks of their own. */
	#wholeBlock(box: Box): Block | null | undefined {
		if (box.parent === null) return undefined;
		if (isLinkedPost(box.element)) {
			const post = embedOfPost(box.element, this.#context.base);
			if (post !== null) return post;
		}
		switch (box.name) {
			case "hr":
				return { kind: "rule" };
			case "ul":
			case "ol":
				return this.#readList(box);
			case "blockquote":
				return this.#readQuote(box);
			case "pre":
				return readCode(box.element);
			case "table":
				return isDataTable(box) ? this.#readTable(box) : undefined;
			case "figure":
				return this.#readFigure(box);
			default:
				return embedOf(box.element, this.#context.base) ?? undefined;
		}
	}

	#readList(box: Box): Block | undefined | null {
		const items = box.boxes.filter((item) => item.dropped === null);
		// Some pages lay whole articles out in lists: their items are read like any other box.
		if (items.length === 0 || items.some((item) => item.name !== "li" || isLayoutItem(item)))
			return undefined;
		const read = items.map((item) => this.#inner(item)).filter((blocks) => blocks.length > 0);
		return read.length === 0 ? null : { kind: "list", ordered: box.name === "ol", items: read };
	}

	#readQuote(box: Box): Block | null {
		const inner = new PieceReader(this.#context);
		for (const child of box.element.children) inner.#readNode(child, box);
		inner.#endLine(box);
		const blocks = inner.pieces.map((piece) => piece.block);
		if (isQuotedPost(box.element) && inner.pieces.every(({ linkShare }) => linkShare > POST_LINKED_MIN)) {
			const post = embedOfPost(box.element, this.#context.base);
			if (post !== null) return post;
		}
		return blocks.length === 0 ? null : { kind: "quote", blocks };
	}

	#inner(box: Box): Blocks {
		const inner = new PieceReader(this.#context);
		inner.read(box);
		return inner.pieces.map((piece) => piece.block);
	}

	/** A table's rows; its caption is a paragraph before it. */
	#readTable(box: Box): Block | null {
		for (const inner of box.boxes) if (inner.name === "caption") this.read(inner);
		const rows = readRows(box, (cell) => this.#inner(cell).flatMap(linesOf).join("<br>"));
		return rows.length === 0 ? null : { kind: "table", rows };
	}

	/** A figure with one picture is that picture; one with anything else is read like any other box. */
	#readFigure(box: Box): Block | null | undefined {
		const [found, ...others] = picturesBelow(box.element, this.#context.base);
		if (found === undefined || others.length > 0) return undefined;
		if (this.#context.pictures.has(found.address)) return null;
		this.#context.pictures.add(found.address);
		const caption = box.boxes.map((inner) => captionBox(inner)).find((inner) => inner !== null);
		return {
			kind: "picture",
			picture: { ...found, ...readCaption(caption?.element ?? null, this.#context.stripped) },
		};
	}

	#readNode(node: AnyNode, box: Box): void {
		if (isText(node)) {
			this.#line.add(node.data);
			return;
		}
		if (!isElement(node)) return;
		const inner = this.#context.tree.of.get(node);
		if (inner !== undefined) this.read(inner);
		else if (isUnread(node)) this.#readUnread(node, box);
		else this.#readInline(node, box);
	}

	#readInline(element: Element, box: Box): void {
		if (this.#context.stripped?.has(element) || isBackLink(element)) return;
		const embed = embedOf(element, this.#context.base);
		if (embed !== null) this.#pending.push(pieceOf(embed, box));
		else if (element.name === "br") this.#line.break();
		else if (element.name === "img" || element.name === "amp-img") this.#addPicture(element, box);
		else if (!FOR_SCREEN_READERS.test(element.attribs["class"] ?? "")) {
			const line = this.#line;
			const tag = line.open(element, this.#context.base);
			for (const child of element.children) this.#readNode(child, box);
			line.close(tag, element);
		}
	}

	#addPicture(img: Element, box: Box): void {
		const picture = readPicture(img, this.#context.base);
		if (picture === null || this.#context.pictures.has(picture.address)) return;
		this.#context.pictures.add(picture.address);
		this.#pending.push(pieceOf({ kind: "picture", picture: { ...picture, caption: "", credit: "" } }, box));
	}

	/** Of what is not read as text, embeds become links, and a `<noscript>` may hold the picture that a script would load. */
	#readUnread(element: Element, box: Box): void {
		if (element.name === "noscript") {
			const before =
				element.prev !== null && isElement(element.prev)
					? picturesBelow(element.prev, this.#context.base)
					: [];
			if (before.length > 0) return;
			for (const child of element.children)
				if (isElement(child) && child.name === "img") this.#addPicture(child, box);
			return;
		}
		const embed = embedOf(element, this.#context.base);
		if (embed !== null) this.#pending.push(pieceOf(embed, box));
	}

	#endLine(box: Box): void {
		const line = this.#line;
		const pending = this.#pending;
		if (line.html !== "") {
			this.#line = new Line();
			const linkShare = line.linked / Math.max(1, line.text.length);
			for (const { html, text } of line.paragraphs()) {
				if (text === "") continue;
				const level = HEADING_LEVELS[box.name];
				const block: Block =
					level === undefined ? { kind: "paragraph", html } : { kind: "heading", level, html };
				this.pieces.push({ block, box, text, linkShare });
			}
		}
		if (pending.length > 0) {
			this.pieces.push(...pending);
			this.#pending = [];
		}
	}
}

/** Words that only screen readers say, such as that a link opens a new window. */
const FOR_SCREEN_READERS = /\b(?:sr-only|visually-?hidden|screen-?reader(?:-text)?|assistive-text)\b/i;

function pieceOf(block: Block, box: Box): Piece {
	return { block, box, text: "", linkShare: 0 };
}

/** A quoted post with more than this share of its text in links has no words of its own. */
const POST_LINKED_MIN = 0.9;

/** A block inside of a table's cell, as lines of markup: a cell holds no blocks. */
function linesOf(block: Block): string[] {
	switch (block.kind) {
		case "paragraph":
		case "heading":
			return [block.html];
		case "list":
			return block.items.flatMap((item) => item.flatMap(linesOf));
		case "quote":
			return block.blocks.flatMap(linesOf);
		default:
			return [];
	}
}

const LAYOUT_ITEM_HEADINGS = new Set(["h1", "h2", "h3"]);

/** Whether a list item holds a section of its own or a picture with its caption rather than a line of a list. */
function isLayoutItem(item: Box): boolean {
	return (
		(item.pictures > 0 && item.boxes.length > 0) ||
		item.boxes.some((inner) => LAYOUT_ITEM_HEADINGS.has(inner.name))
	);
}

/** Code as a block; null for the column of line numbers that some pages set beside it. */
function readCode(element: Element): Block | null {
	const text = codeText(element);
	return /^[\d\s]*$/.test(text) ? null : { kind: "code", text };
}

/** The text of code, line breaks and indents kept. */
function codeText(element: Element): string {
	let text = "";
	const visit = (node: AnyNode): void => {
		if (isText(node)) text += node.data;
		else if (isElement(node)) {
			if (node.name === "br") text += "\n";
			node.children.forEach(visit);
		}
	};
	visit(element);
	return text.replace(/\r\n?/g, "\n").replace(/^\n+|\s+$/g, "");
}

function captionBox(box: Box): Box | null {
	if (box.name === "figcaption" || box.dropped === "a caption") return box;
	for (const inner of box.boxes) {
		const found = captionBox(inner);
		if (found !== null) return found;
	}
	return null;
}

const CREDIT = /\b(?:credit|copyright|source|fotograf|photographer|byline|agency|rights)/i;

/** The caption's words, and the credit where the caption names it apart. */
function readCaption(
	element: Element | null,
	stripped?: ReadonlySet<Element>,
): { readonly caption: string; readonly credit: string } {
	if (element === null) return { caption: "", credit: "" };
	const credited = element.children
		.filter((child) => isElement(child))
		.find((child) => CREDIT.test(`${child.attribs["class"] ?? ""} ${child.attribs["itemprop"] ?? ""}`));
	const tidy = (text: string): string => text.replace(/\s+/g, " ").trim();
	const credit = credited === undefined ? "" : tidy(plainText(credited));
	const whole = tidy(plainText(element, stripped));
	const caption = credit !== "" && whole.endsWith(credit) ? whole.slice(0, -credit.length).trim() : whole;
	return { caption, credit };
}
