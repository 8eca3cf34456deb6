import { type AnyNode, type Element, isElement, isText } from "../../article/html.ts";
import { Memo } from "../memo.ts";
import type { Page } from "../page.ts";

/** A line of the page as a reader sees it: the text between two block boundaries. */
export interface Line {
	/** Spaces squeezed; inline elements that touch are divided by one space. */
	readonly text: string;
	/** The text of each inline element and of what stands between them. */
	readonly pieces: readonly string[];
	/** The place in `Evidence.lines`. */
	readonly at: number;
	/** The innermost block that holds the line. */
	readonly block: Element | null;
	/** True inside navigation, footers, side columns, comments and lists of other stories. */
	readonly aside: boolean;
	/** True where all of the text is linked. */
	readonly linked: boolean;
}

/** What the vocabulary of classes, ids and microdata says an element holds. */
export type Mark = "published" | "modified" | "date" | "author" | "title" | "subtitle" | "section" | "source";

export interface Marked {
	readonly mark: Mark;
	readonly element: Element;
	/** The line that the element begins on. */
	readonly at: number;
	readonly aside: boolean;
}

/** The visible page, read once: every field is chosen from it and from the page's head. */
export interface Evidence {
	readonly page: Page;
	readonly lines: readonly Line[];
	readonly marked: readonly Marked[];
	readonly headings: readonly Heading[];
	readonly times: readonly Marked[];
}

export interface Heading {
	readonly level: number;
	readonly text: string;
	/** Its first line, and the first after it. */
	readonly at: number;
	readonly end: number;
	readonly aside: boolean;
	/** True where it links elsewhere, as the headings of other stories do. */
	readonly linked: boolean;
	readonly element: Element;
}

const LINES_MAX = 6000;
const LINE_LENGTH_MAX = 1200;
const HEADING_LINES_MAX = 12;

/** What an element's name says of it; names that say nothing are inline. */
type Kind = "block" | "aside" | "heading" | "time" | "link" | "unseen" | "inline";

const KINDS: ReadonlyMap<string, Kind> = new Map(
	Object.entries({
		block:
			"address article blockquote body br button caption center dd details dialog div dl dt fieldset figcaption figure form h4 h5 h6 header hr li main ol option p pre section summary table tbody td tfoot th thead tr ul",
		aside: "footer aside",
		heading: "h1 h2 h3",
		time: "time",
		link: "a",
		unseen: "nav script style noscript template svg iframe object select textarea canvas math title",
	}).flatMap(([kind, names]) => names.split(" ").map((name): [string, Kind] => [name, kind as Kind])),
);

const kindOf = (element: Element): Kind => KINDS.get(element.name) ?? "inline";
const isBreaking = (kind: Kind): boolean => kind === "block" || kind === "aside" || kind === "heading";

const ASIDE_WORDS =
	/(?:^|[\s_-])(?:foot(?:er)?|sidebar|side|aside|nav|navbar|menu|comments?|comment-?list|related\w*|recommend\w*|recomm?|more-?news|most-?\w+|popular|trending|promo\w*|newsletter|widget|teasers?|hot-?news|rank\w*|breadcrumbs?|copyright|disqus|cookie\w*|modal|latest\w*|outbrain|taboola)(?:$|[\s_-])/i;

