import { type AnyNode, isElement, isText } from "../../article/html.ts";
import { type Box, isForMachines, isHeading, isHidden, isUnread } from "../box.ts";
import { isQuotedPost } from "../embeds.ts";
import { type Evidence, textBelow } from "../evidence.ts";
import { isBoxAside } from "../phrases.ts";
import { firstWords, isOff, type Run } from "../trace.ts";

/** Teasers that hold more than this share of the body's prose are the body: a list of products, a round-up. */
const CARDS_SHARE_MAX = 0.35;
/** Unless so much prose stands outside of them, and the page's description with it. */
const ARTICLE_PROSE_MIN = 200;
const ARTICLE_PARAGRAPHS_MIN = 3;
const LINKS_SHARE_MAX = 0.65;
const BEFORE_TITLE_SHARE_MAX = 0.2;
/** A heading of a lower level below so much prose names a section, though its words begin the title. */
const ABOVE_SECTION_MIN = 60;
/** Longer boxes are read for what they are, however they begin. */
const ASIDE_TEXT_MAX = 900;
const ASIDE_BEGINNING = 100;
const CAPTION_TEXT_MAX = 240;
const CAPTION_SHARE_MAX = 0.1;

/** What the boxes inside of a body are judged by. */
interface Judge {
	readonly body: Box;
	readonly title: Box | null;
	/** Whether teasers stand beside the article rather than being it. */
	readonly cards: boolean;
	readonly leadsAway: Evidence["leadsAway"];
}

/** What lists a story's sources, where its links lead to other sites. */
const LISTS: ReadonlySet<string> = new Set(["ul", "ol", "dl", "table"]);

/** Drops what stands inside the chosen box and is no part of the article: the title, what is above it, teasers, lists of links. */
export function prune(body: Box, evidence: Evidence, described: Box | null, run: Run): void {
	if (!isOff(run, "prune", EXCERPTS)) dropExcerpts(body, described, run);
	const teasers = cardsBelow(body);
	const cards =
		teasers.prose <= CARDS_SHARE_MAX * body.prose ||
		(described !== null &&
			!inCard(described, body) &&
			body.prose - teasers.prose >= ARTICLE_PROSE_MIN &&
			body.paragraphs - teasers.paragraphs >= ARTICLE_PARAGRAPHS_MIN);
	const judge: Judge = {
		body,
		title: titleIn(body, evidence, run),
		cards,
		leadsAway: evidence.leadsAway,
	};
	const visit = (box: Box): void => {
		const stream = cards ? streamIn(box) : null;
		for (const inner of box.boxes) if (inner.dropped === null) visitOne(inner, inner.name === stream);
	};
	const visitOne = (inner: Box, streamed: boolean): void => {
		const why = streamed && hasLinkedHeading(inner) ? STREAM : whyPruned(inner, judge, run);
		if (why === null || isOff(run, "prune", why)) {
			if (isMedia(inner, judge) && !isOff(run, "prune", "a caption")) inner.boxes.forEach(markCaptions);
			visit(inner);
			return;
		}
		inner.dropped = why;
		if (inner.text > 0)
			run.trace.push({ step: "prune", rule: why, text: firstWords(inner.element), why: `it is ${why}` });
	};
	visit(body);
}

const EXCERPTS = "excerpts of other stories";
const EXCERPTS_MIN = 3;
const EXCERPTS_SHARE_MIN = 0.6;
const EXCERPT_TEXT_MIN = 60;
const EXCERPT_TEXT_MAX = 700;
/** What an excerpt ends with. */
const CUT_OFF = /(?:\.\.\.|…|\[(?:\.\.\.|…)\])$/;

/** Drops boxes side by side of which most link and break off in the middle of a sentence, where the article stands elsewhere in the body. */
function dropExcerpts(body: Box, described: Box | null, run: Run): void {
	const found: Box[] = [];
	const visit = (box: Box): void => {
		const excerpts = excerptsIn(box);
		if (excerpts.length > 0) found.push(...excerpts);
		else for (const inner of box.boxes) if (inner.dropped === null) visit(inner);
	};
	visit(body);
	if (found.length === 0 || (described !== null && found.some((box) => holds(box, described)))) return;
	if (body.prose - found.reduce((sum, { prose }) => sum + prose, 0) < ARTICLE_PROSE_MIN) return;
	for (const box of found) {
		box.dropped = EXCERPTS;
		run.trace.push({
			step: "prune",
			rule: EXCERPTS,
			text: firstWords(box.element),
			why: `it is one of ${EXCERPTS}`,
		});
	}
}

