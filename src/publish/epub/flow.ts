import { type AnyNode, type Element, isElement, isText, parseHtml } from "../../article/html.ts";
import { escapeXml } from "../xml.ts";

const INLINE: ReadonlySet<string> = new Set(
	"a abbr b bdi bdo cite code del dfn em i ins kbd mark q rp rt ruby s samp small span strong sub sup time u var".split(
		" ",
	),
);
const ATTRIBUTES: ReadonlySet<string> = new Set([
	"href",
	"lang",
	"dir",
	"datetime",
	"src",
	"alt",
	"title",
	"colspan",
	"rowspan",
]);
const HEADING = /^h[1-6]$/;

/**
 * Markup of an article as XHTML that any book reader takes: sentences stand in paragraphs, blocks never
 * stand in sentences, and lists and tables hold what they may. What an article had besides is unwrapped.
 */
export function flowOf(markup: string): string {
	return flow(parseHtml(markup).children);
}

/** Blocks one after the other; runs of sentence between them become paragraphs. */
function flow(nodes: readonly AnyNode[]): string {
	let markup = "";
	let run = "";
	const end = (): void => {
		if (run.trim() !== "") markup += `<p>${run.trim()}</p>\n`;
		run = "";
	};
	for (const node of nodes) {
		if (isSentence(node)) {
			run += sentence(node);
		} else if (isElement(node)) {
			end();
			markup += block(node);
		}
	}
	end();
	return markup;
}

/** True for text, breaks, and elements of sentences that have no block anywhere in them. */
function isSentence(node: AnyNode): boolean {
	if (isText(node)) return true;
	if (!isElement(node)) return false;
	if (node.name === "br" || node.name === "wbr") return true;
	return INLINE.has(node.name) && node.children.every(isSentence);
}

function sentence(node: AnyNode): string {
	if (isText(node)) return escapeXml(node.data);
	if (!isElement(node)) return "";
	if (node.name === "br") return "<br/>";
	if (node.name === "wbr") return "";
	const inner = node.children.map(sentence).join("");
	const nested = node.name === "a" && hasAbove(node, "a");
	return inner === "" || nested ? inner : `<${node.name}${attributes(node)}>${inner}</${node.name}>`;
}

function hasAbove(element: Element, name: string): boolean {
	for (let above = element.parent; above !== null; above = above.parent) {
		if (isElement(above as AnyNode) && (above as Element).name === name) return true;
	}
	return false;
}

function block(element: Element): string {
	const { name, children } = element;
	if (HEADING.test(name)) return wrapped(name === "h1" ? "h2" : name, element, words(children));
	switch (name) {
		case "ul":
		case "ol":
			return wrapped(name, element, children.map(item).join(""));
		case "blockquote":
			return wrapped(name, element, flow(children));
		case "pre":
			return wrapped(name, element, words(children));
		case "table":
			return wrapped(name, element, rowsIn(element).map(row).join(""));
		case "figure":
			return figure(element);
		case "hr":
			return "<hr/>\n";
		default:
			return flow(children);
	}
}

/** Only the sentence in these nodes: blocks among them give theirs. */
function words(nodes: readonly AnyNode[]): string {
	return nodes
		.map((node) => (isSentence(node) ? sentence(node) : isElement(node) ? words(node.children) : ""))
		.join("");
}

function wrapped(name: string, element: Element, inner: string): string {
	return inner.trim() === "" ? "" : `<${name}${attributes(element, ["lang", "dir"])}>${inner}</${name}>\n`;
}

function item(node: AnyNode): string {
	const inner = isElement(node) && node.name === "li" ? flow(node.children) : flow([node]);
	return inner === "" ? "" : `<li>${inner}</li>`;
}

function rowsIn(element: Element): readonly Element[] {
	return element.children
		.filter(isElement)
		.flatMap((child) => (child.name === "tr" ? [child] : rowsIn(child)));
}

function row(element: Element): string {
	const cells = element.children
		.filter(isElement)
		.filter(({ name }) => name === "td" || name === "th")
		.map(
			(cell) =>
				`<${cell.name}${attributes(cell, ["colspan", "rowspan"])}>${flow(cell.children)}</${cell.name}>`,
		);
	return cells.length === 0 ? "" : `<tr>${cells.join("")}</tr>`;
}

/** A picture with its caption; the place of one that was not kept says only its caption. */
function figure(element: Element): string {
	const image = element.children.filter(isElement).find(({ name }) => name === "img");
	const caption = element.children.filter(isElement).find(({ name }) => name === "figcaption");
	const text = caption === undefined ? "" : words(caption.children);
	if (image === undefined) return text === "" ? "" : `<p>${text}</p>\n`;
	const alt = escapeXml(image.attribs["alt"] ?? "");
	const under = text === "" ? "" : `<figcaption>${text}</figcaption>`;
	return `<figure><img src="${escapeXml(image.attribs["src"] ?? "")}" alt="${alt}"/>${under}</figure>\n`;
}

function attributes(element: Element, only?: readonly string[]): string {
	return Object.entries(element.attribs)
		.filter(([name, value]) => ATTRIBUTES.has(name) && (only?.includes(name) ?? true) && isValid(name, value))
		.map(
			([name, value]) =>
				` ${name === "lang" ? "xml:lang" : name}="${escapeXml(name === "href" ? strictAddress(value) : value)}"`,
		)
		.join("");
}

/** Browsers take these characters in addresses, RFC 3986 does not. */
function strictAddress(address: string): string {
	return address.replace(/[{}|\\^`<>"\s]/g, encodeURIComponent);
}

/** Values that the schema of books knows; outlets write others. */
function isValid(name: string, value: string): boolean {
	if (name === "lang") return /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(value);
	if (name === "dir") return value === "ltr" || value === "rtl" || value === "auto";
	if (name === "colspan" || name === "rowspan") return /^[1-9]\d{0,2}$/.test(value);
	if (name === "datetime")
		return /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d))?$/.test(value);
	if (name === "href") return /^(https?|mailto):/i.test(value) && URL.canParse(value);
	return true;
}