const MARKS: readonly (readonly [Mark, RegExp])[] = [
	[
		"published",
		/date-?published|pub-?(?:lish(?:ed)?)?[_-]?(?:date|time)|publish(?:ed)?(?:$|[\s_-])|entry-date|post(?:ed)?[_-]?(?:date|time|on)|date-?(?:created|posted|publish)|time-?publish|published-?(?:at|on)|ptime/i,
	],
	[
		"modified",
		/date-?modified|updated?(?:$|[\s_-])|(?:up-?date|modified|updated|revision)[_-]?(?:date|time|at|on)|last-?(?:mod|update)/i,
	],
	[
		"date",
		/(?:^|[\s_-])(?:date(?:line|time|s)?|time(?:stamp)?|datum|fecha|data|pubtime|created|tid|tarih|zeit)(?:$|[\s_-])|date(?:$|[\s_-])|(?:Date|Time)(?:$|[\s_A-Z-])|timestamp|dateline|posted/,
	],
	[
		"author",
		/(?:^|[\s_-])(?:authors?|byline|by-?line|autor(?:es|en|in)?|auteurs?|autore|writer|reporter|journalist|vcard|redakteur|forfatter|skribent|verfasser|contributor|columnist|firma|creator)(?:$|[\s_-])|[aA]uthor|[bB]yline|signature/,
	],
	[
		"title",
		/(?:^|[\s_-])(?:headline|entry-title|post-?title|article-?(?:title|headline|header-title)|art-?title|main-?title|news-?title|page-?title|story-?title|title)(?:$|[\s_-])|(?:Headline|ArticleTitle)/,
	],
	[
		"subtitle",
		/(?:^|[\s_-])(?:sub-?title|sub-?headline|standfirst|stand-first|dek|deck|sub-?head|chapeau|lead-?in|article-?(?:sub|lead|intro|summary|dek)\w*|summary)(?:$|[\s_-])/i,
	],
	[
		"section",
		/(?:^|[\s_-])(?:section(?:-?name|-?title|-?label)|kicker|eyebrow|rubric|rubrik|overline|category)(?:$|[\s_-])|articleSection/,
	],
	["source", /(?:^|[\s_-])(?:source|origin(?:al)?|copyfrom|laiyuan|media-?name)(?:$|[\s_-])/i],
];
/** Every word of `MARKS` has one of these in it: most classes have none, and are done with at once. */
const MARK_STEMS =
	/dat|time|publi|post|updat|modif|rev|las|fech|create|tid|tarih|zeit|aut|by|writ|report|journ|vcard|reda|fors?fat|skrib|verf|contrib|colum|firma|creat|edit|signat|head|tit|stand|dek|deck|chap|lead|intro|summ|sec|kick|eye|rubri|over|categ|sourc|orig|copyf|laiy|media-?n|ptim/i;
const WORDS_LENGTH_MAX = 160;

interface Said {
	readonly marks: readonly Mark[];
	readonly aside: boolean;
}

const SILENT: Said = { marks: [], aside: false };

function wordsOf(names: string | undefined, id: string | undefined, property: string | undefined): string {
	if (id === undefined && property === undefined) return names ?? "";
	return `${property ?? ""} ${id ?? ""} ${names ?? ""}`;
}

/** What the words say together: no expression looks beyond a space. */
function readWords(words: string): Said {
	const said = words
		.split(/\s+/)
		.map((word) => WORDS.of(word))
		.filter((one) => one !== SILENT);
	const [first] = said;
	if (first === undefined || said.length === 1) return first ?? SILENT;
	const all = new Set(said.flatMap(({ marks }) => marks));
	return {
		marks: MARKS.map(([mark]) => mark).filter((mark) => all.has(mark)),
		aside: said.some(({ aside }) => aside),
	};
}

/** What each word says alone. */
const WORDS = new Memo((word): Said => {
	const marks = MARK_STEMS.test(word)
		? MARKS.filter(([, pattern]) => pattern.test(word)).map(([mark]) => mark)
		: SILENT.marks;
	const aside = ASIDE_WORDS.test(word);
	return marks.length === 0 && !aside ? SILENT : { marks, aside };
});

/** Reads the page's visible lines and its marked elements in one walk. */
export function readEvidence(page: Page): Evidence {
	const walk = new Walk();
	for (const child of page.root.children) walk.visit(child, null, false);
	walk.endLine();
	const { lines, marked, headings, times } = walk;
	return { page, lines, marked, headings, times };
}

/** One pass over the tree. Its invariant: `pieces` belong to the line that `endLine` will close. */
class Walk {
	readonly lines: Line[] = [];
	readonly marked: Marked[] = [];
	readonly headings: Heading[] = [];
	readonly times: Marked[] = [];
	readonly #vocabulary = new Map<string, Said>();
	#pieces: string[] = [];
	#length = 0;
	#linked = 0;
	#links = 0;
	#block: Element | null = null;
	#aside = false;

	visit(node: AnyNode, block: Element | null, aside: boolean): void {
		if (isText(node)) this.#addText(node.data, block, aside);
		else if (isElement(node)) this.#visitElement(node, block, aside);
	}

