import { childOf } from "./xml/elements.ts";
import { readXml } from "./xml/read.ts";
import type { XmlElement } from "./xml/tree.ts";

/** A feed that a reader follows. */
export interface Subscription {
	/** The feed's address, as written. */
	readonly feed: string;
	readonly title: string;
	/** The site's page, or null. */
	readonly home: string | null;
	/** The groups that it stands in, outermost first. */
	readonly groups: readonly string[];
}

/** More subscriptions than anyone has. */
const SUBSCRIPTIONS_MAX = 100_000;

const ROOT = /<opml(?=[\s>/])/i;
const NO_ENTRIES = { names: new Set<string>(), consume: (): void => {} };

/** Reads subscriptions from OPML 1.0 to 2.0, however broken, in its order, each address once; none where it is no OPML. */
export function readOpml(text: string): readonly Subscription[] {
	const reading = readXml(text, ROOT, NO_ENTRIES);
	if (reading === null) return [];
	const found = new Map<string, Subscription>();
	const walk = (parent: XmlElement, groups: readonly string[]): void => {
		for (const outline of parent.fields?.get("outline") ?? []) {
			const title = attribute(outline, "title") ?? attribute(outline, "text");
			const feed = attribute(outline, "xmlurl");
			if (feed !== null && !found.has(feed) && found.size < SUBSCRIPTIONS_MAX) {
				found.set(feed, { feed, title: title ?? feed, home: attribute(outline, "htmlurl"), groups });
			}
			// An outline without an address is a group; one with an address may have others in it all the same.
			walk(outline, feed === null && title !== null ? [...groups, title] : groups);
		}
	};
	walk(childOf(reading.root, "body") ?? reading.root, []);
	return [...found.values()];
}

function attribute(outline: XmlElement, name: string): string | null {
	return outline.attributes[name]?.trim() || null;
}
