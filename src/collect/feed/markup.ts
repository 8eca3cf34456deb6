import {
	type AnyNode,
	escapeAttribute,
	escapeText,
	isElement,
	isText,
	parseHtml,
} from "../../article/html.ts";
import { attributeOf, hasElements, rawText } from "../xml/elements.ts";
import { decodeEntities } from "../xml/entities.ts";
import type { XmlElement } from "../xml/tree.ts";

/** Elements that HTML writes without an end. */
const VOID: ReadonlySet<string> = new Set(
	"area base br col embed hr img input link meta param source track wbr".split(" "),
);

/**
 * The HTML that an element holds, however the feed packed it: escaped, in CDATA, as elements, in
 * base64, or as plain text (Atom's `type`, Atom 0.3's `mode`). Null where it is empty.
 */
export function htmlOf(element: XmlElement): string | null {
	const packed = base64Of(element);
	if (packed !== null) return packed.trim() || null;
	// Text of that type is HTML already, even where a feed wrapped it in an element of its own.
	const write = isHtmlType(element) ? (text: string) => text : escapeText;
	if (hasElements(element)) return writeMarkup(innerOf(element), write).trim() || null;
	const text = rawText(element).trim();
	if (text === "") return null;
	return isPlain(element) ? escapeText(text) : text;
}

/** The text that an element holds, on one line, as a title is shown: tags gone, references decoded. */
export function plainOf(element: XmlElement): string | null {
	if (isPlain(element) && !hasElements(element)) return oneSpaced(rawText(element));
	const html = htmlOf(element);
	return html === null ? null : plainText(html);
}

/** The text that an element holds, trimmed: for names, dates and addresses. */
export function textOf(element: XmlElement): string | null {
	return rawText(element).trim() || null;
}

/** Text that may be HTML, on one line: a tag that HTML does not know is no tag. */
export function plainText(text: string): string | null {
	const words = HTML_TAG.test(text) ? wordsOf(text) : text;
	return oneSpaced(decodeEntities(words));
}

/** Names of elements that titles and names are found with. */
const HTML_TAG =
	/<\/?(?:a|abbr|acronym|b|big|blink|blockquote|br|center|cite|code|del|dfn|div|em|font|h[1-6]|hr|i|img|ins|kbd|li|mark|nobr|ol|p|pre|q|ruby|rt|rp|s|samp|script|small|span|strike|strong|style|sub|sup|table|td|th|tr|time|tt|u|ul|var|wbr)(?:\s[^<>]*)?\/?>/i;

function wordsOf(markup: string): string {
	const walk = (node: AnyNode): string => {
		if (isText(node)) return node.data;
		if (!isElement(node)) return "";
		const inner = node.children.map(walk).join("");
		return node.name === "br" ? ` ${inner}` : inner;
	};
	return parseHtml(markup).children.map(walk).join("");
}

function oneSpaced(text: string): string | null {
	return text.replace(/\s+/g, " ").trim() || null;
}

/** Plain text by its type: Atom 1.0's default, and Atom 0.3's where it is not escaped. */
function isPlain(element: XmlElement): boolean {
	const type = typeOf(element);
	if (type === "text" || type === "text/plain") return attributeOf(element, "mode") !== "escaped";
	return type === "" && element.name.startsWith("atom:") && isAtom10(element);
}

function typeOf(element: XmlElement): string {
	return (attributeOf(element, "type") ?? "").toLowerCase();
}

/** True in an Atom 1.0 feed: in Atom 0.3 and inside RSS, text without a type is taken for HTML. */
function isAtom10(element: XmlElement): boolean {
	let root = element;
	while (root.parent !== null) root = root.parent;
	return root.name === "atom:feed" && !/^0\./.test(root.attributes["version"] ?? "");
}

const TEXT_TYPE = /^(?:text|html|xhtml)$|^text\/|[/+]xml$|^application\/xhtml/;

/** Content in base64: Atom 0.3's mode, or a media type that is no text (RFC 4287, section 4.1.3.3). */
function base64Of(element: XmlElement): string | null {
	const type = typeOf(element);
	const named = (attributeOf(element, "mode") ?? "").toLowerCase() === "base64";
	const media = type.includes("/") && !TEXT_TYPE.test(type);
	if (!named && !media) return null;
	const packed = rawText(element).replace(/\s+/g, "");
	if (packed === "" || !/^[A-Za-z0-9+/]*={0,2}$/.test(packed)) return null;
	return Buffer.from(packed, "base64").toString("utf8");
}

/** Atom's XHTML stands in a div that is no part of it (RFC 4287, section 3.1.1.3). */
function innerOf(element: XmlElement): XmlElement {
	const type = typeOf(element);
	if (type !== "xhtml" && type !== "application/xhtml+xml") return element;
	const [only, ...rest] = element.children.filter(
		(child) => typeof child !== "string" || child.trim() !== "",
	);
	const isDiv = typeof only === "object" && localName(only) === "div" && rest.length === 0;
	return isDiv ? only : element;
}

function localName(element: XmlElement): string {
	return element.written.slice(element.written.indexOf(":") + 1);
}

function isHtmlType(element: XmlElement): boolean {
	return typeOf(element) === "html" || typeOf(element) === "text/html";
}

/** What stands inside an element, as HTML. */
function writeMarkup(element: XmlElement, writeText: (text: string) => string): string {
	return element.children
		.map((child) => (typeof child === "string" ? writeText(child) : writeElement(child, writeText)))
		.join("");
}

function writeElement(element: XmlElement, writeText: (text: string) => string): string {
	const name = localName(element);
	const attributes = Object.entries(element.attributes)
		.filter(([attribute]) => !attribute.startsWith("xmlns"))
		.map(([attribute, value]) => ` ${attribute}="${escapeAttribute(value)}"`)
		.join("");
	const tag = `<${name}${attributes}>`;
	const isVoid = VOID.has(name) && element.children.length === 0;
	return isVoid ? tag : `${tag}${writeMarkup(element, writeText)}</${name}>`;
}
