import { childOf, childrenOf } from "../xml/elements.ts";
import type { XmlElement } from "../xml/tree.ts";
import { plainText, textOf } from "./markup.ts";

const MAIL_THEN_NAME = /^[^\s@()<>]+@[^\s@()<>]+\s*\((.+)\)$/;
const NAME_THEN_MAIL = /^(.+?)\s*[<(]\s*(?:mailto:)?[^\s@()<>]+@[^\s@()<>]+\s*[>)]$/;

/** Longer texts are no name; the patterns are not tried on them. */
const PERSON_LENGTH_MAX = 500;

/** A person's name from an Atom person or from text such as `desk@example.org (The desk)`; else what is there. */
function personOf(element: XmlElement): string | null {
	const part = childOf(element, "atom:name", "name", "foaf:name", "atom:email", "email");
	const text = part === null ? textOf(element) : textOf(part);
	return text === null ? null : personIn(text);
}

export function personIn(text: string): string | null {
	const plain = plainText(text);
	if (plain === null || plain.length > PERSON_LENGTH_MAX) return plain;
	const name = MAIL_THEN_NAME.exec(plain)?.[1] ?? NAME_THEN_MAIL.exec(plain)?.[1];
	return name?.trim() || plain;
}

/** The people that an element's children with one of the names are or name. */
export function peopleOf(parent: XmlElement, ...names: readonly string[]): string[] {
	return childrenOf(parent, ...names).flatMap((element) => personOf(element) ?? []);
}
