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

/**
 * HTML Living Standard, 13.1: code points that stand in no page, in any form. Unit by unit, which is looked
 * through in a third of the time that Unicode's properties take: the last line is the last two of each plane.
 */
const UNPRINTABLE = new RegExp(
	String.raw`[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufdd0-\ufdef\ufffe\uffff]|` +
		String.raw`[\ud83f\ud87f\ud8bf\ud8ff\ud93f\ud97f\ud9bf\ud9ff\uda3f\uda7f\udabf\udaff\udb3f\udb7f\udbbf\udbff][\udffe\udfff]`,
	"g",
);

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
