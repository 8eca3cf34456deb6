import { parseHtml } from "../../article/html.ts";
import { articleText, textOf } from "../../article/text.ts";
import { type Piece, readPieces } from "../blocks.ts";
import { readBoxes } from "../box.ts";
import type { Evidence } from "../evidence.ts";
import { lettersOf } from "../letters.ts";
import type { Json, JsonObject, Page } from "../page.ts";
import { readStates } from "../state.ts";
import { isOff, type Run, shorten } from "../trace.ts";

/** A body with fewer letters than this is looked for in the page's data too. */
const SHORT_LETTERS = 120;
/** A body with more characters than this has more letters than that, whatever stands between them. */
const SHORT_LENGTH = 4 * SHORT_LETTERS;
/** The data must say this many times as much as what is seen. */
const LONGER_MIN = 1.5;
const BODY_LETTERS_MIN = 60;
const NODES_MAX = 100_000;
const DEPTH_MAX = 40;

/**
 * The body as the page's own data has it (JSON-LD `articleBody`, `__NEXT_DATA__` and other state that
 * scripts would show), where the markup shows clearly less of it. Null where the markup is as good.
 */
export function embedded(page: Page, evidence: Evidence, seen: readonly Piece[], run: Run): Piece[] | null {
	const articleBody = longestArticleBody(page);
	const seenLength = seen.reduce((sum, piece) => sum + piece.text.length, 0);
	if (articleBody.length <= seenLength && seenLength > SHORT_LENGTH) return null;
	const seenLetters = lettersOfPieces(seen);
	const found =
		fromJsonLd(articleBody, seenLetters) ??
		(seenLetters.length < SHORT_LETTERS ? fromState(page, evidence) : null) ??
		(seenLetters === "" ? fromDescription(page) : null);
	if (found === null) return null;
	const pieces = readMarkup(found.text, page);
	const isLonger =
		lettersOfPieces(pieces).length >= Math.max(BODY_LETTERS_MIN, LONGER_MIN * seenLetters.length);
	if (!isLonger || isOff(run, "embedded", found.place)) return null;
	run.trace.push({
		step: "embedded",
		rule: found.place,
		text: shorten(found.text),
		why: "the markup shows less of the text than the page's data",
	});
	return pieces;
}

const lettersOfPieces = (pieces: readonly Piece[]): string =>
	lettersOf(articleText({ blocks: pieces.map((piece) => piece.block), wireCredit: "" }));

interface Found {
	readonly text: string;
	readonly place: string;
}

function longestArticleBody(page: Page): string {
	let longest = "";
	for (const { articleBody } of page.jsonLd()) {
		if (typeof articleBody === "string" && articleBody.length > longest.length) longest = articleBody;
	}
	return longest;
}

/** `articleBody` counts where what is seen is a part of it, or nearly nothing is seen. */
function fromJsonLd(articleBody: string, seenLetters: string): Found | null {
	if (articleBody === "") return null;
	const agrees =
		seenLetters.length < SHORT_LETTERS ||
		lettersOf(articleBody).includes(seenLetters.slice(0, AGREEING_LETTERS));
	return agrees ? { text: articleBody, place: "JSON-LD articleBody" } : null;
}

const AGREEING_LETTERS = 40;

/** Where a page shows nothing at all, its description is the little that it says. */
function fromDescription(page: Page): Found | null {
	const text = page.metas("og:description")[0] ?? page.metas("description")[0];
	return text === undefined ? null : { text, place: "description" };
}

/** State that scripts would show: of the object that carries the page's title, the longest text; else the longest list of paragraphs. */
function fromState(page: Page, evidence: Evidence): Found | null {
	for (const { value, place } of readStates(page)) {
		const titled = bodyOfTitled(value, evidence.titles);
		const text = titled === null || titled.length < BODY_LETTERS_MIN ? longestParagraphs(value) : titled;
		if (text !== null) return { text, place };
	}
	return null;
}

function bodyOfTitled(state: Json, titles: readonly string[]): string | null {
	let nodes = 0;
	let best: string | null = null;
	const visit = (value: Json, depth: number): void => {
		if (value === null || typeof value !== "object" || depth > DEPTH_MAX || nodes++ > NODES_MAX) return;
		if (!Array.isArray(value) && isTitled(value as JsonObject, titles)) {
			const text = longestProse(value as JsonObject);
			if (text.length > (best?.length ?? 0)) best = text;
		}
		for (const inner of Object.values(value)) visit(inner, depth + 1);
	};
	visit(state, 0);
	return best;
}

const TITLE_NAMES = ["title", "headline", "name", "titulo", "heading", "subject", "title_tc", "newsTitle"];
const TITLE_LETTERS_MIN = 6;

