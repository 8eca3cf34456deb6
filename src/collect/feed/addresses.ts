import { decodeEntities } from "../xml/entities.ts";
import type { XmlElement } from "../xml/tree.ts";

const SCHEME = /^[a-z][a-z0-9+.-]*:/i;

/** A longer base is none: no page has such an address, and every link would carry it. */
const BASE_LENGTH_MAX = 2048;

/** Bases of elements that have xml:base, since whole feeds stand below one. */
const BASES = new WeakMap<XmlElement, string | null>();

/**
 * The address that relative ones inside `element` are read against: xml:base upwards (RFC 4287,
 * section 2), then the feed's own address; null where nothing says.
 */
export function baseOf(element: XmlElement, feedAddress: string | null): string | null {
	let at: XmlElement | null = element;
	while (at !== null && at.attributes["xml:base"] === undefined) at = at.parent;
	if (at === null) return feedAddress;
	const known = BASES.get(at);
	if (known !== undefined) return known;
	const outer = at.parent === null ? feedAddress : baseOf(at.parent, feedAddress);
	const base = URL.parse(at.attributes["xml:base"]?.trim() ?? "", outer ?? undefined)?.href ?? outer;
	const kept = base !== null && base.length > BASE_LENGTH_MAX ? outer : base;
	BASES.set(at, kept);
	return kept;
}

/**
 * An address made absolute; as written where it is absolute or nothing says against what it is read.
 * Feeds that escape twice leave "&amp;" in it, which no address has.
 */
export function absolute(address: string | null, base: string | null): string | null {
	const trimmed = (address ?? "").replaceAll("&amp;", "&").trim();
	if (trimmed === "") return null;
	if (SCHEME.test(trimmed) || base === null) return trimmed;
	return URL.parse(trimmed, base)?.href ?? trimmed;
}

/** Attributes of HTML that hold an address. */
const ADDRESSES = "href|src|cite|action|longdesc|poster|data|background|usemap|codebase|classid|profile";
/** At the "=" of an attribute that holds a relative address. */
const RELATIVE = new RegExp(
	`(?<=\\s(?:${ADDRESSES})\\s{0,9})=\\s{0,9}["']?\\s{0,9}(?![a-z][a-z0-9+.-]{0,30}:|#|["'\\s])`,
	"iy",
);
const ADDRESS = new RegExp(`(\\s(?:${ADDRESSES})\\s{0,9}=\\s{0,9})("[^"]*"|'[^']*'|[^\\s"'>]+)`, "gi");

/** Markup with its relative addresses made absolute; the rest of it is untouched. */
export function relink(markup: string, base: string | null): string {
	if (base === null || !hasRelative(markup)) return markup;
	let linked = "";
	let done = 0;
	for (let at = markup.indexOf("<"); at >= 0; at = markup.indexOf("<", done)) {
		const end = markup.indexOf(">", at);
		if (end < 0) break;
		linked += markup.slice(done, at) + relinkTag(markup.slice(at, end), base);
		done = end;
	}
	return linked + markup.slice(done);
}

function relinkTag(tag: string, base: string): string {
	if (!tag.includes("=")) return tag;
	return tag.replace(ADDRESS, (whole, start: string, value: string) => {
		const written = /^["']/.test(value) ? value.slice(1, -1) : value;
		const resolved = absoluteInMarkup(written, base);
		return resolved === written ? whole : `${start}"${resolved.replaceAll('"', "&quot;")}"`;
	});
}

/** Most articles have none: found out from one "=" to the next, which is several times faster than by one pattern. */
function hasRelative(markup: string): boolean {
	for (let at = markup.indexOf("="); at >= 0; at = markup.indexOf("=", at + 1)) {
		RELATIVE.lastIndex = at;
		if (RELATIVE.test(markup)) return true;
	}
	return false;
}

function absoluteInMarkup(written: string, base: string): string {
	const address = decodeEntities(written).trim();
	if (address === "" || address.startsWith("#") || SCHEME.test(address)) return written;
	const resolved = URL.parse(address, base)?.href;
	if (resolved === undefined) return written;
	return readable(resolved, address).replaceAll("&", "&amp;");
}

/** Characters that were written as themselves stay so: an address in markup may have any (RFC 3987). */
function readable(resolved: string, written: string): string {
	if (!/[^\0-\x7f]/.test(written)) return resolved;
	return resolved.replace(/(?:%[89A-F][0-9A-F])+/g, (escapes) => {
		try {
			return decodeURIComponent(escapes);
		} catch {
			return escapes;
		}
	});
}
