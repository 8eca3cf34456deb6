import { type Colour, readColour } from "./colour.ts";

/** A length in pixels, or as a share (0 to 1) of the picture it is measured on. */
export type Length = { readonly px: number } | { readonly share: number };

/** libvips' VIPS_MAX_COORD: a longer side is no size at all. */
const LENGTH_MAX = 10_000_000;

/** The leading integer, as C's `stoi` reads it: `640px` and `640.9` are 640. */
export function integer(text: string | undefined): number | undefined {
	const digits = /^\s*([+-]?\d{1,15})/.exec(text ?? "")?.[1];
	return digits === undefined ? undefined : Number(digits);
}

/** A leading integer within the range. */
export function intIn(text: string | undefined, least: number, most: number): number | undefined {
	const value = integer(text);
	return value !== undefined && value >= least && value <= most ? value : undefined;
}

/** A leading number within the range. */
export function floatIn(text: string | undefined, least: number, most: number): number | undefined {
	const digits = /^\s*([+-]?(?:\d{1,15}(?:\.\d{0,15})?|\.\d{1,15})(?:e[+-]?\d{1,2})?)/i.exec(text ?? "")?.[1];
	const value = digits === undefined ? Number.NaN : Number(digits);
	return value >= least && value <= most ? value : undefined;
}

/** A length above zero (or from `least`), in pixels or percent; `%25` is a percent sign escaped twice. */
export function lengthOf(text: string | undefined, least = 1): Length | undefined {
	const percent = /^\s*\+?(\d{1,3}(?:\.\d{0,9})?)\s*%(25)?\s*$/.exec(text ?? "")?.[1];
	if (percent !== undefined) return Number(percent) <= 100 ? { share: Number(percent) / 100 } : undefined;
	if (text?.includes("%")) return undefined;
	const px = intIn(text, least, LENGTH_MAX);
	return px === undefined ? undefined : { px };
}

/** A flag stands alone or has any value but `false` and `0`. */
export function flag(text: string | undefined): true | undefined {
	return text === undefined || text === "false" || text === "0" ? undefined : true;
}

/** A flag that carries no value of its own. */
export const bare = (text: string | undefined): boolean => text === "" || text === "true";

/** A colour, or undefined where there is none or it is no colour. */
export const colour = (text: string | undefined): Colour | undefined =>
	text === undefined ? undefined : (readColour(text) ?? undefined);
