/**
 * Why no picture is answered, in the words of images.weserv.nl: clients of that service read the
 * status and the message, so both are part of the contract.
 */
export interface Refusal {
	readonly kind: "refusal";
	readonly status: 400 | 403 | 404 | 405 | 414 | 429 | 500 | 503;
	readonly message: string;
}

function refusal(status: Refusal["status"], message: string): Refusal {
	return { kind: "refusal", status, message };
}

export const refusals = {
	unparsable: refusal(400, "Unable to parse URI"),
	blockedAddress: refusal(400, "IP address blocked by policy"),
	unixSocket: refusal(400, "Unix domain sockets are not supported"),
	saverDisabled: (saver: string, supported: readonly string[]): Refusal =>
		refusal(400, `Saving to ${saver} is disabled. Supported savers: ${supported.join(", ")}`),
	tooSlow: (seconds: number): Refusal =>
		refusal(400, `libvips error: Maximum image processing time of ${seconds} second exceeded`),
	library: (message: string): Refusal => refusal(400, `libvips error: ${message}`),
	upstream: (status: number): Refusal => refusal(404, `The requested URL returned error: ${status}`),
	timedOut: refusal(404, "The requested URL timed out."),
	unresolvable: refusal(404, "The hostname of the origin is unresolvable (DNS) or blocked by policy."),
	tooManyBytes: (bytes: number): Refusal =>
		refusal(404, `The image is too large to be downloaded. Max image size: ${bytes} bytes`),
	tooManyRedirects: (count: number): Refusal => refusal(404, `Will not follow more than ${count} redirects`),
	selfRedirect: refusal(404, "Will not follow a redirection to itself"),
	unsupported: refusal(404, "Invalid or unsupported image format. Is it a valid image?"),
	unreadable: refusal(404, "Image not readable. Is it a valid image?"),
	inputPixels: (pixels: number): Refusal =>
		refusal(404, `Input image exceeds pixel limit. Width x height should be less than ${pixels}`),
	outputPixels: (pixels: number): Refusal =>
		refusal(404, `Output image exceeds pixel limit. Width x height should be less than ${pixels}`),
	inputPages: (pages: number): Refusal =>
		refusal(
			404,
			`Input image exceeds the maximum number of pages. Number of pages should be less than ${pages}`,
		),
	badSignature: refusal(403, "The signature does not match this address and its parameters"),
	method: refusal(405, "Method not allowed. Pictures are read with GET or HEAD"),
	queryTooLong: (bytes: number): Refusal => refusal(414, `The query is longer than ${bytes} bytes`),
	tooMany: refusal(429, "Too many requests"),
	busy: refusal(503, "Too many pictures are being made. Try again in a moment"),
	failed: refusal(500, "Something's wrong! It looks like we're having trouble with this picture"),
} as const;

/** The body that goes with a refusal: the same three fields as images.weserv.nl. */
export function refusalBody({ status, message }: Refusal): string {
	return JSON.stringify({ status: "error", code: status, message });
}
