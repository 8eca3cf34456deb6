/** What a picture's first bytes say of it; sizes in pixels are null where the header does not tell. */
export interface PictureHeader {
	readonly type: string;
	readonly extension: string;
	readonly width: number | null;
	readonly height: number | null;
	/** False where the end that its format asks for is not there: a transfer that was cut. */
	readonly whole: boolean;
}

type Size = readonly [width: number, height: number] | null;

/** Reads a picture's kind and size from its bytes; null where they are no picture that browsers show. */
export function readPictureHeader(bytes: Uint8Array): PictureHeader | null {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const found = KINDS.find(({ begins }) => begins(bytes));
	if (found === undefined) return null;
	const size = found.size(view);
	return {
		type: found.type,
		extension: found.extension,
		width: size?.[0] ?? null,
		height: size?.[1] ?? null,
		whole: found.ends?.(bytes) ?? true,
	};
}

interface Kind {
	readonly type: string;
	readonly extension: string;
	readonly begins: (bytes: Uint8Array) => boolean;
	readonly size: (view: DataView) => Size;
	/** Whether the last bytes are an end; formats that have none are taken for whole. */
	readonly ends?: (bytes: Uint8Array) => boolean;
}

/** Some writers leave bytes after the end: cameras pad, content networks sign. */
const TAIL_BYTES = 4096;
/** A GIF ends in one byte, which its data have everywhere. */
const GIF_TAIL_BYTES = 4;

function hasInTail(bytes: Uint8Array, end: readonly number[], tailBytes = TAIL_BYTES): boolean {
	return Buffer.from(bytes.subarray(-tailBytes)).includes(Buffer.from(end));
}

const ascii = (bytes: Uint8Array, at: number, length: number): string =>
	String.fromCharCode(...bytes.subarray(at, at + length));

const KINDS: readonly Kind[] = [
	{
		type: "image/jpeg",
		extension: "jpg",
		begins: (bytes) => bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff,
		size: jpegSize,
		ends: (bytes) => hasInTail(bytes, [0xff, 0xd9]),
	},
	{
		type: "image/png",
		extension: "png",
		begins: (bytes) => bytes[0] === 0x89 && ascii(bytes, 1, 3) === "PNG",
		size: (view) => (view.byteLength < 24 ? null : [view.getUint32(16), view.getUint32(20)]),
		ends: (bytes) => hasInTail(bytes, [0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82]),
	},
	{
		type: "image/gif",
		extension: "gif",
		begins: (bytes) => /^GIF8[79]a/.test(ascii(bytes, 0, 6)),
		size: (view) => (view.byteLength < 10 ? null : [view.getUint16(6, true), view.getUint16(8, true)]),
		ends: (bytes) => hasInTail(bytes, [0x3b], GIF_TAIL_BYTES),
	},
	{
		type: "image/webp",
		extension: "webp",
		begins: (bytes) => ascii(bytes, 0, 4) === "RIFF" && ascii(bytes, 8, 4) === "WEBP",
		size: webpSize,
		ends: (bytes) => new DataView(bytes.buffer, bytes.byteOffset).getUint32(4, true) + 8 <= bytes.length,
	},
	{
		type: "image/avif",
		extension: "avif",
		begins: (bytes) => ascii(bytes, 4, 4) === "ftyp" && /avi[fs]/.test(ascii(bytes, 8, 64)),
		size: avifSize,
		ends: boxesEnd,
	},
	{
		type: "image/bmp",
		extension: "bmp",
		begins: (bytes) => ascii(bytes, 0, 2) === "BM" && bytes.byteLength > 26,
		size: (view) => [view.getInt32(18, true), Math.abs(view.getInt32(22, true))],
		ends: (bytes) => new DataView(bytes.buffer, bytes.byteOffset).getUint32(2, true) <= bytes.length,
	},
	{
		type: "image/x-icon",
		extension: "ico",
		begins: (bytes) => bytes[0] === 0 && bytes[1] === 0 && bytes[2] === 1 && bytes[3] === 0,
		size: () => null,
	},
	{
		type: "image/svg+xml",
		extension: "svg",
		begins: (bytes) =>
			/^\s*(\ufeff)?(<\?xml[^>]*>\s*)?(<!--[\s\S]*?-->\s*)*(<!DOCTYPE svg[^>]*>\s*)?<svg[\s>]/i.test(
				new TextDecoder().decode(bytes.subarray(0, 1024)),
			),
		size: () => null,
		ends: (bytes) =>
			/(<\/svg\s*>|\/>)\s*(<!--[\s\S]*-->\s*)?$/i.test(new TextDecoder().decode(bytes.subarray(-TAIL_BYTES))),
	},
];

/** Start-of-frame segments carry the size (ITU T.81 B.2.2); DHT, JPG and DAC share their range and do not. */
function isFrame(marker: number): boolean {
	return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

function jpegSize(view: DataView): Size {
	let at = 2;
	while (at + 9 <= view.byteLength) {
		if (view.getUint8(at) !== 0xff) return null;
		const marker = view.getUint8(at + 1);
		if (marker === 0xff) {
			at++;
			continue;
		}
		if (isFrame(marker)) return [view.getUint16(at + 7), view.getUint16(at + 5)];
		at += 2 + view.getUint16(at + 2);
	}
	return null;
}

function webpSize(view: DataView): Size {
	if (view.byteLength < 30) return null;
	const chunk = String.fromCharCode(
		view.getUint8(12),
		view.getUint8(13),
		view.getUint8(14),
		view.getUint8(15),
	);
	if (chunk === "VP8 ") return [view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff];
	if (chunk === "VP8L") {
		const bits = view.getUint32(21, true);
		return [(bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1];
	}
	if (chunk !== "VP8X") return null;
	const uint24 = (at: number): number => view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
	return [uint24(24) + 1, uint24(27) + 1];
}

/** More boxes than any picture has beside each other. */
const BOXES_MAX = 1000;

/** Whether the outermost boxes end where the file does (ISO 14496-12, section 4.2). */
function boxesEnd(bytes: Uint8Array): boolean {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	let at = 0;
	for (let box = 0; box < BOXES_MAX && at + 8 <= view.byteLength; box++) {
		const size = view.getUint32(at);
		if (size === 0) return true;
		if (size === 1 && at + 16 > view.byteLength) return false;
		at += Math.max(8, size === 1 ? Number(view.getBigUint64(at + 8)) : size);
	}
	return at <= view.byteLength;
}

const AVIF_SEARCHED = 4096;

/** The largest `ispe` property: a file also holds the sizes of its tiles, thumbnails and alpha planes. */
function avifSize(view: DataView): Size {
	let best: Size = null;
	const end = Math.min(view.byteLength - 16, AVIF_SEARCHED);
	for (let at = 0; at < end; at++) {
		if (view.getUint32(at) !== 0x69737065) continue;
		const size: Size = [view.getUint32(at + 8), view.getUint32(at + 12)];
		if (best === null || size[0] * size[1] > best[0] * best[1]) best = size;
	}
	return best;
}
