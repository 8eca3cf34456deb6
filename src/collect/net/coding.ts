import {
	brotliDecompressSync,
	constants,
	gunzipSync,
	inflateRawSync,
	inflateSync,
	zstdDecompressSync,
} from "node:zlib";

/** More codings than this on one body is an attack, not a server. */
const CODINGS_MAX = 2;

/** What `Accept-Encoding` offers: exactly what `decodeBody` can undo. */
export const ACCEPTED_CODINGS = "gzip, deflate, br, zstd";

/** Output is collected in pieces: one that holds it all spares a copy, one that is far too large costs more than that. */
const PIECE_BYTES_MIN = 16_384;
const PIECE_BYTES_MAX = 2_097_152;

/** Text is packed to about this part of itself. */
const PACKED = 6;

export type Decoded =
	| { readonly kind: "content"; readonly content: Uint8Array }
	| { readonly kind: "too large" }
	/** The coding is broken, or ends too soon. */
	| { readonly kind: "broken"; readonly reason: string };

/**
 * Removes a body's content codings (RFC 9110, 8.4), never making more than `bytesMax`. A coding that
 * is not known stays on, as browsers do: servers write charsets and nonsense there.
 */
export function decodeBody(body: Uint8Array, codings: string, bytesMax: number): Decoded {
	const names = codings
		.toLowerCase()
		.split(",")
		.map((name) => name.trim());
	if (names.length > CODINGS_MAX) return { kind: "broken", reason: `${names.length} content codings` };
	let content = body;
	for (const name of names.reverse()) {
		const decode = DECODERS.get(name);
		if (decode === undefined || content.length === 0) continue;
		try {
			content = decode(content, { maxOutputLength: bytesMax, chunkSize: pieceBytesOf(name, content) });
		} catch (error) {
			if (isTooLarge(error)) return { kind: "too large" };
			return { kind: "broken", reason: `the ${name} coding is broken` };
		}
	}
	return content.length > bytesMax ? { kind: "too large" } : { kind: "content", content };
}

/** As much of a gzip or deflate body that was cut short as can be read; empty where none can. */
export function decodeCutBody(body: Uint8Array, coding: string, bytesMax: number): Uint8Array {
	const name = coding.toLowerCase().trim();
	if (!DECODERS.has(name)) return body;
	const decode = name === "gzip" || name === "x-gzip" ? gunzipSync : name === "deflate" ? inflateSync : null;
	try {
		return decode?.(body, { maxOutputLength: bytesMax, finishFlush: constants.Z_SYNC_FLUSH }) ?? EMPTY;
	} catch {
		return EMPTY;
	}
}

const EMPTY = new Uint8Array();

interface Bounds {
	readonly maxOutputLength: number;
	readonly chunkSize: number;
}

type Decoder = (body: Uint8Array, bounds: Bounds) => Uint8Array;

const DECODERS: ReadonlyMap<string, Decoder> = new Map([
	["gzip", gunzip],
	["x-gzip", gunzip],
	["deflate", inflate],
	["br", brotliDecompressSync],
	["zstd", zstdDecompressSync],
]);

/** The size to expect: gzip says it in its last four bytes (RFC 1952, 2.3.1), the others leave it to guess. */
function pieceBytesOf(name: string, body: Uint8Array): number {
	const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
	const saysSize = name.endsWith("gzip") && body.length >= 18;
	const bytes = saysSize ? view.getUint32(body.length - 4, true) + 1 : body.length * PACKED;
	return Math.min(PIECE_BYTES_MAX, Math.max(PIECE_BYTES_MIN, bytes));
}

/** A body named gzip that does not begin as gzip was sent plain, behind a proxy that forgot to say so. */
function gunzip(body: Uint8Array, bounds: Bounds): Uint8Array {
	return body[0] === 0x1f && body[1] === 0x8b ? gunzipSync(body, bounds) : body;
}

/** "deflate" means the zlib format; some servers send the bare stream. */
function inflate(body: Uint8Array, bounds: Bounds): Uint8Array {
	const isZlib = ((body[0] ?? 0) & 0x0f) === 8 && (((body[0] ?? 0) << 8) | (body[1] ?? 0)) % 31 === 0;
	return isZlib ? inflateSync(body, bounds) : inflateRawSync(body, bounds);
}

function isTooLarge(error: unknown): boolean {
	return error instanceof Error && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE";
}
