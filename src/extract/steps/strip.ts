import { type Box, type BoxTree, isForMachines, isHeading, sumBoxes } from "../box.ts";
import { type Evidence, textBelow } from "../evidence.ts";
import { lettersOf } from "../letters.ts";
import { isTimeLine } from "../phrases.ts";
import { firstWords, isOff, type Run } from "../trace.ts";
import { isNamedByOwnWords } from "../vocabulary.ts";

const ROLES: ReadonlySet<string> = new Set(
	"navigation contentinfo complementary search dialog alertdialog banner menu menubar toolbar tablist".split(
		" ",
	),
);

/** Parts of tables: their names tell the data, not the place. */
const ROWS: ReadonlySet<string> = new Set(["tr", "td", "th", "tbody", "thead"]);

/** What a heading may be the heading of; its other names tell what it says: a `toc` or `nav` is a mark in the text. */
const HEADED: ReadonlySet<string> = new Set([
	"comments",
	"sharing",
	"other stories",
	"a form",
	"for screen readers",
]);

/** A name drops no box that holds more than this share of the page's prose, but for what can be longer than articles. */
const PROSE_SHARE_MAX = 0.4;
const LONG_ONES: ReadonlySet<string> = new Set(["comments", "a notice about cookies"]);
/** An element or a role may drop up to this share, a footer any, where the body is seen to stand outside. */
const PROSE_SHARE_BESIDE_BODY_MAX = 0.75;
/** What must be left where such a box is dropped. */
const PROSE_LEFT_MIN = 60;
const PROSE_OF_BODY_MIN = 200;
/** What holds the headline and so much prose is the article. */
const PROSE_OF_ARTICLE_MIN = 600;

/** Drops boxes that by their element, role or label stand beside an article. */
export function strip(tree: BoxTree, evidence: Evidence, run: Run): void {
	const { prose } = tree.root;
	const own = proseButComments(tree, evidence, run);
	const found = findBeside({ tree, own, evidence }, run);
	// A label that stands on much of the page's prose, box by box, says something else here.
	const proseOf = new Map<string, number>();
	for (const { box } of found) proseOf.set(box.label.text, (proseOf.get(box.label.text) ?? 0) + box.prose);
	const proseMax = PROSE_SHARE_MAX * own;
	const times = isOff(run, "strip", "times of entries") ? new Set<Box>() : timesOfEntries(found);
	for (const { box, why } of found) {
		if (times.has(box)) continue;
		if (why === box.label.beside && !LONG_ONES.has(why) && (proseOf.get(box.label.text) ?? 0) > proseMax)
			continue;
		box.dropped = why;
		if (box.text > 0)
			run.trace.push({ step: "strip", rule: why, text: firstWords(box.element), why: reasonOf(why) });
	}
	sumBoxes(tree.root, evidence.ownHeadings);
	if (tree.root.prose >= PROSE_LEFT_MIN || prose < PROSE_LEFT_MIN) return;
	for (const { box } of found) box.dropped = null;
	run.trace.push({ step: "strip", rule: "undone", text: "", why: "nothing that reads like prose was left" });
	sumBoxes(tree.root, evidence.ownHeadings);
}

interface Beside {
	readonly box: Box;
	readonly why: string;
}

/** So many boxes of one name that hold a time are the times of a live blog's entries. */
const ENTRIES_MIN = 3;
const TIME_TEXT_MAX = 60;

function timesOfEntries(found: readonly Beside[]): ReadonlySet<Box> {
	const byName = new Map<string, Box[]>();
	for (const { box } of found) {
		if (box.text === 0 || box.text > TIME_TEXT_MAX || box.label.beside === null) continue;
		if (!isTimeLine(textBelow(box.element).replace(/\s+/g, " ").trim())) continue;
		byName.set(box.label.text, [...(byName.get(box.label.text) ?? []), box]);
	}
	return new Set([...byName.values()].filter((boxes) => boxes.length >= ENTRIES_MIN).flat());
}

/** The page's prose without what may be longer than any article, and without hidden copies: neither says how long this one is. */
function proseButComments({ root }: BoxTree, { title }: Evidence, run: Run): number {
	if (isOff(run, "strip", "prose but comments")) return root.prose;
	let { prose } = root;
	const stack: Box[] = [...root.boxes];
	for (let box = stack.pop(); box !== undefined; box = stack.pop()) {
		if (box.prose === 0) continue;
		const isLong = LONG_ONES.has(whyBeside(box) ?? "") && (title === null || !isWithin(title, box));
		if (isLong || isForMachines(box)) prose -= box.prose;
		else stack.push(...box.boxes);
	}
	return prose >= PROSE_LEFT_MIN ? prose : root.prose;
}

