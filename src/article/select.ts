import { selectAll, selectOne } from "css-select";
import type { AnyNode, Element, ParentNode } from "./html.ts";

/** Elements below `root` that match a CSS selector, in document order. Throws on a selector that is no CSS. */
export function selectElements(selector: string, root: ParentNode): Element[] {
	return selectAll<AnyNode, Element>(selector, root);
}

/** The first element below `root` that matches a CSS selector, or null. */
export function selectElement(selector: string, root: ParentNode): Element | null {
	return selectOne<AnyNode, Element>(selector, root);
}
