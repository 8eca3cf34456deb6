import type { XmlElement } from "./tree.ts";

/** An element's child elements that have one of the names, in document order. */
export function childrenOf(parent: XmlElement, ...names: readonly string[]): XmlElement[] {
	const found: XmlElement[] = [];
	for (const child of parent.children) {
		if (typeof child !== "string" && names.includes(child.name)) found.push(child);
	}
	return found;
}

/** The first child, by the order of the names, that is not empty: neither text nor attributes. */
export function childOf(parent: XmlElement, ...names: readonly string[]): XmlElement | null {
	for (const name of names) {
		for (const child of parent.children) {
			if (typeof child !== "string" && child.name === name && !isEmpty(child)) return child;
		}
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
	return element.children.some((child) => typeof child !== "string");
}

/** All text inside, as it stands, elements left out. */
export function rawText(element: XmlElement): string {
	return element.children.map((child) => (typeof child === "string" ? child : rawText(child))).join("");
}
