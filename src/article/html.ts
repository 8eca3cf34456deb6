import {
	type AnyNode,
	Comment,
	Document,
	Element,
	type ParentNode,
	ProcessingInstruction,
	Text,
} from "domhandler";
import { Tokenizer, type TokenizerCallbacks } from "htmlparser2";
import { decodeAttribute, decodeText } from "./references.ts";

export type { AnyNode, Element, ParentNode } from "domhandler";

/** Deeper markup is flattened: real pages stay under 100, and recursive readers must not overflow. */
const DEPTH_MAX = 256;

/** An end tag closes an element that was opened at most so many before it; real pages need 100. */
const SEARCH_MAX = 1024;

/**
 * Parses any markup, however broken, into a tree at most `DEPTH_MAX` deep, in time linear in its length.
 * Never throws. All names are in lower case.
 */
export function parseHtml(markup: string): ParentNode {
	const builder = new TreeBuilder(markup);
	const tokenizer = new Tokenizer({ decodeEntities: false }, builder);
	// A native search for what ends a text or value, where the tokenizer's own looks at each character.
	Object.assign(tokenizer, { fastForwardTo: skipTo });
	tokenizer.write(markup);
	tokenizer.end();
	return builder.root;
}

/** What `skipTo` knows of the tokenizer. */
interface Scanner {
	readonly buffer: string;
	index: number;
}

/** Moves to the next `code`, or to the last character where there is none. */
function skipTo(this: Scanner, code: number): boolean {
	const at = this.buffer.indexOf(String.fromCharCode(code), this.index + 1);
	this.index = at < 0 ? this.buffer.length - 1 : at;
	return at >= 0;
}

const wordsOf = (text: string): ReadonlySet<string> => new Set(text.split(" "));

/** Elements without content or end tag. */
const VOID = wordsOf(
	"area base basefont br col command embed frame hr img input isindex keygen link meta param source track wbr",
);

/** Elements whose content is text to the letter, references undecoded. */
const RAW = wordsOf("script style xmp iframe noembed noframes plaintext");

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

/** Makes the tree of what the tokenizer finds: all positions are in `markup`. */
class TreeBuilder implements TokenizerCallbacks {
	readonly root = new Document([]);
	readonly #markup: string;
	/** Names of the open elements, those too deep for the tree among them, and whether each stands in SVG or MathML. */
	readonly #names: string[] = [];
	readonly #foreign: boolean[] = [];
	/** The open elements that are in the tree; the last is where nodes go. */
	readonly #open: ParentNode[] = [this.root];
	/** The text that more text joins. */
	#text: Text | null = null;
	/** The start tag that is being read; `#attribs` is null where it is ignored. */
	#name = "";
	#attribs: Record<string, string> | null = null;
	#attribute = "";
	#value = "";
	#isRaw = false;

	constructor(markup: string) {
		this.#markup = markup;
	}

	isInForeignContext(): boolean {
		return this.#foreign.at(-1) ?? false;
	}

	ontext(start: number, end: number): void {
		const slice = this.#markup.slice(start, end);
		this.#addText(this.#isRaw ? slice : decodeText(slice));
	}

	#addText(data: string): void {
		if (this.#text !== null) this.#text.data += data;
		else {
			const text = new Text(data);
			this.#add(text);
			this.#text = text;
		}
	}

	/** References are decoded here, not by the tokenizer. */
	ontextentity(): void {}
	onattribentity(): void {}
	onprocessinginstruction(): void {}
	onend(): void {}

	oncomment(start: number, end: number, offset: number): void {
		this.#add(new Comment(this.#markup.slice(start, end - offset)));
	}

	oncdata(start: number, end: number, offset: number): void {
		const data = this.#markup.slice(start, end - offset);
		if (this.isInForeignContext()) this.#addText(data);
		else this.#add(new Comment(`[CDATA[${data}]]`));
	}

	ondeclaration(start: number, end: number): void {
		this.#add(new ProcessingInstruction("!doctype", `!${this.#markup.slice(start, end)}`));
	}

	onopentagname(start: number, end: number): void {
		const name = this.#nameAt(start, end);
		this.#isRaw = RAW.has(name) && !this.isInForeignContext();
		this.#start(name);
	}

	onattribname(start: number, end: number): void {
		this.#attribute = this.#markup.slice(start, end).toLowerCase();
		this.#value = "";
	}

	onattribdata(start: number, end: number): void {
		this.#value = decodeAttribute(this.#markup.slice(start, end));
	}

	onattribend(): void {
		const attribs = this.#attribs;
		if (attribs !== null && !Object.hasOwn(attribs, this.#attribute)) attribs[this.#attribute] = this.#value;
	}

	onopentagend(): void {
		const attribs = this.#attribs;
		if (attribs === null) return;
		const element = new Element(this.#name, attribs);
		this.#attribs = null;
		if (this.#open.length > DEPTH_MAX) return;
		this.#add(element);
		if (!VOID.has(element.name)) this.#open.push(element);
	}

	onselfclosingtag(): void {
		const closes = this.isInForeignContext() && this.#attribs !== null && !VOID.has(this.#name);
		this.onopentagend();
		if (closes) this.#pop();
	}

	onclosetag(start: number, end: number): void {
		this.#isRaw = false;
		const name = this.#nameAt(start, end);
		if (VOID.has(name)) {
			if (name === "br" && this.#open.length <= DEPTH_MAX) this.#add(new Element("br", {}));
			return;
		}
		const at = this.#placeOf(name);
		if (at >= 0) while (this.#names.length > at) this.#pop();
		else if (name === "p") {
			this.#start("p");
			this.onopentagend();
			this.#pop();
		}
	}

	#nameAt(start: number, end: number): string {
		const name = this.#markup.slice(start, end).toLowerCase();
		return name === "image" && !this.isInForeignContext() ? "img" : name;
	}

	/** Begins a start tag: what it ends is closed. A form inside a form is ignored. */
	#start(name: string): void {
		if (name === "form" && this.#placeOf("form") >= 0) return;
		const ended = ENDED_BY.get(name);
		if (ended !== undefined) while (ended.has(this.#names.at(-1) ?? "")) this.#pop();
		this.#name = name;
		this.#attribs = {};
		if (VOID.has(name)) return;
		this.#foreign.push(FOREIGN.has(name) || (!HTML_AGAIN.has(name) && this.isInForeignContext()));
		this.#names.push(name);
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

	#add(node: Comment | Element | ProcessingInstruction | Text): void {
		const parent = this.#open[this.#open.length - 1] as ParentNode;
		const { children } = parent;
		const previous = children[children.length - 1];
		if (previous !== undefined) {
			node.prev = previous;
			previous.next = node;
		}
		node.parent = parent;
		children.push(node);
		this.#text = null;
	}
}

export function isElement(node: AnyNode): node is Element {
	return node instanceof Element;
}

export function isText(node: AnyNode): node is Text {
	return node instanceof Text;
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
