import { createHash } from "node:crypto";

/** Parameters that say how a reader came, not what is read. */
const TRACKING =
	/^(utm_\w+|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_[ce]id|_hs(enc|mi)|at_(medium|campaign|custom\d|link_\w+|ptr_\w+|bbc_team|format)|ocid|cmpid|ns_\w+|wt\.\w+|spm|from_source|share_token|__twitter_impression|mkt_tok|ref_src|ref_url|smid|s_cid|xtor|maca)$/i;

/** What some feeds append to say that the reader came by feed: `?source=rss-…`, `?ref=rss`. */
const FEED_MARK: Readonly<Record<string, RegExp>> = { source: /^rss/i, ref: /^rss/i, from: /^rss/i };

/**
 * The address as an article's identity: WHATWG href, no fragment, no credentials, no tracking
 * parameters; the order of the others stays. Null where the text is no http or https address.
 */
export function canonicalAddress(text: string, base?: string): string | null {
	const url = URL.parse(text.trim(), base);
	if (url === null || (url.protocol !== "https:" && url.protocol !== "http:")) return null;
	url.hash = "";
	url.username = "";
	url.password = "";
	const dropped = [...url.searchParams].filter(([name, value]) => isTracking(name, value));
	// Only touched where something goes: URLSearchParams rewrites the escapes of what it keeps.
	for (const [name] of dropped) url.searchParams.delete(name);
	return url.href;
}

function isTracking(name: string, value: string): boolean {
	return TRACKING.test(name) || (FEED_MARK[name.toLowerCase()]?.test(value) ?? false);
}

const BASE32 = "abcdefghijklmnopqrstuvwxyz234567";
const MARK_LENGTH = 10;

/** Base32 (RFC 4648, lower case, unpadded) of the first bytes: `length` characters of 5 bits each. */
export function base32(bytes: Uint8Array, length: number): string {
	let text = "";
	for (let at = 0; at < length; at++) {
		const bit = at * 5;
		const pair = ((bytes[bit >> 3] ?? 0) << 8) | (bytes[(bit >> 3) + 1] ?? 0);
		text += BASE32[(pair >> (11 - (bit & 7))) & 31];
	}
	return text;
}

/** The article's mark: the first 10 characters of base32(sha256(canonical address)). */
export function markOf(address: string): string {
	return base32(createHash("sha256").update(address).digest(), MARK_LENGTH);
}

const SLUG_LENGTH_MAX = 60;

/** A readable file name from the address: ASCII letters, digits and hyphens, at most 60 characters, never empty. */
export function slugOf(address: string): string {
	const url = new URL(address);
	const parts = safeDecode(url.pathname)
		.replace(/\.(s?html?|php|aspx?)$/i, "")
		.split("/")
		.map(asciiWords);
	const named = parts.filter((part) => part !== "" && part !== "index");
	const longest = named.reduce((best, part) => (lettersOf(part) >= lettersOf(best) ? part : best), "");
	const slug = longest.slice(0, SLUG_LENGTH_MAX).replace(/^-+|-+$/g, "");
	return slug || asciiWords(url.hostname).slice(0, SLUG_LENGTH_MAX) || "article";
}

function asciiWords(text: string): string {
	return text
		.toLowerCase()
		.normalize("NFKD")
		.replace(/[^a-z0-9]+/g, "-")
		.replace(/^-+|-+$/g, "");
}

const lettersOf = (text: string): number => text.replace(/[^a-z]/g, "").length;

function safeDecode(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}
