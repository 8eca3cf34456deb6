/** The image proxy that the seed's documents link pictures through, under both its names. */
const PROXIES: ReadonlySet<string> = new Set(["images.weserv.nl", "wsrv.nl"]);

/** Characters that would end or change the proxy's `url` parameter. */
const RESERVED = /[%&#+\s]/g;

/** A picture's address as the seed writes it: through the proxy, without its scheme. */
export function proxiedAddress(address: string): string {
	const bare = address.replace(/^https?:\/\//i, "");
	return `https://images.weserv.nl?url=${bare.replace(RESERVED, encodeURIComponent)}`;
}

/**
 * The address behind a proxied one, or the address itself. A proxied address has lost its scheme
 * unless it names one (`ssl:host/path` was the proxy's older way); https is assumed then.
 */
export function pictureAddress(address: string): string {
	const url = URL.parse(address);
	if (url === null || !PROXIES.has(url.hostname)) return address;
	const inner = url.searchParams.get("url");
	if (inner === null || inner === "") return address;
	if (/^https?:\/\//i.test(inner)) return inner;
	return `https://${inner.replace(/^(ssl:)?(\/\/)?/i, "")}`;
}

/** One key for every way of writing a picture's address: unproxied, without scheme or fragment. */
export function pictureKey(address: string): string {
	const url = URL.parse(pictureAddress(address));
	if (url === null) return address;
	url.hash = "";
	return url.href.replace(/^https?:\/\//i, "");
}
