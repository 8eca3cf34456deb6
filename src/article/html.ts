import { type Content, scanMarkup, type Tokens } from "./scan.ts";
import { type Tag, tagOf, tagTable } from "./tags.ts";
import {
	type AnyNode,
	type Attributes,
	BARE,
	Comment,
	Element,
	type ParentNode,
	Root,
	Text,
} from "./tree.ts";

export { tagTable } from "./tags.ts";
export { type AnyNode, BARE, type Element, isElement, isText, type ParentNode } from "./tree.ts";

/** Deeper markup is flattened: real pages stay under 100, and recursive readers must not overflow. */
const DEPTH_MAX = 256;

/** An end tag closes an element that was opened at most so many before it; real pages need 100. */
const SEARCH_MAX = 1024;

/**
 * Parses any markup, however broken, into a tree at most `DEPTH_MAX` deep, in time linear in its length.
 * Never throws. All names are in lower case. `note` is told of every element when it opens, in document order.
 */
export function parseHtml(markup: string, note?: (element: Element) => void): ParentNode {
	const builder = new TreeBuilder(note);
	scanMarkup(markup, builder);
	return builder.root;
}

/** How an element is parsed: bits. */
const [VOID, RAW, TEXT_ONLY, REST, FOREIGN, HTML_AGAIN, ENDS] = [1, 2, 4, 8, 16, 32, 64];

const names = (bit: number, text: string): [number, string] => [bit, text];

/** Elements without content or end tag; with content that is text to the letter, or text with references; and those that hold HTML again inside of `FOREIGN` ones. */
const FACTS = tagTable(
	new Map([
		names(
			VOID,
			"area base basefont br col command embed frame hr img input isindex keygen link meta param source track wbr",
		),
		names(RAW, "script style xmp iframe noembed noframes"),
		names(RAW | REST, "plaintext"),
		names(TEXT_ONLY, "textarea"),
		names(TEXT_ONLY | HTML_AGAIN, "title"),
		names(FOREIGN, "svg math"),
		names(HTML_AGAIN, "mi mo mn ms mtext annotation-xml foreignobject desc"),
	]),
);

/** Which elements, where they are the innermost, a start tag ends: HTML's optional end tags. */
const ENDED_BY: ReadonlyMap<number, ReadonlySet<number>> = new Map(
	Object.entries({
		p: "p h1 h2 h3 h4 h5 h6 address article aside blockquote details div dl fieldset figcaption figure footer form header hr main nav ol pre section table ul",
		"h1 h2 h3 h4 h5 h6": "h1 h2 h3 h4 h5 h6",
		"tr th td": "tr",
		th: "th",
		"thead th td": "td",
		"thead tbody": "tbody tfoot",
		"head link script": "body",
		a: "a",
		li: "li",
		"dd dt": "dd dt",
		"rt rp": "rt rp",
		option: "option",
		"optgroup option": "optgroup",
		"input option optgroup select button datalist textarea": "select input output button datalist textarea",
	}).reduce((ended, [inner, starts]) => {
		for (const start of starts.split(" ")) {
			const { number } = tagOf(start);
			const known = ended.get(number) ?? [];
			ended.set(number, new Set([...known, ...inner.split(" ").map((name) => tagOf(name).number)]));
		}
		return ended;
	}, new Map<number, Set<number>>()),
);
for (const number of ENDED_BY.keys()) FACTS[number] = (FACTS[number] ?? 0) | ENDS;

const factsOf = (tag: Tag): number => FACTS[tag.number] ?? 0;

const [P, BR, FORM] = [tagOf("p"), tagOf("br"), tagOf("form")];
const [IMAGE, IMG] = [tagOf("image"), tagOf("img")];

/** Makes the tree of what the scanner finds. */
class TreeBuilder implements Tokens {
	readonly root = new Root();
	readonly #note: ((element: Element) => void) | undefined;
	/** The tags of the open elements, those too deep for the tree among them, and whether each stands in SVG or MathML. */
	readonly #tags: Tag[] = [];
	readonly #foreign: boolean[] = [];
	/** The open elements that are in the tree; the last is where nodes go. */
	readonly #open: ParentNode[] = [this.root];
	/** The text that more text joins. */
	#text: Text | null = null;

