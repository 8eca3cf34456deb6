import { type Content, scanMarkup, type Tokens } from "./scan.ts";
import { type Attributes, Comment, Element, noAttributes, type ParentNode, Root, Text } from "./tree.ts";

export { type AnyNode, type Element, isElement, isText, type ParentNode } from "./tree.ts";

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

const wordsOf = (text: string): ReadonlySet<string> => new Set(text.split(" "));

/** Elements without content or end tag. */
const VOID = wordsOf(
	"area base basefont br col command embed frame hr img input isindex keygen link meta param source track wbr",
);

/** Elements whose content is text to the letter, references undecoded. */
const RAW = wordsOf("script style xmp iframe noembed noframes plaintext");

/** Elements whose content is text with references. */
const TEXT_ONLY = wordsOf("title textarea");

const FOREIGN = wordsOf("svg math");

/** Elements that hold HTML again inside of `FOREIGN` ones. */
const HTML_AGAIN = wordsOf("mi mo mn ms mtext annotation-xml foreignobject desc title");

/** Which elements, where they are the innermost, a start tag ends: HTML's optional end tags. */
const ENDED_BY: ReadonlyMap<string, ReadonlySet<string>> = new Map(
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
		for (const start of starts.split(" "))
			ended.set(start, new Set([...(ended.get(start) ?? []), ...inner.split(" ")]));
		return ended;
	}, new Map<string, Set<string>>()),
);

/** Makes the tree of what the scanner finds. */
class TreeBuilder implements Tokens {
	readonly root = new Root();
	readonly #note: ((element: Element) => void) | undefined;
	/** Names of the open elements, those too deep for the tree among them, and whether each stands in SVG or MathML. */
	readonly #names: string[] = [];
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
	start(written: string, attributes: Attributes, closes: boolean): Content {
		const content = this.#contentOf(written);
		const name = this.#nameOf(written);
		if (name === "form" && this.#placeOf("form") >= 0) return content;
		const ended = ENDED_BY.get(name);
		if (ended !== undefined) while (ended.has(this.#names.at(-1) ?? "")) this.#pop();
		this.#addElement(name, attributes);
		if (closes && !VOID.has(name) && this.#isForeign()) this.#pop();
		return content;
	}

	end(written: string): void {
		const name = this.#nameOf(written);
		if (VOID.has(name)) {
			if (name === "br") this.#addElement("br", noAttributes());
			return;
		}
		const at = this.#placeOf(name);
		if (at >= 0) while (this.#names.length > at) this.#pop();
		else if (name === "p") {
			this.start("p", noAttributes(), false);
			this.#pop();
		}
	}

	#contentOf(name: string): Content {
		if (this.#isForeign()) return "markup";
		if (RAW.has(name)) return name === "plaintext" ? "rest" : "raw";
		return TEXT_ONLY.has(name) ? "text" : "markup";
	}

	#nameOf(written: string): string {
		return written === "image" && !this.#isForeign() ? "img" : written;
	}

	#isForeign(): boolean {
		return this.#foreign.at(-1) ?? false;
	}

	/** Adds an element where the tree is not too deep for it, and opens it. */
	#addElement(name: string, attributes: Attributes): void {
		const isShallow = this.#open.length <= DEPTH_MAX;
		const element = new Element(name, attributes);
		if (isShallow) {
			this.#add(element);
			this.#note?.(element);
		}
		if (VOID.has(name)) return;
		this.#foreign.push(FOREIGN.has(name) || (!HTML_AGAIN.has(name) && this.#isForeign()));
		this.#names.push(name);
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
	#placeOf(name: string): number {
		const top = this.#names.length - 1;
		const bottom = Math.max(0, top - SEARCH_MAX);
		for (let at = top; at >= bottom; at--) if (this.#names[at] === name) return at;
		return -1;
	}

	#pop(): void {
		if (this.#open.length > this.#names.length) {
			this.#open.pop();
			this.#text = null;
		}
		this.#names.pop();
		this.#foreign.pop();
	}

	#add(node: Comment | Element | Text): void {
		const parent = this.#open[this.#open.length - 1] as ParentNode;
		const { children } = parent;
		node.prev = children[children.length - 1] ?? null;
		node.parent = parent;
		children.push(node);
		this.#text = null;
	}
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
