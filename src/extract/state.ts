import type { Element } from "../article/html.ts";
import { Literals, NO_VALUE } from "./literal.ts";
import { type Json, type JsonObject, type Page, rawText } from "./page.ts";

/** Data that a page's scripts hold for other scripts to show. */
export interface State {
	readonly value: Json;
	/** The script that holds it, in words. */
	readonly place: string;
}

const SCRIPT_LENGTH_MIN = 60;
const SCRIPT_LENGTH_MAX = 4_000_000;

/** The states of a page in its order: JSON, what programs assign, and the wire formats of Next.js and Nuxt. */
export function* readStates(page: Page): Iterable<State> {
	let flight = "";
	for (const script of page.scripts()) {
		const text = rawText(script).trim();
		if (text.length > SCRIPT_LENGTH_MAX || /ld\+json/.test(script.attribs["type"] ?? "")) continue;
		const pushed = pushedFlight(text);
		if (pushed !== null) flight += pushed;
		else if (text.length >= SCRIPT_LENGTH_MIN) {
			const place = `the state in ${script.attribs["id"] ?? "a script"}`;
			for (const value of valuesOf(text, script)) yield { value, place };
		}
	}
	if (flight !== "") yield { value: readFlight(flight), place: "the state in __next_f" };
}

function valuesOf(text: string, script: Element): Json[] {
	const encoded = text.startsWith("%7B") || text.startsWith("%5B") ? decode(text) : text;
	const whole = parse(encoded);
	if (whole === undefined) return assigned(text);
	const isNuxt = script.attribs["id"] === "__NUXT_DATA__" || script.attribs["data-nuxt-data"] !== undefined;
	return [isNuxt && Array.isArray(whole) ? readNuxt(whole) : whole];
}

function parse(text: string): Json | undefined {
	if (!/^[{[]/.test(text)) return undefined;
	try {
		return JSON.parse(text) as Json;
	} catch {
		// A program, not data.
		return undefined;
	}
}

function decode(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		// Not percent-encoded as a whole: no data.
		return "";
	}
}

/** The beginning of a statement that assigns, and how Nuxt 2 wraps what it assigns. */
const ASSIGNS = /(?:^|[;\n}])[ \t]{0,80}(?:(?:var|let|const) +)?[\w$.[\]"']{1,80} {0,8}=\s{0,8}/g;
const WRAPPED = /\(function\s*\(([\w$,\s]{0,20000})\)\s*\{[^{]{0,200000}?\breturn\s*/y;
const PARSED = /JSON\.parse\(\s*(?=["'])/y;
const ASSIGNED_MAX = 20;

/** The objects and lists that a program assigns. */
function assigned(text: string): Json[] {
	const values: Json[] = [];
	let from = 0;
	for (const match of text.matchAll(ASSIGNS)) {
		const at = match.index + match[0].length;
		if (at < from || values.length >= ASSIGNED_MAX) continue;
		const literals = literalsAt(text, at);
		if (literals === null) continue;
		const value = literals.read();
		const object = typeof value === "string" ? parse(value) : value;
		if (object === NO_VALUE || object === undefined || object === null || typeof object !== "object")
			continue;
		values.push(object);
		from = literals.at;
	}
	return values;
}

/** Reads what is assigned there; null where that is no object, list, wrapped object or text of JSON. */
function literalsAt(text: string, at: number): Literals | null {
	if (text[at] === "{" || text[at] === "[") return new Literals(text, at);
	PARSED.lastIndex = at;
	const parsed = PARSED.exec(text);
	if (parsed !== null) return new Literals(text, at + parsed[0].length);
	WRAPPED.lastIndex = at;
	const wrapped = WRAPPED.exec(text);
	if (wrapped === null) return null;
	const names = (wrapped[1] ?? "").split(",").map((name) => name.trim());
	const given = /\}\s*\)?\s*\((?=[^{}]*\)\s*\)?\s*;?\s*$)/.exec(text.slice(at));
	const values =
		given === null ? NO_VALUE : new Literals(text, at + given.index + given[0].length - 1).list(")");
	const known = new Map(
		names.map((name, place) => [name, values === NO_VALUE ? null : (values[place] ?? null)]),
	);
	return new Literals(text, at + wrapped[0].length, known);
}

const VALUES_MAX = 100_000;
const DEPTH_MAX = 40;

/** A copy of a value with its leaves read by `leaf`; what is too deep or too much is null. */
function rebuilt(value: Json, leaf: (value: Json) => Json | undefined): Json {
	let values = 0;
	const visit = (one: Json, depth: number): Json => {
		if (depth > DEPTH_MAX || values++ > VALUES_MAX) return null;
		const read = leaf(one);
		if (read !== undefined) return typeof read === "object" ? visitInner(read, depth) : read;
		return visitInner(one, depth);
	};
	const visitInner = (one: Json, depth: number): Json => {
		if (Array.isArray(one)) return one.map((inner: Json) => visit(inner, depth + 1));
		if (one === null || typeof one !== "object") return one;
		return Object.fromEntries(
			Object.entries(one as JsonObject).map(([key, inner]) => [key, visit(inner ?? null, depth + 1)]),
		);
	};
	return visit(value, 0);
}

/** Nuxt 3 writes a flat list, in which every value inside of another is the place of its own in the list. */
function readNuxt(flat: readonly Json[]): Json {
	return rebuilt(0, (value) => (typeof value === "number" ? nuxtValue(flat[value]) : undefined));
}

/** A value of the list itself: texts and numbers end there, wrappers such as `["Reactive", 1]` are what they wrap. */
function nuxtValue(value: Json | undefined): Json {
	if (value === undefined || typeof value === "number") return null;
	if (Array.isArray(value) && typeof value[0] === "string") return value.slice(1);
	return value;
}

/** `self.__next_f.push([1,"…"])`: a piece of what Next.js streams; null for other scripts. */
function pushedFlight(text: string): string | null {
	const list = /^(?:self|window)\.__next_f\.push\((\[[\s\S]*\])\)\s*;?$/.exec(text)?.[1];
	if (list === undefined) return null;
	const value = parse(list);
	return Array.isArray(value) && typeof value[1] === "string" ? value[1] : "";
}

const ROW = /^([\da-f]+):(?:T([\da-f]+),)?/;
const ROWS_MAX = 20_000;
const ROW_HEAD = 40;

/** The rows of React's wire format: `id:JSON` on a line, or `id:Tlength,text`; `$id` in a row stands for such a text. */
function readFlight(flight: string): Json {
	const bytes = Buffer.from(flight);
	const texts = new Map<string, string>();
	const rows: Json[] = [];
	for (let at = 0; at < bytes.length && rows.length < ROWS_MAX; ) {
		const [head = "", id = "", length] = ROW.exec(bytes.toString("utf8", at, at + ROW_HEAD)) ?? [];
		const line = bytes.indexOf(10, at);
		const end =
			length === undefined
				? line < 0
					? bytes.length
					: line
				: at + head.length + Number.parseInt(length, 16);
		const text = bytes.toString("utf8", at + head.length, end);
		if (length === undefined) rows.push(parse(text) ?? null);
		else texts.set(id, text);
		at = length === undefined ? end + 1 : end;
	}
	return rebuilt(rows, (value) =>
		typeof value === "string" && value.startsWith("$") ? (texts.get(value.slice(1)) ?? value) : undefined,
	);
}
