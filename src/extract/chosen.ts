import type { Element } from "../article/html.ts";
import { isSelected, selectElements } from "../article/select.ts";
import { plainLine } from "../article/text.ts";
import type { Page } from "./page.ts";
import { plainText } from "./pictures.ts";
import { type Layout, layoutsFor, type Recipe, type Selectors } from "./recipe.ts";

/** What a recipe found on a page; null and empty where it found nothing. */
export interface Chosen {
	readonly recipe: string;
	readonly title: string | null;
	readonly bylines: readonly string[];
	/** As the page writes it. */
	readonly date: string | null;
	/** In document order, none inside another. */
	readonly body: readonly Element[];
	readonly captions: readonly Element[];
	readonly stripped: readonly Element[];
}

const TEXT_LENGTH_MAX = 1000;

/** Reads a page by its recipe; null where no layout of it finds a body or a title. */
export function choose(page: Page, recipe: Recipe): Chosen | null {
	for (const layout of layoutsFor(recipe, page.capturedAt)) {
		const chosen = chooseBy(page, recipe.name, layout);
		if (chosen !== null) return layout.rework?.(chosen, page) ?? chosen;
	}
	return null;
}

/** What a layout finds; null where it names a title or body and finds neither, before the page is searched for anything else. */
function chooseBy(page: Page, recipe: string, layout: Layout): Chosen | null {
	const texts = (selectors: Selectors | undefined): string[] => textsOf(page, selectors);
	const title = texts(layout.title)[0] ?? null;
	const body = outermost(elementsOf(page, layout.body));
	const isNamed = layout.title !== undefined || layout.body !== undefined;
	if (isNamed && title === null && body.length === 0) return null;
	return {
		recipe,
		title,
		bylines: texts(layout.byline),
		date: texts(layout.date)[0] ?? null,
		body,
		...besideOf(page, layout),
	};
}

const listOf = (selectors: Selectors | undefined): readonly string[] =>
	selectors === undefined ? [] : typeof selectors === "string" ? [selectors] : selectors;

/** What the first selector that matches anything matches. */
function elementsOf(page: Page, selectors: Selectors | undefined): Element[] {
	for (const selector of listOf(selectors)) {
		const found = selectElements(selector, page.root);
		if (found.length > 0) return found;
	}
	return [];
}

/** The captions and what is stripped, in document order, found in one walk. */
function besideOf(page: Page, layout: Layout): Pick<Chosen, "captions" | "stripped"> {
	const [caption, strip] = [listOf(layout.caption).join(", "), listOf(layout.strip).join(", ")];
	const both = [caption, strip].filter((selectors) => selectors !== "").join(", ");
	const found = both === "" ? [] : selectElements(both, page.root);
	return {
		captions: found.filter((element) => caption !== "" && isSelected(element, caption)),
		stripped: found.filter((element) => strip !== "" && isSelected(element, strip)),
	};
}

function textsOf(page: Page, selectors: Selectors | undefined): string[] {
	for (const written of listOf(selectors)) {
		const [selector = "", attribute] = splitAttribute(written);
		const found = selectElements(selector, page.root).map((element) =>
			attribute === undefined ? plainText(element) : (element.attribs[attribute] ?? ""),
		);
		const texts = found
			.map((text) => plainLine(text.slice(0, TEXT_LENGTH_MAX)))
			.filter((text) => text !== "");
		if (texts.length > 0) return texts;
	}
	return [];
}

/** `time@datetime` is the selector `time` and the attribute `datetime`. */
export function splitAttribute(written: string): [string, string?] {
	const match = /^(.*[^@\s])@([\w-]+)$/.exec(written);
	return match === null ? [written] : [match[1] ?? "", match[2] ?? ""];
}

function outermost(elements: readonly Element[]): Element[] {
	const all = new Set<unknown>(elements);
	return elements.filter((element) => {
		for (let up = element.parent; up !== null; up = up.parent) if (all.has(up)) return false;
		return true;
	});
}
