import { type Element, escapeAttribute, escapeText, isText } from "../article/html.ts";
import { UNEVEN_SPACES } from "../article/text.ts";

/** Inline elements that an article keeps: they carry meaning; spans and fonts do not. */
const KEPT: ReadonlySet<string> = new Set(
	"abbr b bdi bdo cite code del dfn em i ins kbd mark q rb rp rt ruby s samp small strong sub sup u var".split(
		" ",
	),
);

const INVISIBLE = /[\u00ad\u200b-\u200f\u2028\u2029\u2060\ufeff]/g;

/** A line of text while it is being written: safe markup, its plain text, and how much of it is linked. */
export class Line {
	html = "";
	text = "";
	linked = 0;
	#links = 0;
	/** Whether a link is open in the markup: links do not nest, so one inside of another is its text alone. */
	#isOpen = false;

	/** Adds text; runs of spaces of any kind are one space, and what cannot be seen is left out. */
	add(data: string): void {
		const text = data.replace(UNEVEN_SPACES, " ").replace(INVISIBLE, "");
		this.html += escapeText(text);
		this.text += text;
		if (this.#links > 0) this.linked += text.length;
	}

	break(): void {
		this.html += "<br>";
		this.text += "\n";
	}

	/** Opens an inline element and returns what closes it. */
	open(element: Element, base: string): string {
		if (element.name === "a") return this.#openLink(element, base);
		if (!KEPT.has(element.name)) return "";
		this.html += `<${element.name}>`;
		return `</${element.name}>`;
	}

	close(tag: string, element: Element): void {
		this.html += tag;
		if (element.name !== "a") return;
		this.#links--;
		if (tag !== "") this.#isOpen = false;
	}

	#openLink(element: Element, base: string): string {
		this.#links++;
		const address = linkAddress(element.attribs["href"] ?? "", base);
		if (address === null || this.#isOpen) return "";
		this.#isOpen = true;
		this.html += `<a href="${escapeAttribute(address)}">`;
		return "</a>";
	}

	/** The lines that empty lines divide, without what is empty in them. */
	paragraphs(): { readonly html: string; readonly text: string }[] {
		const html = this.html.includes("<br>") ? this.html.split(PARAGRAPH_BREAK) : [this.html];
		if (html.length === 1) return [{ html: tidy(this.html), text: this.text.trim() }];
		return html
			.map((part) => ({ html: tidy(balance(part)), text: plainOf(part) }))
			.filter((part) => part.text !== "");
	}
}

const LINK_LENGTH_MAX = 4000;

/** What a footnote's link back to its reference shows. */
const BACK = /^(?:[\s\u21a9\u21b5\u2191\u2b06\u2934^]|\ufe0e|\ufe0f)+$/;

/** Whether an element is the arrow that leads from a footnote back to its reference: nothing follows it here. */
export function isBackLink({ name, attribs, children }: Element): boolean {
	if (name !== "a" || attribs["href"]?.includes("#") !== true) return false;
	return children.length > 0 && children.every((child) => isText(child) && BACK.test(child.data));
}

/** An absolute http, https or mail address, or null; null, too, for places in the page itself: they are not kept. */
export function linkAddress(href: string, base: string): string | null {
	if (href === "" || href.length > LINK_LENGTH_MAX || href.startsWith("#")) return null;
	const url = URL.parse(href, base);
	if (url === null || (url.hash !== "" && isSameDocument(url, base))) return null;
	return url.protocol === "https:" || url.protocol === "http:" || url.protocol === "mailto:"
		? url.href
		: null;
}

const isSameDocument = (url: URL, base: string): boolean =>
	url.href.slice(0, -url.hash.length) === base.replace(/#.*$/, "");

const PARAGRAPH_BREAK = /(?:\s*<br>\s*){2,}/;

/** Breaks and spaces at the ends and empty elements say nothing. */
function tidy(html: string): string {
	if (!html.includes("<")) return html.trim();
	return html
		.replace(/<(\w+)(?: [^>]*)?>\s*<\/\1>/g, "")
		.replace(/^(?:\s|<br>)+|(?:\s|<br>)+$/g, "")
		.replace(/\s*<br>\s*/g, "<br>");
}

/** Closes what a part leaves open and opens what it closes: an empty line may stand inside `<b>`. */
function balance(part: string): string {
	const open: string[] = [];
	let before = "";
	for (const [, slash, name = ""] of part.matchAll(/<(\/?)(\w+)[^>]*>/g)) {
		if (name === "br") continue;
		if (slash === "") open.push(name);
		else if (open.at(-1) === name) open.pop();
		else if (name !== "a") before = `<${name}>${before}`;
		else return balance(part.replaceAll(/<\/?a\b[^>]*>/g, ""));
	}
	return `${before}${part}${open
		.reverse()
		.map((name) => `</${name}>`)
		.join("")}`;
}

const ENTITIES: Readonly<Record<string, string>> = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };

/** The plain text of markup that a `Line` wrote. */
export function plainOf(html: string): string {
	return html
		.replaceAll("<br>", "\n")
		.replace(/<[^>]*>/g, "")
		.replace(/&(?:amp|lt|gt);/g, (entity) => ENTITIES[entity] ?? entity)
		.trim();
}
