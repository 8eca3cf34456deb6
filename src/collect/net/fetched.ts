import type { Capture } from "../../article/capture.ts";

/** What is asked for; it decides the Accept header, whether robots.txt is obeyed, and the byte limit. */
export type FetchKind = "feed" | "page" | "picture" | "sitemap" | "robots" | "post";

/** What a server gave to ask by later, byte for byte (RFC 9110, 8.8); null where it gave none. */
export interface Validators {
	readonly etag: string | null;
	readonly lastModified: string | null;
}

/** One question to the network. */
export interface FetchRequest {
	readonly address: string;
	readonly kind: FetchKind;
	/** By the address they came from: a redirect's target is never asked with another address's validators. */
	readonly validators?: Readonly<Record<string, Validators>>;
	/** Instead of what `kind` accepts. */
	readonly accept?: string;
	/** Form fields, for `post` only. */
	readonly body?: string;
	readonly signal?: AbortSignal;
}

/** A redirect that was followed: who was asked, and the status (301 and 308 mean for good). */
export interface Hop {
	readonly address: string;
	readonly status: number;
}

/** Whose fault it is that nothing came. What a failure leaves unknown, `witnessed` asks others about. */
export type Side = "theirs" | "ours" | "unknown";

/** What makes us stop: more than a fetch may cost, or a redirect that leads to itself. */
export type Stop = "time" | "bytes" | "redirects" | "self";

/** What became of a fetch. `hops` are the redirects before the answer; `reason` is in plain words. */
export type Fetched =
	/** 2xx with its whole body. `noArchive`: its X-Robots-Tag asks not to be kept, which is noted for the operator. */
	| {
			readonly kind: "page";
			readonly capture: Capture;
			readonly hops: readonly Hop[];
			readonly validators: Validators;
			readonly noArchive: boolean;
	  }
	/** 304: what `validators` were given for is still so. */
	| {
			readonly kind: "unchanged";
			readonly capture: Capture;
			readonly hops: readonly Hop[];
			readonly validators: Validators;
	  }
	| {
			readonly kind: "gone";
			readonly status: 404 | 410;
			readonly capture: Capture;
			readonly hops: readonly Hop[];
	  }
	/** They will not (401, 403, 429, 451, a challenge, robots.txt), or we must not (the guard). */
	| {
			readonly kind: "refused";
			readonly reason: string;
			readonly status: number | null;
			readonly capture: Capture | null;
			readonly retryAfterMs: number | null;
	  }
	| {
			readonly kind: "unreachable";
			readonly side: Side;
			readonly reason: string;
			readonly status: number | null;
			readonly retryAfterMs: number | null;
			/** Absent where it was not we who stopped. */
			readonly stop?: Stop;
			/** What had come of a body that was cut short: no page, but a feed's complete entries can be read from it. */
			readonly cut: Capture | null;
	  };
