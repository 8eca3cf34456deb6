import {
	type AnyNode,
	BARE,
	type Element,
	isElement,
	isText,
	type ParentNode,
	tagTable,
} from "../article/html.ts";
import { joinLabels, type Label, Labels, SILENT_LABEL } from "./vocabulary.ts";

/**
 * A block of the page with what is counted of it: an element that begins a line of its own, or an
 * inline element that holds such a block. Lengths are weights of letters: a CJK character says as
 * much as three letters of an alphabet.
 */
export interface Box {
	readonly element: Element;
	readonly name: string;
	/** What its class names, id and the like say of it. */
	readonly label: Label;
	readonly parent: Box | null;
	readonly boxes: Box[];
	readonly inLink: boolean;
	/** Place in document order; `last` is the place of the last box below. */
	readonly order: number;
	last: number;
	/** Text that stands directly in this box, and how much of it in links. */
	ownText: number;
	ownLinks: number;
	/** Marks of sentences in the own text: commas and full stops of any script. */
	ownMarks: number;
	/** The same of the box and all below it that is not dropped. */
	text: number;
	links: number;
	marks: number;
	/** Prose: weight of text that reads like paragraphs, of this box and all below it. */
	prose: number;
	/** Weight of links that stand outside of prose. */
	noise: number;
	/** Boxes with prose of their own. */
	paragraphs: number;
	/** Pictures and players. */
	pictures: number;
	/** Headings that are links: the titles of other stories. */
	linkedHeadings: number;
	/** Whether the box reads like the teasers of other stories: linked headings, each with little text. */
	card: boolean;
	/** Why the box is not part of the article; null while it may be. */
	dropped: string | null;
}

/** A page's boxes: the root's, and the box of an element. */
export interface BoxTree {
	readonly root: Box;
	readonly of: ReadonlyMap<Element, Box>;
	/** The boxes of headings, in document order. */
	readonly headings: readonly Box[];
}

/** How an element is read by its name: what begins and ends a line, what is never read as text, and what stands for a picture. Others are inline. */
const [BLOCK, UNREAD, PICTURE, PLAYER] = [1, 2, 3, 4];

const KINDS = tagTable(
	new Map([
		[
			BLOCK,
			"address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul",
		],
		[
			UNREAD,
			"script style template noscript object embed applet svg math canvas audio select option textarea button input head title noframes noembed plaintext xmp link meta base progress meter map datalist",
		],
		[PICTURE, "img amp-img"],
		[PLAYER, "video iframe"],
	]),
);

const isPictureKind = (kind: number | undefined): boolean => kind === PICTURE || kind === PLAYER;
const isUnreadKind = (kind: number | undefined): boolean => kind === UNREAD || kind === PLAYER;

/** Whether an element's text is never read. */
export function isUnread({ tag }: Element): boolean {
	return isUnreadKind(KINDS[tag.number]);
}

/** Reads the tree into boxes. */
export function readBoxes(root: ParentNode): BoxTree {
	const reader = new BoxReader();
	return { root: reader.read(root), of: reader.of, headings: reader.headings };
}

/** Notes inline elements that hold blocks; true where one of the nodes is or holds a block. */
function noteHolders({ children }: ParentNode, holders: Set<Element>): boolean {
	let found = false;
	for (const child of children) {
		if (!isElement(child)) continue;
		const kind = KINDS[child.tag.number];
		if (isUnreadKind(kind)) continue;
		const holds = noteHolders(child, holders);
		if (holds && kind !== BLOCK) holders.add(child);
		if (holds || kind === BLOCK) found = true;
	}
	return found;
}

class BoxReader {
	readonly of = new Map<Element, Box>();
	readonly headings: Box[] = [];
	readonly #labels = new Labels();
	readonly #holders = new Set<Element>();
	#order = 0;

