import type { Head } from "./formats/format.ts";
import { planOf } from "./geometry.ts";
import type { ImageLimits } from "./limits.ts";
import { type Refusal, refusals } from "./refusal.ts";
import type { Saver, Wanted } from "./wanted.ts";

/** Bytes that an encoder holds for each pixel it writes, measured: its input and its own planes. */
const ENCODER_BYTES: Readonly<Record<Saver, number>> = {
	jpg: 8,
	png: 8,
	webp: 14,
	avif: 30,
	gif: 12,
	tiff: 10,
	json: 0,
};
const PIXEL_BYTES = 4;
/** Buffers of a pipeline that holds nothing else. */
const PIPELINE_BYTES = 4 * 2 ** 20;

/** How many bytes a job is expected to hold decoded, and how many pixels it writes. */
export function estimateOf(head: Head, wanted: Wanted): { readonly bytes: number; readonly pixels: number } {
	const pages = pagesOf(head, wanted);
	const { size } = planOf(head, wanted);
	const pixels = wanted.saver === "json" ? 0 : size.width * size.height * pages;
	const whole = holdsWhole(wanted) ? head.width * head.height * pages * PIXEL_BYTES : 0;
	const encoder = ENCODER_BYTES[wanted.saver ?? "webp"];
	return { bytes: PIPELINE_BYTES + head.decodedBytes * pages + whole + pixels * encoder, pixels };
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
	const pages = pagesOf(head, wanted);
	const several = wanted.pages !== undefined || (wanted.page ?? 0) < 0;
	if (several && head.pages > limits.pages) return refusals.inputPages(limits.pages);
	if (head.width * head.height * pages > limits.inputPixels) return refusals.inputPixels(limits.inputPixels);
	const { bytes, pixels } = estimateOf(head, wanted);
	if (pixels > limits.outputPixels) return refusals.outputPixels(limits.outputPixels);
	return bytes > limits.decodedBytes ? refusals.inputPixels(limits.inputPixels) : null;
}
