import { type AnyNode, type Element, isElement, isText } from "../../article/html.ts";
import { attributesOf } from "./attributes.ts";
import { tableOf } from "./table.ts";
import { type Content, isBlank, type Tag } from "./tag.ts";

/** What an element stands in, as far as that decides what it may be. */
interface Place {
	readonly inLink: boolean;
	/** False in terms and header cells, which hold no headings. */
	readonly headings: boolean;
	/** The levels, as written, of the headings that are open here; shared by a whole body. */
	readonly outline: number[];
}

/** Landmarks and obsolete elements, and what they are in an article. */
const RENAMED: Readonly<Record<string, string>> = {
	article: "div",
	aside: "div",
	center: "div",
	footer: "div",
	header: "div",
	main: "div",
	section: "div",
	// Outside of what they are parts of.
	li: "div",
	dt: "div",
	dd: "div",
	summary: "div",
	caption: "div",
	td: "div",
	th: "div",
	figcaption: "p",
	rb: "span",
};

const INLINE: ReadonlySet<string> = new Set(
	"a abbr b bdi bdo br cite code del dfn em i ins kbd mark q ruby rp rt s samp small span strong sub sup time u var wbr".split(
		" ",
	),
);

/** HTML, 3.2.5.3: an element that may hold whatever its parent may. */
const TRANSPARENT: ReadonlySet<string> = new Set(["a", "del", "ins"]);

/** What can be pressed or scrolled by itself, or becomes such a thing: it stands in no link. */
const ACTIVE: ReadonlySet<string> = new Set(["details", "img", "table"]);

/** Elements that say nothing without this attribute. */
const NEEDED: ReadonlyMap<string, string> = new Map([
	["bdo", "dir"],
	["time", "datetime"],
]);

type Rule = (element: Element, place: Place) => readonly Content[];

const RULES: Readonly<Record<string, Rule>> = {
	img: ({ attribs }) => [{ name: "img", attribs, children: [] }],
	br: () => [{ name: "br", attribs: {}, children: [] }],
	wbr: () => [{ name: "wbr", attribs: {}, children: [] }],
	hr: () => [{ name: "hr", attribs: {}, children: [] }],
	p: paragraph,
	pre,
	ul: list,
	ol: list,
	dl: terms,
	details,
	figure,
	ruby,
	table: (element, place) =>
		tableOf(element, {
			flow: (nodes) => flow(nodes, place),
			headerCell: (nodes) => flow(nodes, { ...place, headings: false }),
			caption: (nodes) => sentence(flow(nodes, place)),
		}),
	...Object.fromEntries(["h1", "h2", "h3", "h4", "h5", "h6"].map((name) => [name, heading])),
	...Object.fromEntries(["rt", "rp", "tr", "tbody", "thead", "tfoot"].map((name) => [name, unwrapped])),
	col: () => [],
	colgroup: () => [],
};

/**
 * What outlets wrote, in an order that the content models of HTML know, and otherwise as it was: sentences
 * hold no blocks, lists and tables only their parts, headings skip no level. Nothing that can be read is lost.
 */
export function contentOf(nodes: readonly AnyNode[]): readonly Content[] {
	return flow(nodes, { inLink: false, headings: true, outline: [] });
}

function flow(nodes: readonly AnyNode[], place: Place): readonly Content[] {
	return nodes.flatMap((node) => {
		if (isText(node)) return [node.data];
		if (!isElement(node)) return [];
		const rule = Object.hasOwn(RULES, node.name) ? RULES[node.name] : undefined;
		if (rule !== undefined) return rule(node, place);
		return INLINE.has(node.name) ? inline(node, place) : block(node, place);
	});
}

/** True for text and for elements of sentences that hold no block. */
function isSentence(node: Content): boolean {
	if (typeof node === "string") return true;
	return INLINE.has(node.name) && (!TRANSPARENT.has(node.name) || node.children.every(isSentence));
}

/** The words of some nodes without the blocks around them, which `between` keeps apart. */
function sentence(nodes: readonly Content[], between = " "): readonly Content[] {
	return nodes.flatMap((node) => {
		if (typeof node === "string") return [node];
		if (isSentence(node)) return [node];
		return node.name === "img" || node.name === "hr" ? [] : [...sentence(node.children, between), between];
	});
}

function holds(nodes: readonly Content[], names: ReadonlySet<string>): boolean {
	return nodes.some(
		(node) => typeof node !== "string" && (names.has(node.name) || holds(node.children, names)),
	);
}

const PICTURE: ReadonlySet<string> = new Set(["img"]);

function unwrapped({ children }: Element, place: Place): readonly Content[] {
	return flow(children, place);
}

function made(name: string, { attribs }: Element, children: readonly Content[]): readonly Content[] {
	return isBlank(children) ? children : [{ name, attribs, children }];
}

function block(element: Element, place: Place): readonly Content[] {
	const name = RENAMED[element.name] ?? element.name;
	const children = flow(element.children, place);
	if (INLINE.has(name)) return children.every(isSentence) ? made(name, element, children) : children;
	return name === "p" ? asParagraph(element, children) : made(name, element, children);
}

function paragraph(element: Element, place: Place): readonly Content[] {
	return asParagraph(element, flow(element.children, place));
}

function asParagraph(element: Element, children: readonly Content[]): readonly Content[] {
	return made(children.every(isSentence) ? "p" : "div", element, children);
}

