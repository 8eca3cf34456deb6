import { attributeOf, childOf, childrenOf, hasElements } from "../xml/elements.ts";
import type { XmlElement } from "../xml/tree.ts";
import { absolute, baseOf } from "./addresses.ts";
import { dateOf, firstOf, joined, linkedHtml, textIn } from "./entry.ts";
import type { Feed, FeedLinks, Pace } from "./feed.ts";
import { type AtomLink, linksOf, pageAmong } from "./links.ts";
import { plainOf, textOf } from "./markup.ts";
import { peopleOf } from "./people.ts";

/** What a feed says of itself. */
export type Channel = Omit<Feed, "entries" | "flaws">;

const TITLE = ["title", "atom:title", "dc:title"];
const DESCRIPTION = [
	...["description", "abstract", "atom:subtitle", "atom:tagline", "subtitle", "tagline"],
	...["itunes:summary", "dc:description", "itunes:subtitle", "atom:info"],
];
const PUBLISHED = [
	"pubdate",
	"atom:published",
	"dc:date",
	"dcterms:issued",
	"dcterms:created",
	"atom:issued",
];
const UPDATED = ["lastbuilddate", "atom:updated", "updated", "atom:modified", "modified", "dcterms:modified"];
const RIGHTS = ["copyright", "atom:rights", "rights", "atom:copyright", "dc:rights"];

/** Reads what a feed's root element and its channel say, entries aside. */
export function readChannel(root: XmlElement, feedAddress: string | null): Channel {
	const channel = channelOf(root);
	const html = (element: XmlElement): string | null => linkedHtml(element, feedAddress);
	const icon = addressIn(channel, feedAddress, "atom:icon", "icon");
	const links = linksOf(channel, feedAddress);
	return {
		format: formatOf(root),
		title: firstOf([channel], TITLE, plainOf),
		link: pageAmong(links) ?? attributeOf(channel, "href"),
		id: addressIn(channel, feedAddress, "atom:id", "id"),
		description: firstOf([channel], DESCRIPTION, html),
		language: textIn(channel, "language", "dc:language") ?? langOf(channel),
		author: feedAuthors(channel),
		published: dateOf(channel, PUBLISHED),
		updated: dateOf(channel, UPDATED),
		image: imageOf(root, channel, feedAddress) ?? icon,
		icon,
		generator: generatorOf(channel),
		rights: firstOf([channel], RIGHTS, html),
		ttl: wholeNumber(textIn(channel, "ttl")),
		pace: paceOf(channel),
		links: feedLinksOf(channel, links, addressIn(channel, feedAddress, "itunes:new-feed-url")),
	};
}

/** The names of those who made the feed, for entries that name nobody. */
export function feedAuthors(channel: XmlElement): string | null {
	const found = [
		peopleOf(channel, "atom:author", "author", "managingeditor"),
		peopleOf(channel, "dc:creator", "dc:author"),
		peopleOf(channel, "itunes:author"),
		peopleOf(channel, "webmaster"),
	];
	return joined(found.find((people) => people.length > 0) ?? []);
}

/** RSS says what it says of itself in a channel, Atom in the root; RSS 0.90 has items beside the channel. */
function channelOf(root: XmlElement): XmlElement {
	return childOf(root, "channel") ?? root;
}

function formatOf(root: XmlElement): Channel["format"] {
	if (root.name === "atom:feed") return "atom";
	if (root.name === "rdf:rdf" || root.name === "rdf") return "rdf";
	return root.name === "channel" ? "cdf" : "rss";
}

function addressIn(
	parent: XmlElement,
	feedAddress: string | null,
	...names: readonly string[]
): string | null {
	return firstOf([parent], names, (element) => absolute(textOf(element), baseOf(element, feedAddress)));
}

function langOf(element: XmlElement): string | null {
	for (let at: XmlElement | null = element; at !== null; at = at.parent) {
		const language = attributeOf(at, "xml:lang");
		if (language !== null) return language;
	}
	return null;
}

/** RSS's image has its address in a child; RDF's stands beside the channel; some have the address as their text. */
function imageOf(root: XmlElement, channel: XmlElement, feedAddress: string | null): string | null {
	for (const image of [childOf(channel, "image"), childOf(root, "image")]) {
		if (image === null) continue;
		const url =
			addressIn(image, feedAddress, "url") ??
			attributeOf(image, "href") ??
			attributeOf(image, "rdf:resource");
		const text = hasElements(image) ? null : textOf(image);
		if ((url ?? text) !== null) return absolute(url ?? text, baseOf(image, feedAddress));
	}
	return mediaImage(channel) ?? addressIn(channel, feedAddress, "atom:logo", "logo");
}

function mediaImage(channel: XmlElement): string | null {
	const attributes = ["href", "url"];
	for (const element of childrenOf(
		channel,
		"itunes:image",
		"googleplay:image",
		"media:thumbnail",
		"media:content",
	)) {
		for (const name of attributes) {
			const address = attributeOf(element, name);
			if (address !== null) return address;
		}
	}
	return null;
}

function generatorOf(channel: XmlElement): string | null {
	const element = childOf(channel, "generator", "atom:generator", "admin:generatoragent");
	if (element === null) return null;
	return textOf(element) ?? attributeOf(element, "rdf:resource") ?? attributeOf(element, "url");
}

function feedLinksOf(channel: XmlElement, links: readonly AtomLink[], moved: string | null): FeedLinks {
	const first = (rel: string): string | null => links.find((link) => link.rel === rel)?.href ?? null;
	return {
		self: first("self"),
		hubs: links.filter((link) => link.rel === "hub").map((link) => link.href),
		next: first("next"),
		previousArchive: first("prev-archive"),
		moved,
		complete: childrenOf(channel, "fh:complete").length > 0,
	};
}

const DAYS = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

const PERIOD_MINUTES: Readonly<Record<string, number>> = {
	hourly: 60,
	daily: 1440,
	weekly: 10_080,
	monthly: 43_200,
	yearly: 525_600,
};

function paceOf(channel: XmlElement): Pace {
	const hours = listIn(channel, "skiphours", "hour").map(wholeNumber);
	const days = listIn(channel, "skipdays", "day").map((day) => DAYS.indexOf(day.toLowerCase()));
	return {
		// RSS 0.91 counts to 24.
		skipHours: unique(hours.flatMap((hour) => (hour === null || hour > 24 ? [] : [hour % 24]))),
		skipDays: unique(days.filter((day) => day >= 0)),
		updateMinutes: updateMinutes(channel),
	};
}

const unique = (numbers: readonly number[]): number[] => [...new Set(numbers)];

function listIn(channel: XmlElement, list: string, name: string): string[] {
	const element = childOf(channel, list);
	if (element === null) return [];
	return childrenOf(element, name).flatMap((child) => textOf(child) ?? []);
}

function updateMinutes(channel: XmlElement): number | null {
	const period = PERIOD_MINUTES[textIn(channel, "sy:updateperiod")?.toLowerCase() ?? ""];
	const frequency = wholeNumber(textIn(channel, "sy:updatefrequency")) ?? 1;
	return period === undefined || frequency < 1 ? null : period / frequency;
}

/** A whole number that a schedule may have; null for anything else. */
function wholeNumber(text: string | null): number | null {
	return text !== null && /^\d{1,7}$/.test(text) ? Number(text) : null;
}
