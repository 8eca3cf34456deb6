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

/** Parses any markup, however broken, into a tree at most `DEPTH_MAX` deep. Never throws. */
export function parseHtml(markup: string): ParentNode {
	const handler = new BoundedHandler();
	new Parser(handler).end(markup);
	return handler.root;
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
