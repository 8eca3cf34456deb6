import { declaredEntities } from "./entities.ts";
import { type Entries, type XmlElement, type XmlFlaw, XmlTree } from "./tree.ts";

export interface XmlReading {
	/** The root element as far as it goes, without its entries. */
	readonly root: XmlElement;
	readonly flaws: ReadonlySet<XmlFlaw>;
}

/** More than any feed needs; what comes after them is left out. */
const ATTRIBUTES_MAX = 256;
/** Characters in an attribute's value before its quote counts as never closed. */
const ATTRIBUTE_LENGTH_MAX = 65_536;
/** The same where the value has a "<" in it, which XML forbids and some feeds write. */
const MARKUP_LENGTH_MAX = 4096;

/** Characters before the root element that a DOCTYPE with entities may take. */
const PROLOG_LENGTH_MAX = 65_536;

/**
 * Reads a text from the first tag that `root` matches, however broken its markup: never throws, and
 * takes time linear in the text. Entries are handed over and forgotten, so that memory holds one at a
 * time. Null where the text has no such tag.
 */
export function readXml(text: string, root: RegExp, entries: Entries): XmlReading | null {
	const start = rootIn(text, root);
	if (start === null) return null;
	const prolog = text.slice(0, Math.min(start, PROLOG_LENGTH_MAX));
	const tree = new XmlTree(declaredEntities(prolog), entries);
	if (!/^\s*(<[?!]|$)/.test(prolog)) tree.flaws.add("leading-text");
	scan(text, start, tree);
	return tree.root === null ? null : { root: tree.root, flaws: tree.flaws };
}

/** Where the root element begins: outside comments, in which old feeds and examples stand. */
function rootIn(text: string, root: RegExp): number | null {
	const tag = new RegExp(root.source, "gi");
	const ends = new Ends(text);
	for (let found = tag.exec(text), seen = 0; found !== null; found = tag.exec(text)) {
		const comment = text.slice(seen, found.index).lastIndexOf("<!--");
		const end = comment < 0 ? null : ends.after("-->", seen + comment);
		if (end === null || end <= found.index) return found.index;
		tag.lastIndex = end;
		seen = end;
	}
	return null;
}

/** Walks through the markup once and tells the tree what stands there. */
function scan(text: string, start: number, tree: XmlTree): void {
	const ends = new Ends(text);
	let at = start;
	while (at < text.length && !tree.done) {
		const tag = text.indexOf("<", at);
		if (tag !== at) tree.text(text.slice(at, tag < 0 ? text.length : tag));
		if (tag < 0) break;
		at = scanTag(text, tag, ends, tree);
	}
	if (!tree.done) tree.flaws.add("truncated");
}

const SLASH = 0x2f;
const BANG = 0x21;
const QUESTION = 0x3f;

/** Reads what begins with the "<" at `at`; returns where to go on. */
function scanTag(text: string, at: number, ends: Ends, tree: XmlTree): number {
	const next = text.charCodeAt(at + 1);
	if (next === SLASH) return scanClosing(text, at, ends, tree);
	if (next === BANG) return scanDeclaration(text, at, ends, tree);
	if (next === QUESTION) return ends.after("?>", at + 2) ?? ends.after(">", at + 2) ?? text.length;
	if (isNameStart(next)) return scanOpening(text, at, tree);
	tree.literal("<");
	return at + 1;
}

function scanClosing(text: string, at: number, ends: Ends, tree: XmlTree): number {
	const end = ends.after(">", at + 2);
	// A text that stops inside a tag has not closed the element.
	if (end === null) return text.length;
	const name = text.slice(at + 2, end - 1).trim();
	tree.close(name.toLowerCase());
	return end;
}

const CDATA = "<![CDATA[";
const CDATA_END = "]]>";

/** Reads the CDATA section that begins at `start`; what was never ended is markup after all. */
function scanCdata(text: string, start: number, ends: Ends, tree: XmlTree): number {
	const end = ends.after(CDATA_END, start);
	if (end === null || swallows(text, start, end)) return start;
	tree.literal(text.slice(start, end - CDATA_END.length));
	return end;
}

/** True for a section that only ends where a later one does, entries further on. */
function swallows(text: string, start: number, end: number): boolean {
	const inner = text.indexOf(CDATA, start);
	return inner >= 0 && inner < end && /<\/(?:item|entry)\s*>/i.test(text.slice(start, inner));
}

function scanDeclaration(text: string, at: number, ends: Ends, tree: XmlTree): number {
	if (text.startsWith(CDATA, at)) return scanCdata(text, at + CDATA.length, ends, tree);
	if (text.startsWith("<!--", at)) return ends.after("-->", at + "<!--".length) ?? at + "<!--".length;
	return ends.after(">", at) ?? text.length;
}

