import type { Run } from "../body.ts";
import type { Box, BoxTree } from "../box.ts";
import { firstWords } from "../trace.ts";

/** A child with this share of its parent's prose holds the article alone. */
const CHILD_SHARE_MIN = 0.7;
/** A box whose label says body needs less. */
const LABELLED_SHARE_MIN = 0.4;

/** The box that holds the article: from the root down to where the prose parts. */
export function choose(tree: BoxTree, run: Run): Box {
	let box = tree.root;
	for (;;) {
		const heaviest = heaviestOf(box);
		if (heaviest === null || heaviest.prose < CHILD_SHARE_MIN * box.prose) break;
		box = heaviest;
	}
	run.trace.push({
		step: "choose",
		rule: "prose",
		text: firstWords(box.element),
		why: `<${box.name}> "${box.label.text}" holds the prose`,
	});
	return box;
}

function heaviestOf(box: Box): Box | null {
	let best: Box | null = null;
	let bestProse = 0;
	for (const inner of box.boxes) {
		if (inner.dropped !== null) continue;
		const prose = inner.label.body ? (inner.prose * CHILD_SHARE_MIN) / LABELLED_SHARE_MIN : inner.prose;
		if (prose > bestProse) {
			best = inner;
			bestProse = prose;
		}
	}
	return best;
}
