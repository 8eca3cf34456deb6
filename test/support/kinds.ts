import { deflateSync } from "node:zlib";
import sharp, { type Sharp } from "sharp";
import { type Bomb, chunk } from "./bombs.ts";

/** Every picture here is this large, where it does not say otherwise. */
const WIDTH = 60;
const HEIGHT = 40;
const ORIENTATION = 0x0112;
const AT_HALF = "w=30&output=png";
const SHOWN = "200 png 30x20";
const UNREADABLE = "404 Image not readable. Is it a valid image?";
const UNSUPPORTED = "404 Invalid or unsupported image format. Is it a valid image?";

/** Odd pictures that cameras, programs and mischief make, and how the endpoint must answer each. */
export async function drawKinds(): Promise<readonly Bomb[]> {
	const drawn = {
		jpeg: await noise().jpeg({ quality: 90 }).toBuffer(),
		png: await noise().png().toBuffer(),
		gif: await noise().gif().toBuffer(),
		avif: await noise().avif({ effort: 0 }).toBuffer(),
		webp: await noise().webp().toBuffer(),
	};
	return [
		...movingKinds(drawn.png),
		...jpegKinds(drawn.jpeg),
		...(await colourKinds(drawn)),
		...(await turnedKinds()),
		...(await framedKinds()),
		...Object.entries(drawn).map(([name, bytes]) => half(name, bytes)),
		...disguisedKinds(drawn),
	];
}

function kind(name: string, bytes: Buffer, expected = SHOWN, query = AT_HALF): Bomb {
	return { name, bytes, query, expected };
}

/** The same noise every time. */
function noise(): Sharp {
	const pixels = Buffer.from(
		Array.from({ length: WIDTH * HEIGHT * 3 }, (_, at) => 96 + (Math.imul(at + 1, 2_654_435_761) >>> 26)),
	);
	return sharp(pixels, { raw: { width: WIDTH, height: HEIGHT, channels: 3 } });
}

function half(name: string, bytes: Buffer): Bomb {
	return kind(`half a ${name}`, bytes.subarray(0, bytes.length >> 1), UNREADABLE);
}

/** Animated PNG: two frames, the second as large as said. */
function apng(png: Buffer, frames: number, secondWidth = WIDTH): Buffer {
	const control = (sequence: number, width: number): Buffer => {
		const data = Buffer.alloc(26);
		[sequence, width, HEIGHT].forEach((number, at) => data.writeUInt32BE(number, at * 4));
		return chunk("fcTL", data);
	};
	const animation = Buffer.alloc(8);
	animation.writeUInt32BE(frames, 0);
	const at = png.indexOf("IDAT") - 4;
	const end = at + 12 + png.readUInt32BE(at);
	const second = chunk("fdAT", Buffer.concat([Buffer.from([0, 0, 0, 2]), png.subarray(at + 8, end - 4)]));
	return Buffer.concat([
		png.subarray(0, at),
		chunk("acTL", animation),
		control(0, WIDTH),
		png.subarray(at, end),
		control(1, secondWidth),
		second,
		png.subarray(end),
	]);
}

function movingKinds(png: Buffer): readonly Bomb[] {
	return [
		kind("an animated PNG", apng(png, 2)),
		kind("an animated PNG, all of whose frames are asked for", apng(png, 2), SHOWN, `${AT_HALF}&n=-1`),
		kind("an animated PNG that claims four billion frames", apng(png, 2 ** 32 - 1)),
		kind("an animated PNG with a frame wider than itself", apng(png, 2, 2 ** 31 - 1)),
	];
}

/** The byte at an offset from the frame header's marker changed. */
function withFrameByte(jpeg: Buffer, offset: number, value: number): Buffer {
	const changed = Buffer.from(jpeg);
	changed[changed.indexOf(Buffer.from([0xff, 0xc0])) + offset] = value;
	return changed;
}

function jpegKinds(jpeg: Buffer): readonly Bomb[] {
	return [
		kind("a JPEG of 12 bits", withFrameByte(withFrameByte(jpeg, 4, 12), 1, 0xc1), UNREADABLE),
		kind("a JPEG of 16 bits", withFrameByte(jpeg, 4, 16), UNREADABLE),
		kind("a lossless JPEG", withFrameByte(jpeg, 1, 0xc3), UNREADABLE),
		kind("a hierarchical JPEG", withFrameByte(jpeg, 1, 0xc5), UNREADABLE),
		kind("a JPEG that claims a fourth component", withFrameByte(jpeg, 9, 4), UNREADABLE),
		kind("a JPEG that claims nine components", withFrameByte(jpeg, 9, 9), UNSUPPORTED),
	];
}

