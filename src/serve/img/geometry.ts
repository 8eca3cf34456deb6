import type { Length } from "./values.ts";
import type { Align, Wanted } from "./wanted.ts";

export interface Size {
	readonly width: number;
	readonly height: number;
}

export interface Box extends Size {
	readonly left: number;
	readonly top: number;
}

/** What is done to a picture's shape, in this order: `resize` to exactly that size, `crop`, `embed` in a canvas. */
export interface Plan {
	readonly resize: Size | null;
	/** Set where libvips chooses what to keep: `resize` then covers `striking.size` itself. */
	readonly striking: { readonly by: "entropy" | "attention"; readonly size: Size } | null;
	readonly crop: Box | null;
	readonly embed: { readonly size: Size; readonly left: number; readonly top: number } | null;
	/** The size that comes out. */
	readonly size: Size;
}

type PointAlign = Exclude<Align, string>;

/** The plan for a picture of the size given (upright, trimmed, cropped first): the arithmetic of images.weserv.nl. */
export function planOf(input: Size, wanted: Wanted): Plan {
	const asked = { width: pixelsOf(wanted.width, input.width), height: pixelsOf(wanted.height, input.height) };
	const scaled = scaledOf(input, asked, wanted);
	const resize = sameSize(scaled, input) ? null : scaled;
	const covered = wanted.fit === "cover" ? coverOf(scaled, asked, wanted.align) : null;
	const striking =
		covered !== null && (wanted.align === "entropy" || wanted.align === "attention")
			? { by: wanted.align, size: { width: covered.width, height: covered.height } }
			: null;
	const shown = covered ?? { left: 0, top: 0, ...scaled };
	const cut = wanted.cropFirst === true ? null : cropOf(shown, wanted);
	const crop = within(striking === null ? covered : null, cut);
	const size = sizeOf(crop ?? cut ?? shown);
	const embed = wanted.fit === "contain" ? embedOf(size, asked, wanted.align) : null;
	return { resize, striking, crop, embed, size: embed?.size ?? size };
}

/** The part of the picture that is taken before it is resized, or null for all of it. */
export function firstCropOf(input: Size, wanted: Wanted): Box | null {
	return wanted.cropFirst === true ? cropOf(input, wanted) : null;
}

const sizeOf = ({ width, height }: Size): Size => ({ width, height });
const sameSize = (one: Size, other: Size): boolean =>
	one.width === other.width && one.height === other.height;

function pixelsOf(length: Length | undefined, whole: number): number | null {
	if (length === undefined) return null;
	return "px" in length ? length.px : Math.max(1, Math.round(length.share * whole));
}

interface Asked {
	readonly width: number | null;
	readonly height: number | null;
}

function scaledOf(input: Size, asked: Asked, wanted: Wanted): Size {
	if (asked.width === null && asked.height === null) return input;
	const across = (asked.width ?? input.width) / input.width;
	const down = (asked.height ?? input.height) / input.height;
	const limited = (scale: number): number => (wanted.shrinkOnly === true ? Math.min(1, scale) : scale);
	if (wanted.fit === "fill") return scaledBy(input, limited(across), limited(down));
	const scale = limited(uniformScale(across, down, { asked, fit: wanted.fit }));
	return scaledBy(input, scale, scale);
}

function uniformScale(
	across: number,
	down: number,
	{ asked, fit }: { readonly asked: Asked; readonly fit: Wanted["fit"] },
): number {
	if (asked.height === null) return across;
	if (asked.width === null) return down;
	return fit === "cover" || fit === "outside" ? Math.max(across, down) : Math.min(across, down);
}

/** No side is ever shorter than a pixel. */
function scaledBy(input: Size, across: number, down: number): Size {
	return {
		width: Math.max(1, Math.round(input.width * across)),
		height: Math.max(1, Math.round(input.height * down)),
	};
}

function coverOf(scaled: Size, asked: Asked, align: Align | undefined): Box | null {
	const width = Math.min(asked.width ?? scaled.width, scaled.width);
	const height = Math.min(asked.height ?? scaled.height, scaled.height);
	if (sameSize({ width, height }, scaled)) return null;
	const { x, y } = pointOf(align);
	// The point of interest stands in the middle where there is room for that on both sides.
	const left =
		x === 0.5 ? Math.round((scaled.width - width) / 2) : around(x * scaled.width, width, scaled.width);
	const top =
		y === 0.5 ? Math.round((scaled.height - height) / 2) : around(y * scaled.height, height, scaled.height);
	return { left, top, width, height };
}

const around = (point: number, length: number, whole: number): number =>
	Math.min(Math.max(0, Math.round(point - length / 2)), whole - length);

function pointOf(align: Align | undefined): PointAlign {
	return align === undefined || typeof align === "string" ? { x: 0.5, y: 0.5 } : align;
}

/** The wanted crop of a picture, kept inside it: an edge beyond the picture counts as not given. */
function cropOf(shown: Size, wanted: Wanted): Box | null {
	const { cropX, cropY, cropWidth, cropHeight } = wanted;
	if (cropX === undefined && cropY === undefined && cropWidth === undefined && cropHeight === undefined)
		return null;
	const left = inside(pixelsOf(cropX, shown.width) ?? 0, shown.width);
	const top = inside(pixelsOf(cropY, shown.height) ?? 0, shown.height);
	const width = Math.min(pixelsOf(cropWidth, shown.width) ?? shown.width, shown.width - left);
	const height = Math.min(pixelsOf(cropHeight, shown.height) ?? shown.height, shown.height - top);
	return width === shown.width && height === shown.height ? null : { left, top, width, height };
}

const inside = (at: number, length: number): number => (at < length ? at : 0);

/** A box measured inside another, on what that other is measured on; either may be missing. */
export function within(outer: Box | null, inner: Box | null): Box | null {
	if (outer === null || inner === null) return outer ?? inner;
	return { ...inner, left: outer.left + inner.left, top: outer.top + inner.top };
}

function embedOf(size: Size, asked: Asked, align: Align | undefined): Plan["embed"] {
	const width = Math.max(asked.width ?? size.width, size.width);
	const height = Math.max(asked.height ?? size.height, size.height);
	if (sameSize({ width, height }, size)) return null;
	const { x, y } = pointOf(align);
	return {
		size: { width, height },
		left: Math.floor((width - size.width) * x),
		top: Math.floor((height - size.height) * y),
	};
}
