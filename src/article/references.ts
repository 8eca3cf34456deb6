import { decodeHTML, decodeHTMLAttribute, decodeHTMLStrict } from "entities";

/** Text with its character references decoded as browsers do, those without a semicolon too. */
export function decodeText(text: string): string {
	return text.includes("&") ? decodeHTML(text) : text;
}

/** An attribute's value with its character references decoded: `&copy=1` in an address is none. */
export function decodeAttribute(value: string): string {
	return value.includes("&") ? decodeHTMLAttribute(value) : value;
}

/** What one reference such as `&eacute;` stands for; itself where HTML has no such name. */
export function decodeReference(reference: string): string {
	return decodeHTMLStrict(reference);
}
