import {
	brotliDecompressSync,
	constants,
	gunzipSync,
	inflateRawSync,
	inflateSync,
	type ZlibOptions,
	zstdDecompressSync,
} from "node:zlib";

/** More codings than this on one body is an attack, not a server. */
const CODINGS_MAX = 2;

/** What `Accept-Encoding` offers: exactly what `decodeBody` can undo. */
export const ACCEPTED_CODINGS = "gzip, deflate, br, zstd";

/** Output is collected in pieces of this size: few enough to be fast, small enough for a small page. */
const PIECE_BYTES = 131_072;

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
		const decode = DECODERS[name];
		if (decode === undefined || content.length === 0) continue;
		try {
			content = decode(content, { maxOutputLength: bytesMax, chunkSize: PIECE_BYTES });
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
	if (!(name in DECODERS)) return body;
	const decode = name === "gzip" || name === "x-gzip" ? gunzipSync : name === "deflate" ? inflateSync : null;
	try {
		return decode?.(body, { maxOutputLength: bytesMax, finishFlush: constants.Z_SYNC_FLUSH }) ?? EMPTY;
	} catch {
		return EMPTY;
	}
}

const EMPTY = new Uint8Array();

type Decoder = (body: Uint8Array, options: ZlibOptions) => Uint8Array;

const DECODERS: Readonly<Record<string, Decoder>> = {
	gzip: gunzip,
	"x-gzip": gunzip,
	deflate: inflate,
	br: (body, { maxOutputLength, chunkSize }) =>
		brotliDecompressSync(body, brotliOptions(maxOutputLength, chunkSize)),
	zstd: (body, { maxOutputLength, chunkSize }) =>
		zstdDecompressSync(body, brotliOptions(maxOutputLength, chunkSize)),
};

const brotliOptions = (
	maxOutputLength = 0,
	chunkSize = PIECE_BYTES,
): { maxOutputLength: number; chunkSize: number } => ({ maxOutputLength, chunkSize });

/** A body named gzip that does not begin as gzip was sent plain, behind a proxy that forgot to say so. */
function gunzip(body: Uint8Array, options: ZlibOptions): Uint8Array {
	return body[0] === 0x1f && body[1] === 0x8b ? gunzipSync(body, options) : body;
}

/** "deflate" means the zlib format; some servers send the bare stream. */
function inflate(body: Uint8Array, options: ZlibOptions): Uint8Array {
	const isZlib = ((body[0] ?? 0) & 0x0f) === 8 && (((body[0] ?? 0) << 8) | (body[1] ?? 0)) % 31 === 0;
	return isZlib ? inflateSync(body, options) : inflateRawSync(body, options);
}

function isTooLarge(error: unknown): boolean {
	return error instanceof Error && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE";
}
