import type { Blocks, Note } from "../article/article.ts";
import type { Element } from "../article/html.ts";
import { BlockReader } from "./blocks.ts";
import { readBoxes } from "./box.ts";
import type { Page } from "./page.ts";
import type { Recipe } from "./recipe.ts";
import { choose } from "./steps/choose.ts";
import { strip } from "./steps/strip.ts";
import type { TraceLog } from "./trace.ts";

export interface Body {
	/** The element that holds the body, null where the page has none. */
	readonly element: Element | null;
	readonly blocks: Blocks;
	readonly wireCredit: string;
	readonly notes: readonly Note[];
	readonly next: string | null;
}

/** What a step works with besides the boxes. */
export interface Run {
	readonly trace: TraceLog;
	readonly without: ReadonlySet<string>;
}

/** Finds the body, cuts what is not the article, and reads the rest as blocks. */
export function readBody(page: Page, _recipe: Recipe | null, run: Run): Body {
	const tree = readBoxes(page.root);
	strip(tree, run);
	const box = choose(tree, run);
	const reader = new BlockReader(tree, page.base);
	reader.read(box);
	const blocks = reader.pieces.map((piece) => piece.block);
	return { element: box.parent === null ? null : box.element, blocks, wireCredit: "", notes: [], next: null };
}
export function readBodyDebug(page: Page): any {
	const run = { trace: [], without: new Set<string>() };
	const tree = readBoxes(page.root);
	strip(tree, run);
	const box = choose(tree, run);
	const reader = new BlockReader(tree, page.base);
	reader.read(box);
	return { tree, pieces: reader.pieces, box };
}
