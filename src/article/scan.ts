import { decodeAttribute, decodeText } from "./references.ts";
import { type Attributes, BARE, noAttributes } from "./tree.ts";

/** How the content of an element is written: as markup, as text up to its end tag, as such text without references, or as the latter up to the page's end. */
export type Content = "markup" | "text" | "raw" | "rest";

/** Who is told what stands in markup, in its order: names in lower case, references decoded. */
export interface Tokens {
	/** A start tag; `closes` where it ends in `/>`. Of attributes with one name the first counts. */
	start(name: string, attributes: Readonly<Attributes>, closes: boolean): Content;
	end(name: string): void;
	text(data: string): void;
	/** A section of text that is marked as such: `<![CDATA[…]]>`. */
	section(data: string): void;
	/** A comment, a declaration, or what browsers take for one. */
	comment(): void;
}

const [SPACE, TAB, LINE, FEED, RETURN] = [0x20, 0x09, 0x0a, 0x0c, 0x0d];
const [SLASH, EQUALS, GREATER, QUESTION, BANG] = [0x2f, 0x3d, 0x3e, 0x3f, 0x21];
const [DOUBLE_QUOTE, SINGLE_QUOTE] = [0x22, 0x27];

const isSpace = (code: number): boolean =>
	code <= SPACE && (code === SPACE || code === LINE || code === TAB || code === RETURN || code === FEED);
const endsName = (code: number): boolean =>
	code <= GREATER && (code === GREATER || code === SLASH || isSpace(code));
