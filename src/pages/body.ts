import {
	type AnyNode,
	type Element,
	escapeAttribute,
	escapeText,
	isElement,
	isText,
	parseHtml,
} from "../article/html.ts";
import type { Kept, KeptPicture } from "../article/library.ts";
import { isSafeAddress, sanitise } from "../article/sanitise.ts";
import { pictureAddress, pictureKey } from "../article/weserv.ts";
import { figure } from "./figure.ts";
import { type Html, safeMarkup } from "./html.ts";
import type { View } from "./view.ts";

/** Elements as a page may have them inside an article: landmarks and obsolete ones become plain blocks. */
const RENAMED: Readonly<Record<string, string>> = {
	article: "div",
	aside: "div",
	center: "div",
	footer: "div",
	header: "div",
	main: "div",
	section: "div",
	figure: "div",
	figcaption: "p",
	h1: "h2",
	rb: "span",
};

/** Elements that are made of others only: outside their own parent they are plain blocks. */
const PARENTS: Readonly<Record<string, readonly string[]>> = {
	li: ["ul", "ol"],
	dt: ["dl", "div"],
	dd: ["dl", "div"],
	summary: ["details"],
};

const KEPT_ATTRIBUTES: ReadonlySet<string> = new Set([
	"lang",
	"dir",
	"datetime",
	"colspan",
	"rowspan",
	"scope",
	"start",
	"reversed",
	"value",
	"title",
]);

const INLINE: ReadonlySet<string> = new Set(
	"a abbr b bdi bdo cite code del dfn em i ins kbd mark q s samp small span strong sub sup time u var".split(
		" ",
	),
);

const VOID: ReadonlySet<string> = new Set(["br", "col", "hr", "wbr"]);

/** Empty blocks are left-overs of layout; an empty cell or list item holds its place. */
const NOT_EMPTY: ReadonlySet<string> = new Set(
	"p div h2 h3 h4 h5 h6 blockquote pre ul ol figure".split(" ").concat([...INLINE]),
);

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
	return safeMarkup(writeAll(withoutDateLine(root.children), { article, view, pictures }));
}

/** The first element is the date line when it is `<div><i>…</i></div>` and reads as a time. */
function withoutDateLine(nodes: readonly AnyNode[]): readonly AnyNode[] {
	const [first, ...rest] = nodes;
	if (first === undefined || !isElement(first) || first.name !== "div") return nodes;
	const [only, ...others] = first.children;
	if (only === undefined || others.length > 0 || !isElement(only) || only.name !== "i") return nodes;
	return Number.isNaN(Date.parse(textOf(only))) ? nodes : rest;
}

function writeAll(nodes: readonly AnyNode[], walk: Walk): string {
	let markup = "";
	for (let at = 0; at < nodes.length; at++) {
		const node = nodes[at];
		if (node === undefined) continue;
		const next = nodes[at + 1];
		const caption = isPicture(node) && next !== undefined ? captionOf(next) : null;
		markup += writeNode(node, walk, caption ?? "");
		if (caption !== null) at++;
	}
	return markup;
}

/** A figure that came as one: its picture with its own caption; whatever else it held follows. */
function writeFigure(element: Element, walk: Walk): string {
	const caption = element.children.find((child) => isElement(child) && child.name === "figcaption");
	const rest = element.children.filter((child) => child !== caption);
	const words = caption === undefined ? "" : textOf(caption).trim();
	const [first, ...others] = rest.filter((child) => !isText(child) || child.data.trim() !== "");
	if (first === undefined || words === "") return writeAll(rest, walk);
	if (isPicture(first)) return writeNode(first, walk, words) + writeAll(others, walk);
	const picture = pictureIn(element);
	return picture === null || rest.some(isPicture) ? writeAll(rest, walk) : writeNode(picture, walk, words);
}

