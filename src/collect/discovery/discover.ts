import { type Capture, headerOf } from "../../article/capture.ts";
import { decodePage } from "../../article/decode.ts";
import { type Element, parseHtml } from "../../article/html.ts";
import { selectElement, selectElements } from "../../article/select.ts";
import { plainLine } from "../../article/text.ts";
import { readFeed } from "../feed/read.ts";
import { readSitemap } from "../sitemap.ts";
import { feedsByRule } from "./rules.ts";

/** A source that a page may have; whether it is one shows when it is fetched. */
export interface Candidate {
	readonly kind: "feed" | "sitemap";
	/** Absolute, http or https. */
	readonly address: string;
	/** As the page names it, or empty. */
	readonly title: string;
	/** How it was found, surest first. */
	readonly by: "itself" | "rule" | "header" | "link" | "anchor" | "guess";
}

/** What is looked at of a site's answer. */
export type SiteAnswer = Pick<Capture, "address" | "content" | "headers">;

/** More candidates than anyone would try. */
const CANDIDATES_MAX = 50;

/**
 * The sources that an answer leads to, likeliest first, each once: itself where it is a feed or a
 * sitemap; what the site's rule says; what headers, links and, without these, anchors name; and, with
 * none of all that, the places where sites of its kind keep their feeds.
 */
export function discover(answer: SiteAnswer): readonly Candidate[] {
	const { address, content, headers } = answer;
	const contentType = headerOf(headers, "content-type");
	if (readFeed(content, { contentType, url: address }) !== null) return [itself("feed", address)];
	if (readSitemap(content, contentType) !== null) return [itself("sitemap", address)];
	const named = feedsNamedBy(answer);
	const ruled = feedsByRule(address).map(
		(feed): Candidate => ({ kind: "feed", address: feed, title: "", by: "rule" }),
	);
	const found = [...ruled, ...named];
	return once(found.length > 0 ? found : guessesFor(address));
}

function itself(kind: Candidate["kind"], address: string): Candidate {
	return { kind, address, title: "", by: "itself" };
}

/** The feeds that a page names in its headers and links; where it names none, those its anchors look to lead to. */
export function feedsNamedBy({ address, content, headers }: SiteAnswer): readonly Candidate[] {
	const root = parseHtml(decodePage(content, headerOf(headers, "content-type")).text);
	const baseElement = selectElement("base[href]", root);
	const base = URL.parse(baseElement?.attribs["href"] ?? "", address)?.href ?? address;
	const candidate = (by: Candidate["by"], href: string, title: string): Candidate[] => {
		const found = feedAddress(href, by === "header" ? address : base);
		return found === null ? [] : [{ kind: "feed", address: found, title: plainLine(title), by }];
	};
	const named = [
		...[headers["link"] ?? []]
			.flat()
			.flatMap(linksInHeader)
			.flatMap((href) => candidate("header", href, "")),
		...selectElements("link[href]", root)
			.filter((element) => namesFeed(element.attribs))
			.flatMap((element) => candidate("link", element.attribs["href"] ?? "", element.attribs["title"] ?? "")),
	];
	if (named.length > 0) return once(named);
	return once(
		selectElements("a[href]", root)
			.filter(leadsToFeed)
			.flatMap((element) => candidate("anchor", element.attribs["href"] ?? "", wordsOf(element))),
	);
}

function wordsOf(element: Element): string {
	return element.children.map((child) => ("data" in child ? child.data : "")).join("");
}

/** An address as feeds are linked: with the schemes that newsreaders once had, and never empty. */
function feedAddress(href: string, base: string): string | null {
	const written = href.trim();
	if (written === "") return null;
	const scheme = URL.parse(base)?.protocol ?? "https:";
	const plain = written
		.replace(/^(?:feed|pcast|itpc):(?=https?:)/i, "")
		.replace(/^(?:feed|pcast|itpc):/i, scheme);
	const url = URL.parse(plain, base);
	if (url === null || !/^https?:$/.test(url.protocol)) return null;
	url.hash = "";
	return url.href;
}

const FEED_TYPE =
	/^(?:application|text)\/(?:(?:rss|atom|rdf)\+xml|x-rss\+xml|feed\+json|rss|atom|xml\+rss)\b/i;
const GENERAL_TYPE = /^(?:application|text)\/(?:xml|json)\b/i;

