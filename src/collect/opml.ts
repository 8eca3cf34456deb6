import { escapeAttribute, escapeText } from "../article/html.ts";
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

/** Writes subscriptions as OPML 2.0, one outline a line, groups in the order of their first subscription. */
export function writeOpml(title: string, subscriptions: readonly Subscription[]): string {
	const lines = [
		`<?xml version="1.0" encoding="utf-8"?>`,
		`<opml version="2.0">`,
		`<head><title>${escapeText(title)}</title></head>`,
		`<body>`,
		...outlinesOf(subscriptions, 0),
		`</body>`,
		`</opml>`,
	];
	return `${lines.join("\n")}\n`;
}

function outlinesOf(subscriptions: readonly Subscription[], depth: number): string[] {
	const indent = "\t".repeat(depth + 1);
	const groups = Map.groupBy(subscriptions, ({ groups }) => groups[depth] ?? null);
	return [...groups].flatMap(([group, members]) => {
		if (group === null) return members.map((member) => `${indent}${outlineOf(member)}`);
		const name = escapeAttribute(group);
		return [
			`${indent}<outline text="${name}" title="${name}">`,
			...outlinesOf(members, depth + 1),
			`${indent}</outline>`,
		];
	});
}

function outlineOf({ feed, title, home }: Subscription): string {
	const name = escapeAttribute(title);
	const page = home === null ? "" : ` htmlUrl="${escapeAttribute(home)}"`;
	return `<outline type="rss" text="${name}" title="${name}" xmlUrl="${escapeAttribute(feed)}"${page}/>`;
}
