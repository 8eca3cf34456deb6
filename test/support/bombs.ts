import { crc32, deflateSync } from "node:zlib";
import sharp from "sharp";

/** A PNG chunk: length, type, data, CRC. */
export function chunk(type: string, data: Buffer): Buffer {
	const named = Buffer.concat([Buffer.from(type), data]);
	const framed = Buffer.alloc(8);
	framed.writeUInt32BE(data.length, 0);
	framed.writeUInt32BE(crc32(named), 4);
	return Buffer.concat([framed.subarray(0, 4), named, framed.subarray(4)]);
}

/** A PNG that claims a size, with `rows` bytes of zeros in it. */
function claimingPng(width: number, height: number, rows: number): Buffer {
	const header = Buffer.alloc(13);
	header.writeUInt32BE(width, 0);
	header.writeUInt32BE(height, 4);
	header.set([8, 2], 8);
	const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
	const data = deflateSync(Buffer.alloc(rows));
	return Buffer.concat([
		signature,
		chunk("IHDR", header),
		chunk("IDAT", data),
		chunk("IEND", Buffer.alloc(0)),
	]);
}

/** A GIF of so many frames of one pixel on a screen of that size. */
function manyFrames(screen: number, frames: number): Buffer {
	const header = Buffer.from("GIF89a\0\0\0\0\x80\0\0\0\0\0\xff\xff\xff", "latin1");
	header.writeUInt16LE(screen, 6);
	header.writeUInt16LE(screen, 8);
	const frame = Buffer.from([0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0]);
	return Buffer.concat([header, ...Array<Buffer>(frames).fill(frame), Buffer.from([0x3b])]);
}

/** The frame header's size overwritten. */
function lyingJpeg(jpeg: Buffer, width: number, height: number): Buffer {
	const lie = Buffer.from(jpeg);
	const at = lie.indexOf(Buffer.from([0xff, 0xc0]));
	lie.writeUInt16BE(height, at + 5);
	lie.writeUInt16BE(width, at + 7);
	return lie;
}

/** The last scan of a progressive picture a thousand times. */
function scanBomb(progressive: Buffer): Buffer {
	const scan = progressive.subarray(progressive.lastIndexOf(Buffer.from([0xff, 0xda])), -2);
	return Buffer.concat([
		progressive.subarray(0, -2),
		...Array<Buffer>(1000).fill(scan),
		progressive.subarray(-2),
	]);
}

/** A WebP whose extended header claims a canvas. */
function claimingWebp(width: number, height: number): Buffer {
	const header = Buffer.alloc(40);
	header.write("RIFF", 0);
	header.writeUInt32LE(32, 4);
	header.write("WEBPVP8X", 8);
	header.writeUInt32LE(10, 16);
	header.writeUIntLE(width - 1, 24, 3);
	header.writeUIntLE(height - 1, 27, 3);
	return header;
}

/** An AVIF whose size property claims more than the frame has. */
async function claimingAvif(width: number, height: number): Promise<Buffer> {
	const bytes = await sharp({ create: { width: 64, height: 64, channels: 3, background: "#357" } })
		.avif({ effort: 0 })
		.toBuffer();
	const at = bytes.indexOf("ispe");
	bytes.writeUInt32BE(width, at + 8);
	bytes.writeUInt32BE(height, at + 12);
	return bytes;
}

export interface Bomb {
	readonly name: string;
	readonly bytes: Buffer;
	readonly query: string;
	/** The status, and the beginning of the message where it is refused. */
	readonly expected: string;
}

const PIXELS = "404 Input image exceeds pixel limit.";
const UNSUPPORTED = "404 Invalid or unsupported image format.";
const UNREADABLE = "404 Image not readable.";

/** Pictures made to hurt, small enough to be drawn in a moment. */
export async function drawBombs(photo: Buffer): Promise<readonly Bomb[]> {
	const solid = sharp({ create: { width: 400, height: 300, channels: 3, background: "#357" } });
	const progressive = await solid.jpeg({ progressive: true }).toBuffer();
	const damaged = Buffer.from(photo);
	for (let at = 2000; at < damaged.length; at += 97) damaged[at] = (damaged[at] ?? 0) ^ 0x55;
	const bomb = (name: string, bytes: Buffer, expected: string, query = "w=64"): Bomb => ({
		name,
		bytes,
		query,
		expected,
	});
	return [
		bomb("a PNG that claims 2 billion pixels a side", claimingPng(2 ** 31 - 1, 2 ** 31 - 1, 10), PIXELS),
		bomb("a PNG of 400 megapixels", claimingPng(20_000, 20_000, 10), PIXELS),
		bomb("a PNG without a side", claimingPng(0, 0, 0), UNSUPPORTED),
		bomb("a JPEG that claims 65500 a side", lyingJpeg(photo, 65_500, 65_500), PIXELS),
		bomb("a JPEG that claims more lines than it has", lyingJpeg(photo, 8400, 8400), UNREADABLE),
		bomb("a JPEG without its end marker", photo.subarray(0, -2), "200"),
		bomb("a JPEG without its last tenth", photo.subarray(0, -9000), UNREADABLE),
		bomb("half a JPEG", photo.subarray(0, photo.length >> 1), UNREADABLE),
		bomb("the head of a JPEG", photo.subarray(0, 100), UNSUPPORTED),
		bomb("a JPEG with flipped bits", damaged, UNREADABLE),
		bomb("a JPEG with a thousand scans", scanBomb(progressive), "200"),
		bomb(
			"ten thousand frames, all asked for",
			manyFrames(100, 10_000),
			"404 Input image exceeds the maximum number of pages.",
			"n=-1",
		),
		bomb("ten thousand frames, one asked for", manyFrames(100, 10_000), "200"),
		bomb("a million frames, one asked for", manyFrames(1, 1_000_000), "200"),
		bomb("a GIF on a screen of 65535 a side", manyFrames(65_535, 1), "200"),
		bomb("the head of a GIF", Buffer.from("GIF89a"), UNSUPPORTED),
		bomb("a WebP of 16383 a side", claimingWebp(16_383, 16_383), PIXELS),
		bomb("an AVIF of 16 megapixels", await claimingAvif(4000, 4000), PIXELS),
		bomb("a TIFF", await solid.tiff().toBuffer(), UNSUPPORTED),
		bomb(
			"a drawing",
			Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
			UNSUPPORTED,
		),
		bomb(
			"a drawing in a picture's name",
			Buffer.from(
				'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg><text>&x;</text></svg>',
			),
			UNSUPPORTED,
		),
		bomb("a web page", Buffer.from("<!doctype html><script>run()</script>"), UNSUPPORTED),
		bomb("nothing", Buffer.alloc(0), UNSUPPORTED),
		bomb("a PDF", Buffer.from("%PDF-1.4\n1 0 obj<<>>endobj"), UNSUPPORTED),
		bomb("a pixmap", Buffer.from("P6\n50000 50000\n255\n"), UNSUPPORTED),
		bomb(
			"a WebP of noise",
			Buffer.concat([Buffer.from("RIFF\xff\0\0\0WEBPVP8 ", "latin1"), Buffer.alloc(4000, 0x9d)]),
			UNSUPPORTED,
		),
		bomb(
			"more pixels than are written",
			photo,
			"404 Output image exceeds pixel limit.",
			"w=8000&h=8000&fit=fill",
		),
		bomb("a width beyond all coordinates", photo, "200", "w=1000000000"),
		bomb("a blur wider than the picture", photo, "200", "blur=300"),
	];
}
