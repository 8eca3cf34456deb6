import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Blob, Library } from "../../src/article/library.ts";
import { pictureKey } from "../../src/article/weserv.ts";

/** A folder of pictures that answers as an archive does, for `openImages`. */
export interface Shelf {
	readonly library: Pick<Library, "picture" | "blob">;
	readonly folder: string;
	/** Puts a picture at an address; returns its sha256. */
	put(address: string, bytes: Uint8Array): Promise<string>;
	/** Puts a file that lies elsewhere at an address. */
	putFile(address: string, path: string): string;
	/** How often a picture was looked up. */
	readonly lookups: () => number;
	close(): Promise<void>;
}

export async function openShelf(): Promise<Shelf> {
	const folder = await mkdtemp(join(tmpdir(), "pressmark-img-"));
	const byKey = new Map<string, Blob>();
	const byDigest = new Map<string, Blob>();
	let lookups = 0;
	const shelve = (address: string, path: string): string => {
		const bytes = readFileSync(path);
		const sha256 = createHash("sha256").update(bytes).digest("hex");
		const { size } = statSync(path);
		const blob = {
			path,
			file: `media/${sha256}`,
			sha256,
			type: "image/unknown",
			bytes: size,
			width: null,
			height: null,
			whole: true,
		};
		byKey.set(pictureKey(address), blob);
		byDigest.set(sha256, blob);
		return sha256;
	};
	return {
		folder,
		library: {
			picture: async (address) => {
				lookups++;
				return byKey.get(pictureKey(address)) ?? null;
			},
			blob: async (sha256) => byDigest.get(sha256) ?? null,
		},
		put: async (address, bytes) => {
			const path = join(folder, "media", createHash("sha256").update(bytes).digest("hex"));
			await mkdir(join(folder, "media"), { recursive: true });
			await writeFile(path, bytes);
			return shelve(address, path);
		},
		putFile: shelve,
		lookups: () => lookups,
		close: () => rm(folder, { recursive: true, force: true }),
	};
}
