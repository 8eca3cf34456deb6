import { type Capture, type Headers, headerOf } from "../article/capture.ts";
import { decodePage } from "../article/decode.ts";
import { type Element, isText, type ParentNode, parseHtml } from "../article/html.ts";

/** A capture decoded and parsed. What the head says is noted while the page is parsed. */
export interface Page {
	/** The address that answered, a WHATWG href. */
	readonly address: string;
	/** What relative links are resolved against: `<base href>` or the address. */
	readonly base: string;
	/** When it was captured, ms since 1970; null where only its markup is known. */
	readonly capturedAt: number | null;
	/** The markup as text. */
	readonly html: string;
	readonly root: ParentNode;
	/** The first `<title>` with text outside of drawings, untrimmed; empty where there is none. */
	titleElement(): string;
	/** Contents of `<meta>` by lower-case `property`, `name`, `itemprop` or `http-equiv`, in document order. */
	metas(name: string): readonly string[];
	/** The names that `metas` knows, in document order. */
	metaNames(): readonly string[];
	/** Every object of the page's JSON-LD, `@graph` and lists flattened; what cannot be parsed is mended or left out. */
	jsonLd(): readonly JsonObject[];
	/** `<link>` elements in document order. */
	links(): readonly Element[];
	/** `<script>` elements in document order. */
	scripts(): readonly Element[];
}

export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
	readonly [name: string]: Json;
}

/** What a page may be read from besides a capture: bytes, or markup that was decoded already. */
export interface PageSource {
	readonly address: string;
	readonly headers?: Headers;
	readonly content?: Uint8Array;
	readonly html?: string;
}

/** A page is read no further than this many characters: the longest real article pages have 6 million. */
const MARKUP_LENGTH_MAX = 12_000_000;

/** Decodes and parses a capture. Never throws: a page that is no page gives an empty tree. */
export function readPage(source: Capture | PageSource): Page {
	return new ParsedPage(source, markupOf(source).slice(0, MARKUP_LENGTH_MAX));
}

/** A class, not an object with closures: V8 keeps the getter of such an object, and with it the tree, until a full collection. */
class ParsedPage implements Page {
	readonly address: string;
	readonly capturedAt: number | null;
	readonly html: string;
	readonly root: ParentNode;
	readonly #head: Head = { base: "", metas: new Map(), titles: [], links: [], scripts: [] };
	#base: string | null = null;
	#jsonLd: readonly JsonObject[] | null = null;

	constructor(source: Capture | PageSource, html: string) {
		this.address = source.address;
		this.capturedAt = "at" in source ? source.at : null;
		this.html = html;
		this.root = parseHtml(html, (element) => noteHead(element, this.#head));
	}

	get base(): string {
		this.#base ??= URL.parse(this.#head.base, this.address)?.href ?? this.address;
		return this.#base;
	}

	titleElement(): string {
		return this.#head.titles.map(rawText).find((title) => title !== "") ?? "";
	}

	metas(name: string): readonly string[] {
		return this.#head.metas.get(name) ?? [];
	}

	metaNames(): readonly string[] {
		return [...this.#head.metas.keys()];
	}

	jsonLd(): readonly JsonObject[] {
		this.#jsonLd ??= this.#head.scripts.filter(isJsonLd).flatMap((script) => readJsonLd(rawText(script)));
		return this.#jsonLd;
	}

	links(): readonly Element[] {
		return this.#head.links;
	}

	scripts(): readonly Element[] {
		return this.#head.scripts;
	}
}

function markupOf(source: Capture | PageSource): string {
	if ("html" in source && source.html !== undefined) return source.html;
	if (source.content === undefined) return "";
	return decodePage(source.content, headerOf(source.headers ?? {}, "content-type")).text;
}

interface Head {
	base: string;
	readonly metas: Map<string, string[]>;
	readonly titles: Element[];
	readonly links: Element[];
	readonly scripts: Element[];
}

const HEAD_NAMES: ReadonlySet<string> = new Set(["meta", "link", "script", "title", "base"]);

/** Notes an element that tells of the page, wherever it stands but in drawings. */
function noteHead(element: Element, head: Head): void {
	if (!HEAD_NAMES.has(element.name) || isInDrawing(element)) return;
	switch (element.name) {
		case "meta":
			noteMeta(element, head.metas);
			break;
		case "link":
			head.links.push(element);
			break;
		case "script":
			head.scripts.push(element);
			break;
		case "title":
			head.titles.push(element);
			break;
		case "base":
			if (head.base === "") head.base = element.attribs["href"] ?? "";
			break;
	}
}

function isInDrawing(element: Element): boolean {
	for (let up: ParentNode | null = element.parent; up !== null; up = up.parent)
		if (up.type === "tag" && up.name === "svg") return true;
	return false;
}

const META_NAMES = ["property", "name", "itemprop", "http-equiv"] as const;

function noteMeta(element: Element, metas: Map<string, string[]>): void {
	const content = element.attribs["content"]?.trim() ?? "";
	if (content === "") return;
	for (const attribute of META_NAMES) {
		const name = element.attribs[attribute]?.trim().toLowerCase() ?? "";
		if (name === "") continue;
		const contents = metas.get(name);
		if (contents === undefined) metas.set(name, [content]);
		else contents.push(content);
	}
}

/** The text directly inside an element: what a script or title holds. */
export function rawText(element: Element): string {
	return element.children.map((child) => (isText(child) ? child.data : "")).join("");
}

function isJsonLd(script: Element): boolean {
	return /^application\/ld\+json/i.test(script.attribs["type"]?.trim() ?? "");
}

/** Objects in a JSON-LD script: comments and CDATA marks removed, raw line breaks in strings allowed. */
function readJsonLd(text: string): JsonObject[] {
	const value = parseTolerant(text);
	return value === undefined ? [] : flatten(value, 0);
}

const GRAPH_DEPTH_MAX = 4;

function flatten(value: Json, depth: number): JsonObject[] {
	if (depth > GRAPH_DEPTH_MAX || value === null || typeof value !== "object") return [];
	if (isList(value)) return value.flatMap((item) => flatten(item, depth + 1));
	const graph = value["@graph"];
	return graph === undefined ? [value] : [value, ...flatten(graph, depth + 1)];
}

function isList(value: readonly Json[] | JsonObject): value is readonly Json[] {
	return Array.isArray(value);
}

/** JSON as pages write it; undefined where it cannot be mended. */
function parseTolerant(text: string): Json | undefined {
	const bare = text
		.trim()
		.replace(/^(?:<!--|\/\*\s*<!\[CDATA\[\s*\*\/|\/\/\s*<!\[CDATA\[|<!\[CDATA\[)/, "")
		.replace(/(?:-->|\/\*\s*\]\]>\s*\*\/|\/\/\s*\]\]>|\]\]>)\s*;?$/, "")
		.replace(/;\s*$/, "");
	for (const mend of MENDERS) {
		try {
			return JSON.parse(mend(bare)) as Json;
		} catch {
			// The next mender may do; where none does, the script is left out.
		}
	}
	return undefined;
}

const MENDERS: readonly ((text: string) => string)[] = [
	(text) => text,
	// Raw control characters inside strings, and commas before a closing bracket.
	// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is mended
	(text) => text.replace(/[\u0000-\u001f]+/g, " ").replace(/,\s*([\]}])/g, "$1"),
];
