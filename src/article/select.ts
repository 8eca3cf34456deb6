import { compile, selectAll, selectOne } from "css-select";
import type { AnyNode, Element, ParentNode } from "./html.ts";

type Query = (element: Element) => boolean;

/** So many selectors are kept compiled: those of all recipes, several times over. */
const QUERIES_MAX = 2000;
const QUERIES = new Map<string, Query>();

/** The selector as a function, compiled once: recipes ask with the same ones on every page. */
function queryOf(selector: string): Query {
	let query = QUERIES.get(selector);
	if (query === undefined) {
		query = compile<AnyNode, Element>(selector);
		if (QUERIES.size >= QUERIES_MAX) QUERIES.clear();
		QUERIES.set(selector, query);
	}
	return query;
}

/** Elements below `root` that match a CSS selector, in document order. Throws on a selector that is no CSS. */
export function selectElements(selector: string, root: ParentNode): Element[] {
	return selectAll<AnyNode, Element>(queryOf(selector), root);
}

/** The first element below `root` that matches a CSS selector, or null. */
export function selectElement(selector: string, root: ParentNode): Element | null {
	return selectOne<AnyNode, Element>(queryOf(selector), root);
}

/** Whether an element matches a CSS selector. */
export function isSelected(element: Element, selector: string): boolean {
	return queryOf(selector)(element);
}
