import {
	closeSync,
	constants,
	copyFileSync,
	existsSync,
	mkdirSync,
	openSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
	statSync,
	writeFileSync,
	writeSync,
} from "node:fs";
import { dirname, join, relative, sep } from "node:path";

/** Takes what goes out, a file at a time. Paths use `/` and never leave the folder. */
export interface Output {
	/** Writes a file whole or not at all; one that has these bytes already is left alone. Says whether it was written. */
	write(path: string, content: string | Uint8Array): boolean;
	/** Copies a file whose path names its content; one that is there already is left alone. */
	copy(path: string, from: string): boolean;
	/** What was written to a path, as text; null where nothing was. */
	read(path: string): string | null;
	/** Removes what lies in a folder under paths that are not wanted any more, of a writing long ago. */
	keepOnly(folder: string, isWanted: (path: string) => boolean): void;
}

/** A file that grows: it takes its name when it is whole. */
export interface OutputFile {
	write(bytes: Uint8Array): void;
	end(): void;
	/** Gives it up: nothing is left of it. */
	discard(): void;
}

/** Opens a file for writing; until `end` it lies beside its place. */
export function outputFile(path: string): OutputFile {
	mkdirSync(dirname(path), { recursive: true });
	const next = `${path}.next`;
	const file = openSync(next, "w");
	return {
		write(bytes) {
			for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
		},
		end() {
			closeSync(file);
			renameSync(next, path);
		},
		discard() {
			closeSync(file);
			rmSync(next);
		},
	};
}

const EVERYTHING = { recursive: true, withFileTypes: true } as const;

/** A folder on disk that output goes to; made where it is missing. */
export function outputFolder(folder: string): Output {
	const made = new Set<string>();
	const makeFolder = (path: string): void => {
		if (made.has(path)) return;
		mkdirSync(path, { recursive: true });
		made.add(path);
	};
	return {
		write(path, content) {
			const bytes = typeof content === "string" ? Buffer.from(content) : content;
			const file = join(folder, path);
			if (hasBytes(file, bytes)) return false;
			makeFolder(dirname(file));
			const next = `${file}.next`;
			writeFileSync(next, bytes);
			renameSync(next, file);
			return true;
		},
		copy(path, from) {
			const file = join(folder, path);
			if (existsSync(file)) return false;
			makeFolder(dirname(file));
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
		keepOnly(below, isWanted) {
			const names = existsSync(join(folder, below)) ? readdirSync(join(folder, below), EVERYTHING) : [];
			for (const entry of names) {
				const file = join(entry.parentPath, entry.name);
				if (entry.isFile() && !isWanted(relative(folder, file).replaceAll(sep, "/"))) rmSync(file);
			}
		},
	};
}

function hasBytes(file: string, bytes: Uint8Array): boolean {
	// Most files are new, or differ in length: a stat that does not throw costs a tenth of a failed read.
	if (statSync(file, { throwIfNoEntry: false })?.size !== bytes.length) return false;
	return readFileSync(file).equals(bytes);
}
