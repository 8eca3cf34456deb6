import type { HeadReader } from "./format.ts";

/** The decoder draws frames on a canvas and keeps the last one. */
const PIXEL_BYTES = 8;
const TRAILER = [0x3b];

/** Screens that are not believed: encoders wrote their monitor's size. The frames then say it, as in libnsgif. */
const MONITORS: ReadonlySet<string> = new Set([
	"640x480",
	"640x512",
	"800x600",
	"1024x768",
	"1280x1024",
	"1600x1200",
]);
const SCREEN_MAX = 2048;

/** GIF89a: blocks are walked to count the frames; the file is cut after the last that may be read. */
export const gif: HeadReader = {
	format: "gif",
	matches: (bytes) => /^GIF8[79]a/.test(bytes.toString("latin1", 0, 6)),
	read: (bytes, whole, pagesMax) => {
		if (!whole) return "more";
		if (bytes.length < 14) return null;
		const { frames, width, height, cut } = walk(bytes, pagesMax);
		if (frames === 0) return null;
		const screen = screenOf(bytes);
		const size = { width: Math.max(width, screen.width), height: Math.max(height, screen.height) };
		const decodedBytes = size.width * size.height * PIXEL_BYTES;
		return { format: "gif", ...size, pages: frames, decodedBytes, cut };
	},
};

function screenOf(bytes: Buffer): { width: number; height: number } {
	const width = bytes.readUInt16LE(6);
	const height = bytes.readUInt16LE(8);
	const believed = width <= SCREEN_MAX && height <= SCREEN_MAX && !MONITORS.has(`${width}x${height}`);
	return believed ? { width, height } : { width: 1, height: 1 };
}

interface Walk {
	frames: number;
	width: number;
	height: number;
	cut: { at: number; end: readonly number[] } | null;
}

function walk(bytes: Buffer, pagesMax: number): Walk {
	const found: Walk = { frames: 0, width: 0, height: 0, cut: null };
	let at = 13 + paletteBytes(bytes[10] ?? 0);
	while (at + 1 < bytes.length) {
		const block = bytes[at];
		if (block === 0x21) at = afterSubBlocks(bytes, at + 2);
		else if (block === 0x2c && at + 10 < bytes.length) {
			found.frames++;
			if (found.frames > pagesMax) return found;
			found.width = Math.max(found.width, bytes.readUInt16LE(at + 1) + bytes.readUInt16LE(at + 5));
			found.height = Math.max(found.height, bytes.readUInt16LE(at + 3) + bytes.readUInt16LE(at + 7));
			at = afterSubBlocks(bytes, at + 11 + paletteBytes(bytes[at + 9] ?? 0));
			found.cut = found.frames === pagesMax ? { at, end: TRAILER } : null;
		} else break;
	}
	return found;
}

const paletteBytes = (flags: number): number => ((flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1));

function afterSubBlocks(bytes: Buffer, from: number): number {
	let at = from;
	while (at < bytes.length && bytes[at] !== 0) at += 1 + (bytes[at] ?? 0);
	return at + 1;
}