/** A JPEG with application segments of its own after its first marker. */
function withSegments(jpeg: Buffer, marker: number, ...segments: readonly Buffer[]): Buffer {
	const framed = segments.map((data) => {
		const head = Buffer.from([0xff, marker, 0, 0]);
		head.writeUInt16BE(data.length + 2, 2);
		return Buffer.concat([head, data]);
	});
	return Buffer.concat([jpeg.subarray(0, 2), ...framed, jpeg.subarray(2)]);
}

const profile = (part: number, parts: number, data: Buffer): Buffer =>
	Buffer.concat([Buffer.from("ICC_PROFILE\0"), Buffer.from([part, parts]), data]);

function withPngProfile(png: Buffer, data: Buffer): Buffer {
	const named = Buffer.concat([Buffer.from("odd\0\0"), data]);
	return Buffer.concat([png.subarray(0, 33), chunk("iCCP", named), png.subarray(33)]);
}

async function colourKinds({ jpeg, png }: { jpeg: Buffer; png: Buffer }): Promise<readonly Bomb[]> {
	const cmyk = await noise().toColourspace("cmyk").jpeg().toBuffer();
	const garbage = Buffer.alloc(500, "odd");
	const whole = await noise().withIccProfile("p3").jpeg().toBuffer();
	const broken = Buffer.from(whole);
	broken.writeUInt32BE(2 ** 32 - 1, broken.indexOf("ICC_PROFILE") + 14 + 128);
	return [
		kind("a JPEG for printers", cmyk),
		kind("a JPEG for printers, as a JPEG", cmyk, "200 jpeg 30x20", "w=30"),
		kind(
			"a JPEG for printers, cut out and turned",
			cmyk,
			"200 webp 30x20",
			"w=30&mask=circle&flip&output=webp",
		),
		kind("a JPEG for printers with a broken profile", withSegments(cmyk, 0xe2, profile(1, 1, garbage))),
		kind("a JPEG with a broken profile", withSegments(jpeg, 0xe2, profile(1, 1, garbage))),
		kind("a JPEG with an empty profile", withSegments(jpeg, 0xe2, profile(1, 1, Buffer.alloc(0)))),
		kind("a JPEG with one part of a profile", withSegments(jpeg, 0xe2, profile(2, 200, garbage))),
		kind("a JPEG whose profile claims four billion tags", broken),
		kind("a PNG with a broken profile", withPngProfile(png, deflateSync(garbage))),
		kind("a PNG whose profile is not packed", withPngProfile(png, garbage)),
		kind("a PNG whose profile unpacks to 20 MB", withPngProfile(png, deflateSync(Buffer.alloc(20 << 20)))),
		kind("a PNG of 16 bits", await noise().toColourspace("rgb16").png().toBuffer()),
	];
}

/** Which way is up, by EXIF: 1 to 8 are defined. */
async function oriented(orientation: number): Promise<Buffer> {
	const bytes = await noise().withMetadata({ orientation: 6 }).jpeg().toBuffer();
	const little = bytes.indexOf("Exif\0\0II") > 0;
	const tag = Buffer.alloc(2);
	if (little) tag.writeUInt16LE(ORIENTATION);
	else tag.writeUInt16BE(ORIENTATION);
	const at = bytes.indexOf(tag, bytes.indexOf("Exif")) + 8;
	if (little) bytes.writeUInt16LE(orientation, at);
	else bytes.writeUInt16BE(orientation, at);
	return bytes;
}

