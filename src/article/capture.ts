/** Header names in lower case; a repeated header's values stand in order. */
export type Headers = Readonly<Record<string, string | readonly string[]>>;

/** What an outlet answered with, untouched, and how it was asked. Times are ms since 1970. */
export interface Capture {
	/** The address that answered: the last hop where there were redirects. */
	readonly address: string;
	readonly method: "GET" | "POST";
	readonly requestHeaders: Headers;
	readonly status: number;
	readonly statusText: string;
	readonly headers: Headers;
	/** The body's bytes as sent, transfer coding removed, content coding kept. */
	readonly body: Uint8Array;
	/** The same bytes with the content coding (gzip, br, deflate, zstd) removed: what pages and feeds are read from. */
	readonly content: Uint8Array;
	readonly at: number;
	/** The peer's address as connected, for the WARC record; null through a proxy. */
	readonly peer: string | null;
}

/** The first value of a header, or null. */
export function headerOf(headers: Headers, name: string): string | null {
	const value = headers[name];
	return (typeof value === "string" ? value : value?.[0]) ?? null;
}
