import { readFile } from "node:fs/promises";
import sharp, { type Metadata, type Sharp, type SharpOptions } from "sharp";
import { CLEAR } from "./colour.ts";
import { applyEffects, applyFilters, hasEffects, hasFilters, wideBlurOf } from "./effects.ts";
import { encode, saverFor } from "./encode.ts";
import { firstPageOf, pagesOf } from "./estimate.ts";
import { type Box, firstCropOf, type Plan, planOf, type Size, within } from "./geometry.ts";
import type { Job, Outcome } from "./job.ts";
import { maskOf } from "./mask.ts";
import { type Refusal, refusals } from "./refusal.ts";
import type { Wanted } from "./wanted.ts";

/** Makes the picture that a job wants. Runs in a worker only: sharp's decoders read what strangers wrote. */
export async function render(job: Job): Promise<Outcome> {
	try {
		return await renderFrom(await openInput(job), job);
	} catch (error) {
		const early = error instanceof Error && /premature end of JPEG image/.test(error.message);
		if (!early || job.head.cut !== null) throw error;
		// Many a JPEG lacks only its end marker. With one added, any loss that would be seen is still noticed.
		const ended = { ...job.head, cut: { at: Number.POSITIVE_INFINITY, end: END_OF_JPEG } };
		return renderFrom(await openInput({ ...job, head: ended }), job);
	}
}

const END_OF_JPEG = [0xff, 0xd9];

async function renderFrom(input: Input, job: Job): Promise<Outcome> {
	const { wanted } = job;
	const all = input.options(firstPageOf(wanted), pagesOf(job.head, wanted));
	const metadata = await sharp(input.data, all).metadata();
	const refusal = refusalOf(job, metadata);
	if (refusal !== null) return refusal;
	if (wanted.saver === "json") return describe(metadata);
	const upright = uprightOf(metadata, wanted);
	const trimmed = wanted.trim === undefined ? null : await trimOf(sharp(input.data, all), wanted);
	const first = within(trimmed, firstCropOf(trimmed ?? upright, wanted));
	const plan = planOf(first ?? upright, wanted);
	if (plan.size.width * plan.size.height * framesOf(metadata) > job.outputPixels) {
		return refusals.outputPixels(job.outputPixels);
	}
	const steps = { wanted, first, plan };
	const made =
		framesOf(metadata) > 1 && needsFrames(wanted)
			? await renderFrames(steps, metadata, (page) => sharp(input.data, input.options(page, 1)))
			: await renderOne(sharp(input.data, all), steps);
	const alpha = wanted.background === undefined && (metadata.hasAlpha === true || addsAlpha(wanted, plan));
	return encode(made, { job, saver: saverFor(job, alpha), metadata });
}

interface Input {
	readonly data: string | Buffer;
	readonly options: (page: number, pages: number) => SharpOptions;
}

async function openInput({ source, head, damaged, inputPixels }: Job): Promise<Input> {
	const paged = head.format === "gif" || head.format === "webp" || head.format === "tiff";
	const options = (page: number, pages: number): SharpOptions => ({
		limitInputPixels: inputPixels,
		failOn: damaged ? "none" : "warning",
		sequentialRead: true,
		...(paged ? { page, pages } : {}),
	});
	if ("markup" in source) return { data: Buffer.from(source.markup), options };
	if (head.cut === null) return { data: "path" in source ? source.path : Buffer.from(source.bytes), options };
	const whole = "path" in source ? await readFile(source.path) : source.bytes;
	return { data: Buffer.concat([whole.subarray(0, head.cut.at), Buffer.from(head.cut.end)]), options };
}

const framesOf = (metadata: Metadata): number =>
	metadata.pageHeight === undefined ? 1 : Math.max(1, Math.round(metadata.height / metadata.pageHeight));