/** A word of a path that says that a feed is behind it. */
const FEED_PATH = /(?:^|[/._-])(?:feeds?|rss2?|atom|rdf)(?:[/._-]|$)|(?:^|\/)index\.(?:xml|rdf)$/i;
const API_PATH = /wp-json|oembed|\/api\//i;

/** A link is a feed's by its type, or by its relation, or by its address where the type only says XML or JSON. */
function namesFeed(attributes: Readonly<Record<string, string>>): boolean {
	const relations = (attributes["rel"] ?? "").toLowerCase().split(/\s+/);
	const type = (attributes["type"] ?? "").trim();
	if (FEED_TYPE.test(type))
		return relations.some((one) => one === "alternate" || one === "feed" || one === "service.feed");
	if (relations.includes("feed")) return type === "" || GENERAL_TYPE.test(type);
	const path = (attributes["href"] ?? "").split(/[?#]/)[0] ?? "";
	return (
		relations.includes("alternate") && GENERAL_TYPE.test(type) && FEED_PATH.test(path) && !API_PATH.test(path)
	);
}

const FEED_WORDS = /^(?:rss|atom|feed|rss ?2\.0|rss feeds?|rss订阅|rss訂閱|订阅rss|訂閱rss)$/i;

function leadsToFeed(anchor: Element): boolean {
	const href = anchor.attribs["href"] ?? "";
	if (/^(?:feed|pcast|itpc):/i.test(href)) return true;
	if (/^(?:mailto|javascript|data|tel):/i.test(href) || API_PATH.test(href)) return false;
	const path = href.split(/[?#]/)[0] ?? "";
	return FEED_PATH.test(path) || FEED_WORDS.test(plainLine(wordsOf(anchor)));
}

/** The addresses in a Link header that are feeds (RFC 8288). */
function linksInHeader(header: string): string[] {
	return [...header.matchAll(/<([^<>]{1,2000})>((?:\s*;\s*[\w*-]+\s*=\s*(?:"[^"]*"|[^",;\s]+))*)/g)].flatMap(
		([, href = "", parameters = ""]) => {
			const attributes = Object.fromEntries(
				[...parameters.matchAll(/([\w*-]+)\s*=\s*(?:"([^"]*)"|([^",;\s]+))/g)].map(
					([, name = "", quoted, plain]) => [name.toLowerCase(), quoted ?? plain ?? ""],
				),
			);
			return namesFeed({ ...attributes, href }) ? [href] : [];
		},
	);
}

const FEED_PATHS = [
	...[
		"feed",
		"rss",
		"feed.xml",
		"rss.xml",
		"atom.xml",
		"index.xml",
		"feed.json",
		"rss/",
		"feeds/posts/default",
	],
	...["?feed=rss2", "index.rdf"],
];
const SITEMAP_PATHS = [
	"sitemap-news.xml",
	"news-sitemap.xml",
	"sitemap_news.xml",
	"sitemap.xml",
	"sitemap_index.xml",
];

/** Where sites keep their feeds and sitemaps without naming them: beside the page first, then at the root. */
export function guessesFor(address: string): readonly Candidate[] {
	const url = URL.parse(address);
	if (url === null || !/^https?:$/.test(url.protocol)) return [];
	const folder = new URL(".", url).href;
	const places = folder === `${url.origin}/` ? [folder] : [folder, `${url.origin}/`];
	const guess = (kind: Candidate["kind"], path: string, place: string): Candidate => {
		return { kind, address: new URL(path, place).href, title: "", by: "guess" };
	};
	return once([
		...places.flatMap((place) => FEED_PATHS.map((path) => guess("feed", path, place))),
		...SITEMAP_PATHS.map((path) => guess("sitemap", path, url.origin)),
	]);
}

/** The sitemaps that a robots.txt names (sitemaps.org). */
export function sitemapsInRobots(robots: string, address: string): readonly Candidate[] {
	const lines = [...robots.matchAll(/^[ \t]*sitemap[ \t]*:[ \t]*(\S{1,2000})/gim)];
	return once(
		lines.flatMap(([, href = ""]): Candidate[] => {
			const url = URL.parse(href, address);
			if (url === null || !/^https?:$/.test(url.protocol)) return [];
			return [{ kind: "sitemap", address: url.href, title: "", by: "link" }];
		}),
	);
}

function once(candidates: readonly Candidate[]): readonly Candidate[] {
	const known = new Map<string, Candidate>();
	for (const candidate of candidates)
		if (!known.has(candidate.address)) known.set(candidate.address, candidate);
	return [...known.values()].slice(0, CANDIDATES_MAX);
}
