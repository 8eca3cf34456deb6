import { createHash } from "node:crypto";
import type { Colour } from "./colour.ts";
import { bare, colour, flag, floatIn, integer, intIn, type Length, lengthOf } from "./values.ts";

export type Fit = "inside" | "outside" | "cover" | "fill" | "contain";

/** Where a crop or an embedded picture stands: a point (0 to 1 on each axis), or what libvips finds striking. */
export type Align = { readonly x: number; readonly y: number } | "entropy" | "attention";

export type Filter = "greyscale" | "sepia" | "duotone" | "negate";

export const SHAPES = [
	"circle",
	"ellipse",
	"triangle",
	"triangle-180",
	"pentagon",
	"pentagon-180",
	"hexagon",
	"square",
	"star",
	"heart",
] as const;
export type Shape = (typeof SHAPES)[number];

/** Formats that are written, by the names of the `output` parameter. */
export const SAVERS = ["jpg", "png", "webp", "avif", "gif", "tiff", "json"] as const;
export type Saver = (typeof SAVERS)[number];

/**
 * What is wanted of a picture. Only what differs from the default stands in it, so that two
 * ways of asking for the same are the same data: `normalForm` of it is the cache's key.
 */
export interface Wanted {
	readonly width?: Length;
	readonly height?: Length;
	readonly fit?: Exclude<Fit, "inside">;
	readonly shrinkOnly?: true;
	readonly align?: Align;
	readonly containBackground?: Colour;
	readonly cropX?: Length;
	readonly cropY?: Length;
	readonly cropWidth?: Length;
	readonly cropHeight?: Length;
	readonly cropFirst?: true;
	/** Tolerance, 1 to 254. */
	readonly trim?: number;
	readonly trimBackground?: Colour;
	readonly mask?: Shape;
	readonly maskTrim?: true;
	readonly maskBackground?: Colour;
	readonly flip?: true;
	readonly flop?: true;
	/** Degrees clockwise, 1 to 359, after the picture has been set upright. */
	readonly rotate?: number;
	readonly rotateBackground?: Colour;
	readonly background?: Colour;
	readonly tint?: Colour;
	/** Sigma in pixels, or a 3x3 box. */
	readonly blur?: number | "mild";
	readonly sharpen?: { readonly sigma: number; readonly flat: number; readonly jagged: number } | "mild";
	/** -100 to 100. */
	readonly contrast?: number;
	readonly brightness?: number;
	readonly modulate?: { readonly brightness: number; readonly saturation: number; readonly hue: number };
	readonly gamma?: number;
	readonly filter?: Filter;
	readonly filterStart?: Colour;
	readonly filterStop?: Colour;
	/** Absent: the picture's own format. */
	readonly saver?: Saver;
	/** 1 to 100. */
	readonly quality?: number;
	/** zlib's, 0 to 9. */
	readonly level?: number;
	readonly lossless?: true;
	readonly adaptive?: true;
	readonly progressive?: true;
	/** Index of the first page; -1 the largest, -2 the smallest. */
	readonly page?: number;
	/** Pages from there on; -1 all. */
	readonly pages?: number;
	readonly loop?: number;
	/** ms for each frame in turn. */
	readonly delay?: readonly number[];
}

/** As read: what is undefined is not wanted. */
type Draft = { -readonly [Name in keyof Wanted]?: Wanted[Name] | undefined };

/** The names that older addresses use for today's parameters. */
const SYNONYMS: Readonly<Record<string, string>> = {
	width: "w",
	height: "h",
	t: "fit",
	align: "a",
	shape: "mask",
	strim: "mtrim",
	or: "ro",
	level: "l",
	lossless: "ll",
	pages: "n",
};

const QUALITY_DEFAULT = 80;
const LEVEL_DEFAULT = 6;
const TRIM_DEFAULT = 10;
const GAMMA_DEFAULT = 2.2;
const DELAYS_MAX = 256;

type Texts = (name: string) => string | undefined;

/** Reads the parameters of a query; what is out of range or unknown is as if it were not there. Never fails. */
export function readWanted(parameters: ReadonlyMap<string, string>): Wanted {
	const byName = new Map<string, string>();
	for (const [name, value] of parameters) {
		const known = SYNONYMS[name] ?? name;
		if (!byName.has(known)) byName.set(known, value);
	}
	const text: Texts = (name) => byName.get(name);
	const wanted: Draft = {};
	readSize(text, wanted);
	readCrop(text, wanted);
	readTurns(text, wanted);
	readMask(text, wanted);
	readEffects(text, wanted);
	readSaver(text, wanted);
	readPages(text, wanted);
	return Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined)) as Wanted;
}

/** One text for one wish: names in order, nothing that is as it would be anyway. */
export function normalForm(wanted: Wanted): string {
	return Object.entries(wanted)
		.sort(([one], [other]) => (one < other ? -1 : 1))
		.map(([name, value]) => `${name}=${JSON.stringify(value)}`)
		.join("&");
}

