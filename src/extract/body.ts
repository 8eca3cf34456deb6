import type { Blocks, Note } from "../article/article.ts";
import type { Element } from "../article/html.ts";
import { type Piece, readPieces } from "./blocks.ts";
import { type Box, type BoxTree, readBoxes, sumBoxes } from "./box.ts";
import type { Chosen } from "./chosen.ts";
import { type Evidence, readEvidence } from "./evidence.ts";
import type { Page } from "./page.ts";
import { choose } from "./steps/choose.ts";
import { takeCredit } from "./steps/credit.ts";
import { embedded } from "./steps/embedded.ts";
import { nextPage } from "./steps/follow.ts";
import { beginningOf, leadPicture } from "./steps/lead.ts";
import { unseenEntries } from "./steps/live.ts";
import { obey, readChosen } from "./steps/obey.ts";
import { prune } from "./steps/prune.ts";
import { strip } from "./steps/strip.ts";
import { editorsIn, type Trimmed, trim } from "./steps/trim.ts";
import type { Run } from "./trace.ts";

export interface Body {
	/** The element that holds the body, null where the page has none. */
	readonly element: Element | null;
	readonly blocks: Blocks;
	readonly wireCredit: string;
	readonly notes: readonly Note[];
	readonly next: string | null;
}

/** Finds the body, cuts what is not the article, and reads the rest as blocks. What a recipe chose stands as it is. */
export function readBody(page: Page, chosen: Chosen | null, run: Run): Body {
	const { tree, box, pieces, notes } = findBody(page, chosen, run);
	const kept = [...pieces];
	const wireCredit = run.without.has("credit") ? "" : takeCredit(kept, run);
	return {
		element: box.parent === null ? null : box.element,
		blocks: kept.map((piece) => piece.block),
		wireCredit,
		notes,
		next: run.without.has("follow") ? null : nextPage(page, tree),
	};
}

/** What `readBody` works from: every box of the page, the one that holds the body, and the body's pieces. */
export interface FoundBody {
	readonly tree: BoxTree;
	readonly box: Box;
	readonly pieces: readonly Piece[];
	readonly notes: readonly Note[];
}

/** Runs the steps, in the order of `STEPS`, but those that are switched off. */
export function findBody(page: Page, chosen: Chosen | null, run: Run): FoundBody {
	const tree = readBoxes(page.root);
	if (chosen !== null) {
		obey(tree, chosen, run);
		const own = readChosen(tree, chosen, page, run);
		if (own !== null) return { tree, notes: editorsIn(own.pieces), ...own };
	}
	const evidence = readEvidence(page, tree);
	sumBoxes(tree.root, evidence.ownHeadings);
	if (!run.without.has("strip")) strip(tree, evidence, run);
	const { box, described } = run.without.has("choose")
		? { box: tree.root, described: null }
		: choose(tree, evidence, run);
	if (!run.without.has("prune")) prune(box, evidence, described, run);
	const context = { tree, base: page.base, pictures: new Set<string>() };
	const beginning = run.without.has("lead") ? [] : beginningOf(box, evidence, run);
	for (const part of beginning) prune(part, evidence, null, run);
	const pieces = [...beginning, box].flatMap((part) => readPieces(part, context));
	if (!run.without.has("embedded")) pieces.push(...unseenEntries(page, pieces, run));
	const seen = trimmed(pieces, evidence, run);
	const hidden = run.without.has("embedded") ? null : embedded(page, evidence, seen.pieces, run);
	const read = hidden === null ? seen : trimmed(hidden, evidence, run);
	const lead = run.without.has("lead")
		? null
		: leadPicture(page, { tree, box, pieces: read.pieces }, evidence, run);
	return { tree, box, notes: read.notes, pieces: lead === null ? read.pieces : [lead, ...read.pieces] };
}

function trimmed(pieces: readonly Piece[], evidence: Evidence, run: Run): Trimmed {
	return run.without.has("trim") ? { pieces, notes: [] } : trim(pieces, evidence, run);
}
