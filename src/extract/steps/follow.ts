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
/** Where a path names a page of an article: `/2`, `/page/2`, `_2.html`, `-p2`. */
const PAGE_IN_PATH = /^(.*?[^/_.-])(?:([_/.-](?:page|seite|pagina|p)?[_/-]?)(\d{1,2}))?(\/|\.s?html?)?$/i;
const PAGE_IN_QUERY = /^(?:page|paged|pagenum|pg|seite|pagina|seitennummer)$/i;
/** What stands before a bare `/2`: a slug. A word alone is a folder of numbered articles. */
const SLUG = /[^/]*[\d-][^/]*$/;

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

/** The link's address where it is the next page of the same article: the same address but for the number that follows. */
function pageOfSame(link: Element, page: Page): string | null {
	const address = linkAddress(link.attribs["href"] ?? "", page.base);
	if (address === null) return null;
	const [to, from] = [URL.parse(address), URL.parse(page.address)];
	if (to === null || from === null || to.origin !== from.origin) return null;
	const [next, current] = [placeOf(to), placeOf(from)];
	return next.article === current.article && next.page === current.page + 1 ? to.href : null;
}

/** What an address says of the article and of the page in it; an address without a number is the first page. */
function placeOf(url: URL): { readonly article: string; readonly page: number } {
	const query = [...url.searchParams].filter(([name]) => !PAGE_IN_QUERY.test(name)).sort();
	const asked = [...url.searchParams].find(([name]) => PAGE_IN_QUERY.test(name))?.[1];
	const [, stem = url.pathname, mark = "", number] = PAGE_IN_PATH.exec(url.pathname) ?? [];
	const isPage = number !== undefined && (mark !== "/" || SLUG.test(stem));
	const path = isPage || number === undefined ? stem : `${stem}${mark}${number}`;
	return { article: JSON.stringify([path, query]), page: Number(asked ?? (isPage ? number : 1)) };
}

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