async function turnedKinds(): Promise<readonly Bomb[]> {
	const lying = await oriented(6);
	const garbage = Buffer.from("Exif\0\0MM\0*\xff\xff\xff\xff".padEnd(400, "odd"), "latin1");
	const upright = await noise().jpeg().toBuffer();
	return [
		kind("a picture lying on its side", lying, "200 png 30x45"),
		kind("a picture lying on its side, turned by a quarter", lying, SHOWN, `${AT_HALF}&ro=90`),
		kind(
			"a picture lying on its side, cropped first",
			lying,
			"200 png 10x20",
			"cw=10&ch=20&precrop&output=png",
		),
		kind("a picture turned by a number below all that are defined", await oriented(0)),
		kind("a picture turned by a number above all that are defined", await oriented(9)),
		kind("a picture whose EXIF is broken", withSegments(upright, 0xe1, garbage)),
		kind(
			"a WebP lying on its side",
			await noise().withMetadata({ orientation: 6 }).webp().toBuffer(),
			"200 png 30x45",
		),
	];
}

/** An animation whose frames all differ. */
function frames(count: number): Sharp {
	const bytes = WIDTH * HEIGHT * 4;
	const pixels = Buffer.alloc(bytes * count, 255);
	for (let frame = 0; frame < count; frame++) {
		pixels.fill(frame % 251, frame * bytes, frame * bytes + (frame + 1) * 16);
	}
	const raw = { width: WIDTH, height: HEIGHT * count, channels: 4, pageHeight: HEIGHT } as const;
	return sharp(pixels, { raw });
}

async function framedKinds(): Promise<readonly Bomb[]> {
	const delay = (count: number): { delay: number[] } => ({ delay: Array<number>(count).fill(0) });
	const many = {
		webp: await frames(300)
			.webp({ effort: 0, ...delay(300) })
			.toBuffer(),
		gif: await frames(300)
			.gif({ effort: 1, ...delay(300) })
			.toBuffer(),
	};
	const some = await frames(100)
		.webp({ effort: 0, ...delay(100) })
		.toBuffer();
	const tooMany =
		"404 Input image exceeds the maximum number of pages. Number of pages should be less than 256";
	return [
		...Object.entries(many).flatMap(([name, bytes]) => [
			kind(`a ${name} of 300 frames`, bytes),
			kind(`a ${name} of 300 frames, all asked for`, bytes, tooMany, "w=30&n=-1"),
			kind(`a ${name} of 300 frames, the largest asked for`, bytes, tooMany, "w=30&page=-1"),
			kind(
				`a ${name} of 300 frames, one there is none of`,
				bytes,
				"400 libvips error: bad page number",
				"page=999",
			),
		]),
		kind("a webp of 100 frames, all asked for", some, "200 webp 30x20 of 100", "w=30&n=-1"),
	];
}

/** The box that names the kinds of an ISO base media file. */
function fileType(...brands: readonly string[]): Buffer {
	const [major = "", ...others] = brands;
	const box = Buffer.from(`\0\0\0\0ftyp${major}\0\0\0\0${others.join("")}`);
	box.writeUInt32BE(box.length, 0);
	return box;
}

/** Files that are not what their name, or another reader, takes them for. */
function disguisedKinds({ gif, avif, png }: { gif: Buffer; avif: Buffer; png: Buffer }): readonly Bomb[] {
	const coded = Buffer.from(avif.toString("latin1").replaceAll("av01", "hvc1"), "latin1");
	const boxes = avif.subarray(avif.readUInt32BE(0));
	const palette = 13 + 3 * 2 ** (((gif[10] ?? 0) & 7) + 1);
	const script = Buffer.from("*/=1;run()//");
	const comment = Buffer.concat([Buffer.from([0x21, 0xfe, script.length]), script, Buffer.alloc(1)]);
	return [
		kind("a photograph of a telephone (HEIC) by the name of a JPEG", fileType("heic", "mif1"), UNSUPPORTED),
		kind("such a photograph that calls itself AVIF", coded, UNREADABLE),
		kind(
			"an AVIF that calls itself such a photograph",
			Buffer.concat([fileType("heic", "mif1"), boxes]),
			UNSUPPORTED,
		),
		kind("an AVIF without anything in it", fileType("avif", "mif1"), UNSUPPORTED),
		kind(
			"a GIF whose size is the beginning of a script",
			Buffer.concat([Buffer.from("GIF89a/*"), gif.subarray(8)]),
		),
		kind(
			"a GIF with a script in its comment",
			Buffer.concat([gif.subarray(0, palette), comment, gif.subarray(palette)]),
		),
		kind("a PNG with a web page behind it", Buffer.concat([png, Buffer.from("<script>run()</script>")])),
	];
}
