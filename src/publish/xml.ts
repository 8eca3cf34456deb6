/** Markup of XML that is well formed. Made only by `xml`, which escapes everything put into it. */
export class Xml {
	readonly #markup: string;
	constructor(markup: string) {
		this.#markup = markup;
	}
	toString(): string {
		return this.#markup;
	}
}

type Part = Xml | string | number | null | false | readonly Part[];

/** A template of XML. Every value is escaped; characters that XML 1.0 does not know are left out. */
export function xml(parts: TemplateStringsArray, ...values: readonly Part[]): Xml {
	return new Xml(parts.reduce((out, part, at) => out + write(values[at - 1] ?? null) + part));
}

function write(part: Part): string {
	if (part === null || part === false) return "";
	if (part instanceof Xml) return part.toString();
	if (typeof part === "number") return String(part);
	if (typeof part === "string") return escapeXml(part);
	return part.map(write).join("");
}

const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** XML 1.0, 2.2: what is not in the Char production may not stand in a document in any form. */
const NO_CHARACTER = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

/** Text as it may stand in XML, between tags or in quotes. */
export function escapeXml(text: string): string {
	return text.replace(NO_CHARACTER, "").replace(/[&<>"]/g, (char) => ESCAPES[char] ?? char);
}
