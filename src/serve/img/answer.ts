import type { Made } from "./job.ts";
import { type Refusal, refusalBody, refusals } from "./refusal.ts";

/** An answer as plain data, so that it can be remembered and written by any server. */
export interface Answer {
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: Uint8Array | null;
}

export interface Presentation {
	/** The picture's own address, for `Link: rel=canonical`. */
	readonly address: string;
	readonly etag: string;
	/** Seconds for which it may be kept. */
	readonly maxAge: number;
	/** Name to save it under, without its extension. */
	readonly filename: string;
	/** `data:` URI as text instead of the bytes. */
	readonly base64: boolean;
}

/** Headers that images.weserv.nl sends with every picture, and what keeps a browser from guessing. */
const COMMON = {
	"access-control-allow-origin": "*",
	"cross-origin-resource-policy": "cross-origin",
	"timing-allow-origin": "*",
	"x-content-type-options": "nosniff",
	"x-images-api": "5",
} as const;

/** A drawing may be opened as a page of its own: nothing in it runs or loads. */
export const DRAWING_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

const EXTENSIONS: Readonly<Record<string, string>> = { "image/svg+xml": "svg", "application/json": "json" };

export function extensionOf(type: string): string {
	return EXTENSIONS[type] ?? type.replace("image/", "").replace("jpeg", "jpg");
}

/** The whole answer with a picture. */
export function pictureAnswer(made: Made, shown: Presentation, now: number): Answer {
	const { base64, filename, etag, maxAge, address } = shown;
	const body = base64
		? Buffer.from(`data:${made.type};base64,${Buffer.from(made.bytes).toString("base64")}`)
		: made.bytes;
	const headers: Record<string, string> = {
		...COMMON,
		"content-type": base64 ? "text/plain" : made.type,
		"content-length": String(body.length),
		"cache-control": `public, max-age=${maxAge}`,
		expires: new Date(now + maxAge * 1000).toUTCString(),
		"content-disposition": `inline; filename=${filename}.${extensionOf(made.type)}`,
		etag,
		link: `<${address}>; rel="canonical"`,
	};
	if (made.type === "image/svg+xml") headers["content-security-policy"] = DRAWING_POLICY;
	return { status: 200, headers, body };
}

/** Status 304 with the headers that RFC 9110, section 15.4.5, wants repeated. */
export function unchangedAnswer({ headers }: Pick<Answer, "headers">): Answer {
	const kept = ["etag", "cache-control", "expires", "content-location", "vary"];
	return {
		status: 304,
		headers: Object.fromEntries(Object.entries(headers).filter(([name]) => kept.includes(name))),
		body: null,
	};
}

/** Seconds for which a client may keep a refusal: a picture that is mended shows soon. */
const REFUSAL_MAX_AGE = 60;
const RETRY_AFTER = "60";

export function refusalAnswer(refusal: Refusal): Answer {
	const body = Buffer.from(refusalBody(refusal));
	const passing = refusal.status === 429 || refusal.status >= 500;
	return {
		status: refusal.status,
		headers: {
			...COMMON,
			"content-type": "application/json",
			"content-length": String(body.length),
			"cache-control": passing ? "no-store" : `public, max-age=${REFUSAL_MAX_AGE}`,
			...(passing ? { "retry-after": RETRY_AFTER } : {}),
			...(refusal === refusals.method ? { allow: "GET, HEAD" } : {}),
		},
		body,
	};
}

/** RFC 9110, section 13.1.2: the weak comparison, against any of a list. */
export function matchesEtag(ifNoneMatch: string | null, etag: string): boolean {
	if (ifNoneMatch === null) return false;
	if (ifNoneMatch === etag || ifNoneMatch.trim() === "*") return true;
	return ifNoneMatch.split(",").some((candidate) => candidate.trim().replace(/^W\//, "") === etag);
}
