import { decodeReference } from "../../article/references.ts";

/** Characters that a document's own entities may add to it, all in all. */
const EXPANSION_MAX = 1_000_000;

/** The entities that a DOCTYPE declares. They never add more to a document than `EXPANSION_MAX` characters. */
export class Entities {
	readonly #values: ReadonlyMap<string, string>;
	#left = EXPANSION_MAX;

	constructor(values: ReadonlyMap<string, string>) {
		this.#values = values;
	}

	/** What an entity stands for; null where it is not declared, or has been used too often. */
	expand(name: string): string | null {
		const value = this.#values.get(name) ?? null;
		if (value === null || value.length > this.#left) return null;
		this.#left -= value.length;
		return value;
	}
}

const REFERENCE = /&(?:#(\d{1,8})|#[xX]([0-9a-fA-F]{1,8})|([a-zA-Z][a-zA-Z0-9._-]{0,31}));/g;

/**
 * Text with its references decoded once: XML's five, numbers, HTML's names and the feed's own. What is
 * no reference stays as it is, since feeds are full of bare ampersands.
 */
export function decodeEntities(text: string, own: Entities | null = null): string {
	if (!text.includes("&")) return text;
	// Escaped articles are full of these three, and a native replacement is several times faster.
	const most = text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"');
	const all = /&(?!amp;)/.test(most)
		? most.replace(REFERENCE, (whole, decimal, hex, name) => {
				if (name === "amp") return whole;
				return name === undefined ? characterOf(decimal, hex) : (own?.expand(name) ?? namedCharacter(whole));
			})
		: most;
	// Last, so that "&amp;lt;" gives "&lt;".
	return all.replaceAll("&amp;", "&");
}

const NAMED = new Map<string, string>();
/** References kept at hand: a text has few different ones, and a hostile one must not fill memory. */
const NAMED_MAX = 3000;

function namedCharacter(reference: string): string {
	const known = NAMED.get(reference);
	if (known !== undefined) return known;
	const character = decodeReference(reference);
	if (NAMED.size < NAMED_MAX) NAMED.set(reference, character);
	return character;
}

/** What windows-1252 has at 0x80 to 0x9f: what is meant by numbers that Unicode gives to control characters. */
const WINDOWS_1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

function characterOf(decimal: string | undefined, hex: string | undefined): string {
	const code = decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal);
	return characterMeant(code);
}

/** The character that a number stands for in a feed; empty where XML has none with that number. */
export function characterMeant(code: number): string {
	if (code >= 0x80 && code < 0xa0) return WINDOWS_1252[code - 0x80] ?? "";
	return isXmlCharacter(code) ? String.fromCodePoint(code) : "";
}

function isXmlCharacter(code: number): boolean {
	if (code < 0x20) return code === 9 || code === 10 || code === 13;
	return code < 0xd800 || (code > 0xdfff && code < 0xfffe) || (code >= 0x10000 && code <= 0x10ffff);
}

const ENTITIES_MAX = 64;
const VALUE_LENGTH_MAX = 400;

/**
 * The entities of a DOCTYPE's internal subset: plain values only. One that names another is left out,
 * so no expansion can grow; nothing is ever loaded.
 */
export function declaredEntities(doctype: string): Entities {
	const found = new Map<string, string>();
	for (const [, name = "", , double, single] of doctype.matchAll(
		/<!ENTITY\s+([\w.-]{1,32})\s+("([^"]*)"|'([^']*)')\s*>/g,
	)) {
		const value = double ?? single ?? "";
		if (found.size >= ENTITIES_MAX || value.length > VALUE_LENGTH_MAX || /&(?!#)/.test(value)) continue;
		found.set(name, decodeEntities(value));
	}
	return new Entities(found);
}
