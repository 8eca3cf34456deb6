import { OWN_SAVER } from "./encode.ts";
import type { Head } from "./formats/format.ts";
import { planOf } from "./geometry.ts";
import type { ImageLimits } from "./limits.ts";
import { type Refusal, refusals } from "./refusal.ts";
import type { Saver, Wanted } from "./wanted.ts";

/** Bytes that an encoder holds for each pixel it writes, measured on noise: its input and its own planes. */
const ENCODER_BYTES: Readonly<Record<Saver, number>> = {
	jpg: 8,
	png: 8,
	webp: 14,
	avif: 37,
	gif: 15,
	tiff: 10,
	json: 0,
};
const LOSSLESS_WEBP_BYTES = 42;
const PIXEL_BYTES = 4;
/** Buffers of a pipeline that holds nothing else. */
const PIPELINE_BYTES = 4 * 2 ** 20;

interface Estimate {
	/** Bytes that the job is expected to hold decoded. */
	readonly bytes: number;
	/** The part of them that the encoder holds. */
	readonly encoderBytes: number;
	/** Pixels that are read, and pixels that are written. */
	readonly inputPixels: number;
	readonly outputPixels: number;
}

/** What a job is expected to take, by its picture's head alone. */
export function estimateOf(head: Head, wanted: Wanted): Estimate {
	const pages = pagesOf(head, wanted);
	const saver = wanted.saver ?? OWN_SAVER[head.format];
	const { size } = planOf(head, wanted);
	const inputPixels = head.width * head.height * pages;
	const outputPixels = saver === "json" ? 0 : size.width * size.height * pages;
	const whole = holdsWhole(wanted) ? inputPixels * PIXEL_BYTES : 0;
	const lossless = saver === "webp" && wanted.lossless === true;
	const encoderBytes = outputPixels * (lossless ? LOSSLESS_WEBP_BYTES : ENCODER_BYTES[saver]);
	const bytes = PIPELINE_BYTES + head.decodedBytes * pages + whole + encoderBytes;
	return { bytes, encoderBytes, inputPixels, outputPixels };
}

/** The page that a job begins with; the largest and the smallest are the first, since all are of one size. */
export function firstPageOf({ page = 0 }: Wanted): number {
	return Math.max(0, page);
}

/** How many pages a job reads: those asked for, as far as there are any. */
export function pagesOf(head: Head, wanted: Wanted): number {
	const there = Math.max(1, head.pages - firstPageOf(wanted));
	const asked = wanted.pages ?? 1;
	return asked < 0 ? there : Math.min(asked, there);
}

/** Operations that need every pixel of the input at hand, not line by line. */
function holdsWhole(wanted: Wanted): boolean {
	return wanted.rotate !== undefined || wanted.trim !== undefined || wanted.flip === true;
}

/** What can be refused by the head alone, before anything is decoded. */
export function tooMuch(head: Head, wanted: Wanted, limits: ImageLimits): Refusal | null {
	const several = wanted.pages !== undefined || (wanted.page ?? 0) < 0;
	if (several && head.pages > limits.pages) return refusals.inputPages(limits.pages);
	const { bytes, encoderBytes, inputPixels, outputPixels } = estimateOf(head, wanted);
	if (inputPixels > limits.inputPixels) return refusals.inputPixels(limits.inputPixels);
	if (outputPixels > limits.outputPixels) return refusals.outputPixels(limits.outputPixels);
	if (bytes <= limits.decodedBytes) return null;
	// The limit that is told is the one that holds for such a picture: as many pixels as fit into memory.
	const fitting = (pixels: number): number => Math.floor((pixels * limits.decodedBytes) / bytes);
	return encoderBytes * 2 > bytes
		? refusals.outputPixels(fitting(outputPixels))
		: refusals.inputPixels(fitting(inputPixels));
}
