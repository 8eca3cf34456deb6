import type { HeadReader } from "./format.ts";

/** A drawing says its size in many units or not at all; the sanitiser reads it, so the head gives the CSS default. */
const WIDTH_DEFAULT = 300;
const HEIGHT_DEFAULT = 150;
const PROLOGUE =
	/^\s*(?:<\?xml[^>]*>\s*|<!--[\s\S]*?-->\s*|<!DOCTYPE[^[>]*(?:\[[^\]]*\])?[^>]*>\s*)*<svg[\s>/]/i;
const PROLOGUE_BYTES_MAX = 4096;

export const svg: HeadReader = {
	format: "svg",
	matches: (bytes) => PROLOGUE.test(bytes.toString("utf8", 0, PROLOGUE_BYTES_MAX).replace(/^\ufeff/, "")),
	read: () => ({
		format: "svg",
		width: WIDTH_DEFAULT,
		height: HEIGHT_DEFAULT,
		pages: 1,
		decodedBytes: 0,
		cut: null,
	}),
};