function excerptsIn({ boxes }: Box): readonly Box[] {
	if (boxes.length < EXCERPTS_MIN) return [];
	const kin = boxes.filter(
		({ name, text, dropped }) =>
			name !== "p" && name !== "tr" && dropped === null && text >= EXCERPT_TEXT_MIN,
	);
	const linked = kin.filter(({ links }) => links > 0);
	if (linked.length < EXCERPTS_MIN || linked.length < EXCERPTS_SHARE_MIN * kin.length) return [];
	if (kin.some(({ text }) => text > EXCERPT_TEXT_MAX)) return [];
	const cut = linked.filter(({ element }) => CUT_OFF.test(lastText(element)));
	return cut.length >= EXCERPTS_MIN && cut.length >= EXCERPTS_SHARE_MIN * kin.length ? kin : [];
}

const TEASERS = "teasers of other stories";
const STREAM = "a stream of other stories";

/** So many boxes side by side, a third of them teasers, are a stream of stories: the longer ones are no less so. */
const STREAM_MIN = 12;
const STREAM_CARDS_SHARE_MIN = 1 / 3;

/** The name of the children that are a stream of stories; null where there is none. */
function streamIn({ boxes }: Box): string | null {
	const isCard = (box: Box): boolean => box.card && box.dropped === null && !isHeading(box);
	const name = boxes.find(isCard)?.name;
	const kin = boxes.filter((box) => box.name === name && box.dropped === null && box.text > 0);
	const cards = kin.filter(isCard).length;
	return kin.length >= STREAM_MIN && cards >= STREAM_CARDS_SHARE_MIN * kin.length ? (name ?? null) : null;
}

function hasLinkedHeading(box: Box): boolean {
	return isHeading(box)
		? box.text > 0 && box.links >= LINKS_SHARE_MAX * box.text
		: box.boxes.some(hasLinkedHeading);
}

function whyPruned(box: Box, { body, title, cards, leadsAway }: Judge, run: Run): string | null {
	if (box === title) return "the title once more";
	if (title !== null && box.last < title.order) return "above the title";
	if (isLinkList(box) && !isSources(box, leadsAway) && !isIntroduced(box, run)) return "nothing but links";
	if (box.text > 0 && isHidden(box)) {
		if (box.prose === 0) return "hidden, and no prose";
		if (isForMachines(box)) return "hidden, and written for machines";
	}
	if (cards && box.card && !isHeading(box) && !holds(box, title)) return TEASERS;
	if (isOtherArticle(box, body, title)) return "another article";
	return isAside(box) ? "an appeal, or a pointer elsewhere" : null;
}

const holds = (box: Box, inner: Box | null): boolean =>
	inner !== null && box.order <= inner.order && inner.order <= box.last;

/** The title's heading, where it stands in the body and little prose is above it; above one of a lower level none. */
function titleIn(body: Box, { title }: Evidence, run: Run): Box | null {
	if (title === null || !holds(body, title)) return null;
	let above = 0;
	const visit = (box: Box): void => {
		if (box.dropped !== null || box.order > title.order) return;
		if (box.last < title.order) above += box.prose;
		else box.boxes.forEach(visit);
	};
	body.boxes.forEach(visit);
	if (above > BEFORE_TITLE_SHARE_MAX * body.prose) return null;
	const isSection = title.name !== "h1" && above >= ABOVE_SECTION_MIN;
	return isSection && !isOff(run, "prune", "a section's heading") ? null : title;
}

/** How much stands in teasers, those that hold the box left aside. */
function cardsBelow(box: Box): { readonly prose: number; readonly paragraphs: number } {
	let prose = 0;
	let paragraphs = 0;
	for (const inner of box.boxes) {
		if (inner.dropped !== null) continue;
		const found = inner.card ? inner : cardsBelow(inner);
		prose += found.prose;
		paragraphs += found.paragraphs;
	}
	return { prose, paragraphs };
}