/** The decoder's own word, where the head said less than the truth. */
function refusalOf({ head, inputPixels, pages }: Job, metadata: Metadata): Refusal | null {
	if (metadata.width * metadata.height > inputPixels) return refusals.inputPixels(inputPixels);
	if (framesOf(metadata) > pages) return refusals.inputPages(pages);
	const promised = Math.max(head.width * head.height, 1) * framesOf(metadata);
	return head.format !== "svg" && metadata.width * metadata.height > promised ? refusals.unreadable : null;
}

function uprightOf(metadata: Metadata, wanted: Wanted): Size {
	const height = metadata.pageHeight ?? metadata.height;
	const upright = framesOf(metadata) > 1 ? { width: metadata.width, height } : metadata.autoOrient;
	return (wanted.rotate ?? 0) % 180 === 90 ? { width: upright.height, height: upright.width } : upright;
}

/** Set upright by EXIF, then turned and mirrored as wanted. Only multiples of a right angle: others come after resizing. */
function turned(image: Sharp, wanted: Wanted): Sharp {
	const right = wanted.rotate !== undefined && wanted.rotate % 90 === 0 ? wanted.rotate : 0;
	const upright = image.autoOrient();
	return right === 0 ? upright : upright.rotate(right);
}

/** What is left of a picture after its margins are cut; null where that is all or nothing. */
async function trimOf(image: Sharp, wanted: Wanted): Promise<Box | null> {
	const { trim = 0, trimBackground } = wanted;
	try {
		const { info } = await turned(image, wanted)
			.trim({
				threshold: trim,
				...(trimBackground === undefined ? {} : { background: { ...trimBackground } }),
			})
			.raw()
			.toBuffer({ resolveWithObject: true });
		const box = {
			left: -(info.trimOffsetLeft ?? 0),
			top: -(info.trimOffsetTop ?? 0),
			width: info.width,
			height: info.height,
		};
		return box.left === 0 && box.top === 0 && box.width <= 1 && box.height <= 1 ? null : box;
	} catch {
		// libvips cannot trim what is smaller than its window or all of one colour: the picture stays as it is.
		return null;
	}
}

interface Steps {
	readonly wanted: Wanted;
	readonly first: Box | null;
	readonly plan: Plan;
}

/** Operations that libvips does on single pages only. */
function needsFrames(wanted: Wanted): boolean {
	return (
		wanted.rotate !== undefined ||
		wanted.mask !== undefined ||
		wanted.trim !== undefined ||
		wanted.flip === true
	);
}

/** One pipeline where it can be; a new one begins where libvips' fixed order is not the wanted order. */
async function renderOne(image: Sharp, { wanted, first, plan }: Steps): Promise<Sharp> {
	let made = shaped(
		first === null ? turned(image, wanted) : turned(image, wanted).extract(first),
		plan,
		wanted,
	);
	if (wanted.rotate !== undefined && wanted.rotate % 90 !== 0) {
		made = (await settled(made)).rotate(wanted.rotate, { background: wanted.rotateBackground ?? CLEAR });
		if (wanted.filter !== undefined || hasEffects(wanted)) made = await settled(made);
	}
	if (hasEffects(wanted)) made = applyEffects(made, wanted);
	if (hasFilters(wanted)) made = applyFilters(hasEffects(wanted) ? await settled(made) : made, wanted);
	if (wideBlurOf(wanted) !== null) made = await widelyBlurred(made, wanted);
	return wanted.mask === undefined ? made : masked(await settled(made), wanted);
}

async function widelyBlurred(image: Sharp, wanted: Wanted): Promise<Sharp> {
	const { times, sigma } = wideBlurOf(wanted) ?? { times: 1, sigma: 1 };
	const whole = await settled(image);
	const { width, height } = await whole.metadata();
	const small = {
		width: Math.max(1, Math.round(width / times)),
		height: Math.max(1, Math.round(height / times)),
	};
	const blurred = await settled((await settled(whole.resize({ ...small, fit: "fill" }))).blur(sigma));
	return blurred.resize({ width, height, fit: "fill", kernel: "cubic" });
}

/**
 * Two lobes, not sharp's usual three: a tenth less work and a twentieth fewer bytes, since
 * there are fewer rings to encode. Edges are a little softer.
 */
