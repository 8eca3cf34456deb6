import type { Block, Blocks } from "../article/article.ts";
import { type AnyNode, type Element, isElement, isText } from "../article/html.ts";
import { type Box, type BoxTree, UNREAD } from "./box.ts";
import { Line, linkAddress } from "./inline.ts";
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
		switch (box.name) {
			case "hr":
				return { kind: "rule" };
			case "ul":
			case "ol":
				return this.#readList(box);
			case "blockquote":
				return this.#readQuote(box);
			case "pre":
				return { kind: "code", text: codeText(box.element) };
			case "table":
				return isDataTable(box)
					? { kind: "table", rows: readRows(box, (cell) => this.#cellHtml(cell)) }
					: undefined;
			case "figure":
				return this.#readFigure(box);
			default:
				return undefined;
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
		const embed = embedOfQuote(box, this.#context.base);
		if (embed !== null) return embed;
		return blocks.length === 0 ? null : { kind: "quote", blocks };
	}

	#inner(box: Box): Blocks {
		const inner = new PieceReader(this.#context);
		inner.read(box);
		return inner.pieces.map((piece) => piece.block);
	}

	#cellHtml(cell: Box): string {
		const inner = new PieceReader(this.#context);
		inner.read(cell);
		return inner.pieces.flatMap(({ block }) => ("html" in block ? [block.html] : [])).join("<br>");
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
		else if (UNREAD.has(node.name)) this.#readUnread(node, box);
		else this.#readInline(node, box);
	}

	#readInline(element: Element, box: Box): void {
		if (this.#context.stripped?.has(element)) return;
		if (element.name === "br") this.#line.break();
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

const LAYOUT_ITEM_HEADINGS = new Set(["h1", "h2", "h3"]);

/** Whether a list item holds a section of its own or a picture with its caption rather than a line of a list. */
function isLayoutItem(item: Box): boolean {
	return (
		(item.pictures > 0 && item.boxes.length > 0) ||
		item.boxes.some((inner) => LAYOUT_ITEM_HEADINGS.has(inner.name))
	);
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

/** Embeds by the host they come from. */
const EMBEDS: readonly (readonly [RegExp, string])[] = [
	[/(?:^|\.)(?:youtube(?:-nocookie)?\.com|youtu\.be)$/, "YouTube"],
	[/(?:^|\.)vimeo\.com$/, "Vimeo"],
	[/(?:^|\.)(?:twitter|x)\.com$/, "X"],
	[/(?:^|\.)instagram\.com$/, "Instagram"],
	[/(?:^|\.)facebook\.com$/, "Facebook"],
	[/(?:^|\.)tiktok\.com$/, "TikTok"],
	[/(?:^|\.)(?:bilibili\.com|player\.bilibili\.com)$/, "Bilibili"],
	[/(?:^|\.)(?:spotify|soundcloud)\.com$/, "Audio"],
	[/(?:^|\.)(?:datawrapper\.(?:de|dwcdn\.net)|dwcdn\.net|flourish\.studio|infogram\.com)$/, "Chart"],
	[/(?:^|\.)(?:dailymotion|jwplayer|brightcove|kaltura|qq|youku)\.(?:com|net)$/, "Video"],
];

/** The embed of a frame or player, as a link; null for frames that only advertise or count. */
function embedOf(element: Element, base: string): Block | null {
	if (element.name !== "iframe" && element.name !== "video" && element.name !== "audio") return null;
	const source = element.attribs["data-src"] ?? element.attribs["src"] ?? sourceBelow(element);
	const address = linkAddress(source, base);
	if (address === null || address.startsWith("mailto:")) return null;
	if (element.name !== "iframe")
		return { kind: "embed", address, label: element.name === "video" ? "Video" : "Audio" };
	const host = URL.parse(address)?.hostname ?? "";
	const label = EMBEDS.find(([pattern]) => pattern.test(host))?.[1];
	return label === undefined ? null : { kind: "embed", address, label };
}

function sourceBelow(element: Element): string {
	const source = element.children
		.filter((child) => isElement(child))
		.find((child) => child.name === "source");
	return source?.attribs["src"] ?? "";
}

/** A quoted post of a social network, as the link to it. */
function embedOfQuote(box: Box, base: string): Block | null {
	const kind = /\b(?:instagram-media|tiktok-embed|fb-post)\b/.exec(box.element.attribs["class"] ?? "")?.[0];
	if (kind === undefined) return null;
	const named = box.element.attribs["data-instgrm-permalink"] ?? box.element.attribs["cite"];
	const address = linkAddress(named ?? lastLink(box.element), base);
	const label = plainText(box.element).replace(/\s+/g, " ").trim();
	return address === null ? null : { kind: "embed", address, label: label || "Post" };
}

function lastLink(element: Element): string {
	let href = "";
	const visit = (node: AnyNode): void => {
		if (!isElement(node)) return;
		if (node.name === "a") href = node.attribs["href"] ?? href;
		node.children.forEach(visit);
	};
	visit(element);
	return href;
}
