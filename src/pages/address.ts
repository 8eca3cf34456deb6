/**
 * An address as HTML, Atom and books take it (RFC 3986): browsers read, and servers answer, characters that stand in
 * none. Host and meaning stay; only what has no place in path, query and fragment is escaped.
 */
export function strictAddress(href: string): string {
	const [, host = "", path = "", fragment] = /^([a-z]+:\/\/[^/?#]*)?([^#]*)(?:#(.*))?$/is.exec(href) ?? [];
	return `${host}${escaped(path)}${fragment === undefined ? "" : `#${escaped(fragment)}`}`;
}

function escaped(part: string): string {
	return part.replace(/[{}|\\^`<>"#[\]\s]/g, encodeURIComponent).replace(/%(?![0-9a-f]{2})/gi, "%25");
}
