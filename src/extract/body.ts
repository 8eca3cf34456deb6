import type { Blocks, Note } from "../article/article.ts";
import { type AnyNode, type Element, escapeText, isElement, isText } from "../article/html.ts";
import type { Page } from "./page.ts";
import type { Recipe } from "./recipe.ts";
import type { TraceLog } from "./trace.ts";

export interface Body {
	/** The element that holds the body, null where the page has none. */
	readonly element: Element | null;
	readonly blocks: Blocks;
	readonly wireCredit: string;
	readonly notes: readonly Note[];
	readonly next: string | null;
}

export interface Run {
	readonly trace: TraceLog;
	readonly without: ReadonlySet<string>;
}

/** Finds the body, cuts what is not the article, and reads the rest as blocks. */
export function readBody(page: Page, _recipe: Recipe | null, _run: Run): Body {
	const blocks: Blocks = paragraphs(page.root.children);
	return { element: null, blocks, wireCredit: "", notes: [], next: null };
}

function paragraphs(nodes: readonly AnyNode[]): Blocks {
	return nodes.flatMap((node): Blocks => {
		if (!isElement(node)) return [];
		return node.name === "p"
			? [{ kind: "paragraph", html: escapeText(textIn(node)) }]
			: paragraphs(node.children);
	});
}

function textIn(node: AnyNode): string {
	if (isText(node)) return node.data;
	return isElement(node) ? node.children.map(textIn).join("") : "";
}
