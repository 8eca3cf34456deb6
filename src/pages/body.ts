import { escapeAttribute, escapeText, parseHtml } from "../article/html.ts";
import type { Kept, KeptPicture } from "../article/library.ts";
import { isSafeAddress, sanitise } from "../article/sanitise.ts";
import { pictureAddress, pictureKey } from "../article/weserv.ts";
import { strictAddress } from "./address.ts";
import { attributesOf } from "./body/attributes.ts";
import { contentOf } from "./body/content.ts";
import { type Content, isBlank, type Tag } from "./body/tag.ts";
import { figure } from "./figure.ts";
import { type Html, printable, safeMarkup } from "./html.ts";
import type { View } from "./view.ts";

const VOID: ReadonlySet<string> = new Set(["br", "hr", "wbr"]);

/** What the walk over a body carries. */
interface Walk {
	readonly article: Kept;
	readonly view: View;
	readonly pictures: ReadonlyMap<string, KeptPicture>;
}

/**
 * An article's body as a page shows it: sanitised, without the date line that the page's head says,
 * pictures from this archive with their captions, links out that tell nobody where they were found.
 */
export function bodyMarkup(article: Kept, view: View): Html {
	const root = parseHtml(sanitise(article.body));
	const pictures = new Map(article.pictures.map((picture) => [pictureKey(picture.address), picture]));
	return safeMarkup(writeAll(withoutDateLine(contentOf(root.children)), { article, view, pictures }));
}

/** The first element is the date line when it is `<div><i>…</i></div>` and reads as a time. */
function withoutDateLine(nodes: readonly Content[]): readonly Content[] {
	const [first, ...rest] = nodes;
	const line = first === undefined ? null : onlyChild(first, "div", "i");
	return line === null || Number.isNaN(Date.parse(textOf(line))) ? nodes : rest;
}

/** The only child of a node, where both have these names. */
function onlyChild(node: Content, name: string, childName: string): Tag | null {
	if (typeof node === "string" || node.name !== name) return null;
	const [only, ...others] = node.children;
	if (only === undefined || typeof only === "string" || others.length > 0) return null;
	return only.name === childName ? only : null;
}

function writeAll(nodes: readonly Content[], walk: Walk): string {
	let markup = "";
	for (let at = 0; at < nodes.length; at++) {
		const node = nodes[at];
		if (node === undefined) continue;
		const next = nodes[at + 1];
		// The seed writes a picture's caption after it, as `<div><small style="color: #999;">…</small></div>`.
		const caption = isPicture(node) && next !== undefined ? onlyChild(next, "div", "small") : null;
		markup += writeNode(node, walk, caption === null ? "" : textOf(caption));
		if (caption !== null) at++;
	}
	return markup;
}

/** A figure that came as one: its picture with its own caption; whatever else it held follows. */
function writeFigure({ children }: Tag, walk: Walk): string {
	const caption = children.find((child) => typeof child !== "string" && child.name === "figcaption");
	const rest = children.filter((child) => child !== caption);
	const words = caption === undefined ? "" : textOf(caption).trim();
	const [first, ...others] = rest.filter((child) => !isBlank([child]));
	if (first === undefined || words === "") return writeAll(rest, walk);
	if (isPicture(first)) return writeNode(first, walk, words) + writeAll(others, walk);
	const [picture, ...more] = rest.flatMap(picturesIn);
	const isOne = picture !== undefined && more.length === 0 && !rest.some(isPicture);
	return isOne ? writeNode(picture, walk, words) : `${writeAll(rest, walk)}<p>${writeText(words)}</p>`;
}

function picturesIn(node: Content): readonly Tag[] {
	if (typeof node === "string") return [];
	return node.name === "img" ? [node] : node.children.flatMap(picturesIn);
}

function isPicture(node: Content): boolean {
	return typeof node !== "string" && node.name === "img";
}

function writeNode(node: Content, walk: Walk, caption: string): string {
	if (typeof node === "string") return writeText(node);
	const { name, attribs, children } = node;
	if (name === "img") return writePicture(attribs, walk, caption);
	if (name === "figure") return writeFigure(node, walk);
	if (VOID.has(name)) return `<${name}>`;
	const attributes = attributesOf(name, attribs)
		.map(([attribute, value]) => ` ${attribute}="${escapeAttribute(printable(value))}"`)
		.join("");
	const link = name === "a" ? linkOf(attribs, walk) : "";
	const markup = `<${name}${attributes}${link}>${writeAll(children, walk)}</${name}>`;
	return name === "table" ? scrolling(markup, walk) : markup;
}

/** Addresses and the like, which have no place to break a line: without one, justified text falls apart. */
const LONG_RUN = /[!-%'-;=?-~]{36,}/g;

function writeText(text: string): string {
	return escapeText(printable(text)).replace(LONG_RUN, (run) => `<span class="long">${run}</span>`);
}

/** A wide table scrolls by itself, and can be reached by keyboard to do so. */
function scrolling(table: string, { view }: Walk): string {
	return `<div class="table" role="region" tabindex="0" aria-label="${escapeAttribute(view.words.table)}">${table}</div>`;
}

/** Links out are absolute, and neither open nor tell anything of this page. */
function linkOf(attribs: Tag["attribs"], { article }: Walk): string {
	const href = URL.parse(attribs["href"] ?? "", article.address)?.href;
	if (href === undefined || !isSafeAddress(href)) return "";
	return ` href="${escapeAttribute(strictAddress(href))}" rel="noopener noreferrer"`;
}

function writePicture(attribs: Tag["attribs"], { article, view, pictures }: Walk, caption: string): string {
	const src = attribs["src"] ?? "";
	const known = pictures.get(pictureKey(src));
	const address = known?.address ?? URL.parse(pictureAddress(src), article.address)?.href ?? "";
	const picture: KeptPicture = known ?? {
		address,
		sha256: null,
		file: null,
		type: null,
		width: null,
		height: null,
		alt: attribs["alt"] ?? "",
		caption: "",
		credit: "",
	};
	return figure(
		{ picture, caption: caption === "" ? captionWords(picture) : caption, language: article.language },
		view,
	).toString();
}

function captionWords({ caption, credit }: KeptPicture): string {
	return [caption, credit].filter((text) => text !== "").join(" ");
}

function textOf(node: Content): string {
	return typeof node === "string" ? node : node.children.map(textOf).join("");
}
