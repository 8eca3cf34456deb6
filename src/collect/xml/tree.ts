import { decodeEntities, type Entities } from "./entities.ts";
import { innerScope, qualifiedName, rootScope, type Scope } from "./namespaces.ts";

/** An element as read: entities decoded, names lower case. */
export interface XmlElement {
	/** The namespace's usual prefix and the local name: `dc:creator`; bare in RSS itself. */
	readonly name: string;
	/** As the feed has it, lower case. */
	readonly written: string;
	/** By name as written, lower case. */
	readonly attributes: Readonly<Record<string, string>>;
	/** Text that stands together is one string. */
	readonly children: (XmlElement | string)[];
	/** The child elements by name; null where there are none. Entries are in no list, since they are forgotten. */
	readonly fields: ReadonlyMap<string, readonly XmlElement[]> | null;
	readonly parent: XmlElement | null;
}

/** What was wrong with the markup; everything else was read all the same. */
export type XmlFlaw = "leading-text" | "misnested" | "truncated" | "too-deep" | "too-many-attributes";

/** Elements below one another; what is deeper stays as text of the deepest. */
const DEPTH_MAX = 128;

/** Elements that feeds copy from HTML without closing them; RSS has none of these names. */
const VOID: ReadonlySet<string> = new Set("area base br col embed hr img input param wbr".split(" "));

/** Fields with text in them, which a feed may forget to close before the next. */
const LEAVES: ReadonlySet<string> = new Set(
	"title link guid pubdate comments category author id published updated dc:date dc:creator dc:subject".split(
		" ",
	),
);
const AFTER_LEAF: ReadonlySet<string> = new Set(
	"item title link guid pubdate description comments content:encoded dc:date dc:creator".split(" "),
);

/** What a kind of document consists of. */
export interface Entries {
	/** Names of its entries, which never stand inside themselves: the next one ends the one before. */
	readonly names: ReadonlySet<string>;
	/** Gets each entry once it is complete; the tree forgets it then. */
	readonly consume: (entry: XmlElement) => void;
}

const NO_ATTRIBUTES: Readonly<Record<string, string>> = Object.freeze({});

interface Open extends XmlElement {
	fields: Map<string, XmlElement[]> | null;
	readonly scope: Scope;
	readonly depth: number;
}

/** The tree as far as it was read: every element has a parent, and is closed by its own name or a parent's. */
export class XmlTree {
	root: Open | null = null;
	readonly flaws = new Set<XmlFlaw>();
	readonly #entities: Entities;
	readonly #entries: Entries;
	#current: Open | null = null;
	/** How many elements of a name were too deep to be opened, and are yet to be closed. */
	readonly #tooDeep = new Map<string, number>();

	constructor(entities: Entities, entries: Entries) {
		this.#entities = entities;
		this.#entries = entries;
	}

	get done(): boolean {
		return this.root !== null && this.#current === null;
	}

	open(written: string, attributes: ReadonlyMap<string, string>, closed: boolean): void {
		const outer = this.#current;
		const scope = outer === null ? rootScope(written, attributes) : innerScope(outer.scope, attributes);
		const name = qualifiedName(scope, written);
		this.#closeForgotten(name);
		const parent = this.#current;
		const depth = (parent?.depth ?? 0) + 1;
		if (depth > DEPTH_MAX) {
			this.flaws.add("too-deep");
			if (!closed) this.#tooDeep.set(written, (this.#tooDeep.get(written) ?? 0) + 1);
			return;
		}
		const decoded = this.#decodeAll(attributes);
		const element: Open = {
			name,
			written,
			attributes: decoded,
			children: [],
			fields: null,
			parent,
			scope,
			depth,
		};
		if (parent !== null) this.#add(parent, element);
		this.root ??= element;
		this.#current = element;
		if (closed || VOID.has(name)) this.#end(element);
	}

	#add(parent: Open, element: Open): void {
		parent.children.push(element);
		if (this.#entries.names.has(element.name)) return;
		parent.fields ??= new Map();
		const alike = parent.fields.get(element.name);
		if (alike === undefined) parent.fields.set(element.name, [element]);
		else alike.push(element);
	}

	close(written: string): void {
		const skipped = this.#tooDeep.get(written) ?? 0;
		if (skipped > 0) {
			this.#tooDeep.set(written, skipped - 1);
			return;
		}
		let element = this.#current;
		while (element !== null && element.written !== written) element = element.parent as Open | null;
		if (element === null) this.flaws.add("misnested");
		else this.#closeTo(element);
	}

	text(text: string): void {
		this.literal(decodeEntities(text, this.#entities));
	}

	/** Text whose references are none: CDATA. */
	literal(text: string): void {
		const children = this.#current?.children;
		if (children === undefined || text === "") return;
		const last = children.length - 1;
		if (typeof children[last] === "string") children[last] += text;
		else children.push(text);
	}

	#decodeAll(attributes: ReadonlyMap<string, string>): Readonly<Record<string, string>> {
		if (attributes.size === 0) return NO_ATTRIBUTES;
		const decoded: Record<string, string> = Object.create(null);
		for (const [name, value] of attributes) decoded[name] = decodeEntities(value, this.#entities);
		return decoded;
	}

	#closeForgotten(name: string): void {
		const current = this.#current;
		if (current !== null && LEAVES.has(current.name) && AFTER_LEAF.has(name)) this.#closeTo(current);
		if (!this.#entries.names.has(name)) return;
		let element = this.#current;
		while (element !== null && element.name !== name) element = element.parent as Open | null;
		if (element !== null) {
			this.flaws.add("misnested");
			this.#closeTo(element);
		}
	}

	#closeTo(element: Open): void {
		if (this.#current !== element) this.flaws.add("misnested");
		// An entry that a parent's end closes is as complete as it will ever be.
		for (let inner = this.#current; inner !== null && inner !== element; ) {
			const outer = inner.parent as Open | null;
			this.#end(inner);
			inner = outer;
		}
		this.#end(element);
		this.#tooDeep.clear();
	}

	#end(element: Open): void {
		this.#current = element.parent as Open | null;
		if (!this.#entries.names.has(element.name)) return;
		this.#entries.consume(element);
		this.#current?.children.pop();
	}
}
