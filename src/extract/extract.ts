import type { Article } from "../article/article.ts";
import { readBody } from "./body.ts";
import { choose } from "./chosen.ts";
import { readFields } from "./fields.ts";
import type { Page } from "./page.ts";
import { type Recipe, recipeFor } from "./recipe.ts";
import { withoutNames, withoutTitle } from "./steps/trim.ts";
import type { Trace, TraceLog } from "./trace.ts";

export interface Extracted {
	readonly article: Article;
	readonly trace: Trace;
	/** Pages that belong to the same article; the caller fetches them. */
	readonly follow: { readonly next: string | null };
}

export interface ExtractOptions {
	/** What is switched off, for measuring what it is worth: steps by name, rules as `step: rule`. */
	readonly without?: ReadonlySet<string>;
}

/**
 * The whole article, nothing but the article. Pure: the same page and recipe always give the same bytes.
 * Without a recipe named, the one that Pressmark brings for the page is used; null means none.
 */
export function extract(
	page: Page,
	recipe: Recipe | null = recipeFor(page),
	options: ExtractOptions = {},
): Extracted {
	const trace: TraceLog = [];
	const chosen = recipe === null ? null : choose(page, recipe);
	const run = { trace, without: options.without ?? new Set<string>() };
	const body = readBody(page, chosen, run);
	const fields = readFields(page, { run, body: body.element, blocks: body.blocks, chosen });
	const { wireCredit, notes, next } = body;
	const isChosen = chosen !== null && chosen.body.length > 0;
	const blocks =
		isChosen || run.without.has("trim")
			? body.blocks
			: withoutNames(withoutTitle(body.blocks, fields.title, run), fields.bylines, run);
	return { article: { ...fields, blocks, wireCredit, notes }, trace, follow: { next } };
}
