import { type AnyNode, type Element, isElement } from "../../article/html.ts";
import type { BoxTree } from "../box.ts";
import { linkAddress } from "../inline.ts";
import type { Page } from "../page.ts";
import { plainText } from "../pictures.ts";

/** Names of the box that numbers an article's pages. */
const PAGES =
	/\b(?:paginat\w*|pager|pagenav|page ?(?:links|nav|list|number\w*|box|bar)|pages|nextpage|fenye|wp pagenavi|multipage)\b/;
const NEXT_TEXT =
	/^(?:next(?: page)?|continue(?: to page \d+)?|下一[页頁]|下[页頁]|次(?:へ|のページ)|다음|nächste seite|weiter|page suivante|suivant|siguiente|próxima|successiva|volgende|далее|»|›|>)[\s›»>→]*$/i;
/** Where an address names a page of an article: `/2`, `_2.html`, `-p2`, `?page=2`. */
const PAGE_NUMBER = /(?:[_/.-](?:page|seite|pagina|p)?[_/-]?\d{1,3})?(?:\/?|\.s?html?)$/i;

/** The address of the article's next page, as its page links or its head name it; null where there is none. */
export function nextPage(page: Page, tree: BoxTree): string | null {
	for (const link of page.links()) {
		if (!/\bnext\b/i.test(link.attribs["rel"] ?? "")) continue;
		const address = pageOfSame(link, page);
		if (address !== null) return address;
	}
	for (const box of tree.of.values()) {
		if (!PAGES.test(box.label.text)) continue;
		const next = linksBelow(box.element).find(isNext);
		const address = next === undefined ? null : pageOfSame(next, page);
		if (address !== null) return address;
	}
	return null;
}

function isNext(link: Element): boolean {
	return /\bnext\b/i.test(link.attribs["rel"] ?? "") || NEXT_TEXT.test(plainText(link).trim());
}

/** The link's address where it is another page of the same article: the same address but for a page number. */
function pageOfSame(link: Element, page: Page): string | null {
	const address = linkAddress(link.attribs["href"] ?? "", page.base);
	if (address === null) return null;
	const [to, from] = [URL.parse(address), URL.parse(page.address)];
	if (to === null || from === null || to.origin !== from.origin || to.href === from.href) return null;
	return stem(to.pathname) === stem(from.pathname) ? to.href : null;
}

const stem = (path: string): string => path.replace(PAGE_NUMBER, "");

const LINKS_MAX = 100;

function linksBelow(element: Element): Element[] {
	const links: Element[] = [];
	const visit = (node: AnyNode): void => {
		if (!isElement(node) || links.length >= LINKS_MAX) return;
		if (node.name === "a") links.push(node);
		else node.children.forEach(visit);
	};
	visit(element);
	return links;
}
