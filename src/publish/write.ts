import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Takes what goes out, a file at a time. Paths use `/` and never leave the folder. */
export interface Output {
	/** Writes a file whole or not at all; one that has these bytes already is left alone. Says whether it was written. */
	write(path: string, content: string | Uint8Array): boolean;
}

/** A folder on disk that output goes to; made where it is missing. */
export function outputFolder(folder: string): Output {
	return {
		write(path, content) {
			const bytes = typeof content === "string" ? Buffer.from(content) : content;
			const file = join(folder, path);
			if (hasBytes(file, bytes)) return false;
			mkdirSync(dirname(file), { recursive: true });
			const next = `${file}.next`;
			writeFileSync(next, bytes);
			renameSync(next, file);
			return true;
		},
	};
}

function hasBytes(file: string, bytes: Uint8Array): boolean {
	try {
		return readFileSync(file).equals(bytes);
	} catch {
		return false;
	}
}
