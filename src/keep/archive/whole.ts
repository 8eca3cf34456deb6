import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync } from "node:fs";
import { dirname } from "node:path";
import { syncFolder, writeAll } from "./disk.ts";
import { placeOf } from "./layout.ts";

/** Replaces a file by name: at every moment it holds the old text or the new. Untouched where it says the same. */
export function writeWhole(folder: string, path: string, text: string, mode = 0o644): void {
	const place = placeOf(folder, path);
	if (existsSync(place) && readFileSync(place, "utf8") === text) return;
	const fresh = `${place}.new`;
	const file = openSync(fresh, "w", mode);
	try {
		writeAll(file, Buffer.from(text, "utf8"));
		fsyncSync(file);
	} finally {
		closeSync(file);
	}
	renameSync(fresh, place);
	syncFolder(dirname(place), folder);
}