/** The variant's name: what picture, what is wanted of it, and what settings it is written with. */
export function variantKey(sha256: string, wanted: Wanted, settings: string): string {
	return createHash("sha256")
		.update(`${sha256}\n${normalForm(wanted)}\n${settings}`)
		.digest("hex")
		.slice(0, 40);
}

function readSize(text: Texts, wanted: Draft): void {
	const dpr = floatIn(text("dpr"), 0, 8) || 1;
	const scaled = (length: Length | undefined): Length | undefined =>
		length !== undefined && "px" in length ? positive(Math.round(length.px * dpr)) : length;
	const width = scaled(lengthOf(text("w")));
	const height = scaled(lengthOf(text("h")));
	const { fit, shrinkOnly, align } = readFit(text("fit") ?? "");
	if (width === undefined && height === undefined) return;
	Object.assign(wanted, { width, height, shrinkOnly: shrinkOnly || flag(text("we")) });
	if (fit !== "inside") wanted.fit = fit;
	if (fit === "cover" || fit === "contain") {
		const at = align ?? readAlign(text);
		if (at === "entropy" || at === "attention" || at.x !== 0.5 || at.y !== 0.5) wanted.align = at;
	}
	if (fit === "contain") wanted.containBackground = colour(text("cbg"));
}

const positive = (px: number): Length | undefined => (px > 0 ? { px } : undefined);

const FITS: Readonly<Record<string, Fit>> = {
	inside: "inside",
	outside: "outside",
	cover: "cover",
	fill: "fill",
	contain: "contain",
	fitup: "inside",
	square: "cover",
	squaredown: "cover",
	absolute: "fill",
	letterbox: "contain",
	crop: "cover",
};

function readFit(text: string): { fit: Fit; shrinkOnly: boolean; align: Align | null } {
	const [name = "", ...place] = text.split("-");
	const fit = Object.hasOwn(FITS, name) ? (FITS[name] ?? "inside") : "inside";
	const align = name === "crop" && place.length > 0 ? (PLACES[place.join("-")] ?? pointOf(place)) : null;
	return { fit, shrinkOnly: name === "squaredown", align };
}

const PLACES: Readonly<Record<string, Align>> = {
	center: { x: 0.5, y: 0.5 },
	top: { x: 0.5, y: 0 },
	right: { x: 1, y: 0.5 },
	bottom: { x: 0.5, y: 1 },
	left: { x: 0, y: 0.5 },
	"top-left": { x: 0, y: 0 },
	"top-right": { x: 1, y: 0 },
	"bottom-left": { x: 0, y: 1 },
	"bottom-right": { x: 1, y: 1 },
	t: { x: 0.5, y: 0 },
	r: { x: 1, y: 0.5 },
	b: { x: 0.5, y: 1 },
	l: { x: 0, y: 0.5 },
	entropy: "entropy",
	attention: "attention",
};

function readAlign(text: Texts): Align {
	const name = text("a") ?? "";
	const centre = { x: 0.5, y: 0.5 };
	if (Object.hasOwn(PLACES, name)) return PLACES[name] ?? centre;
	const [kind, ...place] = name.split("-");
	if (kind === "crop" || (kind === "focal" && place.length > 0)) return pointOf(place) ?? centre;
	if (kind !== "focal") return centre;
	return { x: floatIn(text("fpx"), 0, 1) ?? 0.5, y: floatIn(text("fpy"), 0, 1) ?? 0.5 };
}

/** The deprecated `crop-25-75` and `focal-25-75`: percent from the left and from the top. */
function pointOf([x, y]: readonly string[]): Align | null {
	const left = intIn(x, 0, 100);
	const top = intIn(y, 0, 100);
	return left === undefined || top === undefined ? null : { x: left / 100, y: top / 100 };
}

function readCrop(text: Texts, wanted: Draft): void {
	const [width, height, x, y] = (text("crop") ?? "").split(",");
	const crop = {
		cropX: lengthOf(text("cx") ?? x, 0),
		cropY: lengthOf(text("cy") ?? y, 0),
		cropWidth: lengthOf(text("cw") ?? width),
		cropHeight: lengthOf(text("ch") ?? height),
	};
	if (Object.values(crop).every((length) => length === undefined)) return;
	Object.assign(wanted, crop, { cropFirst: flag(text("precrop")) });
}

function readTurns(text: Texts, wanted: Draft): void {
	wanted.flip = flag(text("flip"));
	wanted.flop = flag(text("flop"));
	const degrees = integer(text("ro"));
	const rotate = degrees === undefined ? 0 : ((degrees % 360) + 360) % 360;
	if (rotate !== 0) wanted.rotate = rotate;
	if (rotate % 90 !== 0) wanted.rotateBackground = colour(text("rbg"));
	if (text("trim") !== undefined) {
		wanted.trim = bare(text("trim")) ? TRIM_DEFAULT : intIn(text("trim"), 1, 254);
		if (wanted.trim !== undefined) wanted.trimBackground = colour(text("tbg"));
	}
}

