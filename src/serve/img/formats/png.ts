import type { HeadReader } from "./format.ts";

const SIGNATURE = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
const SIDE_MAX = 2 ** 31 - 1;
const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** RFC 2083 / PNG third edition: the header is the first chunk. Only interlaced pictures are held whole. */
export const png: HeadReader = {
	format: "png",
	matches: (bytes) => bytes.subarray(0, 8).equals(SIGNATURE),
	read: (bytes) => {
		if (bytes.length < 33 || bytes.toString("latin1", 12, 16) !== "IHDR") return null;
		const width = bytes.readUInt32BE(16);
		const height = bytes.readUInt32BE(20);
		const channels = CHANNELS[bytes[25] ?? -1];
		if (width === 0 || height === 0 || width > SIDE_MAX || height > SIDE_MAX || channels === undefined)
			return null;
		const pixelBytes = channels * ((bytes[24] ?? 8) > 8 ? 2 : 1);
		const interlaced = bytes[28] === 1;
		const decodedBytes = width * pixelBytes * (interlaced ? height : 8);
		return { format: "png", width, height, pages: 1, decodedBytes, cut: null };
	},
};