/** An element of a sentence; around blocks it gives way, but for those that may stand there too. */
function inline(element: Element, place: Place): readonly Content[] {
	const { name } = element;
	const isLink = name === "a";
	const children = flow(element.children, isLink ? { ...place, inLink: true } : place);
	if (isLink && (place.inLink || holds(children, ACTIVE))) return children;
	if (name === "dfn" && holds(children, new Set(["dfn"]))) return children;
	const needed = NEEDED.get(name);
	if (needed !== undefined && !attributesOf(name, element.attribs).some(([own]) => own === needed))
		return children;
	const fits = children.every(isSentence) || (TRANSPARENT.has(name) && !holds(children, PICTURE));
	return fits ? made(name, element, children) : children;
}

/** Headings of an article stand under its title: each is one level below the one that it belongs to. */
function heading(element: Element, place: Place): readonly Content[] {
	const children = flow(element.children, { ...place, headings: false });
	if (holds(children, PICTURE)) return made("div", element, children);
	const words = sentence(children);
	if (words.every((word) => isBlank([word]) || (typeof word !== "string" && word.name === "br"))) return [];
	if (!place.headings) return made("p", element, words);
	const level = Number(element.name.slice(1));
	const { outline } = place;
	while ((outline.at(-1) ?? 0) >= level) outline.pop();
	outline.push(level);
	return made(`h${Math.min(outline.length + 1, 6)}`, element, words);
}

function pre(element: Element, place: Place): readonly Content[] {
	return made("pre", element, sentence(flow(element.children, place), "\n"));
}

/** Items only: what stands between them joins the one before, as browsers draw it. */
function list(element: Element, place: Place): readonly Content[] {
	const items: { attribs: Readonly<Record<string, string>>; children: Content[] }[] = [];
	for (const node of element.children) {
		if (isElement(node) && node.name === "li") {
			items.push({ attribs: node.attribs, children: [...flow(node.children, place)] });
			continue;
		}
		const children = flow([node], place);
		if (isBlank(children)) continue;
		const last = items.at(-1);
		if (last === undefined) items.push({ attribs: {}, children: [...children] });
		else last.children.push(...children);
	}
	if (items.every(({ children }) => isBlank(children))) return [];
	return [
		{
			name: element.name,
			attribs: element.attribs,
			children: items.map((item) => ({ name: "li", ...item })),
		},
	];
}

/** Terms and what is said of them, by turns: one that lacks the other gets an empty one. */
function terms(element: Element, place: Place): readonly Content[] {
	const parts = partsOf(element).flatMap((node) => partOf(node, place));
	if (parts.length === 0) return [];
	const empty = (name: string): Tag => ({ name, attribs: {}, children: [] });
	const first = parts[0]?.name === "dd" ? [empty("dt")] : [];
	const last = parts.at(-1)?.name === "dt" ? [empty("dd")] : [];
	return [{ name: "dl", attribs: element.attribs, children: [...first, ...parts, ...last] }];
}

/** A term, or what is said of one: anything else that stands in such a list. */
function partOf(node: AnyNode, place: Place): readonly Tag[] {
	if (isElement(node) && node.name === "dt")
		return [
			{ name: "dt", attribs: node.attribs, children: flow(node.children, { ...place, headings: false }) },
		];
	if (isElement(node) && node.name === "dd")
		return [{ name: "dd", attribs: node.attribs, children: flow(node.children, place) }];
	const children = flow([node], place);
	return isBlank(children) ? [] : [{ name: "dd", attribs: {}, children }];
}

/** The parts of a list of terms, those in groups too. */
function partsOf(element: Element): readonly AnyNode[] {
	return element.children.flatMap((node) =>
		isElement(node) &&
		node.name === "div" &&
		node.children.some((child) => isElement(child) && /^d[td]$/.test(child.name))
			? partsOf(node)
			: [node],
	);
}

/** What can be opened has one summary, first; without any it stands open. */
function details(element: Element, place: Place): readonly Content[] {
	const summary = element.children.find((node) => isElement(node) && node.name === "summary");
	const rest = flow(
		element.children.filter((node) => node !== summary),
		place,
	);
	const words =
		summary === undefined ? [] : sentence(flow((summary as Element).children, { ...place, headings: false }));
	if (isBlank(words) || place.inLink) return made("div", element, [...words, ...rest]);
	return [
		{
			name: "details",
			attribs: element.attribs,
			children: [{ name: "summary", attribs: {}, children: words }, ...rest],
		},
	];
}

/** A figure with a picture stays one, for who draws pictures to write; any other is a plain block. */
function figure(element: Element, place: Place): readonly Content[] {
	const children = element.children.flatMap((node): readonly Content[] =>
		isElement(node) && node.name === "figcaption" ? captionOf(node, place) : flow([node], place),
	);
	if (holds(children, PICTURE)) return [{ name: "figure", attribs: element.attribs, children }];
	return made(
		"div",
		element,
		children.flatMap((child) =>
			typeof child !== "string" && child.name === "figcaption"
				? asParagraph(element, child.children)
				: [child],
		),
	);
}

function captionOf(element: Element, place: Place): readonly Content[] {
	return made("figcaption", element, flow(element.children, place));
}

/** Characters with what is said of them: without that they are a plain sentence. */
function ruby(element: Element, place: Place): readonly Content[] {
	const isAnnotation = (node: AnyNode): node is Element =>
		isElement(node) && (node.name === "rt" || node.name === "rp");
	const children = element.children.flatMap((node) =>
		isAnnotation(node)
			? [{ name: node.name, attribs: node.attribs, children: sentence(flow(node.children, place)) }]
			: sentence(flow([node], place)),
	);
	const isRuby = children.some((child) => typeof child !== "string" && child.name === "rt");
	return isRuby ? [{ name: "ruby", attribs: element.attribs, children }] : children;
}
