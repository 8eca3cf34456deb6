import type { HeadReader } from "./format.ts";

const PIXEL_BYTES = 8;
const ENTRY_BYTES = 12;
const TAG_WIDTH = 256;
const TAG_HEIGHT = 257;
const TYPE_SHORT = 3;

/** TIFF 6.0, read only where the operator allows it: the first directory's size, and how many directories follow. */
export const tiff: HeadReader = {
	format: "tiff",
	matches: (bytes) => bytes.length > 16 && /^(II\*\0|MM\0\*)/.test(bytes.toString("latin1", 0, 4)),
	read: (bytes, whole, pagesMax) => {
		if (!whole) return "more";
		const file = numbersOf(bytes);
		const first = directoryAt(file, file.u32(4));
		if (first === null || first.width === 0 || first.height === 0) return null;
		let pages = 1;
		for (let next = first.next; next > 0 && pages <= pagesMax; pages++) {
			next = directoryAt(file, next)?.next ?? 0;
		}
		const { width, height } = first;
		return { format: "tiff", width, height, pages, decodedBytes: width * height * PIXEL_BYTES, cut: null };
	},
};

interface Numbers {
	readonly u16: (at: number) => number;
	readonly u32: (at: number) => number;
	readonly length: number;
}

function numbersOf(bytes: Buffer): Numbers {
	const { length } = bytes;
	return bytes[0] === 0x49
		? { u16: (at) => bytes.readUInt16LE(at), u32: (at) => bytes.readUInt32LE(at), length }
		: { u16: (at) => bytes.readUInt16BE(at), u32: (at) => bytes.readUInt32BE(at), length };
}

function directoryAt(
	{ u16, u32, length }: Numbers,
	at: number,
): { width: number; height: number; next: number } | null {
	if (at < 8 || at + 2 > length) return null;
	const end = at + 2 + u16(at) * ENTRY_BYTES;
	if (end + 4 > length) return null;
	const directory = { width: 0, height: 0, next: u32(end) };
	for (let entry = at + 2; entry < end; entry += ENTRY_BYTES) {
		const value = u16(entry + 2) === TYPE_SHORT ? u16(entry + 8) : u32(entry + 8);
		if (u16(entry) === TAG_WIDTH) directory.width = value;
		if (u16(entry) === TAG_HEIGHT) directory.height = value;
	}
	return directory;
}