	/** The document itself as a box, so that a page without `<body>` reads like any other. */
	read(root: ParentNode): Box {
		noteHolders(root, this.#holders);
		const box = newBox(root as Element, null, { order: this.#order++, inLink: false, label: SILENT_LABEL });
		this.#readChildren(root, box, false);
		return box;
	}

	/** One function that calls itself, not several that call each other: each of those would be compiled with the others inside of it. */
	#readChildren({ children }: ParentNode, box: Box, inLink: boolean): void {
		for (let place = 0; place < children.length; place++) {
			const node = children[place] as AnyNode;
			if (isText(node)) countText(node.data, box, inLink);
			if (!isElement(node)) continue;
			const kind = KINDS[node.tag.number];
			if (isPictureKind(kind)) box.pictures++;
			if (isUnreadKind(kind)) continue;
			const link = inLink || node.name === "a";
			const inner = this.#isBox(node, kind) ? this.#open(node, box, link) : null;
			this.#readChildren(node, inner ?? box, link);
			if (inner !== null) this.#close(inner, box);
		}
	}

	#isBox(element: Element, kind: number | undefined): boolean {
		return kind === BLOCK || this.#holders.has(element);
	}

	#open(element: Element, outer: Box, inLink: boolean): Box {
		const box = newBox(element, outer, { order: this.#order++, inLink, label: this.#labelOf(element) });
		outer.boxes.push(box);
		this.of.set(element, box);
		if (isHeading(box)) this.headings.push(box);
		return box;
	}

	#close(box: Box, outer: Box): void {
		box.last = this.#order - 1;
		outer.pictures += box.pictures;
	}

	#labelOf({ name, attribs }: Element): Label {
		let label = SILENT_LABEL;
		if (attribs === BARE || name === "html" || name === "body") return label;
		for (const attribute of NAMING) {
			const names = attribs[attribute];
			if (names !== undefined && names !== "") label = joinLabels(label, this.#labels.read(names));
		}
		return label;
	}
}

function newBox(
	element: Element,
	parent: Box | null,
	{ order, inLink, label }: Pick<Box, "order" | "inLink" | "label">,
): Box {
	return {
		element,
		name: element.name ?? "",
		label,
		parent,
		boxes: [],
		inLink,
		order,
		last: order,
		ownText: 0,
		ownLinks: 0,
		ownMarks: 0,
		text: 0,
		links: 0,
		marks: 0,
		prose: 0,
		noise: 0,
		paragraphs: 0,
		pictures: 0,
		linkedHeadings: 0,
		card: false,
		dropped: null,
	};
}

/** Attributes that name an element. */
const NAMING = ["class", "id", "itemprop", "data-testid", "data-component"] as const;

const CJK_WEIGHT = 3;

/** What a character weighs, by its code unit; +8 where it is a comma or full stop of any script. */
const MARK = 8;
const WEIGHTS = weightTable();

function weightTable(): Uint8Array {
	const weights = new Uint8Array(0x10000).fill(1);
	weights.fill(0, 0, 0x21);
	weights.fill(0, 0x2000, 0x2010);
	weights.fill(CJK_WEIGHT, 0x3040, 0xfb00);
	for (const space of [0xa0, 0xad, 0x3000, 0xfeff]) weights[space] = 0;
	for (const mark of ",.!?;،؟۔।、。，！？；") weights[mark.charCodeAt(0)] = MARK + 1;
	return weights;
}

function countText(text: string, box: Box, inLink: boolean): void {
	let weight = 0;
	let marks = 0;
	for (let at = 0; at < text.length; at++) {
		const found = WEIGHTS[text.charCodeAt(at)] as number;
		if (found >= MARK) marks++;
		weight += found & (MARK - 1);
	}
	box.ownText += weight;
	box.ownMarks += marks;
	if (inLink) box.ownLinks += weight;
}

const TEXT_OF_PROSE_MIN = 25;
const TEXT_WITHOUT_MARKS_MIN = 80;
/** So much text with so few marks is a list of words. */
const LONG_TEXT_MIN = 2500;
const TEXT_FOR_A_MARK_MAX = 600;
const LINKS_IN_PROSE_MAX = 0.5;

/** What share of its own text counts as prose, by element. */
const PROSE_SHARE: Readonly<Record<string, number>> = {
	p: 1,
	blockquote: 1,
	pre: 0.8,
	li: 0.6,
	td: 0.8,
	dd: 0.8,
	th: 0.2,
	dt: 0.3,
	h1: 0,
	h2: 0,
	h3: 0,
	h4: 0,
	h5: 0,
	h6: 0,
	caption: 0,
	figcaption: 0,
	legend: 0,
	summary: 0,
};
const PROSE_SHARE_OTHER = 0.9;

/** How much of a box's own text reads like a paragraph. */
export function ownProse(box: Box): number {
	const { ownText, ownLinks } = box;
	if (ownText < TEXT_OF_PROSE_MIN || ownLinks > LINKS_IN_PROSE_MAX * ownText) return 0;
	if (box.ownMarks === 0 && ownText < TEXT_WITHOUT_MARKS_MIN) return 0;
	if (ownText > LONG_TEXT_MIN && box.ownMarks * TEXT_FOR_A_MARK_MAX < ownText) return 0;
	return (ownText - ownLinks) * (PROSE_SHARE[box.name] ?? PROSE_SHARE_OTHER);
}

/** A story's teaser is shorter than this for each of its linked headings. */
const CARD_PARAGRAPHS_MAX = 2;
const CARD_PROSE_MAX = 350;
const CARD_TEXT_MAX = 700;
const HEADING_LINKS_MIN = 0.8;

/** Sums what is counted from the leaves up, leaving out what is dropped. `own` are headings that lead to no other story. */
export function sumBoxes(box: Box, own: ReadonlySet<Box>): void {
	let { ownText: text, ownLinks: links, ownMarks: marks } = box;
	let prose = ownProse(box);
	let noise = prose === 0 ? links : 0;
	let linkedHeadings = 0;
	let paragraphs = prose > 0 ? 1 : 0;
	for (const inner of box.boxes) {
		if (inner.dropped !== null) continue;
		sumBoxes(inner, own);
		text += inner.text;
		links += inner.links;
		marks += inner.marks;
		prose += inner.prose;
		noise += inner.noise;
		paragraphs += inner.paragraphs;
		linkedHeadings += inner.linkedHeadings;
	}
	if (isHeading(box) && text > 0 && links >= HEADING_LINKS_MIN * text && !own.has(box)) linkedHeadings++;
	box.card =
		!box.label.body &&
		linkedHeadings > 0 &&
		paragraphs <= CARD_PARAGRAPHS_MAX * linkedHeadings &&
		prose < CARD_PROSE_MAX * linkedHeadings &&
		text < CARD_TEXT_MAX * linkedHeadings;
	// What is longer is no teaser, and says nothing of what surrounds it.
	if (text > CARD_TEXT_MAX) linkedHeadings = 0;
	box.text = text;
	box.links = links;
	box.marks = marks;
	box.prose = prose;
	box.noise = noise;
	box.paragraphs = paragraphs;
	box.linkedHeadings = linkedHeadings;
}

/** Whether a box's own markup says that readers do not see it. */
export function isHidden({ element: { attribs } }: Box): boolean {
	return attribs["hidden"] !== undefined || /display\s*:\s*none/i.test(attribs["style"] ?? "");
}

/** Whether a box is a copy of the article for machines: hidden, with properties. */
export function isForMachines(box: Box): boolean {
	return box.element.attribs["itemscope"] !== undefined && isHidden(box);
}

export function isHeading(box: Box): boolean {
	return HEADINGS.has(box.name);
}

const HEADINGS: ReadonlySet<string> = new Set(["h1", "h2", "h3", "h4", "h5", "h6"]);