	#visitElement(element: Element, block: Element | null, outerAside: boolean): void {
		const kind = kindOf(element);
		if (kind === "unseen") return;
		const breaks = isBreaking(kind);
		if (breaks) this.endLine();
		const said = this.#said(element.attribs);
		const aside = outerAside || kind === "aside" || (said.aside && !isWhole(element));
		const at = this.lines.length;
		if (said !== SILENT) for (const mark of said.marks) this.marked.push({ mark, element, at, aside });
		if (kind === "time") this.times.push({ mark: "date", element, at, aside });
		if (kind === "link") this.#links++;
		this.#visitChildren(element, breaks ? element : block, aside);
		if (kind === "link") this.#links--;
		if (breaks) this.endLine();
		else this.#pieces.push("");
		if (kind === "heading") this.#noteHeading(element, at, aside);
	}

	#visitChildren({ children }: Element, block: Element | null, aside: boolean): void {
		for (let child = 0; child < children.length; child++)
			this.visit(children[child] as AnyNode, block, aside);
	}

	#noteHeading(element: Element, at: number, aside: boolean): void {
		// What is longer was never closed.
		if (this.lines.length - at > HEADING_LINES_MAX) return;
		const own = this.lines.slice(at);
		const text = own.map((line) => line.text).join(" ");
		if (text === "") return;
		const [level, linked] = [Number(element.name[1]), own.every((line) => line.linked)];
		this.headings.push({ level, text, at, end: this.lines.length, aside, linked, element });
	}

	#said(attribs: Readonly<Record<string, string>>): Said {
		const { class: names, id, itemprop, rel } = attribs;
		if (names === undefined && id === undefined && itemprop === undefined && rel === undefined) return SILENT;
		const words = wordsOf(names, id, itemprop ?? rel);
		let said = this.#vocabulary.get(words);
		if (said === undefined) {
			said = readWords(words.slice(0, WORDS_LENGTH_MAX));
			this.#vocabulary.set(words, said);
		}
		return said;
	}

	#addText(data: string, block: Element | null, aside: boolean): void {
		if (this.#length > LINE_LENGTH_MAX || this.lines.length >= LINES_MAX) return;
		if (this.#pieces.length === 0 && isBlank(data)) return;
		const last = this.#pieces.length - 1;
		if (last < 0) this.#pieces.push(data);
		else this.#pieces[last] += data;
		this.#length += data.length;
		if (this.#links > 0) this.#linked += data.trim().length;
		this.#block = block;
		this.#aside = aside;
	}

	endLine(): void {
		if (this.#pieces.length === 0) return;
		const pieces =
			this.#pieces.length === 1
				? this.#pieces.map(squeeze)
				: this.#pieces.map(squeeze).filter((piece) => piece !== "");
		const text = pieces.length === 1 ? (pieces[0] ?? "") : pieces.join(" ");
		if (text !== "") {
			const linked = this.#linked > 0 && this.#linked >= 0.8 * text.length;
			this.lines.push({
				text,
				pieces,
				at: this.lines.length,
				block: this.#block,
				aside: this.#aside,
				linked,
			});
		}
		this.#pieces = [];
		this.#length = 0;
		this.#linked = 0;
	}
}

/** The page itself, whose classes say what stands on it. */
function isWhole({ name }: Element): boolean {
	return name === "body" || name === "html";
}

/** Text on one line, spaces of any kind as one. */
export function squeeze(text: string): string {
	return SPACES.test(text) ? text.replace(/[\s\u200b-\u200f\u2060\ufeff]+/g, " ").trim() : text.trim();
}

/** Anything but single plain spaces. */
const SPACES = /[^\S ]|[\u200b-\u200f\u2060]| {2}/;

function isBlank(text: string): boolean {
	return text.charCodeAt(0) <= 32 && text.trim() === "";
}

const NODES_MAX = 200;

/** The first `lengthMax` characters of text below an element, on one line, elements divided by spaces. */
export function textBelow(element: Element, lengthMax: number): string {
	let text = "";
	let nodes = 0;
	const stack: AnyNode[] = [element];
	for (
		let node = stack.pop();
		node !== undefined && text.length < lengthMax && nodes++ < NODES_MAX;
		node = stack.pop()
	) {
		if (isText(node)) text += ` ${node.data}`;
		else if (isElement(node) && kindOf(node) !== "unseen")
			for (let at = node.children.length - 1; at >= 0; at--) stack.push(node.children[at] as AnyNode);
	}
	return squeeze(text.slice(0, 2 * lengthMax)).slice(0, lengthMax);
}
