import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Made } from "./job.ts";
import { openRecent } from "./recent.ts";

/** Variants on disk, by their keys. All of it may be deleted at any time; it is made again from the archive. */
export interface Disk {
	read(key: string): Promise<Made | null>;
	/** True where it was kept; false where the disk would not take it. */
	keep(key: string, made: Made): Promise<boolean>;
	readonly bytes: number;
}

/** Written before the bytes on a line of its own; the digest tells a file that a power cut left half written. */
interface Label extends Omit<Made, "bytes" | "kind"> {
	readonly sha256: string;
}

const LINE_FEED = 10;

/** Opens the folder, which need not exist, and drops what is oldest until it holds at most `bytesMax`. */
export async function openDisk(folder: string, bytesMax: number): Promise<Disk> {
	const pathOf = (key: string): string => join(folder, key.slice(0, 2), key);
	const dropped: string[] = [];
	const files = openRecent<null>(bytesMax, (key) => dropped.push(key));
	const removeDropped = async (): Promise<void> => {
		await Promise.all(dropped.splice(0).map((key) => removed(pathOf(key))));
	};
	for (const { key, bytes } of await found(folder)) files.set(key, null, bytes);
	await removeDropped();
	let written = 0;
	return {
		read: async (key) => {
			if (files.get(key) === undefined) return null;
			const made = await readMade(pathOf(key));
			if (made === null) {
				files.delete(key);
				await removed(pathOf(key));
			}
			return made;
		},
		keep: async (key, made) => {
			const { type, saver, width, height } = made;
			const label: Label = { type, saver, width, height, sha256: digest(made.bytes) };
			const bytes = Buffer.concat([Buffer.from(`${JSON.stringify(label)}\n`), made.bytes]);
			const path = pathOf(key);
			const temporary = `${path}.${process.pid}-${written++}.part`;
			try {
				await mkdir(dirname(path), { recursive: true });
				await writeFile(temporary, bytes);
				await rename(temporary, path);
			} catch {
				await removed(temporary);
				return false;
			}
			files.set(key, null, bytes.length);
			await removeDropped();
			return true;
		},
		get bytes() {
			return files.weight;
		},
	};
}

const digest = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

async function removed(path: string): Promise<void> {
	await rm(path, { force: true });
}

async function readMade(path: string): Promise<Made | null> {
	const file = await readFile(path).catch(() => null);
	const end = file?.indexOf(LINE_FEED) ?? -1;
	if (file === null || end < 0) return null;
	const bytes = file.subarray(end + 1);
	try {
		const { sha256, ...label } = JSON.parse(file.toString("utf8", 0, end)) as Label;
		return sha256 === digest(bytes) ? { kind: "made", bytes, ...label } : null;
	} catch {
		return null;
	}
}

/** What an earlier run left, oldest first; what it left half written is removed. */
async function found(folder: string): Promise<{ key: string; bytes: number }[]> {
	await mkdir(folder, { recursive: true });
	const names = await readdir(folder, { recursive: true, withFileTypes: true });
	const files = [];
	for (const entry of names.filter((name) => name.isFile())) {
		const path = join(entry.parentPath, entry.name);
		if (entry.name.endsWith(".part")) await removed(path);
		else {
			const { size, mtimeMs } = await stat(path);
			files.push({ key: entry.name, bytes: size, written: mtimeMs });
		}
	}
	return files.sort((one, other) => one.written - other.written);
}
