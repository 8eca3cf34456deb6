import {
	type AnyNode,
	BARE,
	type Element,
	isElement,
	isText,
	type ParentNode,
	tagTable,
} from "../../article/html.ts";
import type { Page } from "../page.ts";
import { isAside, type Mark, marksIn, readWords, type Said, SILENT } from "./marks.ts";

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
const [BLOCK, ASIDE, HEADING, TIME, LINK, UNSEEN] = [1, 2, 3, 4, 5, 6];

const KINDS = tagTable(
	new Map([
		[
			BLOCK,
			"address article blockquote body br button caption center dd details dialog div dl dt fieldset figcaption figure form h4 h5 h6 header hr li main ol option p pre section summary table tbody td tfoot th thead tr ul",
		],
		[ASIDE, "footer aside"],
		[HEADING, "h1 h2 h3"],
		[TIME, "time"],
		[LINK, "a"],
		[UNSEEN, "nav script style noscript template svg iframe object select textarea canvas math title"],
	]),
);

const kindOf = ({ tag }: Element): number => KINDS[tag.number] ?? 0;
const isBreaking = (kind: number): boolean => kind === BLOCK || kind === ASIDE || kind === HEADING;

/** Reads the page's visible lines and its marked elements in one walk. */
export function readEvidence(page: Page): Evidence {
	const walk = new Walk();
	walk.visit(page.root, null, false);
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

	/** One function that calls itself, not several that call each other: each of those would be compiled with the others inside of it. */
	visit({ children }: ParentNode, block: Element | null, outerAside: boolean): void {
		for (let place = 0; place < children.length; place++) {
			const node = children[place] as AnyNode;
			if (isText(node)) this.#addText(node.data, block, outerAside);
			if (!isElement(node)) continue;
			const kind = kindOf(node);
			if (kind === UNSEEN) continue;
			const breaks = isBreaking(kind);
			if (breaks) this.endLine();
			const at = this.lines.length;
			const aside = this.#begin(node, kind, outerAside);
			this.visit(node, breaks ? node : block, aside);
			if (breaks) this.endLine();
			else this.#pieces.push("");
			this.#end(node, kind, { at, aside });
		}
	}

	/** Notes what an element is where it begins; whether what is in it stands beside the article. */
	#begin(element: Element, kind: number, outerAside: boolean): boolean {
		const said = element.attribs === BARE ? SILENT : this.#said(element.attribs);
		const aside = outerAside || kind === ASIDE || (isAside(said) && !isWhole(element));
		const at = this.lines.length;
		if (said !== SILENT) for (const mark of marksIn(said)) this.marked.push({ mark, element, at, aside });
		if (kind === TIME) this.times.push({ mark: "date", element, at, aside });
		if (kind === LINK) this.#links++;
		return aside;
	}

	#end(element: Element, kind: number, { at, aside }: Pick<Heading, "at" | "aside">): void {
		if (kind === LINK) this.#links--;
		// What is longer was never closed.
		if (kind !== HEADING || this.lines.length - at > HEADING_LINES_MAX) return;
		const own = this.lines.slice(at);
		const text = own.map((line) => line.text).join(" ");
		if (text === "") return;
		const [level, linked] = [Number(element.name[1]), own.every((line) => line.linked)];
		this.headings.push({ level, text, at, end: this.lines.length, aside, linked, element });
	}

	#said({ class: names, id, itemprop, rel }: Readonly<Record<string, string>>): Said {
		let said = names === undefined ? SILENT : this.#saidBy(names);
		if (id !== undefined) said |= this.#saidBy(id);
		const property = itemprop ?? rel;
		return property === undefined ? said : said | this.#saidBy(property);
	}

	#saidBy(words: string): Said {
		let said = this.#vocabulary.get(words);
		if (said === undefined) {
			said = readWords(words);
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
		else if (isElement(node) && kindOf(node) !== UNSEEN)
			for (let at = node.children.length - 1; at >= 0; at--) stack.push(node.children[at] as AnyNode);
	}
	return squeeze(text.slice(0, 2 * lengthMax)).slice(0, lengthMax);
}
