import {
	type AnyNode,
	type Element,
	escapeAttribute,
	escapeText,
	isElement,
	isText,
	parseHtml,
} from "./html.ts";

/** Elements that may stand in kept markup, each with the attributes it may carry besides `GLOBAL`. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
	a: ["href"],
	abbr: [],
	b: [],
	bdi: [],
	bdo: [],
	br: [],
	cite: [],
	code: [],
	del: ["datetime"],
	dfn: [],
	em: [],
	i: [],
	ins: ["datetime"],
	kbd: [],
	mark: [],
	q: ["cite"],
	rb: [],
	rp: [],
	rt: [],
	ruby: [],
	s: [],
	samp: [],
	small: [],
	span: [],
	strong: [],
	sub: [],
	sup: [],
	time: ["datetime"],
	u: [],
	var: [],
	wbr: [],
	article: [],
	aside: [],
	blockquote: ["cite"],
	center: [],
	dd: [],
	details: [],
	div: [],
	dl: [],
	dt: [],
	figcaption: [],
	figure: [],
	footer: [],
	h1: [],
	h2: [],
	h3: [],
	h4: [],
	h5: [],
	h6: [],
	header: [],
	hr: [],
	li: ["value"],
	main: [],
	ol: ["start", "reversed", "type"],
	p: [],
	pre: [],
	section: [],
	summary: [],
	ul: [],
	caption: [],
	col: ["span"],
	colgroup: ["span"],
	table: [],
	tbody: [],
	td: ["colspan", "rowspan"],
	tfoot: [],
	th: ["colspan", "rowspan", "scope"],
	thead: [],
	tr: [],
	img: ["src", "alt", "width", "height"],
};

const GLOBAL: readonly string[] = ["title", "lang", "dir"];

/** Elements whose content is not prose: gone with everything in them. */
const DROPPED: ReadonlySet<string> = new Set([
	"script",
	"style",
	"template",
	"noscript",
	"iframe",
	"object",
	"embed",
	"applet",
	"svg",
	"math",
	"canvas",
	"audio",
	"video",
	"form",
	"input",
	"button",
	"select",
	"textarea",
	"option",
	"title",
	"head",
	"noembed",
	"noframes",
	"plaintext",
	"xmp",
	"frameset",
	"frame",
	"link",
	"meta",
	"base",
	"dialog",
	"portal",
]);

const VOID: ReadonlySet<string> = new Set(["br", "col", "hr", "img", "wbr"]);

const ADDRESS_SCHEMES: ReadonlySet<string> = new Set(["http:", "https:", "mailto:"]);

/** The only style that the seed's format uses: a caption's colour. */
const STYLE_KEPT = /^color:\s*#[0-9a-f]{3,6};?$/i;

/**
 * Markup made safe: allowed elements and attributes only, links to http, https and mail addresses or
 * inside the archive, text escaped. On markup that was clean already, it changes nothing.
 */
export function sanitise(markup: string): string {
	return parseHtml(markup).children.map(writeNode).join("");
}

function writeNode(node: AnyNode): string {
	if (isText(node)) return escapeText(node.data);
	if (!isElement(node)) return "";
	const name = node.name.toLowerCase();
	if (DROPPED.has(name)) return "";
	const attributes = Object.hasOwn(ALLOWED, name) ? ALLOWED[name] : undefined;
	const inner = node.children.map(writeNode).join("");
	if (attributes === undefined) return inner;
	const tag = `<${name}${writeAttributes(node, attributes)}>`;
	return VOID.has(name) ? tag : `${tag}${inner}</${name}>`;
}

function writeAttributes(element: Element, allowed: readonly string[]): string {
	return Object.entries(element.attribs)
		.filter(([name, value]) => isAllowed(name, value, allowed))
		.map(([name, value]) => ` ${name}="${escapeAttribute(value)}"`)
		.join("");
}

function isAllowed(name: string, value: string, allowed: readonly string[]): boolean {
	if (name === "style") return STYLE_KEPT.test(value);
	if (!allowed.includes(name) && !GLOBAL.includes(name)) return false;
	return (name !== "href" && name !== "src" && name !== "cite") || isSafeAddress(value);
}

/** True for http, https, mailto and relative addresses, read the way browsers read them. */
export function isSafeAddress(address: string): boolean {
	try {
		return ADDRESS_SCHEMES.has(new URL(address, "https://archive.invalid/").protocol);
	} catch {
		return false;
	}
}
