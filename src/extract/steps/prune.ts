import type { Run } from "../body.ts";
import { type Box, isHeading } from "../box.ts";
import type { Evidence } from "../evidence.ts";
import { firstWords } from "../trace.ts";

/** Teasers that hold more than this share of the body's prose are the body: a list of products, a round-up. */
const CARDS_SHARE_MAX = 0.35;
const LINKS_SHARE_MAX = 0.65;
const BEFORE_TITLE_SHARE_MAX = 0.2;

/** Drops what stands inside the chosen box and is no part of the article: the title, what is above it, teasers, lists of links. */
export function prune(body: Box, evidence: Evidence, run: Run): void {
	const title = titleIn(body, evidence);
	const cards = cardsShare(body) <= CARDS_SHARE_MAX * body.prose;
	const visit = (box: Box): void => {
		for (const inner of box.boxes) {
			if (inner.dropped !== null) continue;
			const why =
				whyPruned(inner, title) ?? (cards && isCard(inner, title) ? "teasers of other stories" : null);
			if (why === null) visit(inner);
			else {
				inner.dropped = why;
				if (inner.text > 0)
					run.trace.push({ step: "prune", rule: "inside", text: firstWords(inner.element), why });
			}
		}
	};
	visit(body);
}

function whyPruned(box: Box, title: Box | null): string | null {
	if (box === title) return "the article's title";
	if (title !== null && box.last < title.order) return "above the title";
	return isLinkList(box) ? "nothing but links" : null;
}

function isCard(box: Box, title: Box | null): boolean {
	return box.card && !isHeading(box) && !holds(box, title);
}

const holds = (box: Box, title: Box | null): boolean =>
	title !== null && box.order <= title.order && title.order <= box.last;

/** The title's heading, where it stands in the body and little prose is above it. */
function titleIn(body: Box, { title }: Evidence): Box | null {
	if (title === null || !holds(body, title)) return null;
	let above = 0;
	const visit = (box: Box): void => {
		if (box.dropped !== null || box.order > title.order) return;
		if (box.last < title.order) above += box.prose;
		else box.boxes.forEach(visit);
	};
	body.boxes.forEach(visit);
	return above <= BEFORE_TITLE_SHARE_MAX * body.prose ? title : null;
}

function cardsShare(box: Box): number {
	if (box.dropped !== null) return 0;
	return box.card ? box.prose : box.boxes.reduce((sum, inner) => sum + cardsShare(inner), 0);
}

function isLinkList(box: Box): boolean {
	return (
		box.text > 0 &&
		box.links >= LINKS_SHARE_MAX * box.text &&
		!isHeading(box) &&
		box.name !== "td" &&
		box.name !== "li" &&
		box.name !== "tr"
	);
}
