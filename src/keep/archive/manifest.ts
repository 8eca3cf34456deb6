import { existsSync, readFileSync } from "node:fs";
import { ArchiveError } from "./error.ts";
import { MANIFEST, placeOf } from "./layout.ts";
import { writeWhole } from "./polls.ts";

/** `pressmark.json`: what an archive says of itself. */
export interface Manifest {
	/** The version of the layout; a newer one than ours is not touched. */
	readonly format: number;
	/** A UUID given once; the origin of the ledger's checkpoints. */
	readonly id: string;
	/** Ed25519, 32 bytes in base64; null until the first checkpoint is signed. */
	readonly publicKey: string | null;
}

const FORMAT = 1;

/** Reads the manifest, or writes the first one. Throws `ArchiveError`. */
export function openManifest(folder: string): Manifest {
	const place = placeOf(folder, MANIFEST);
	if (!existsSync(place)) {
		const manifest: Manifest = { format: FORMAT, id: crypto.randomUUID(), publicKey: null };
		writeManifest(folder, manifest);
		return manifest;
	}
	const manifest = readManifest(readFileSync(place, "utf8"));
	if (manifest === null) {
		throw new ArchiveError(
			"missing",
			`${place} is no manifest of an archive: mend it or restore it from a copy.`,
		);
	}
	if (manifest.format > FORMAT) {
		throw new ArchiveError(
			"newer",
			`${folder} has format ${manifest.format}, and this Pressmark knows ${FORMAT}: update Pressmark.`,
		);
	}
	return manifest;
}

export function writeManifest(folder: string, manifest: Manifest): void {
	writeWhole(folder, MANIFEST, `${JSON.stringify(manifest, null, "\t")}\n`);
}

function readManifest(text: string): Manifest | null {
	try {
		const { format, id, publicKey = null } = JSON.parse(text) as Partial<Manifest>;
		return typeof format === "number" && typeof id === "string" ? { format, id, publicKey } : null;
	} catch {
		return null;
	}
}