const KERNEL = "lanczos2";

function shaped(image: Sharp, { resize, striking, crop, embed, size }: Plan, wanted: Wanted): Sharp {
	let made = image;
	if (wanted.flip === true) made = made.flip();
	if (wanted.flop === true) made = made.flop();
	if (striking !== null) {
		made = made.resize({
			...striking.size,
			kernel: KERNEL,
			fit: "cover",
			position: sharp.strategy[striking.by],
		});
	} else if (resize !== null) {
		made = made.resize({ ...resize, kernel: KERNEL, fit: "fill" });
	}
	if (crop !== null) made = made.extract(crop);
	if (embed === null) return made;
	const { left, top } = embed;
	const inner = crop ?? resize ?? size;
	return made.extend({
		left,
		top,
		right: embed.size.width - inner.width - left,
		bottom: embed.size.height - inner.height - top,
		background: wanted.containBackground ?? CLEAR,
	});
}

/** The picture as it is so far, so that what follows is done after it. */
async function settled(image: Sharp): Promise<Sharp> {
	const { data, info } = await image.toColourspace("srgb").raw().toBuffer({ resolveWithObject: true });
	return sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } });
}

async function masked(image: Sharp, wanted: Wanted): Promise<Sharp> {
	const { width, height } = await image.metadata();
	const { svg, bounds } = maskOf(wanted.mask ?? "circle", { width, height });
	const cut = image.ensureAlpha().composite([{ input: Buffer.from(svg), blend: "dest-in" }]);
	const made = wanted.maskTrim === true ? (await settled(cut)).extract(bounds) : cut;
	if (wanted.maskBackground === undefined) return made;
	return (await settled(made)).flatten({ background: wanted.maskBackground });
}

/** An animation, frame by frame, as one tall picture. */
async function renderFrames(
	steps: Steps,
	metadata: Metadata,
	frame: (page: number) => Sharp,
): Promise<Sharp> {
	const first = firstPageOf(steps.wanted);
	// As with images.weserv.nl, a mask is not trimmed where every frame must keep its place.
	const { maskTrim: _, ...wanted } = steps.wanted;
	const frames: Buffer[] = [];
	let size: Size = { width: 1, height: 1 };
	for (let page = first; page < first + framesOf(metadata); page++) {
		const made = await renderOne(frame(page), { ...steps, wanted });
		const { data, info } = await made
			.toColourspace("srgb")
			.ensureAlpha()
			.raw()
			.toBuffer({ resolveWithObject: true });
		size = { width: info.width, height: info.height };
		frames.push(data);
	}
	const raw = {
		width: size.width,
		height: size.height * frames.length,
		channels: 4,
		pageHeight: size.height,
	} as const;
	return sharp(Buffer.concat(frames), { raw });
}

function addsAlpha(wanted: Wanted, plan: Plan): boolean {
	const rotated = wanted.rotate !== undefined && wanted.rotate % 90 !== 0;
	return (
		(plan.embed !== null && (wanted.containBackground ?? CLEAR).alpha < 1) ||
		(rotated && (wanted.rotateBackground ?? CLEAR).alpha < 1) ||
		(wanted.mask !== undefined && (wanted.maskBackground ?? CLEAR).alpha < 1)
	);
}

/** What `output=json` tells: the picture's make, never its EXIF, which may say where and by whom it was taken. */
function describe(metadata: Metadata): Outcome {
	const { format, width, height, space, channels, depth, density, chromaSubsampling, isProgressive } =
		metadata;
	const { bitsPerSample, pages, pageHeight, loop, delay, hasProfile, hasAlpha, orientation } = metadata;
	const told = { format, width, height, space, channels, depth, density, chromaSubsampling, isProgressive };
	const more = { bitsPerSample, pages, pageHeight, loop, delay, hasProfile, hasAlpha, orientation };
	const bytes = Buffer.from(JSON.stringify({ ...told, ...more }));
	return { kind: "made", bytes, type: "application/json", saver: "json", width, height };
}
