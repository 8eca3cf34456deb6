import type { Article } from "../article/article.ts";
import { readBody } from "./body.ts";
import { readFields } from "./fields.ts";
import type { Page } from "./page.ts";
import type { Recipe } from "./recipe.ts";
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

/** The whole article, nothing but the article. Pure: the same page and recipe always give the same bytes. */
export function extract(page: Page, recipe: Recipe | null = null, options: ExtractOptions = {}): Extracted {
	const trace: TraceLog = [];
	const body = readBody(page, recipe, { trace, without: options.without ?? new Set() });
	const fields = readFields(page, trace, body.element);
	const { blocks, wireCredit, notes, next } = body;
	return { article: { ...fields, blocks, wireCredit, notes }, trace, follow: { next } };
}