function readMask(text: Texts, wanted: Draft): void {
	const shape = SHAPES.find((name) => name === text("mask"));
	if (shape === undefined) return;
	Object.assign(wanted, { mask: shape, maskTrim: flag(text("mtrim")), maskBackground: colour(text("mbg")) });
}

function readEffects(text: Texts, wanted: Draft): void {
	wanted.background = colour(text("bg"));
	wanted.tint = colour(text("tint"));
	if (text("blur") !== undefined)
		wanted.blur = bare(text("blur")) ? "mild" : floatIn(text("blur"), 0.3, 1000);
	wanted.sharpen = readSharpen(text);
	wanted.contrast = intIn(text("con"), -100, 100) || undefined;
	wanted.brightness = intIn(text("bri"), -100, 100) || undefined;
	wanted.modulate = readModulate(text);
	if (text("gam") !== undefined) wanted.gamma = floatIn(text("gam"), 1, 3) ?? GAMMA_DEFAULT;
	wanted.filter = (["greyscale", "sepia", "duotone", "negate"] as const).find(
		(name) => name === text("filt"),
	);
	if (wanted.filter !== "duotone") return;
	wanted.filterStart = colour(text("start"));
	wanted.filterStop = colour(text("stop"));
}

function readModulate(text: Texts): Wanted["modulate"] {
	const [brightness, saturation, hue] = (text("mod") ?? "").split(",");
	const modulate = {
		brightness: floatIn(brightness, 0, 10_000) ?? 1,
		saturation: floatIn(text("sat") ?? saturation, 0, 10_000) ?? 1,
		hue: (((integer(text("hue") ?? hue) ?? 0) % 360) + 360) % 360,
	};
	const changes = modulate.brightness !== 1 || modulate.saturation !== 1 || modulate.hue !== 0;
	return changes ? modulate : undefined;
}

function readSharpen(text: Texts): Wanted["sharpen"] {
	const sharp = text("sharp");
	if (sharp === undefined) return undefined;
	if (bare(sharp)) return "mild";
	const parts = sharp.split(",");
	// The deprecated form has three values and sigma last: `sharp=flat,jagged,sigma`.
	const [sigma, flat, jagged] =
		parts.length > 1 ? [parts[2], parts[0], parts[1]] : [sharp, text("sharpf"), text("sharpj")];
	const size = floatIn(sigma, 0.000001, 10);
	if (size === undefined) return undefined;
	return { sigma: size, flat: floatIn(flat, 0, 1_000_000) ?? 1, jagged: floatIn(jagged, 0, 1_000_000) ?? 2 };
}

const WITH_QUALITY: ReadonlySet<Saver | undefined> = new Set([undefined, "jpg", "webp", "tiff", "avif"]);

function readSaver(text: Texts, wanted: Draft): void {
	const saver = saverOf(text("output"));
	wanted.saver = saver;
	const quality = intIn(text("q"), 1, 100);
	if (WITH_QUALITY.has(saver) && quality !== QUALITY_DEFAULT) wanted.quality = quality;
	if (saver === undefined || saver === "png") {
		const level = intIn(text("l"), 0, 9);
		if (level !== LEVEL_DEFAULT) wanted.level = level;
		wanted.adaptive = flag(text("af"));
	}
	if (saver === undefined || saver === "webp" || saver === "tiff") wanted.lossless = flag(text("ll"));
	if (saver === undefined || saver === "jpg" || saver === "png" || saver === "gif")
		wanted.progressive = flag(text("il"));
}

const SAVER_SYNONYMS: Readonly<Record<string, Saver>> = { jpeg: "jpg", tif: "tiff", av1: "avif" };

/** The saver that a name stands for; undefined for the picture's own format and for no format at all. */
export function saverOf(name: string | undefined): Saver | undefined {
	return SAVERS.find((saver) => saver === (SAVER_SYNONYMS[name ?? ""] ?? name));
}

function readPages(text: Texts, wanted: Draft): void {
	wanted.page = intIn(text("page"), -2, 100_000) || undefined;
	const pages = intIn(text("n"), -1, 100_000);
	if (pages !== undefined && pages !== 0 && pages !== 1) wanted.pages = pages;
	if (wanted.pages === undefined) return;
	wanted.loop = intIn(text("loop"), 0, 65_535);
	const delays = (text("delay") ?? "").split(",", DELAYS_MAX).map((delay) => intIn(delay, 0, 655_350));
	if (delays.every((delay) => delay !== undefined)) wanted.delay = delays;
}
