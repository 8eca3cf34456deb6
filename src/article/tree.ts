import type { Tag } from "./tags.ts";

/** A parsed page as nodes. The types' names are those that selector engines know (see select.ts). */
export type AnyNode = Text | Comment | Element | Root;
/** What may hold nodes. */
export type ParentNode = Element | Root;

/** A run of text, references decoded. */
export class Text {
	readonly type = "text";
	data: string;
	parent: ParentNode | null = null;
	prev: AnyNode | null = null;

	constructor(data: string) {
		this.data = data;
	}
}

/** Where a comment or declaration stood: what it said is never read. */
export class Comment {
	readonly type = "comment";
	parent: ParentNode | null = null;
	prev: AnyNode | null = null;
}

export type Attributes = Record<string, string>;

/** An element's attributes before any is read. Without a prototype all have one shape, where pages write their attributes in thousands of orders. */
export function noAttributes(): Attributes {
	return Object.create(null) as Attributes;
}

/** The attributes of all elements that have none. */
export const BARE: Readonly<Attributes> = Object.freeze(noAttributes());

/** An element, its names in lower case. */
export class Element {
	readonly type: "script" | "style" | "tag";
	readonly tag: Tag;
	readonly name: string;
	readonly attribs: Readonly<Attributes>;
	readonly children: AnyNode[] = [];
	parent: ParentNode | null = null;
	prev: AnyNode | null = null;

	constructor(tag: Tag, attribs: Readonly<Attributes>) {
		const { name } = tag;
		this.type = name === "script" || name === "style" ? name : "tag";
		this.tag = tag;
		this.name = name;
		this.attribs = attribs;
	}
}

/** The page itself. */
export class Root {
	readonly type = "root";
	readonly children: AnyNode[] = [];
	readonly parent = null;
	readonly prev = null;
}

/** By the node's type, not by its class: code that runs a hundred times is not compiled, and `instanceof` is slow in it. */
export function isElement(node: AnyNode): node is Element {
	const { type } = node;
	return type === "tag" || type === "script" || type === "style";
}

export function isText(node: AnyNode): node is Text {
	return node.type === "text";
}
