import type { Sharp } from "sharp";
import { BLACK, type Colour } from "./colour.ts";
import type { Wanted } from "./wanted.ts";

/** Changes of tone, in the order in which libvips does them inside one pipeline. */
export function applyEffects(image: Sharp, wanted: Wanted): Sharp {
	let made = image;
	if (wanted.modulate !== undefined) made = made.modulate({ ...wanted.modulate });
	if (wanted.contrast !== undefined || wanted.brightness !== undefined) {
		const { by, add } = toneOf(wanted.contrast ?? 0, wanted.brightness ?? 0);
		made = made.linear(by, add);
	}
	if (wanted.gamma !== undefined) made = made.gamma(wanted.gamma, 1);
	if (wanted.sharpen === "mild") made = made.sharpen();
	else if (wanted.sharpen !== undefined) {
		const { sigma, flat, jagged } = wanted.sharpen;
		made = made.sharpen({ sigma, m1: flat, m2: jagged });
	}
	return made;
}

export function hasEffects({ modulate, contrast, brightness, gamma, sharpen }: Wanted): boolean {
	return [modulate, contrast, brightness, gamma, sharpen].some((effect) => effect !== undefined);
}

/** What is done to the finished tones: filter, blur, tint, and the ground behind clear parts. */
export function applyFilters(image: Sharp, wanted: Wanted): Sharp {
	let made = filtered(image, wanted);
	if (wanted.blur === "mild") made = made.blur();
	else if (wanted.blur !== undefined && wanted.blur <= NARROW_SIGMA) made = made.blur(wanted.blur);
	if (wanted.tint !== undefined) made = made.tint(wanted.tint);
	if (wanted.background !== undefined && wanted.background.alpha === 1) {
		made = made.flatten({ background: wanted.background });
	}
	return made;
}

/** A wider blur is done on a smaller picture: what it leaves fits in fewer pixels, and its cost grows with sigma. */
const NARROW_SIGMA = 16;
const SMALL_SIGMA = 8;

/** How many times smaller a picture is for its blur, and the sigma there; null where no wide blur is wanted. */
export function wideBlurOf({ blur }: Wanted): { readonly times: number; readonly sigma: number } | null {
	if (blur === undefined || blur === "mild" || blur <= NARROW_SIGMA) return null;
	return { times: blur / SMALL_SIGMA, sigma: SMALL_SIGMA };
}

export function hasFilters({ filter, blur, tint, background }: Wanted): boolean {
	return [filter, blur, tint, background].some((effect) => effect !== undefined);
}

const MIDDLE_GREY = 128;

/** Contrast turns about middle grey; both are percentages of the full range. */
function toneOf(contrast: number, brightness: number): { by: number; add: number } {
	const by = contrast < 0 ? 1 + contrast / 100 : 1 + contrast / 50;
	return { by, add: MIDDLE_GREY * (1 - by) + (brightness / 100) * 255 };
}

const SEPIA: [[number, number, number], [number, number, number], [number, number, number]] = [
	[0.3588, 0.7044, 0.1368],
	[0.299, 0.587, 0.114],
	[0.2392, 0.4696, 0.0912],
];

/** ITU-R BT.709: how bright red, green and blue look. */
const LUMA = [0.2126, 0.7152, 0.0722] as const;
const DUOTONE_START: Colour = { ...BLACK, r: 0xc8, g: 0x36, b: 0x58 };
const DUOTONE_STOP: Colour = { ...BLACK, r: 0xd8, g: 0xe7, b: 0x4f };

function filtered(image: Sharp, { filter, filterStart, filterStop }: Wanted): Sharp {
	switch (filter) {
		case "greyscale":
			return image.greyscale();
		case "negate":
			return image.negate({ alpha: false });
		case "sepia":
			return image.recomb(SEPIA);
		case "duotone":
			return duotone(image, filterStart ?? DUOTONE_START, filterStop ?? DUOTONE_STOP);
		default:
			return image;
	}
}

/** Every brightness becomes a point on the line between two colours. */
function duotone(image: Sharp, start: Colour, stop: Colour): Sharp {
	const row = (from: number, to: number): [number, number, number] => {
		const share = (to - from) / 255;
		return [LUMA[0] * share, LUMA[1] * share, LUMA[2] * share];
	};
	return image
		.toColourspace("srgb")
		.recomb([row(start.r, stop.r), row(start.g, stop.g), row(start.b, stop.b)])
		.linear([1, 1, 1], [start.r, start.g, start.b]);
}
