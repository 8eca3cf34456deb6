import { readFileSync } from "node:fs";
import sharp, { type Sharp } from "sharp";
import { openImages } from "../../src/serve/img/images.ts";
import { openShelf } from "../../test/support/shelf.ts";

/** A case of images.weserv.nl's own tests: a picture described, parameters, and the size or error that comes out. */
interface Pair {
	readonly test: string;
	readonly case: string;
	readonly section: string;
	readonly input: Described | null;
	readonly params: string;
	readonly width?: number;
	readonly height?: number;
}

interface Described {
	readonly name: string;
	readonly width?: number;
	readonly height?: number;
	readonly format?: string;
	readonly pages?: number;
	readonly hasAlpha?: boolean;
	readonly space?: string;
}

export interface PairsResult {
	readonly right: number;
	readonly all: number;
	readonly wrong: readonly string[];
}

/** Where the data names no picture, its tests use this one. */
const USUAL: Described = { name: "usual.jpg", width: 2725, height: 2225, format: "jpeg" };
/** A picture so tall that a width of less than a pixel would follow. */
const TALL: Described = { name: "tall.jpg", width: 2, height: 1000, format: "jpeg" };

/**
 * Asks the endpoint for every size pair, with pictures drawn to the descriptions. Left out: what depends
 * on the content of the original picture, and what depends on parameters that the data does not carry.
 */
export async function runPairs(path: string): Promise<PairsResult> {
	const pairs = (JSON.parse(readFileSync(path, "utf8")) as Pair[]).filter(isApplicable);
	const shelf = await openShelf();
	const images = await openImages({
		library: shelf.library,
		now: () => 0,
		accepts: ["jpeg", "png", "webp", "avif", "gif", "tiff"],
		drawings: "rasterise",
		// Sizes are asked here, not speed: a busy machine must not turn one into the other.
		limits: { processMs: 60_000, drawingMs: 60_000 },
	});
	const wrong: string[] = [];
	const drawn = new Set<string>();
	for (const pair of pairs) {
		const described = pair.input ?? (pair.case.startsWith("shortest edge") ? TALL : USUAL);
		const address = `http://pairs.test/${described.name}`;
		if (!drawn.has(described.name)) {
			await shelf.put(address, await draw(described));
			drawn.add(described.name);
		}
		const response = await images.handle(new Request(`http://reader.test/?url=${address}&${pair.params}`));
		const size = response.ok ? await sizeOf(response) : await response.text();
		if (typeof size === "string" || !fits(pair, size)) {
			const wanted = `${pair.width}x${pair.height}`;
			wrong.push(
				`${pair.test} ${pair.case} ${pair.section}: ${pair.params} wants ${wanted}, is ${JSON.stringify(size)}`,
			);
		}
	}
	await images.close();
	await shelf.close();
	return { right: pairs.length - wrong.length, all: pairs.length, wrong };
}

function isApplicable(pair: Pair): boolean {
	if (pair.width === undefined) return false;
	const unsaid = pair.params === "" && pair.input?.width !== pair.width;
	const byContent =
		/trim=\d/.test(pair.params) &&
		!/fit=cover/.test(pair.params) &&
		(pair.width ?? 0) < 1000 &&
		pair.width !== 1;
	return !unsaid && !byContent;
}

function fits(pair: Pair, size: { width: number; height: number }): boolean {
	return size.width === pair.width && (pair.height === undefined || size.height === pair.height);
}

async function sizeOf(response: Response): Promise<{ width: number; height: number }> {
	const { width, height, pageHeight } = await sharp(Buffer.from(await response.arrayBuffer())).metadata();
	return { width, height: pageHeight ?? height };
}

const NOISE = { type: "gaussian", mean: 128, sigma: 40 } as const;

async function draw({
	width,
	height,
	format,
	pages = 1,
	hasAlpha = false,
	space,
	name,
}: Described): Promise<Uint8Array> {
	if (typeof width !== "number" || typeof height !== "number") return Buffer.from(`no picture: ${name}`);
	if (format === "svg") {
		return Buffer.from(
			`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><circle cx="50" cy="50" r="40"/></svg>`,
		);
	}
	const background = { r: 200, g: 60, b: 20, alpha: 0.5 };
	// Noise is slow to make: a small piece of it is enlarged.
	const noise = { width: 64, height: 64, channels: 3, background, noise: NOISE } as const;
	const canvas = (tall: number): Sharp =>
		hasAlpha
			? sharp({ create: { width, height: tall, channels: 4, background } })
			: sharp({ create: noise }).resize(width, tall, { fit: "fill", kernel: "nearest" });
	if (pages > 1 && (format === "gif" || format === "webp"))
		return animation({ width, height, pages, format });
	const inSpace = space === "cmyk" || space === "b-w" ? canvas(height).toColourspace(space) : canvas(height);
	if (format === "png" && space === "rgb16") return canvas(height).toColourspace("rgb16").png().toBuffer();
	if (format === "tiff") return inSpace.tiff(pages > 1 ? { pyramid: true, tile: true } : {}).toBuffer();
	return format === "jpeg" || format === "png" || format === "webp"
		? inSpace[format]().toBuffer()
		: canvas(height).png().toBuffer();
}

async function animation(of: {
	width: number;
	height: number;
	pages: number;
	format: "gif" | "webp";
}): Promise<Buffer> {
	const { width, height, pages, format } = of;
	const frames = Buffer.alloc(width * height * pages * 4);
	for (let at = 0; at < frames.length; at += 4)
		frames.writeUInt32LE(
			(0xff000000 + Math.floor(at / (width * height * 4)) * 0x201008 + (at % 251)) >>> 0,
			at,
		);
	const raw = { width, height: height * pages, channels: 4, pageHeight: height } as const;
	return sharp(frames, { raw })[format]({ effort: 1 }).toBuffer();
}
