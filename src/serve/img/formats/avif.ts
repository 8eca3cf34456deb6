import type { HeadRead, HeadReader } from "./format.ts";

/** Measured on libheif with aom: 18 for planes, grid and conversion, more where it decodes in rows of tiles. */
const PIXEL_BYTES = 21;
const BRANDS = /^(avif|avis)/;

/** ISO/IEC 23008-12: the largest `ispe` property is the picture's size; smaller ones are tiles and thumbnails. */
export const avif: HeadReader = {
	format: "avif",
	matches: (bytes) => {
		if (bytes.toString("latin1", 4, 8) !== "ftyp") return false;
		const brands = bytes.toString("latin1", 8, Math.min(bytes.readUInt32BE(0), 256));
		return BRANDS.test(brands) || (brands.startsWith("mif1") && brands.includes("avif"));
	},
	read: (bytes, whole) => {
		const meta = metaBox(bytes);
		if (meta === null) return whole ? null : "more";
		if (meta.end > bytes.length) return whole ? null : "more";
		return largest(bytes.subarray(meta.start, meta.end));
	},
};

/** The top-level boxes stand one after the other, each with its length; `meta` comes before the pixels. */
function metaBox(bytes: Buffer): { start: number; end: number } | null {
	for (let at = 0; at + 16 <= bytes.length; ) {
		const short = bytes.readUInt32BE(at);
		const length = short === 1 ? Number(bytes.readBigUInt64BE(at + 8)) : short;
		if (length < 8) return null;
		if (bytes.toString("latin1", at + 4, at + 8) === "meta") return { start: at, end: at + length };
		at += length;
	}
	return null;
}

function largest(meta: Buffer): HeadRead {
	let best = { width: 0, height: 0 };
	for (let at = meta.indexOf("ispe"); at >= 0 && at + 16 <= meta.length; at = meta.indexOf("ispe", at + 4)) {
		const size = { width: meta.readUInt32BE(at + 8), height: meta.readUInt32BE(at + 12) };
		if (size.width * size.height > best.width * best.height) best = size;
	}
	if (best.width === 0) return null;
	return {
		format: "avif",
		...best,
		pages: 1,
		decodedBytes: best.width * best.height * PIXEL_BYTES,
		cut: null,
	};
}