function isTitled(object: JsonObject, titles: readonly string[]): boolean {
	return TITLE_NAMES.some((name) => {
		const value = object[name];
		const text = typeof value === "string" ? value : null;
		if (text === null || text.length > 500) return false;
		const letters = lettersOf(text);
		return (
			letters.length >= TITLE_LETTERS_MIN &&
			titles.some((title) => title.startsWith(letters) || letters.startsWith(title))
		);
	});
}

/** The longest text of an object: one string, or the paragraphs of one list. */
function longestProse(object: JsonObject): string {
	let longest = "";
	const visit = (value: Json, depth: number): void => {
		if (value === null || depth > PROSE_DEPTH_MAX) return;
		const text = typeof value === "string" ? proseOf(value) : Array.isArray(value) ? linesOf(value) : "";
		if (text.length > longest.length) longest = text;
		if (typeof value === "object") for (const inner of Object.values(value)) visit(inner, depth + 1);
	};
	for (const value of Object.values(object)) visit(value, 0);
	return longest;
}

/** A text; empty where it is an address or data. */
const proseOf = (text: string): string => (/^(?:https?:|data:|\{)/.test(text) ? "" : text);

/** The lines of a list as paragraphs; empty where it holds none. */
function linesOf(list: readonly Json[]): string {
	const lines = list.map((item) => lineOf(item)).filter((line) => line !== "");
	return lines.length < 2
		? ""
		: lines.map((line) => (line.startsWith("<") ? line : `<p>${line}</p>`)).join("\n");
}

const PROSE_DEPTH_MAX = 6;
const LINE_NAMES = ["content", "text", "html", "value", "body", "paragraph"];
const LINE_LENGTH_MIN = 20;
const LINE_DEPTH_MAX = 3;

/** An item's text: its own, that of an object inside of it, or the texts of a list inside of it in a row. */
function lineOf(value: Json, depth = 0): string {
	if (value === null || typeof value !== "object" || Array.isArray(value) || depth > LINE_DEPTH_MAX)
		return "";
	const object = value as JsonObject;
	for (const name of LINE_NAMES) {
		const text = object[name];
		if (typeof text === "string" && text.length >= LINE_LENGTH_MIN) return text;
	}
	for (const inner of Object.values(object)) {
		const text = Array.isArray(inner) ? inner.map(textOfLeaf).join("") : lineOf(inner ?? null, depth + 1);
		if (text.length >= LINE_LENGTH_MIN) return text;
	}
	return "";
}

const textOfLeaf = (value: Json): string => {
	const text =
		value === null || typeof value !== "object" || Array.isArray(value) ? "" : (value as JsonObject)["text"];
	return typeof text === "string" ? text : "";
};

/** What an item's type is called where it is a paragraph of a text. */
const PARAGRAPH = /^(?:p|text|.*paragraph.*)$/i;
const TYPE_NAMES = ["type", "__typename", "_type", "blockType", "kind", "nodeType"];
const PARAGRAPHS_MIN = 3;

/** The longest list of at least three items that call themselves paragraphs; null where there is none. */
function longestParagraphs(state: Json): string | null {
	let nodes = 0;
	let longest = "";
	const visit = (value: Json, depth: number): void => {
		if (value === null || typeof value !== "object" || depth > DEPTH_MAX || nodes++ > NODES_MAX) return;
		if (Array.isArray(value) && value.filter(isParagraph).length >= PARAGRAPHS_MIN) {
			const text = linesOf(value.filter(isParagraph));
			if (text.length > longest.length) longest = text;
		}
		for (const inner of Object.values(value)) visit(inner, depth + 1);
	};
	visit(state, 0);
	return longest === "" ? null : longest;
}

function isParagraph(value: Json): boolean {
	if (value === null || typeof value !== "object" || Array.isArray(value)) return false;
	const object = value as JsonObject;
	return TYPE_NAMES.some((name) => {
		const type = object[name];
		return typeof type === "string" && PARAGRAPH.test(type);
	});
}

const TAG = /<\/?(?:p|div|br|h\d|ul|span)\b/i;
/** A tag that was escaped once too often. */
const ESCAPED_TAG = /&lt;\/?(?:p|div|br|h\d|ul|span)\b/i;

/** Blocks of markup, or of plain text with a paragraph on each line. */
export function readMarkup(text: string, page: Page): Piece[] {
	const isEscaped = !TAG.test(text) && ESCAPED_TAG.test(text);
	const written = isEscaped ? textOf(text) : text;
	const markup = TAG.test(written)
		? written
		: written
				.split(/\n+/)
				.map((line) => `<p>${line}</p>`)
				.join("");
	const tree = readBoxes(parseHtml(markup));
	return readPieces(tree.root, { tree, base: page.base, pictures: new Set() });
}
