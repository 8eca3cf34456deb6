import {
	constants,
	copyFileSync,
	existsSync,
	mkdirSync,
	readFileSync,
	renameSync,
	writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";

/** Takes what goes out, a file at a time. Paths use `/` and never leave the folder. */
export interface Output {
	/** Writes a file whole or not at all; one that has these bytes already is left alone. Says whether it was written. */
	write(path: string, content: string | Uint8Array): boolean;
	/** Copies a file whose path names its content; one that is there already is left alone. */
	copy(path: string, from: string): boolean;
	/** What was written to a path, as text; null where nothing was. */
	read(path: string): string | null;
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
		copy(path, from) {
			const file = join(folder, path);
			if (existsSync(file)) return false;
			mkdirSync(dirname(file), { recursive: true });
			const next = `${file}.next`;
			copyFileSync(from, next, constants.COPYFILE_FICLONE);
			renameSync(next, file);
			return true;
		},
		read(path) {
			try {
				return readFileSync(join(folder, path), "utf8");
			} catch {
				return null;
			}
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
