import { escapeAttribute } from "../article/html.ts";

/** Markup that is safe to send. Made by `html`, which escapes everything put into it, or by `safeMarkup`. */
export class Html {
	readonly #markup: string;
	constructor(markup: string) {
		this.#markup = markup;
	}
	toString(): string {
		return this.#markup;
	}
}

/** What may stand in a template: text and numbers are escaped, null and false are nothing. */
export type Part = Html | string | number | null | false | undefined | readonly Part[];

/** A template of markup. Every value is escaped for text and for double-quoted attributes alike. */
export function html(parts: TemplateStringsArray, ...values: readonly Part[]): Html {
	return new Html(parts.reduce((out, part, at) => out + write(values[at - 1]) + part));
}

/** Markup that has been made safe elsewhere: by `body.ts` from sanitised text, or by an asset of ours. */
export function safeMarkup(markup: string): Html {
	return new Html(markup);
}

/** HTML Living Standard, 13.1: code points that stand in no page, in any form. */
const UNPRINTABLE = /(?![\t\n\r])\p{Cc}|\p{Noncharacter_Code_Point}/gu;

/** A text without the control characters and non-characters that HTML does not take. */
export function printable(text: string): string {
	return text.replace(UNPRINTABLE, "");
}

function write(part: Part): string {
	if (part === null || part === false || part === undefined) return "";
	if (part instanceof Html) return part.toString();
	if (typeof part === "string") return escapeAttribute(printable(part));
	if (typeof part === "number") return String(part);
	return part.map(write).join("");
}
