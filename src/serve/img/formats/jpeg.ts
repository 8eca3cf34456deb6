import type { HeadRead, HeadReader } from "./format.ts";

/** A progressive picture has about ten scans; each one more makes the decoder go over every pixel again. */
const SCANS_MAX = 64;
/** Marker and length, then what the scan refines: components, spectral band, bit position. */
const SCAN_HEADER_BYTES = 14;
const START_OF_SCAN = Buffer.from([0xff, 0xda]);
const END_OF_IMAGE = [0xff, 0xd9];
/** A line of blocks for each component is all that a sequential picture needs. */
const LINES_HELD = 64;

/** ISO/IEC 10918-1: markers up to the frame header; for progressive pictures the scans are counted too. */
export const jpeg: HeadReader = {
	format: "jpeg",
	matches: (bytes) => bytes.length > 3 && bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff,
	read: (bytes, whole) => {
		let at = 2;
		while (at + 4 <= bytes.length) {
			const marker = bytes[at + 1] ?? 0;
			if (bytes[at] !== 0xff || marker === START_OF_DATA || marker === END) return null;
			if (isFrameHeader(marker)) return readFrame({ bytes, at, whole });
			at += segmentBytes(bytes, at, marker);
		}
		return whole ? null : "more";
	},
};

const START_OF_DATA = 0xda;
const END = 0xd9;

function segmentBytes(bytes: Buffer, at: number, marker: number): number {
	if (marker === 0xff) return 1;
	const alone = marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);
	return alone ? 2 : 2 + bytes.readUInt16BE(at + 2);
}

function isFrameHeader(marker: number): boolean {
	return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

function readFrame({ bytes, at, whole }: { bytes: Buffer; at: number; whole: boolean }): HeadRead {
	if (at + 20 > bytes.length) return whole ? null : "more";
	const height = bytes.readUInt16BE(at + 5);
	const width = bytes.readUInt16BE(at + 7);
	const components = bytes[at + 9] ?? 0;
	if (width === 0 || height === 0 || components === 0 || components > 4) return null;
	const progressive = ((bytes[at + 1] ?? 0) & 3) === 2;
	const head = { format: "jpeg", width, height, pages: 1 } as const;
	if (!progressive) return { ...head, decodedBytes: width * LINES_HELD * components, cut: null };
	if (!whole) return "more";
	const idle = idleScan(bytes, at);
	const cut = idle < 0 ? null : { at: idle, end: END_OF_IMAGE };
	return { ...head, decodedBytes: coefficientBytes({ bytes, at, width, height, components }), cut };
}

/** Where the first scan begins that adds nothing, since one with the same header was there, or -1. */
function idleScan(bytes: Buffer, from: number): number {
	const seen = new Set<string>();
	for (let at = bytes.indexOf(START_OF_SCAN, from); at >= 0; at = bytes.indexOf(START_OF_SCAN, at + 2)) {
		const length = Math.min(2 + bytes.readUInt16BE(Math.min(at + 2, bytes.length - 2)), SCAN_HEADER_BYTES);
		const header = bytes.toString("hex", at, at + length);
		if (seen.has(header) || seen.size >= SCANS_MAX) return at;
		seen.add(header);
	}
	return -1;
}

/** Every coefficient of a progressive picture is held until the last scan: two bytes a sample. */
function coefficientBytes(frame: {
	bytes: Buffer;
	at: number;
	width: number;
	height: number;
	components: number;
}): number {
	const { bytes, at, width, height, components } = frame;
	const factors = Array.from({ length: components }, (_, index) => bytes[at + 11 + index * 3] ?? 0x11);
	const across = Math.max(1, ...factors.map((factor) => factor >> 4));
	const down = Math.max(1, ...factors.map((factor) => factor & 15));
	const samples = factors.reduce((sum, factor) => sum + ((factor >> 4) / across) * ((factor & 15) / down), 0);
	return Math.ceil(width * height * samples * 2);
}
