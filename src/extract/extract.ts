import type { Article } from "../article/article.ts";
import { readBody } from "./body.ts";
import { choose } from "./chosen.ts";
import { readFields } from "./fields.ts";
import type { Page } from "./page.ts";
import { type Recipe, recipeFor } from "./recipe.ts";
import type { Trace, TraceLog } from "./trace.ts";

export interface Extracted {
	readonly article: Article;
	readonly trace: Trace;
	/** Pages that belong to the same article; the caller fetches them. */
	readonly follow: { readonly next: string | null };
}

export interface ExtractOptions {
	/** Names of steps that are switched off, for measuring what a step is worth. */
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
	const body = readBody(page, chosen, { trace, without: options.without ?? new Set() });
	const fields = readFields(page, { trace, body: body.element, chosen });
	const { blocks, wireCredit, notes, next } = body;
	return { article: { ...fields, blocks, wireCredit, notes }, trace, follow: { next } };
}
