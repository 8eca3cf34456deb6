import type { Headers } from "../../article/capture.ts";

/** An HTTP response as a WARC record has it, transfer coding removed. */
export interface HttpResponse {
	readonly status: number;
	readonly statusText: string;
	readonly headers: Headers;
	readonly body: Uint8Array;
}

/** Reads the block of a response record (RFC 9112); null where it is no HTTP response. */
export function readHttpResponse(block: Uint8Array): HttpResponse | null {
	const bytes = Buffer.from(block.buffer, block.byteOffset, block.byteLength);
	const end = bytes.indexOf("\r\n\r\n");
	const head = bytes.subarray(0, end === -1 ? bytes.length : end).toString("latin1");
	const [, status, statusText = ""] = /^HTTP\/\d(?:\.\d)? (\d{3}) ?(.*)/.exec(head) ?? [];
	if (status === undefined) return null;
	const headers = headersIn(head);
	const body = end === -1 ? Buffer.alloc(0) : bytes.subarray(end + 4);
	const isChunked = /\bchunked\b/i.test(String(headers["transfer-encoding"] ?? ""));
	// Many crawlers remove the coding and leave the header: what is not chunked is taken as it is.
	return { status: Number(status), statusText, headers, body: (isChunked && withoutChunks(body)) || body };
}

function headersIn(head: string): Headers {
	const headers: Record<string, string | readonly string[]> = {};
	for (const line of head.split("\r\n").slice(1)) {
		const colon = line.indexOf(":");
		if (colon < 1) continue;
		const name = line.slice(0, colon).trim().toLowerCase();
		const value = line.slice(colon + 1).trim();
		const before = Object.hasOwn(headers, name) ? headers[name] : undefined;
		headers[name] = before === undefined ? value : [before, value].flat();
	}
	return headers;
}

/** RFC 9112, section 7.1; null where these are no chunks, or not all of them. */
function withoutChunks(body: Buffer): Buffer | null {
	const chunks: Buffer[] = [];
	for (let at = 0; ; ) {
		const end = body.indexOf("\r\n", at);
		const [, hex] =
			/^([0-9a-f]{1,8})[ \t]*(?:;.*)?$/i.exec(body.subarray(at, Math.max(end, at)).toString("latin1")) ?? [];
		if (hex === undefined) return null;
		const size = Number.parseInt(hex, 16);
		if (size === 0) return Buffer.concat(chunks);
		if (end + 2 + size > body.length) return null;
		chunks.push(body.subarray(end + 2, end + 2 + size));
		at = end + 2 + size + 2;
	}
}