/** Reads an opening tag; returns where to go on. */
function scanOpening(text: string, at: number, tree: XmlTree): number {
	const nameEnd = endOfName(text, at + 1);
	const tag = readAttributes(text, nameEnd);
	if (tag === null) return text.length;
	if (tag.tooMany) tree.flaws.add("too-many-attributes");
	tree.open(text.slice(at + 1, nameEnd).toLowerCase(), tag.attributes, tag.closed);
	return tag.end;
}

interface Tag {
	readonly attributes: ReadonlyMap<string, string>;
	/** After the ">", or at the "<" of the next tag where this one was never ended. */
	readonly end: number;
	readonly closed: boolean;
	readonly tooMany: boolean;
}

const LESS = 0x3c;
const EQUALS = 0x3d;
const MORE = 0x3e;
const NO_ATTRIBUTES: ReadonlyMap<string, string> = new Map();

/** The rest of a tag after its name; null where the text stops inside it. */
function readAttributes(text: string, start: number): Tag | null {
	let attributes: Map<string, string> | null = null;
	let closed = false;
	let tooMany = false;
	for (let at = start; at < text.length; ) {
		const code = text.charCodeAt(at);
		if (code === MORE || code === LESS) {
			const end = code === MORE ? at + 1 : at;
			return { attributes: attributes ?? NO_ATTRIBUTES, end, closed, tooMany };
		}
		closed = code === SLASH;
		if (closed || isSpace(code)) {
			at++;
			continue;
		}
		const attribute = readAttribute(text, at);
		attributes ??= new Map();
		tooMany ||= attributes.size >= ATTRIBUTES_MAX;
		// As in HTML, the first of two with one name counts.
		if (!tooMany && !attributes.has(attribute.name)) attributes.set(attribute.name, attribute.value);
		at = attribute.end;
	}
	return null;
}

interface Attribute {
	readonly name: string;
	/** References not yet decoded. */
	readonly value: string;
	readonly end: number;
}

function readAttribute(text: string, start: number): Attribute {
	// At least one character is taken, so that no character stops the walk.
	const nameEnd = endOfName(text, start + 1);
	const name = text.slice(start, nameEnd).toLowerCase();
	const equals = skipSpace(text, nameEnd);
	if (text.charCodeAt(equals) !== EQUALS) return { name, value: name, end: nameEnd };
	const at = skipSpace(text, equals + 1);
	const quote = text[at];
	if (quote === '"' || quote === "'") {
		const end = endOfQuoted(text, at + 1, quote);
		if (end !== null) return { name, value: text.slice(at + 1, end), end: end + 1 };
	}
	let end = at;
	while (end < text.length && !isSpace(text.charCodeAt(end)) && !isTagEnd(text, end)) end++;
	return { name, value: text.slice(at, end), end };
}

/** Where the quote closes; null where it does not within reason, because the feed forgot it. */
function endOfQuoted(text: string, start: number, quote: string): number | null {
	const window = text.slice(start, start + ATTRIBUTE_LENGTH_MAX);
	const length = window.indexOf(quote);
	if (length < 0) return null;
	if (length > MARKUP_LENGTH_MAX && window.lastIndexOf("<", length) >= 0) return null;
	return start + length;
}

function isTagEnd(text: string, at: number): boolean {
	const code = text.charCodeAt(at);
	return code === MORE || (code === SLASH && text.charCodeAt(at + 1) === MORE);
}

function endOfName(text: string, start: number): number {
	let at = start;
	while (at < text.length && isNamePart(text.charCodeAt(at))) at++;
	return at;
}

function skipSpace(text: string, start: number): number {
	let at = start;
	while (isSpace(text.charCodeAt(at))) at++;
	return at;
}

function isSpace(code: number): boolean {
	return code === 0x20 || (code >= 9 && code <= 13);
}

function isNameStart(code: number): boolean {
	const letter = code | 0x20;
	return (letter >= 0x61 && letter <= 0x7a) || code === 0x5f || code > 0x7f;
}

/** Any character but spaces and those that end a name. */
function isNamePart(code: number): boolean {
	return !isSpace(code) && code !== SLASH && code !== LESS && code !== EQUALS && code !== MORE;
}

/** Where things end, asked in rising order: what is not found once is never looked for again. */
class Ends {
	readonly #text: string;
	readonly #absent = new Set<string>();

	constructor(text: string) {
		this.#text = text;
	}

	/** The place after the next `mark`, or null where there is none. */
	after(mark: string, from: number): number | null {
		if (this.#absent.has(mark)) return null;
		const at = this.#text.indexOf(mark, from);
		if (at >= 0) return at + mark.length;
		this.#absent.add(mark);
		return null;
	}
}
