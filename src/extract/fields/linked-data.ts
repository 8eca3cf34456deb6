import { type Json, type JsonObject, type Page, rawText } from "../page.ts";

const ARTICLE = /(?:Article|BlogPosting|Report|LiveBlogPosting|SocialMediaPosting|Review|Blog)$/i;
const PAGE =
	/(?:WebPage|ItemPage|CreativeWork|HowTo|Recipe|QAPage|VideoObject|PodcastEpisode|AudioObject|Product|Event)$/i;

/** What a page's JSON-LD says about its article and its page; each list best first. */
export interface LinkedData {
	readonly articles: readonly JsonObject[];
	readonly pages: readonly JsonObject[];
	/** The node that an `{"@id": …}` points to, or the value itself. */
	readonly resolve: (value: Json | undefined) => Json;
}

/** Sorts the page's JSON-LD nodes into articles and pages; where a script is too broken to parse, its plain members are read. */
export function readLinkedData(page: Page): LinkedData {
	const nodes = page.jsonLd();
	const byId = new Map(
		nodes.flatMap((node): [string, JsonObject][] =>
			typeof node["@id"] === "string" && Object.keys(node).length > 1 ? [[node["@id"], node]] : [],
		),
	);
	const all = nodes.flatMap((node) => [node, ...entitiesOf(node)]);
	const articles = all.filter((node) => isOfType(node, ARTICLE));
	return {
		articles: articles.length > 0 ? sortByAddress(articles, page.address) : readBroken(page),
		pages: all.filter((node) => isOfType(node, PAGE)),
		resolve: (value) => resolve(value, byId),
	};
}

/** The strings of a value: itself, or those of a list. */
export function stringsOf(value: Json | undefined): string[] {
	if (typeof value === "string") return [value];
	return isList(value) ? value.flatMap((item) => (typeof item === "string" ? [item] : [])) : [];
}

export function isList(value: Json | undefined): value is readonly Json[] {
	return Array.isArray(value);
}

export function isObject(value: Json | undefined): value is JsonObject {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isOfType(node: JsonObject, type: RegExp): boolean {
	return stringsOf(node["@type"]).some((name) => type.test(name));
}

function entitiesOf(node: JsonObject): JsonObject[] {
	return [
		node["mainEntity"],
		node["mainEntityOfPage"],
		node["@graph"],
		node["liveBlogUpdate"] === undefined ? undefined : null,
	].filter(isObject);
}

function resolve(value: Json | undefined, byId: ReadonlyMap<string, JsonObject>): Json {
	if (!isObject(value)) return value ?? null;
	const id = value["@id"];
	return typeof id === "string" && value["name"] === undefined ? (byId.get(id) ?? value) : value;
}

/** Articles that name this page first: some pages describe related stories too. */
function sortByAddress(articles: readonly JsonObject[], address: string): JsonObject[] {
	const path = URL.parse(address)?.pathname ?? "";
	const isThis = (node: JsonObject): boolean =>
		path.length > 1 && addressesOf(node).some((text) => text.includes(path));
	return [...articles.filter(isThis), ...articles.filter((node) => !isThis(node))];
}

function addressesOf(node: JsonObject): string[] {
	const main = node["mainEntityOfPage"];
	return [
		...stringsOf(node["url"]),
		...stringsOf(node["@id"]),
		...(isObject(main) ? stringsOf(main["@id"]) : stringsOf(main)),
	];
}

const PLAIN_MEMBERS = ["headline", "datePublished", "dateModified", "dateCreated", "articleSection"];
const SCRIPT_LENGTH_MAX = 200_000;

/** The plain members of JSON that no mender could parse, such as text with bare quotes in it. */
function readBroken(page: Page): JsonObject[] {
	const script = page
		.scripts()
		.find(
			(element) =>
				/ld\+json/i.test(element.attribs["type"] ?? "") &&
				/"datePublished"|"headline"/.test(rawText(element)),
		);
	if (script === undefined) return [];
	const text = rawText(script).slice(0, SCRIPT_LENGTH_MAX);
	const member = (name: string): [string, string][] => {
		const value = new RegExp(`"${name}"\\s*:\\s*"((?:[^"\\\\]|\\\\.){1,300})"`).exec(text)?.[1];
		return value === undefined ? [] : [[name, value]];
	};
	const author = /"author"\s*:\s*[[{][^[\]{}]{0,200}?"name"\s*:\s*"([^"]{1,100})"/.exec(text)?.[1];
	return [
		Object.fromEntries([
			...PLAIN_MEMBERS.flatMap(member),
			...(author === undefined ? [] : [["author", author] as const]),
		]),
	];
}
