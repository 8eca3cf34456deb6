import { type AnyNode, type Element, isElement, isText } from "../article/html.ts";
import type { Box, BoxTree } from "./box.ts";
import { findOwnHeadings, leadsAway, sitesOf } from "./headings.ts";
import { lettersOf } from "./letters.ts";
import type { Page } from "./page.ts";

/** What the page says of its article in places that readers do not see, and where it shows the same. */
export interface Evidence {
	/** The heading that names the article; null where none repeats the page's title. */
	readonly title: Box | null;
	/** The title as the page's layers have it, in letters. */
	readonly titles: readonly string[];
	/** The first letters of the description. */
	readonly description: string;
	/** Headings of the article's own: its title, numbered ones, and those that link into the page or to another site. */
	readonly ownHeadings: ReadonlySet<Box>;
	/** Whether most links below an element lead to other sites. */
	readonly leadsAway: (element: Element) => boolean;
}

const DESCRIPTION_LENGTH = 24;
const TEXT_LENGTH_MAX = 400;

/** The text below a node, at most `max` characters of it. */
export function textBelow(node: AnyNode, max: number = TEXT_LENGTH_MAX): string {
	if (isText(node)) return node.data.slice(0, max);
	if (!isElement(node)) return "";
	let text = "";
	for (const child of node.children) {
		if (text.length >= max) break;
		text += textBelow(child, max - text.length);
	}
	return text;
}

export function readEvidence(page: Page, tree: BoxTree): Evidence {
	const titles = [page.metas("og:title")[0], page.metas("twitter:title")[0], page.titleElement()]
		.map((title) => lettersOf(title ?? ""))
		.filter((title) => title !== "");
	const description = page.metas("og:description")[0] ?? page.metas("description")[0] ?? "";
	const title = titleHeading(tree, titles);
	const sites = sitesOf(page);
	return {
		title,
		titles: title === null ? titles : [...titles, lettersOf(textBelow(title.element))],
		description: lettersOf(description.slice(0, TEXT_LENGTH_MAX)).slice(0, DESCRIPTION_LENGTH),
		ownHeadings: findOwnHeadings(page, tree, title, sites),
		leadsAway: (element) => leadsAway(element, page, sites),
	};
}

const TITLE_LENGTH_MIN = 4;

/** The first h1, else the first other heading, that repeats a title or whose text a title begins with. */
function titleHeading(tree: BoxTree, titles: readonly string[]): Box | null {
	let best: Box | null = null;
	for (const box of tree.headings) {
		if (best !== null && box.name >= best.name) continue;
		const text = lettersOf(textBelow(box.element));
		if (
			text.length >= TITLE_LENGTH_MIN &&
			titles.some((title) => title.startsWith(text) || text.startsWith(title))
		)
			best = box;
	}
	return best;
}
