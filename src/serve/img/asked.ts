import { readPictureAddress } from "./address.ts";
import type { Query } from "./query.ts";
import { type Refusal, refusals } from "./refusal.ts";
import { isSigned } from "./signature.ts";
import { readWanted, type Saver, saverOf, type Wanted } from "./wanted.ts";

/** What a query asks for. */
export interface Parsed {
	readonly address: string;
	readonly wanted: Wanted;
	readonly base64: boolean;
	readonly filename: string;
	readonly maxAge: number;
	/** The address of the picture to show in its place. */
	readonly instead: string | null;
}

/** Reads a query, or says what is wrong with it. */
export function readAsked(
	query: Query,
	{ signingKey, savers }: { readonly signingKey: string | null; readonly savers: readonly Saver[] },
): Parsed | Refusal {
	const address = readPictureAddress(query.server("url"));
	if (typeof address !== "string") return address;
	const wanted = readWanted(query.picture);
	const signature = query.server("sig");
	if (signingKey !== null && !isSigned({ address, wanted, signature }, signingKey))
		return refusals.badSignature;
	const disabled = disabledSaver(query.picture.get("output"), savers);
	if (disabled !== null) return refusals.saverDisabled(disabled, savers);
	const instead = readPictureAddress(query.server("default") ?? query.server("errorredirect"));
	return {
		address,
		wanted,
		base64: query.server("encoding") === "base64",
		filename: filenameOf(query.server("filename")),
		maxAge: maxAgeOf(query.server("maxage")),
		instead: typeof instead === "string" ? instead : null,
	};
}

/** Formats that images.weserv.nl knows and that are never written here. */
const NEVER_WRITTEN: ReadonlySet<string> = new Set(["jxl", "svg", "pdf", "heif", "heic"]);

function disabledSaver(output: string | undefined, savers: readonly Saver[]): string | null {
	if (output === undefined) return null;
	if (NEVER_WRITTEN.has(output)) return output;
	const saver = saverOf(output);
	return saver === undefined || savers.includes(saver) ? null : saver;
}

function filenameOf(text: string | null): string {
	return text !== null && /^[a-z0-9]{1,78}$/i.test(text) ? text : "image";
}

const DAY = 86_400;
const YEAR = 365 * DAY;
const UNITS: Readonly<Record<string, number>> = { d: DAY, w: 7 * DAY, M: 30 * DAY, y: YEAR };

/** nginx's way of writing a time, from a day to a year; a year where it says nothing or something else. */
function maxAgeOf(text: string | null): number {
	const [, count, unit = ""] = /^(\d{1,4})([dwMy])$/.exec(text ?? "") ?? [];
	const seconds = Number(count) * (UNITS[unit] ?? Number.NaN);
	return seconds >= DAY && seconds <= YEAR ? seconds : YEAR;
}
