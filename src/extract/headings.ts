import { type Element, isElement, isText, type ParentNode } from "../article/html.ts";
import type { Box, BoxTree } from "./box.ts";
import type { Page } from "./page.ts";

/** A heading that counts: `3. ` or `No. 3:`. */
const NUMBERED = /^\s*(?:#|no\.?\s?)?\d{1,3}\s*[.):、．]/i;

/** Headings that announce no other story of this site: the title, numbered ones, and those that link into the page or to another site. */
export function findOwnHeadings(page: Page, tree: BoxTree, title: Box | null): ReadonlySet<Box> {
	const sites = sitesOf(page);
	const own = new Set<Box>();
	for (const box of tree.headings)
		if (box === title || NUMBERED.test(beginningOf(box.element)) || !isStoryLink(linkOf(box), page, sites))
			own.add(box);
	return own;
}

/** The hosts that the page names as its own, without what differs inside of a site. */
function sitesOf(page: Page): ReadonlySet<string> {
	const addresses = [page.address, page.metas("og:url")[0] ?? ""];
	for (const link of page.links())
		if (/\bcanonical\b/i.test(link.attribs["rel"] ?? "")) addresses.push(link.attribs["href"] ?? "");
	return new Set(
		addresses.map((address) => siteOf(URL.parse(address, page.base))).filter((site) => site !== ""),
	);
}

/** The last two labels of a host: enough to tell an outlet from a shop. */
const siteOf = (url: URL | null): string => (url === null ? "" : url.hostname.split(".").slice(-2).join("."));

const ANCHOR = /^#[\p{L}_-]/u;

function isStoryLink(href: string, page: Page, sites: ReadonlySet<string>): boolean {
	if (href === "" || ANCHOR.test(href)) return false;
	const url = URL.parse(href, page.base);
	if (url === null || !sites.has(siteOf(url))) return false;
	return !ANCHOR.test(url.hash) || url.pathname !== URL.parse(page.address)?.pathname;
}

/** Where a heading's link leads: the one around it or the first inside. */
function linkOf(box: Box): string {
	if (box.inLink)
		for (let up: ParentNode | null = box.element; up !== null; up = up.parent)
			if (isElement(up) && up.name === "a") return up.attribs["href"] ?? "";
	return firstLink(box.element);
}

function firstLink(element: Element): string {
	for (const child of element.children) {
		if (!isElement(child)) continue;
		const href = child.name === "a" ? (child.attribs["href"] ?? "") : firstLink(child);
		if (href !== "") return href;
	}
	return "";
}

/** The first text below an element. */
function beginningOf(element: Element): string {
	for (const child of element.children) {
		const text = isText(child) ? child.data : isElement(child) ? beginningOf(child) : "";
		if (text.trim() !== "") return text;
	}
	return "";
}
