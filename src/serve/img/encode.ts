import type { Metadata, Sharp } from "sharp";
import type { Format } from "./formats/format.ts";
import type { Job, Made } from "./job.ts";
import type { Saver } from "./wanted.ts";

const QUALITY = 80;
const LEVEL = 6;

/** The format in which a picture of each format is written where none is asked for. */
export const OWN_SAVER: Readonly<Record<Format, Saver>> = {
	jpeg: "jpg",
	png: "png",
	webp: "webp",
	avif: "avif",
	gif: "gif",
	tiff: "png",
	svg: "png",
};

const TYPES: Readonly<Record<Saver, string>> = {
	jpg: "image/jpeg",
	png: "image/png",
	webp: "image/webp",
	avif: "image/avif",
	gif: "image/gif",
	tiff: "image/tiff",
	json: "application/json",
};

/** The format that is written: the one asked for, else the picture's own, or PNG where that cannot be clear. */
export function saverFor({ wanted, head }: Job, alpha: boolean): Saver {
	if (wanted.saver !== undefined) return wanted.saver;
	const own = OWN_SAVER[head.format];
	return own === "jpg" && alpha ? "png" : own;
}

interface Encoding {
	readonly job: Job;
	readonly saver: Saver;
	readonly metadata: Metadata;
}

/** Writes a picture. Nothing of the original file but its pixels goes in: no EXIF, no comments, no profile. */
export async function encode(image: Sharp, { job, saver, metadata }: Encoding): Promise<Made> {
	const { data, info } = await withFormat(image, { job, saver, metadata }).toBuffer({
		resolveWithObject: true,
	});
	return {
		kind: "made",
		bytes: data,
		type: TYPES[saver],
		saver,
		width: info.width,
		height: info.pageHeight ?? info.height,
	};
}

function withFormat(image: Sharp, { job, saver, metadata }: Encoding): Sharp {
	const { wanted, efforts } = job;
	const quality = wanted.quality ?? QUALITY;
	const lossless = wanted.lossless === true;
	const progressive = wanted.progressive === true;
	switch (saver) {
		case "jpg":
			return image.jpeg({ quality, progressive });
		case "png":
			return image.png({
				compressionLevel: wanted.level ?? LEVEL,
				adaptiveFiltering: wanted.adaptive === true,
				progressive,
			});
		case "webp":
			return image.webp({ quality, lossless, effort: efforts.webp, ...animation(job, metadata) });
		case "avif":
			return image.avif({ quality, effort: efforts.avif });
		case "gif":
			return image.gif({ effort: efforts.gif, progressive, ...animation(job, metadata) });
		case "tiff":
			return image.tiff({ quality, compression: lossless ? "deflate" : "jpeg" });
		case "json":
			throw new Error("a description is not encoded: render answers it");
	}
}

function animation({ wanted }: Job, metadata: Metadata): { loop?: number; delay?: number[] } {
	if (wanted.pages === undefined) return {};
	const loop = wanted.loop ?? metadata.loop;
	const delay = wanted.delay ?? metadata.delay;
	return { ...(loop === undefined ? {} : { loop }), ...(delay === undefined ? {} : { delay: [...delay] }) };
}