/** The only picture below an element, or null where there is none or more than one. */
function pictureIn(node: AnyNode): Element | null {
	if (!isElement(node)) return null;
	if (node.name === "img") return node;
	const found = node.children.map(pictureIn).filter((picture) => picture !== null);
	return found.length === 1 ? (found[0] ?? null) : null;
}

function isPicture(node: AnyNode): boolean {
	return isElement(node) && node.name === "img";
}

/** The seed writes a picture's caption after it, as `<div><small style="color: #999;">…</small></div>`. */
function captionOf(node: AnyNode): string | null {
	if (!isElement(node) || node.name !== "div") return null;
	const [only, ...others] = node.children;
	if (only === undefined || others.length > 0 || !isElement(only) || only.name !== "small") return null;
	return textOf(only);
}

function writeNode(node: AnyNode, walk: Walk, caption: string): string {
	if (isText(node)) return writeText(node.data);
	if (!isElement(node)) return "";
	if (node.name === "img") return writePicture(node, walk, caption);
	if (node.name === "figure" && pictureIn(node) !== null) return writeFigure(node, walk);
	const inner = writeAll(node.children, walk);
	// A figure cannot stand in a sentence: what held it gives way.
	const holdsPicture = inner.includes("<figure");
	if (holdsPicture && INLINE.has(node.name)) return inner;
	const name = nameOf(node, holdsPicture);
	if (VOID.has(name)) return `<${name}>`;
	if (inner.trim() === "" && NOT_EMPTY.has(name)) return inner;
	const markup = `<${name}${attributesOf(node, walk)}>${inner}</${name}>`;
	return name === "table" ? scrolling(markup, walk) : markup;
}

/** Addresses and the like, which have no place to break a line: without one, justified text falls apart. */
const LONG_RUN = /[!-%'-;=?-~]{36,}/g;

function writeText(text: string): string {
	return escapeText(text).replace(LONG_RUN, (run) => `<span class="long">${run}</span>`);
}

function nameOf(element: Element, holdsPicture: boolean): string {
	const name = Object.hasOwn(RENAMED, element.name) ? (RENAMED[element.name] ?? "div") : element.name;
	if (holdsPicture && (name === "p" || name.startsWith("h"))) return "div";
	const parents = Object.hasOwn(PARENTS, name) ? PARENTS[name] : undefined;
	const parent = element.parent;
	if (
		parents !== undefined &&
		!(parent !== null && isElement(parent as AnyNode) && parents.includes((parent as Element).name))
	)
		return "div";
	return name;
}

/** A wide table scrolls by itself, and can be reached by keyboard to do so. */
function scrolling(table: string, { view }: Walk): string {
	return `<div class="table" role="region" tabindex="0" aria-label="${escapeAttribute(view.words.table)}">${table}</div>`;
}

function attributesOf(element: Element, walk: Walk): string {
	const kept = Object.entries(element.attribs)
		.filter(([name]) => KEPT_ATTRIBUTES.has(name))
		.map(([name, value]) => ` ${name}="${escapeAttribute(value)}"`)
		.join("");
	return element.name === "a" ? kept + linkOf(element, walk) : kept;
}

/** Links out are absolute, and neither open nor tell anything of this page. */
function linkOf(element: Element, { article }: Walk): string {
	const href = URL.parse(element.attribs["href"] ?? "", article.address)?.href;
	if (href === undefined || !isSafeAddress(href)) return "";
	return ` href="${escapeAttribute(href)}" rel="noopener noreferrer"`;
}

function writePicture(element: Element, { article, view, pictures }: Walk, caption: string): string {
	const src = element.attribs["src"] ?? "";
	const known = pictures.get(pictureKey(src));
	const address = known?.address ?? URL.parse(pictureAddress(src), article.address)?.href ?? "";
	const picture: KeptPicture = known ?? {
		address,
		sha256: null,
		file: null,
		type: null,
		width: null,
		height: null,
		alt: element.attribs["alt"] ?? "",
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

function textOf(node: AnyNode): string {
	if (isText(node)) return node.data;
	return isElement(node) ? node.children.map(textOf).join("") : "";
}
