import { closeSync, existsSync, openSync, readFileSync } from "node:fs";
import { writeAll } from "../archive/disk.ts";
import type { PictureEntry } from "../archive/entry.ts";
import { placeOf } from "../archive/layout.ts";
import { writePictureRecord, writeWarcInfo } from "../archive/record.ts";

/** What the pictures' WARC file is called in a WACZ. */
export const PICTURES = "pictures.warc.gz";

/** A picture's record in the file that `writePictures` made. */
export interface PictureRecord {
	readonly picture: Told;
	readonly offset: number;
	readonly length: number;
}

/** A picture as an address gave it at a time. */
export type Told = PictureEntry & { readonly at: number };

/**
 * Writes pictures as a WARC file of resource records: the archive keeps their bytes once, by their hash,
 * and a replayer looks for them under their addresses. Those that are not here are left out.
 */
export function writePictures(archive: string, target: string, pictures: readonly Told[]): PictureRecord[] {
	const file = openSync(target, "wx");
	try {
		const written: PictureRecord[] = [];
		const info = writeWarcInfo(PICTURES, pictures[0]?.at ?? 0);
		writeAll(file, info);
		let offset = info.length;
		for (const picture of pictures) {
			const place = placeOf(archive, picture.path);
			if (!existsSync(place)) continue;
			const bytes = writePictureRecord(picture, readFileSync(place));
			writeAll(file, bytes);
			written.push({ picture, offset, length: bytes.length });
			offset += bytes.length;
		}
		return written;
	} finally {
		closeSync(file);
	}
}
