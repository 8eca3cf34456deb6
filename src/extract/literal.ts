import type { Json } from "./page.ts";

/** Values beyond these are left out: a state of a few megabytes has fewer. */
const VALUES_MAX = 200_000;
const DEPTH_MAX = 60;

const SPACE = /\s*(?:(?:\/\*[\s\S]{0,2000}?\*\/|\/\/[^\n]{0,2000}\n)\s*)*/y;
const NUMBER = /-?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?/iy;
const NAME = /[\p{L}_$][\p{L}\p{N}_$.]*/uy;
const WORDS: ReadonlyMap<string, Json> = new Map<string, Json>([
	["true", true],
	["false", false],
	["null", null],
	["undefined", null],
	["NaN", null],
]);

/** What `Literals.read` gives where no value stands. */
export const NO_VALUE = Symbol("no value");

/**
 * Reads values as programs write them: JSON, and names without quotes, single quotes, `!0`, `void 0`, names of values
 * that are given, and calls, which are null. Reads no further than the value's end, so that code may follow.
 */
export class Literals {
	readonly #text: string;
	readonly #names: ReadonlyMap<string, Json>;
	#values = 0;
	at: number;

	constructor(text: string, at: number, names: ReadonlyMap<string, Json> = new Map()) {
		this.#text = text;
		this.at = at;
		this.#names = names;
	}

	read(depth = 0): Json | typeof NO_VALUE {
		this.#take(SPACE);
		if (depth > DEPTH_MAX || this.#values++ > VALUES_MAX) return NO_VALUE;
		switch (this.#text[this.at]) {
			case "{":
				return this.#object(depth);
			case "[":
				return this.list("]", depth);
			case '"':
			case "'":
				return this.#string();
			case "!":
				this.at++;
				return this.read(depth + 1) === 0;
			default:
				return this.#word();
		}
	}

	/** The values between the sign here and the one that closes it. */
	list(close: "]" | ")", depth = 0): Json[] | typeof NO_VALUE {
		const values: Json[] = [];
		this.at++;
		for (;;) {
			if (this.#ends(close)) return values;
			const value = this.read(depth + 1);
			if (value === NO_VALUE) return NO_VALUE;
			values.push(value);
			if (!this.#ends(",") && !this.#isAt(close)) return NO_VALUE;
		}
	}

	#object(depth: number): Json | typeof NO_VALUE {
		const object: Record<string, Json> = {};
		this.at++;
		for (;;) {
			if (this.#ends("}")) return object;
			const key = this.#key();
			if (key === null || !this.#ends(":")) return NO_VALUE;
			const value = this.read(depth + 1);
			if (value === NO_VALUE) return NO_VALUE;
			if (key !== "__proto__") object[key] = value;
			if (!this.#ends(",") && !this.#isAt("}")) return NO_VALUE;
		}
	}

	#key(): string | null {
		this.#take(SPACE);
		const mark = this.#text[this.at];
		if (mark !== '"' && mark !== "'") return this.#take(NAME) || this.#take(NUMBER) || null;
		const text = this.#string();
		return typeof text === "string" ? text : null;
	}

	#string(): Json | typeof NO_VALUE {
		const start = this.at + 1;
		const mark = this.#text[this.at];
		for (let end = start; end < this.#text.length; end++) {
			if (this.#text[end] === "\\") end++;
			else if (this.#text[end] === mark) {
				this.at = end + 1;
				return textOfString(this.#text.slice(start, end));
			}
		}
		return NO_VALUE;
	}

	#word(): Json | typeof NO_VALUE {
		const number = this.#take(NUMBER);
		if (number !== "") return Number(number);
		const word = this.#take(NAME);
		if (word === "") return NO_VALUE;
		if (word === "void" || word === "new") {
			this.read(1);
			return null;
		}
		if (this.#isAt("(") && this.list(")") === NO_VALUE) return NO_VALUE;
		return this.#names.get(word) ?? WORDS.get(word) ?? null;
	}

	#isAt(sign: string): boolean {
		this.#take(SPACE);
		return this.#text[this.at] === sign;
	}

	#ends(sign: string): boolean {
		const found = this.#isAt(sign);
		if (found) this.at++;
		return found;
	}

	#take(pattern: RegExp): string {
		pattern.lastIndex = this.at;
		const found = pattern.exec(this.#text)?.[0] ?? "";
		this.at += found.length;
		return found;
	}
}

const ESCAPES: Readonly<Record<string, string>> = {
	n: "\n",
	t: "\t",
	r: "\r",
	b: "\b",
	f: "\f",
	v: "\v",
	"\n": "",
};
const ESCAPE = /\\(?:u\{([\da-f]{1,6})\}|u([\da-f]{4})|x([\da-f]{2})|[\s\S])/gi;
const CODE_MAX = 0x10ffff;

/** The text that a string of a program stands for. */
function textOfString(written: string): string {
	return written.replace(ESCAPE, (sign, ...codes: readonly (string | undefined)[]) => {
		const code = codes.slice(0, 3).find((one) => one !== undefined);
		if (code === undefined) return ESCAPES[sign.slice(1)] ?? sign.slice(1);
		return Number.parseInt(code, 16) <= CODE_MAX ? String.fromCodePoint(Number.parseInt(code, 16)) : "";
	});
}
