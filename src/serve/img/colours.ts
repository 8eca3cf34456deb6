import { inflateSync } from "node:zlib";
import type { Colours } from "../../press/open.ts";
import type { Format } from "./formats/format.ts";
import { readHead } from "./head.ts";
import { IMAGE_LIMITS } from "./limits.ts";
import type { Wanted } from "./wanted.ts";
import { openWorkers } from "./workers.ts";

const ACCEPTS: readonly Format[] = ["jpeg", "png", "webp", "avif", "gif"];
/** A picture's colour is the picture drawn one pixel large. */
const ONE_PIXEL: Wanted = { width: { px: 1 }, height: { px: 1 }, fit: "fill", saver: "png" };
const LIMITS = { ...IMAGE_LIMITS, workers: 1 };
const MANNER = { accepts: ACCEPTS, efforts: { webp: 0, avif: 0, gif: 1 }, damaged: false };

/** Reads the colours of pictures that are about to be kept, in a worker. Hold one, and close it. */
export function openColours(): Colours {
	const workers = openWorkers(LIMITS, MANNER);
	return {
		of: async (bytes) => {
			const head = readHead(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), LIMITS.pages);
			if (head === null || !ACCEPTS.includes(head.format)) return null;
			const outcome = await workers.make({ source: { bytes }, head, wanted: ONE_PIXEL });
			return outcome.kind === "made" ? colourOf(onlyPixel(Buffer.from(outcome.bytes))) : null;
		},
		close: workers.close,
	};
}

/** The samples of a PNG of one pixel: what follows its filter, which changes nothing where there are no neighbours. */
function onlyPixel(png: Buffer): Buffer {
	const at = png.indexOf("IDAT");
	return inflateSync(png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4))).subarray(1);
}

/** One sample is grey and three are a colour; where one more says less than opaque, the page must show through. */
function colourOf(samples: Buffer): string | null {
	const hasAlpha = samples.length % 2 === 0;
	if (hasAlpha && samples.at(-1) !== 255) return null;
	const opaque = hasAlpha ? samples.subarray(0, -1) : samples;
	return `#${opaque.toString("hex").repeat(3 / opaque.length)}`;
}
