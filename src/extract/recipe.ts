import type { Chosen } from "./chosen.ts";
import type { Page } from "./page.ts";
import { OUTLETS, PLATFORMS } from "./recipes.ts";

/**
 * How to read one outlet, or one platform that many outlets use: data, so that it can be listed,
 * tested and shared. What a recipe chooses is never re-judged by a general rule, only made safe;
 * what it does not find is read by the general rules.
 */
export interface Recipe {
	/** Also the name of the folder of its fixture. */
	readonly name: string;
	/** Host names it is for, with their subdomains; none for a platform. */
	readonly hosts: readonly string[];
	/** What `<meta name="generator">` begins with on pages of this platform. */
	readonly generators?: readonly string[];
	/** Pieces of markup that only pages of this platform have; any of them will do. Each is searched for in every page. */
	readonly marks: readonly string[];
	/** Newest first. A page is read by the first that was in use on the day of its capture and that finds its body. */
	readonly layouts: readonly Layout[];
}

/** CSS selectors, tried in order; `time@datetime` reads an attribute instead of the text. */
export type Selectors = string | readonly string[];

/** One design of an outlet's pages: six verbs, and a way out for what they cannot say. */
export interface Layout {
	/** The first day of this design: `2023`, `2023-02` or `2023-02-14`; empty for the oldest one known. */
	readonly since: string;
	readonly title?: Selectors;
	/** Every element that matches names one author or more. */
	readonly byline?: Selectors;
	readonly date?: Selectors;
	/** Every element that matches is part of the body, in the page's order. */
	readonly body?: Selectors;
	/** Blocks that are the captions of the pictures before them. */
	readonly caption?: Selectors;
	/** Elements that are not the article; without a `body` of the recipe's own, only blocks. */
	readonly strip?: Selectors;
	/** The way out: what was chosen, seen again with the page at hand. In code only. */
	readonly rework?: (chosen: Chosen, page: Page) => Chosen;
}

/** How much of a page is searched for the marks of a platform. */
const MARKS_WITHIN = 150_000;

/** The recipe for a page: the operator's own before those that Pressmark brings, outlets before platforms; null where none is known. */
export function recipeFor(page: Page, own: readonly Recipe[] = []): Recipe | null {
	const host = URL.parse(page.address)?.hostname ?? "";
	const isFor = ({ hosts }: Recipe): boolean =>
		hosts.some((name) => host === name || host.endsWith(`.${name}`));
	const platforms = [...own, ...PLATFORMS];
	const said = page.metas("generator");
	const isNamed = ({ generators = [] }: Recipe): boolean =>
		generators.some((name) => said.some((one) => one.startsWith(name)));
	return [...own, ...OUTLETS].find(isFor) ?? platforms.find(isNamed) ?? markedFor(page, own);
}

/** A platform's recipe by the marks of its pages. Most pages have no mark: those of Pressmark's own platforms are looked for in one go. */
function markedFor({ html }: Page, own: readonly Recipe[]): Recipe | null {
	const markup = html.slice(0, MARKS_WITHIN);
	const isMarked = ({ marks }: Recipe): boolean => marks.some((mark) => markup.includes(mark));
	const marked = own.find(isMarked);
	if (marked !== undefined) return marked;
	return ANY_MARK.test(markup) ? (PLATFORMS.find(isMarked) ?? null) : null;
}

const ANY_MARK = new RegExp(PLATFORMS.flatMap(({ marks }) => marks.map(RegExp.escape)).join("|"));

/** The layouts that were in use when the page was captured, newest first; all of them where the day is not known. */
export function layoutsFor(recipe: Recipe, capturedAt: number | null): readonly Layout[] {
	if (capturedAt === null) return recipe.layouts;
	const day = new Date(capturedAt).toISOString().slice(0, 10);
	const inUse = recipe.layouts.filter(({ since }) => since <= day);
	return inUse.length > 0 ? inUse : recipe.layouts.slice(-1);
}