/** What a box is judged by: the page, its prose but for comments, and its evidence. */
interface Around {
	readonly tree: BoxTree;
	readonly own: number;
	readonly evidence: Evidence;
}

function findBeside(around: Around, run: Run): Beside[] {
	const found: Beside[] = [];
	const stack: Box[] = [...around.tree.root.boxes];
	for (let box = stack.pop(); box !== undefined; box = stack.pop()) {
		const why = whyBeside(box);
		if (why === null || !mayDrop(box, why, around) || isSlug(box, why, run) || isOff(run, "strip", why))
			stack.push(...box.boxes);
		else found.push({ box, why });
	}
	return found;
}

/** Why a box is dropped, as a person would say it. */
function reasonOf(why: string): string {
	if (why.startsWith("<")) return `it is marked as ${why}`;
	if (why === CAPTION) return "it is a caption, which goes with its picture";
	return why === ROLE ? "its role sets it apart" : `its name says ${why}`;
}

/** Whether what sets a box apart are the words of its own heading, made an id for links to lead to. */
function isSlug({ label, element }: Box, why: string, run: Run): boolean {
	if (why !== label.beside) return false;
	const letters = (text: string): string => lettersOf(text).replace(/\d/g, "");
	const begins = (name: string): boolean => letters(textBelow(element)).startsWith(letters(name));
	return isNamedByOwnWords(label, begins) && !isOff(run, "strip", "slugs of headings");
}

const ROLE = "its role";
const CAPTION = "a caption";

/** What a story's own notes are named, wherever they stand. */
const FOOTNOTES = /\b(?:foot|end) ?notes?\b/;

function whyBeside(box: Box): string | null {
	if (FOOTNOTES.test(box.label.text)) return null;
	switch (box.name) {
		case "nav":
		case "footer":
		case "aside":
		case "dialog":
		case "menu":
			return `<${box.name}>`;
		case "form":
			return "a form";
		case "figcaption":
			return CAPTION;
	}
	const role = box.element.attribs["role"]?.trim().toLowerCase();
	if (role !== undefined && ROLES.has(role) && !(role === "tablist" && box.prose >= PROSE_OF_BODY_MIN))
		return ROLE;
	if (ROWS.has(box.name) || (isHeading(box) && !HEADED.has(box.label.beside ?? ""))) return null;
	// A box named for its caption that holds the picture, too, is both.
	if (box.label.beside === CAPTION && box.pictures > 0) return null;
	return box.label.beside;
}

/** Whether what stands beside the article leaves enough of the page to be believed. */
function mayDrop(box: Box, why: string, { tree, own, evidence: { title } }: Around): boolean {
	const { prose } = tree.root;
	if (MISTAKEN.has(why) && holdsArticle(box, title)) return false;
	if (isOwnTeaser(box, title)) return false;
	if (box.prose <= PROSE_SHARE_MAX * own) return true;
	if (title !== null && isWithin(title, box)) return false;
	if (LONG_ONES.has(why)) return prose - box.prose >= PROSE_LEFT_MIN;
	if (title === null || why === box.label.beside) return false;
	if (box.prose > PROSE_SHARE_BESIDE_BODY_MAX * prose && why !== "<footer>") return false;
	return [...tree.of.values()].some((other) => isBody(other) && !isWithin(other, box));
}

/** What articles are named, too: a window that asks to republish a story names it, and is none. */
const MISTAKEN: ReadonlySet<string> = new Set(["comments", "facts about the article"]);

const holdsArticle = (box: Box, title: Box | null): boolean =>
	title !== null && isWithin(title, box) && box.prose >= PROSE_OF_ARTICLE_MIN;

/** What a standfirst is named, too. */
const TEASER = /\bteaser(?: (?:text|copy|body))?(?:;|$)/;

/** Whether a paragraph under the headline is named a teaser and leads nowhere: it is the article's own. */
function isOwnTeaser(box: Box, title: Box | null): boolean {
	const { label, parent, links, inLink, paragraphs } = box;
	if (label.beside !== "other stories" || !TEASER.test(label.text)) return false;
	if (paragraphs !== 1 || links > 0 || inLink || title === null || box.order < title.order) return false;
	return parent !== null && parent.linkedHeadings === 0 && parent.links < parent.prose;
}

const isWithin = (inner: Box, box: Box): boolean => box.order <= inner.order && inner.order <= box.last;

/** Whether a name says that a box holds the body, and it holds some. */
function isBody({ label, element, prose }: Box): boolean {
	return (
		prose >= PROSE_OF_BODY_MIN &&
		label.beside === null &&
		(label.body || element.attribs["itemprop"] === "articleBody")
	);
}
