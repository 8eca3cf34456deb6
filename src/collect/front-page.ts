import { type AnyNode, type Element, isElement, isText, parseHtml } from "../article/html.ts";
import { selectElement, selectElements } from "../article/select.ts";
import { plainLine } from "../article/text.ts";

/** A link on a page, with its words. */
export interface PageLink {
	/** Absolute, http or https. */
	readonly address: string;
	/** Empty where the link has no words. */
	readonly title: string;
}

/** More links than any front page has. */
const LINKS_MAX = 2000;

/**
 * The links that a CSS selector finds on a page, each address once, in the page's order: the elements
 * themselves, or the first link inside each. Where several links lead to one address, the longest
 * words are its title. Throws on a selector that is no CSS.
 */
export function linksOn(html: string, address: string, selector: string): readonly PageLink[] {
	const root = parseHtml(html);
	const base = baseOf(selectElement("base[href]", root), address);
	const titles = new Map<string, string>();
	for (const element of selectElements(selector, root)) {
		const link = element.attribs["href"] === undefined ? selectElement("a[href]", element) : element;
		const url = URL.parse(link?.attribs["href"]?.trim() ?? "", base);
		if (link === null || url === null || !/^https?:$/.test(url.protocol)) continue;
		url.hash = "";
		const known = titles.get(url.href);
		if (known === undefined && titles.size >= LINKS_MAX) break;
		const title = titleOf(link);
		if (known === undefined || title.length > known.length) titles.set(url.href, title);
	}
	const own = URL.parse(address)?.href;
	return [...titles].filter(([href]) => href !== own).map(([href, title]) => ({ address: href, title }));
}

function baseOf(element: Element | null, address: string): string {
	return URL.parse(element?.attribs["href"] ?? "", address)?.href ?? address;
}

/** A link's words; those of its title or its picture where it has none. */
function titleOf(link: Element): string {
	const picture = selectElement("img[alt]", link);
	const all = [wordsOf(link), link.attribs["title"] ?? "", picture?.attribs["alt"] ?? ""];
	return all.map(plainLine).find((words) => words !== "") ?? "";
}

function wordsOf(node: AnyNode): string {
	if (isText(node)) return node.data;
	return isElement(node) && node.name !== "script" && node.name !== "style"
		? ` ${node.children.map(wordsOf).join("")} `
		: "";
}