const isLetter = (code: number): boolean => (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a;

const COMMENT_END = /--!?>/g;
const EMPTY_COMMENT = /-?>/y;
const SECTION = "[CDATA[";

/**
 * Reads markup as the tokenizer of the HTML standard does, in time linear in its length. Never throws;
 * a tag that the end of the markup cuts off is none.
 */
export function scanMarkup(markup: string, tokens: Tokens): void {
	new Scanner(markup, tokens).scan();
}

/** Longer names are not remembered: their strings would be parts of a page's, and hold it in memory. */
const NAME_LENGTH_MAX = 12;
const NAMES_MAX = 1024;

/** Names that markup repeats, each as one string: cutting them out of it takes longer than reading them. */
const NAMES: (string | undefined)[] = new Array(NAMES_MAX).fill(undefined);

/** The name between two places, in lower case; `hash` is any number that its characters make. */
function nameAt(markup: string, from: number, to: number, hash: number): string {
	const slot = hash & (NAMES_MAX - 1);
	const known = NAMES[slot];
	if (known !== undefined && known.length === to - from && markup.startsWith(known, from)) return known;
	const name = markup.slice(from, to).toLowerCase();
	if (name.length <= NAME_LENGTH_MAX) NAMES[slot] = name;
	return name;
}

class Scanner {
	readonly #markup: string;
	readonly #tokens: Tokens;
	/** Where the next character is read; at the length of the markup nothing is left. */
	#at = 0;

	constructor(markup: string, tokens: Tokens) {
		this.#markup = markup;
		this.#tokens = tokens;
	}

	scan(): void {
		const markup = this.#markup;
		let from = 0;
		for (let at = markup.indexOf("<"); at >= 0; at = markup.indexOf("<", this.#at)) {
			const code = markup.charCodeAt(at + 1);
			this.#at = at + 1;
			if (!isLetter(code) && code !== SLASH && code !== BANG && code !== QUESTION) continue;
			this.#text(from, at);
			if (code === SLASH) this.#readEndTag(at + 2);
			else if (code === BANG) this.#readDeclaration(at + 2);
			else if (code === QUESTION) this.#skipComment(at + 1);
			else this.#readStartTag(at + 1);
			from = this.#at;
		}
		this.#text(from, markup.length);
	}

	#text(from: number, to: number): void {
		if (from < to) this.#tokens.text(decodeText(this.#markup.slice(from, to)));
	}

	#readStartTag(from: number): void {
		const name = this.#readName(from);
		let attributes: Attributes | null = null;
		let closes = false;
		for (let code = this.#nextCode(); code !== GREATER; code = this.#nextCode()) {
			if (this.#at >= this.#markup.length) return;
			closes = code === SLASH;
			if (closes) this.#at++;
			else {
				attributes ??= noAttributes();
				this.#readAttribute(attributes);
			}
		}
		this.#at++;
		this.#readContent(this.#tokens.start(name, attributes ?? BARE, closes), name);
	}

	#readContent(content: Content, name: string): void {
		if (content === "markup") return;
		const from = this.#at;
		this.#at = content === "rest" ? this.#markup.length : this.#placeOfEnd(name);
		if (content === "text") this.#text(from, this.#at);
		else if (from < this.#at) this.#tokens.text(this.#markup.slice(from, this.#at));
	}

	#readAttribute(attributes: Attributes): void {
		const markup = this.#markup;
		const from = this.#at;
		let at = from + 1;
		let hash = markup.charCodeAt(from);
		// Past the end the code is NaN.
		for (let code = markup.charCodeAt(at); code >= 0 && !endsAttribute(code); code = markup.charCodeAt(++at))
			hash = Math.imul(hash, 31) + code;
		this.#at = at;
		const name = nameAt(markup, from, at, hash);
		const hasValue = this.#nextCode() === EQUALS;
		if (hasValue) this.#at++;
		const value = hasValue ? this.#readValue() : "";
		if (attributes[name] === undefined) attributes[name] = decodeAttribute(value);
	}

	#readValue(): string {
		const markup = this.#markup;
		const quote = this.#nextCode();
		let from = this.#at;
		if (quote === DOUBLE_QUOTE || quote === SINGLE_QUOTE) {
			const end = markup.indexOf(quote === DOUBLE_QUOTE ? '"' : "'", ++from);
			this.#at = end < 0 ? markup.length : end + 1;
			return markup.slice(from, end < 0 ? markup.length : end);
		}
		while (this.#at < markup.length && !endsValue(markup.charCodeAt(this.#at))) this.#at++;
		return markup.slice(from, this.#at);
	}

	/** The place of the next end tag of that name, or the end. */
	#placeOfEnd(name: string): number {
		let at = this.#markup.indexOf("</", this.#at);
		while (at >= 0 && !this.#isEndTag(at, name)) at = this.#markup.indexOf("</", at + 2);
		return at < 0 ? this.#markup.length : at;
	}

	#isEndTag(at: number, name: string): boolean {
		const end = at + 2 + name.length;
		return endsName(this.#markup.charCodeAt(end)) && this.#markup.slice(at + 2, end).toLowerCase() === name;
	}

	#readEndTag(from: number): void {
		const code = this.#markup.charCodeAt(from);
		if (code === GREATER) this.#at = from + 1;
		else if (!isLetter(code)) this.#skipComment(from);
		else {
			const name = this.#readName(from);
			if (this.#skipTo(">")) this.#tokens.end(name);
		}
	}

	#readName(from: number): string {
		const markup = this.#markup;
		let at = from;
		let hash = 0;
		for (let code = markup.charCodeAt(at); code >= 0 && !endsName(code); code = markup.charCodeAt(++at))
			hash = Math.imul(hash, 31) + code;
		this.#at = at;
		return nameAt(markup, from, at, hash);
	}

	/** What begins with `<!`. */
	#readDeclaration(from: number): void {
		const markup = this.#markup;
		if (markup.startsWith("--", from)) this.#readComment(from + 2);
		else if (markup.startsWith(SECTION, from)) this.#readSection(from + SECTION.length);
		else this.#skipComment(from);
	}

	#readComment(from: number): void {
		EMPTY_COMMENT.lastIndex = from;
		COMMENT_END.lastIndex = from;
		if (EMPTY_COMMENT.test(this.#markup)) this.#at = EMPTY_COMMENT.lastIndex;
		else this.#at = COMMENT_END.test(this.#markup) ? COMMENT_END.lastIndex : this.#markup.length;
		this.#tokens.comment();
	}

	#readSection(from: number): void {
		this.#at = from;
		if (this.#skipTo("]]>")) this.#tokens.section(this.#markup.slice(from, this.#at - "]]>".length));
		else this.#tokens.comment();
	}

	/** What browsers take for a comment: all up to the next `>`. */
	#skipComment(from: number): void {
		this.#at = from;
		this.#skipTo(">");
		this.#tokens.comment();
	}

	/** Goes on after the next `mark`; where there is none, false and to the end. */
	#skipTo(mark: string): boolean {
		const at = this.#markup.indexOf(mark, this.#at);
		this.#at = at < 0 ? this.#markup.length : at + mark.length;
		return at >= 0;
	}

	/** Skips spaces; the code of what comes then, NaN at the end. */
	#nextCode(): number {
		let code = this.#markup.charCodeAt(this.#at);
		while (isSpace(code)) code = this.#markup.charCodeAt(++this.#at);
		return code;
	}
}

const endsAttribute = (code: number): boolean => code === EQUALS || endsName(code);
const endsValue = (code: number): boolean => code === GREATER || isSpace(code);