function inCard(box: Box, body: Box): boolean {
	for (let outer: Box | null = box; outer !== null && outer !== body; outer = outer.parent)
		if (outer.card) return true;
	return false;
}

const CELLS: ReadonlySet<string> = new Set(["td", "th", "tr", "li"]);

function isLinkList(box: Box): boolean {
	return (
		box.text > 0 &&
		box.links >= LINKS_SHARE_MAX * box.text &&
		!isHeading(box) &&
		box.name !== "p" &&
		!isQuotedPost(box.element) &&
		!CELLS.has(box.name)
	);
}

/** A list that leads to other sites: what a story draws on, or what a round-up rounds up. */
const isSources = (box: Box, leadsAway: Evidence["leadsAway"]): boolean =>
	LISTS.has(box.name) && leadsAway(box.element);

const COLON = /[:：]$/;

/** A list right behind a paragraph of prose that ends in a colon: what the story goes on to name, though it links each. */
function isIntroduced(box: Box, run: Run): boolean {
	if (box.name !== "ul" && box.name !== "ol") return false;
	const before = box.parent?.boxes.findLast(({ order, text }) => order < box.order && text > 0);
	if (before?.name !== "p" || before.prose === 0 || before.dropped !== null) return false;
	return COLON.test(lastText(before.element)) && !isOff(run, "prune", "a list behind a colon");
}

/** The last text below a node that is not empty. */
function lastText(node: AnyNode): string {
	if (isText(node)) return node.data.trim();
	if (!isElement(node) || isUnread(node)) return "";
	for (let at = node.children.length - 1; at >= 0; at--) {
		const text = lastText(node.children[at] as AnyNode);
		if (text !== "") return text;
	}
	return "";
}

/** An article below this one that has a first heading of its own: the next story of an endless page. */
function isOtherArticle(box: Box, body: Box, title: Box | null): boolean {
	if (box.name !== "article" || title === null || box.order <= title.last || !hasFirstHeading(box))
		return false;
	return proseBetween(body, title.order, box.order) >= ARTICLE_PROSE_MIN;
}

/** Prose of the boxes that lie between two places. */
function proseBetween(box: Box, from: number, to: number): number {
	if (box.dropped !== null || box.last < from || box.order >= to) return 0;
	if (box.order > from && box.last < to) return box.prose;
	return box.boxes.reduce((sum, inner) => sum + proseBetween(inner, from, to), 0);
}

const hasFirstHeading = (box: Box): boolean => box.name === "h1" || box.boxes.some(hasFirstHeading);

function isAside(box: Box): boolean {
	if (
		box.boxes.length < 2 ||
		box.text === 0 ||
		box.text > ASIDE_TEXT_MAX ||
		box.name === "ul" ||
		box.name === "ol"
	)
		return false;
	return isBoxAside(textBelow(box.element, ASIDE_BEGINNING).replace(/\s+/g, " ").trim());
}

/** A box around a picture with so little text that the text can only be its caption. */
function isMedia(box: Box, { body, title }: Judge): boolean {
	if (box.pictures === 0 || box.text === 0 || box.text > CAPTION_TEXT_MAX || CELLS.has(box.name))
		return false;
	return (
		box.ownText === 0 &&
		box.text < CAPTION_SHARE_MAX * body.prose &&
		!holds(box, title) &&
		!box.boxes.some(hasHeading)
	);
}

const hasHeading = (box: Box): boolean => isHeading(box) || box.boxes.some(hasHeading);

/** A paragraph beside a picture that has so much and so many marks of sentences is no caption. */
const CAPTION_MARKS_MAX = 2;
const CAPTION_PARAGRAPH_MAX = 100;

function markCaptions(box: Box): void {
	if (box.name === "p" && box.marks > CAPTION_MARKS_MAX && box.text >= CAPTION_PARAGRAPH_MAX) return;
	if (box.pictures === 0 && box.text > 0) box.dropped ??= "a caption";
	else box.boxes.forEach(markCaptions);
}
