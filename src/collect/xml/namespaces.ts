/**
 * Namespaces by address: whatever prefix a feed chose, an element gets the prefix that the rest of the
 * reader knows. RSS itself, in all its versions, has none.
 */
const PREFIXES: Readonly<Record<string, string>> = {
	"www.w3.org/2005/atom": "atom",
	"purl.org/atom/ns": "atom",
	"purl.org/atom/app": "app",
	"purl.org/syndication/thread/1.0": "thr",
	"purl.org/syndication/history/1.0": "fh",
	"purl.org/dc/elements/1.1": "dc",
	"purl.org/dc/elements/1.0": "dc",
	"purl.org/dc/terms": "dcterms",
	"purl.org/rss/1.0/modules/content": "content",
	"purl.org/rss/1.0/modules/syndication": "sy",
	"purl.org/rss/1.0/modules/slash": "slash",
	"wellformedweb.org/commentapi": "wfw",
	"www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
	"example.com/dtds/podcast-1.0.dtd": "itunes",
	"www.google.com/schemas/play-podcasts/1.0": "googleplay",
	"search.yahoo.com/mrss": "media",
	"video.search.yahoo.com/mrss": "media",
	"www.w3.org/1999/02/22-rdf-syntax-ns": "rdf",
	"www.w3.org/1999/xhtml": "xhtml",
	"www.w3.org/2000/svg": "svg",
	"www.w3.org/1998/math/mathml": "math",
	"rssnamespace.org/feedburner/ext/1.0": "feedburner",
	"webns.net/mvcb": "admin",
	"www.google.com/schemas/sitemap-news/0.9": "news",
	"www.google.com/schemas/sitemap-image/1.1": "image",
	"purl.org/rss/1.0": "",
	"my.netscape.com/rdf/simple/0.9": "",
	"channel.netscape.com/rdf/simple/0.9": "",
	"my.netscape.com/publish/formats/rss-0.91": "",
	"backend.userland.com/rss": "",
	"backend.userland.com/rss2": "",
	"backend.userland.com/rss091": "",
	"blogs.law.harvard.edu/tech/rss": "",
	"cyber.law.harvard.edu/rss": "",
	"cyber.harvard.edu/rss": "",
};

/** The prefixes that an element declares, on top of those around it, with the names already looked up. */
export interface Scope {
	readonly outer: Scope | null;
	readonly declared: ReadonlyMap<string, string>;
	readonly names: Map<string, string>;
}

/** Names kept at hand: feeds use some thirty, and a hostile one must not fill memory. */
const NAMES_MAX = 1000;

/**
 * The scope of a feed's root element. A format is known by its root's name, so elements without a
 * prefix are that format's, even where the feed gives them no namespace, or one of its own invention.
 */
export function rootScope(written: string, attributes: ReadonlyMap<string, string>): Scope {
	const [local = "", prefix = ""] = written.split(":").reverse();
	const declared = declaredPrefixes(attributes);
	const format = local === "feed" ? "atom" : "";
	declared.set("", format);
	if (prefix !== "") declared.set(prefix, local === "rdf" ? "rdf" : format);
	return { outer: null, declared, names: new Map() };
}

/** The scope inside an element: the one around it, where the element declares nothing. */
export function innerScope(outer: Scope, attributes: ReadonlyMap<string, string>): Scope {
	if (attributes.size === 0) return outer;
	const declared = declaredPrefixes(attributes);
	return declared.size === 0 ? outer : { outer, declared, names: new Map() };
}

function declaredPrefixes(attributes: ReadonlyMap<string, string>): Map<string, string> {
	const declared = new Map<string, string>();
	for (const [name, address] of attributes) {
		if (name.startsWith("xmlns")) declared.set(name.slice("xmlns:".length), prefixOf(address));
	}
	return declared;
}

/** The usual prefix for a namespace's address; one that is never looked for where feeds are not read by it. */
function prefixOf(address: string): string {
	const key = address
		.trim()
		.toLowerCase()
		.replace(/^https?:\/\//, "")
		.replace(/[/#]+$/, "");
	return (Object.hasOwn(PREFIXES, key) ? PREFIXES[key] : undefined) ?? `?${key}`;
}

/**
 * The name by which an element is read: `title`, `dc:creator`, `atom:link`. A prefix that nothing
 * declares stands for itself, since feeds forget to declare the usual ones.
 */
export function qualifiedName(scope: Scope, written: string): string {
	const known = scope.names.get(written);
	if (known !== undefined) return known;
	const colon = written.indexOf(":");
	const prefix = colon < 0 ? "" : written.slice(0, colon);
	const found = prefixIn(scope, prefix);
	const local = written.slice(colon + 1);
	const name = found === "" ? local : `${found}:${local}`;
	if (scope.names.size < NAMES_MAX) scope.names.set(written, name);
	return name;
}

function prefixIn(scope: Scope, prefix: string): string {
	for (let at: Scope | null = scope; at !== null; at = at.outer) {
		const found = at.declared.get(prefix);
		if (found !== undefined) return found;
	}
	return prefix;
}