	constructor(note?: (element: Element) => void) {
		this.#note = note;
	}

	section(data: string): void {
		if (this.#isForeign()) this.text(data);
		else this.comment();
	}

	comment(): void {
		this.#add(new Comment());
	}

	/** What the tag ends is closed. A form inside a form is ignored. */
	start(written: string, attributes: Readonly<Attributes>, closes: boolean): Content {
		const tag = this.#tagOf(written);
		const facts = factsOf(tag);
		const content = this.#isForeign() ? "markup" : contentOf(facts);
		if (tag === FORM && this.#placeOf(FORM) >= 0) return content;
		if ((facts & ENDS) !== 0) this.#endInner(tag);
		this.#addElement(tag, attributes);
		if (closes && (facts & VOID) === 0 && this.#isForeign()) this.#pop();
		return content;
	}

	end(written: string): void {
		const tag = this.#tagOf(written);
		if ((factsOf(tag) & VOID) !== 0) {
			if (tag === BR) this.#addElement(BR, BARE);
			return;
		}
		const at = this.#placeOf(tag);
		if (at >= 0) while (this.#tags.length > at) this.#pop();
		else if (tag === P) {
			this.start("p", BARE, false);
			this.#pop();
		}
	}

	#tagOf(written: string): Tag {
		const tag = tagOf(written);
		return tag === IMAGE && !this.#isForeign() ? IMG : tag;
	}

	#endInner(tag: Tag): void {
		const ended = ENDED_BY.get(tag.number);
		while (ended?.has(this.#tags.at(-1)?.number ?? -1)) this.#pop();
	}

	#isForeign(): boolean {
		return this.#foreign.length > 0 && this.#foreign[this.#foreign.length - 1] === true;
	}

	/** Adds an element where the tree is not too deep for it, and opens it. */
	#addElement(tag: Tag, attributes: Readonly<Attributes>): void {
		const isShallow = this.#open.length <= DEPTH_MAX;
		const element = new Element(tag, attributes);
		if (isShallow) {
			this.#add(element);
			this.#note?.(element);
		}
		const facts = factsOf(tag);
		if ((facts & VOID) !== 0) return;
		this.#foreign.push((facts & FOREIGN) !== 0 || ((facts & HTML_AGAIN) === 0 && this.#isForeign()));
		this.#tags.push(tag);
		if (isShallow) this.#open.push(element);
	}

	text(data: string): void {
		if (this.#text !== null) this.#text.data += data;
		else {
			const text = new Text(data);
			this.#add(text);
			this.#text = text;
		}
	}

	/** The place of the innermost open element of that name; -1 where none is near. */
	#placeOf({ number, name }: Tag): number {
		const tags = this.#tags;
		const top = tags.length - 1;
		const bottom = Math.max(0, top - SEARCH_MAX);
		for (let at = top; at >= bottom; at--) {
			const open = tags[at] as Tag;
			if (open.number === number && (number > 0 || open.name === name)) return at;
		}
		return -1;
	}

	#pop(): void {
		if (this.#open.length > this.#tags.length) {
			this.#open.pop();
			this.#text = null;
		}
		this.#tags.pop();
		this.#foreign.pop();
	}

	#add(node: Comment | Element | Text): void {
		const parent = this.#open[this.#open.length - 1] as ParentNode;
		const { children } = parent;
		if (children.length > 0) node.prev = children[children.length - 1] as AnyNode;
		node.parent = parent;
		children.push(node);
		this.#text = null;
	}
}

function contentOf(facts: number): Content {
	if ((facts & RAW) !== 0) return (facts & REST) !== 0 ? "rest" : "raw";
	return (facts & TEXT_ONLY) !== 0 ? "text" : "markup";
}

const ESCAPES: Readonly<Record<string, string>> = {
	"&": "&amp;",
	"<": "&lt;",
	">": "&gt;",
	'"': "&quot;",
};

/** Text as it may stand between tags. */
export function escapeText(text: string): string {
	return text.replace(/[&<>]/g, (char) => ESCAPES[char] ?? char);
}

/** Text as it may stand between double quotes in a tag. */
export function escapeAttribute(text: string): string {
	return text.replace(/[&<>"]/g, (char) => ESCAPES[char] ?? char);
}
