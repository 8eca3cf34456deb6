import type { XmlElement } from "./tree.ts";

const NONE: readonly XmlElement[] = [];

/** An element's child elements that have one of the names: those of the first name first. */
export function childrenOf(parent: XmlElement, ...names: readonly string[]): readonly XmlElement[] {
	if (parent.fields === null) return NONE;
	let found = NONE;
	for (const name of names) {
		const list = parent.fields.get(name);
		if (list !== undefined) found = found.length === 0 ? list : [...found, ...list];
	}
	return found;
}

/** The first child, by the order of the names, that is not empty: neither text nor attributes. */
export function childOf(parent: XmlElement, ...names: readonly string[]): XmlElement | null {
	if (parent.fields === null) return null;
	for (const name of names) {
		const found = parent.fields.get(name)?.find((child) => !isEmpty(child));
		if (found !== undefined) return found;
	}
	return null;
}

function isEmpty(element: XmlElement): boolean {
	for (const _ in element.attributes) return false;
	return element.children.every((child) => typeof child === "string" && child.trim() === "");
}

/** An attribute's value, trimmed; null where there is none or it is empty. Names are lower case. */
export function attributeOf(element: XmlElement, name: string): string | null {
	return element.attributes[name]?.trim() || null;
}

export function hasElements(element: XmlElement): boolean {
	return element.fields !== null;
}

/** All text inside, as it stands, elements left out. */
export function rawText(element: XmlElement): string {
	const [only = "", more] = element.children;
	if (more === undefined && typeof only === "string") return only;
	return element.children.map((child) => (typeof child === "string" ? child : rawText(child))).join("");
}
