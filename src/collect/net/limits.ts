/** What one fetch may cost. Bytes, and milliseconds on the wire: waiting for one's turn does not count. */
export interface Limits {
	/** To reach a peer, the name's lookup and TLS included. */
	readonly connectMs: number;
	/** Between two signs of life from a peer. */
	readonly idleMs: number;
	/** All hops of one fetch together. */
	readonly totalMs: number;
	/** A body as sent. */
	readonly bodyBytesMax: number;
	/** A body after its content coding is removed. */
	readonly contentBytesMax: number;
	/** A picture as sent. */
	readonly pictureBytesMax: number;
}

export const LIMITS: Limits = {
	connectMs: 10_000,
	idleMs: 30_000,
	totalMs: 60_000,
	bodyBytesMax: 10_000_000,
	contentBytesMax: 50_000_000,
	pictureBytesMax: 25_000_000,
};

/** Redirects followed before a fetch gives up. */
export const REDIRECTS_MAX = 5;

/** Names and values of all headers of one answer. */
export const HEADER_BYTES_MAX = 32_768;

/** The body of a refusal or error, of which only the words matter. */
export const ERROR_BODY_BYTES_MAX = 1_000_000;

/** The body of a redirect, read only so that the connection can be used again. */
export const REDIRECT_BODY_BYTES_MAX = 16_384;
