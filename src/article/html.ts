import { type AnyNode, DomHandler, Element, type ParentNode, Text } from "domhandler";
import { Parser } from "htmlparser2";

export type { AnyNode, Element, ParentNode } from "domhandler";

/** Deeper markup is flattened: real pages stay under 100, and recursive readers must not overflow. */
const DEPTH_MAX = 256;

class BoundedHandler extends DomHandler {
	#skipped = 0;
	override onopentag(name: string, attribs: Record<string, string>): void {
		if (this.tagStack.length > DEPTH_MAX) this.#skipped++;
		else super.onopentag(name, attribs);
	}
	override onclosetag(): void {
		if (this.#skipped > 0) this.#skipped--;
		else super.onclosetag();
	}
}

/** An end tag closes an element that was opened at most so many before it; real pages need 100. */
const SEARCH_MAX = 1024;

/**
 * A stack with its top at index 0, as the parser keeps its open elements. The parser's own is an array
 * that it grows and searches at the front: a page with 100,000 unclosed tags takes it minutes.
 */
class Pile<T> {
	readonly #items: T[] = [];
	0: T | undefined = undefined;

	get length(): number {
		return this.#items.length;
	}

	/** The parser empties its stacks by setting their length. */
	set length(length: number) {
		this.#items.length = length;
		this[0] = this.#items.at(-1);
	}

	unshift(item: T): void {
		this.#items.push(item);
		this[0] = item;
	}

	shift(): T | undefined {
		const item = this.#items.pop();
		this[0] = this.#items[this.#items.length - 1];
		return item;
	}

	includes(item: T): boolean {
		return this.indexOf(item) >= 0;
	}

	/** How far below the top an item is. */
	indexOf(item: T): number {
		const top = this.#items.length - 1;
		const bottom = Math.max(0, top - SEARCH_MAX);
		for (let at = top; at >= bottom; at--) if (this.#items[at] === item) return top - at;
		return -1;
	}
}

/** Parses any markup, however broken, into a tree at most `DEPTH_MAX` deep, in time linear in its length. Never throws. */
export function parseHtml(markup: string): ParentNode {
	const handler = new BoundedHandler();
	const parser = new Parser(handler);
	Object.assign(parser, { stack: new Pile<string>(), foreignContext: rootContext(parser) });
	parser.end(markup);
	return handler.root;
}

/** The parser's stack of foreign contexts (SVG, MathML), with what it begins with. */
function rootContext(parser: Parser): Pile<unknown> {
	const pile = new Pile<unknown>();
	const { foreignContext } = parser as unknown as { readonly foreignContext: readonly unknown[] };
	for (const context of foreignContext) pile.unshift(context);
	return pile;
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
