import { open } from "node:fs/promises";
import { avif } from "./formats/avif.ts";
import type { Format, Head, HeadReader } from "./formats/format.ts";
import { gif } from "./formats/gif.ts";
import { jpeg } from "./formats/jpeg.ts";
import { png } from "./formats/png.ts";
import { svg } from "./formats/svg.ts";
import { tiff } from "./formats/tiff.ts";
import { webp } from "./formats/webp.ts";

/** A new format is a file in formats/ and a name here. */
const READERS: readonly HeadReader[] = [jpeg, png, webp, avif, gif, tiff, svg];

const TYPES: Readonly<Record<Format, string>> = {
	jpeg: "image/jpeg",
	png: "image/png",
	webp: "image/webp",
	avif: "image/avif",
	gif: "image/gif",
	tiff: "image/tiff",
	svg: "image/svg+xml",
};

/** The content type by the bytes themselves, whatever the origin said; null where they are no picture that is known. */
export function typeOfBytes(bytes: Buffer): string | null {
	const reader = READERS.find((candidate) => candidate.matches(bytes));
	return reader === undefined ? null : TYPES[reader.format];
}

/** Nearly every head lies within this; the rest of the file is read only where it does not. */
const FIRST_BYTES = 65_536;

/** Reads the head of a whole picture; null where it is none that is known. */
export function readHead(bytes: Buffer, pagesMax: number): Head | null {
	const head = READERS.find((candidate) => candidate.matches(bytes))?.read(bytes, true, pagesMax) ?? null;
	return head === "more" ? null : head;
}

/** Reads a file's head; null where it is no picture that is known. `bytesMax` and `pagesMax` bound the reading. */
export async function openHead(
	path: string,
	{ bytesMax, pagesMax }: { readonly bytesMax: number; readonly pagesMax: number },
): Promise<Head | null> {
	const file = await open(path);
	try {
		const size = Math.min((await file.stat()).size, bytesMax);
		const first = Buffer.alloc(Math.min(FIRST_BYTES, size));
		await file.read(first, 0, first.length, 0);
		const reader = READERS.find((candidate) => candidate.matches(first));
		if (reader === undefined) return null;
		const head = reader.read(first, first.length === size, pagesMax);
		if (head !== "more") return head;
		const whole = Buffer.alloc(size);
		await file.read(whole, 0, size, 0);
		return readHead(whole, pagesMax);
	} finally {
		await file.close();
	}
}
