import type { Head, HeadRead, HeadReader } from "./format.ts";

/** The decoder holds the frame, and for animations the canvas it is drawn on. */
const PIXEL_BYTES = 4;
const ANIMATED = 0x02;

/** RFC 9649: a RIFF file whose first chunk carries the size. */
export const webp: HeadReader = {
	format: "webp",
	matches: (bytes) => bytes.toString("latin1", 0, 4) === "RIFF" && bytes.toString("latin1", 8, 12) === "WEBP",
	read: (bytes, whole, pagesMax) => {
		if (bytes.length < 30) return null;
		switch (bytes.toString("latin1", 12, 16)) {
			case "VP8 ":
				return bytes.readUIntBE(23, 3) === 0x9d012a
					? still(bytes.readUInt16LE(26) & 0x3fff, bytes.readUInt16LE(28) & 0x3fff)
					: null;
			case "VP8L": {
				const bits = bytes.readUInt32LE(21);
				return bytes[20] === 0x2f ? still((bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1) : null;
			}
			case "VP8X":
				return readExtended({ bytes, whole, pagesMax });
			default:
				return null;
		}
	},
};

function still(width: number, height: number): Head | null {
	if (width === 0 || height === 0) return null;
	return { format: "webp", width, height, pages: 1, decodedBytes: width * height * PIXEL_BYTES, cut: null };
}

function readExtended(file: { bytes: Buffer; whole: boolean; pagesMax: number }): HeadRead {
	const { bytes, whole, pagesMax } = file;
	const head = still(bytes.readUIntLE(24, 3) + 1, bytes.readUIntLE(27, 3) + 1);
	if (head === null || ((bytes[20] ?? 0) & ANIMATED) === 0) return head;
	if (!whole) return "more";
	let pages = 0;
	for (let at = 12; at + 8 <= bytes.length && pages <= pagesMax; ) {
		if (bytes.toString("latin1", at, at + 4) === "ANMF") pages++;
		const length = bytes.readUInt32LE(at + 4);
		at += 8 + length + (length & 1);
	}
	return { ...head, pages: Math.max(1, pages), decodedBytes: head.decodedBytes * 2 };
}
