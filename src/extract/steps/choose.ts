import type { Box, BoxTree } from "../box.ts";
import { type Evidence, textBelow } from "../evidence.ts";
import { lettersOf } from "../letters.ts";
import { firstWords, isOff, type Run } from "../trace.ts";

/** A letter of text that is neither prose nor a link outside of it makes a box this much less pure. */
const LOOSE_SHARE = 0.5;
/** How much more purity counts than length: the box around the body has a little more prose and much more of the rest. */
const PURITY_POWER = 1.5;

const BODY_LABEL_FACTOR = 1.7;
const ARTICLE_BODY_FACTOR = 2.5;
const ARTICLE_FACTOR = 1.2;
const DESCRIPTION_FACTOR = 1.3;
const BEFORE_TITLE_FACTOR = 0.4;

interface Candidate {
	readonly box: Box;
	readonly score: number;
	readonly why: string;
}

/** What was chosen, and the box of prose that begins as the page's description does. */
export interface Choice {
	readonly box: Box;
	readonly described: Box | null;
}

/** The box that holds the article: most prose for least of anything else, where the page's own names and evidence agree. */
export function choose(tree: BoxTree, evidence: Evidence, run: Run): Choice {
	const described = describedBox(tree, evidence);
	let best: Candidate = { box: tree.root, score: 0, why: "nothing reads like prose" };
	const stack: Box[] = [tree.root];
	for (let box = stack.pop(); box !== undefined; box = stack.pop()) {
		if (box.dropped !== null || box.prose === 0) continue;
		const candidate = judge(box, evidence, described, run);
		if (candidate.score > best.score) best = candidate;
		stack.push(...box.boxes);
	}
	const { why } = best;
	const box = isOff(run, "choose", "around a paragraph") ? best.box : aroundParagraph(best.box);
	run.trace.push({
		step: "choose",
		rule: "gain",
		text: firstWords(box.element),
		why: `${nameOf(box)}: ${why}`,
	});
	return { box, described };
}

/** A box as a person would point to it. */
function nameOf({ name, label }: Box): string {
	const [first = ""] = label.text.split(";");
	return name === "" ? "the whole page" : first === "" ? `the <${name}>` : `the <${name}> named “${first}”`;
}

const PARAGRAPHS: ReadonlySet<string> = new Set(["p", "blockquote", "ul", "ol", "pre", "table"]);

/** One paragraph is no body: the box around it is, where that is not full of links. */
function aroundParagraph(box: Box): Box {
	const { parent } = box;
	if (!PARAGRAPHS.has(box.name) || parent === null) return box;
	if (parent.noise > parent.prose && !isRun(parent)) return box;
	return aroundParagraph(parent);
}

const RUN_MIN = 3;
const RUN_SHARE_MIN = 0.8;

/** Whether a box is little but paragraphs: what is linked in them is named, and is no menu. */
function isRun({ boxes, text }: Box): boolean {
	const run = boxes.filter(({ name, text, dropped }) => name === "p" && text > 0 && dropped === null);
	return run.length >= RUN_MIN && run.reduce((sum, box) => sum + box.text, 0) >= RUN_SHARE_MIN * text;
}

function judge(box: Box, evidence: Evidence, described: Box | null, run: Run): Candidate {
	const loose = Math.max(0, box.text - box.prose - box.noise);
	let score = box.prose * (box.prose / (box.prose + box.noise + LOOSE_SHARE * loose)) ** PURITY_POWER;
	const reasons = [
		`${box.prose.toFixed(0)} letters of prose beside ${box.noise} of links and ${loose.toFixed(0)} of other text`,
	];
	const weigh = (factor: number, why: string): void => {
		if (isOff(run, "choose", why)) return;
		score *= factor;
		reasons.push(why);
	};
	if (box.element.attribs?.["itemprop"] === "articleBody")
		weigh(ARTICLE_BODY_FACTOR, "it is marked articleBody");
	else if (box.label.body) weigh(BODY_LABEL_FACTOR, "its name says body");
	else if (box.name === "article" || box.name === "main")
		weigh(ARTICLE_FACTOR, `it is the ${box.name} element`);
	if (described !== null && described.order >= box.order && described.order <= box.last)
		weigh(DESCRIPTION_FACTOR, "it has the description's words");
	if (evidence.title !== null && box.last < evidence.title.order)
		weigh(BEFORE_TITLE_FACTOR, "it stands before the title");
	return { box, score, why: reasons.join("; ") };
}

/** The description's first letters stand among so many characters. */
const DESCRIPTION_WITHIN = 80;

/** The first box of prose that begins as the page's description does. */
function describedBox(tree: BoxTree, { description }: Evidence): Box | null {
	if (description === "") return null;
	for (const box of tree.of.values()) {
		if (
			box.dropped === null &&
			box.prose > 0 &&
			box.ownText > 0 &&
			lettersOf(textBelow(box.element, DESCRIPTION_WITHIN)).startsWith(description)
		)
			return box;
	}
	return null;
}
