import { attributeOf, childrenOf } from "../xml/elements.ts";
import type { XmlElement } from "../xml/tree.ts";
import { absolute, baseOf } from "./addresses.ts";
import { textOf } from "./markup.ts";

/** An Atom link, in Atom or in any other feed (RFC 4287, section 4.2.7). */
export interface AtomLink {
	/** Lower case, without the registry's address. */
	readonly rel: string;
	readonly href: string;
	/** RSS's own link, with the address as its text. */
	readonly text: boolean;
	readonly type: string | null;
	/** Bytes, as written. */
	readonly length: string | null;
}

/** One element may have this many links. */
const LINKS_MAX = 256;

const REGISTRY = /^https?:\/\/www\.iana\.org\/assignments\/(?:link-)?relations?\//;

/** The links that an element's children are, in document order, without those that lead nowhere. */
export function linksOf(parent: XmlElement, feedAddress: string | null): AtomLink[] {
	return childrenOf(parent, "atom:link", "link", "xhtml:link")
		.slice(0, LINKS_MAX)
		.flatMap((element) => {
			const written = attributeOf(element, "href") ?? textOf(element);
			const href = absolute(written, baseOf(element, feedAddress));
			if (href === null) return [];
			const rel = (attributeOf(element, "rel") ?? "alternate").toLowerCase().replace(REGISTRY, "");
			const text = element.attributes["href"] === undefined && element.name === "link";
			return [
				{ rel, href, text, type: attributeOf(element, "type"), length: attributeOf(element, "length") },
			];
		});
}

/** The page that an item or a feed is about, by its links: RSS's own, else the alternate one in HTML. */
export function pageAmong(links: readonly AtomLink[]): string | null {
	const pages = links.filter((link) => link.rel === "alternate");
	const best =
		pages.find((link) => link.text && /^https?:/i.test(link.href)) ??
		pages.find((link) => /x?html/.test(link.type ?? "")) ??
		pages.find((link) => link.type === null && !link.text) ??
		pages[0];
	return best?.href ?? null;
}
