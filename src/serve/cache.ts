import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { Answer } from "./asked.ts";

/** A page ready to be sent: its bytes as they are and packed, and the tag that names them. */
export interface Ready {
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly etag: string;
	readonly plain: Uint8Array<ArrayBuffer>;
	readonly gzip: Uint8Array<ArrayBuffer> | null;
	readonly br: Uint8Array<ArrayBuffer> | null;
}

const CACHE_BYTES_MAX = 64 * 1024 * 1024;
/** Below this, packing saves less than its header costs. */
const PACKED_BYTES_MIN = 860;
const BROTLI_QUALITY = 5;

const packGzip = promisify(gzip);
const packBrotli = promisify(brotliCompress);

/** Makes an answer ready to be sent: tagged, and packed where that helps. */
export async function readyOf(answer: Answer): Promise<Ready> {
	const { body } = answer;
	const plain = new TextEncoder().encode(body);
	const status = answer.status ?? 200;
	const headers = { "content-type": answer.type, ...answer.headers };
	const etag = `W/"${createHash("sha256").update(answer.type).update(plain).digest("base64url").slice(0, 22)}"`;
	if (plain.byteLength < PACKED_BYTES_MIN) return { status, headers, etag, plain, gzip: null, br: null };
	const [gzipped, br] = await Promise.all([
		packGzip(plain),
		packBrotli(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } }),
	]);
	return { status, headers, etag, plain, gzip: gzipped, br };
}

/** Pages as they were last made, the least used forgotten first; bounded by their bytes. */
export interface PageCache {
	readonly get: (key: string) => Ready | undefined;
	readonly set: (key: string, ready: Ready) => void;
	readonly clear: () => void;
}

/** An empty cache. */
export function pageCache(): PageCache {
	const pages = new Map<string, Ready>();
	let bytes = 0;
	const forget = (key: string): void => {
		const ready = pages.get(key);
		if (ready === undefined) return;
		bytes -= bytesOf(key, ready);
		pages.delete(key);
	};
	return {
		get(key) {
			const ready = pages.get(key);
			if (ready === undefined) return undefined;
			// A map keeps the order of insertion: what is used moves to the end.
			pages.delete(key);
			pages.set(key, ready);
			return ready;
		},
		set(key, ready) {
			forget(key);
			bytes += bytesOf(key, ready);
			pages.set(key, ready);
			for (const [oldest] of pages) {
				if (bytes <= CACHE_BYTES_MAX) break;
				forget(oldest);
			}
		},
		clear() {
			pages.clear();
			bytes = 0;
		},
	};
}

function bytesOf(key: string, { plain, gzip: gzipped, br }: Ready): number {
	const sizes = [plain.byteLength, gzipped?.byteLength ?? 0, br?.byteLength ?? 0];
	return sizes.reduce((sum, size) => sum + size, key.length * 2);
}
