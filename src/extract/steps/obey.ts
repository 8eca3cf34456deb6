import { type Piece, readPieces } from "../blocks.ts";
import type { Box, BoxTree } from "../box.ts";
import type { Chosen } from "../chosen.ts";
import type { Page } from "../page.ts";
import type { Run } from "../trace.ts";
import { firstWords } from "../trace.ts";

/** Drops what the recipe strips, and marks what it calls captions. */
export function obey(tree: BoxTree, { recipe, stripped, captions }: Chosen, run: Run): void {
	for (const element of stripped) {
		const box = tree.of.get(element);
		if (box === undefined) continue;
		box.dropped = `the recipe ${recipe}`;
		run.trace.push({
			step: "strip",
			rule: "recipe",
			text: firstWords(element),
			why: `the recipe ${recipe} strips it`,
		});
	}
	for (const element of captions) {
		const box = tree.of.get(element);
		if (box !== undefined && box.dropped === null) box.dropped = "a caption";
	}
}

/** The body that the recipe chose, read as it stands; null where it chose none or an empty one. */
export function readChosen(
	tree: BoxTree,
	chosen: Chosen,
	page: Page,
	run: Run,
): { readonly box: Box; readonly pieces: readonly Piece[] } | null {
	const context = { tree, base: page.base, pictures: new Set<string>(), stripped: new Set(chosen.stripped) };
	let longest: Box | null = null;
	let most = 0;
	const pieces: Piece[] = [];
	for (const element of chosen.body) {
		const box = tree.of.get(element);
		if (box === undefined) continue;
		const own = readPieces(box, context);
		const length = own.reduce((sum, { text }) => sum + text.length, 0);
		if (length > most) [longest, most] = [box, length];
		pieces.push(...own);
	}
	if (longest === null) return null;
	run.trace.push({
		step: "choose",
		rule: "recipe",
		text: firstWords(longest.element),
		why: `the <${longest.name}> that the recipe ${chosen.recipe} names`,
	});
	return { box: longest, pieces };
}
