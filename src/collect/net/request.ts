import { ACCEPTED_CODINGS } from "./coding.ts";
import type { FetchKind, FetchRequest, Validators } from "./fetched.ts";

const ACCEPT: Readonly<Record<FetchKind, string>> = {
	feed: "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5",
	page: "text/html, application/xhtml+xml, */*;q=0.5",
	picture: "image/*, */*;q=0.5",
	sitemap: "application/xml, text/xml, */*;q=0.5",
	robots: "text/plain, */*;q=0.5",
	post: "*/*",
};

/** A header value that may be sent back: what a server gave may hold anything. */
const SENDABLE = /^[\t\x20-\x7e\x80-\xff]{1,1024}$/;

/** The headers of one request: who asks, what for, and what is known already. Never a cookie or a referer. */
export function headersOf(request: FetchRequest, url: URL, userAgent: string): Record<string, string> {
	const { kind, accept, validators } = request;
	const { etag, lastModified } = validators?.[url.href] ?? NO_VALIDATORS;
	const headers: Record<string, string> = {
		"user-agent": userAgent,
		accept: accept ?? ACCEPT[kind],
		"accept-encoding": ACCEPTED_CODINGS,
	};
	if (kind === "post") headers["content-type"] = "application/x-www-form-urlencoded";
	if (etag !== null) {
		headers["if-none-match"] = etag;
		// RFC 3229: a server that knows this sends only what is new, with status 226.
		if (kind === "feed") headers["a-im"] = "feed";
	}
	if (lastModified !== null) headers["if-modified-since"] = lastModified;
	return headers;
}

const NO_VALIDATORS: Validators = { etag: null, lastModified: null };

/** What a server gave to ask by later: its own bytes, or nothing. */
export function validatorsOf(etag: string | null, lastModified: string | null): Validators {
	const sendable = (value: string | null): string | null =>
		value !== null && SENDABLE.test(value) ? value : null;
	return { etag: sendable(etag), lastModified: sendable(lastModified) };
}

/** Who asks, as every request says it: `Pressmark/0.1.0 (+https://operator.example/about)`. */
export function userAgentOf({
	version,
	contact,
}: {
	readonly version: string;
	readonly contact: string | null;
}): string {
	return contact === null ? `Pressmark/${version}` : `Pressmark/${version} (+${contact})`;
}
