import { existsSync, readFileSync } from "node:fs";
import { newPrivateKey, type Signer, signerOf } from "./checkpoint.ts";
import { ArchiveError } from "./error.ts";
import { writeGitFiles } from "./git-files.ts";
import { KEY, MANIFEST, OWNER_ONLY, placeOf } from "./layout.ts";
import { writeWhole } from "./whole.ts";

/** `pressmark.json`: what an archive says of itself. */
export interface Manifest {
	/** The version of the layout; a newer one than ours is not touched. */
	readonly format: number;
	/** A UUID given once. */
	readonly id: string;
	/** What the ledger's checkpoints are checked by: `<origin>+<id>+<base64 key>`. */
	readonly publicKey: string;
}

/** The one format so far. */
export const FORMAT = 1;

/** Reads the manifest, or makes a new archive's, with a key to sign by. Throws `ArchiveError`. */
export function openManifest(folder: string): Manifest {
	const manifest = readManifest(folder) ?? newManifest(folder);
	if (manifest.format > FORMAT) {
		throw new ArchiveError(
			"newer",
			`${folder} has format ${manifest.format}, and this Pressmark knows ${FORMAT}: update Pressmark.`,
		);
	}
	writeGitFiles(folder);
	return manifest;
}

function newManifest(folder: string): Manifest {
	const id = crypto.randomUUID();
	if (!existsSync(placeOf(folder, KEY))) writeWhole(folder, KEY, newPrivateKey(), OWNER_ONLY);
	const { verifierKey } = signerOf(originOf(id), readFileSync(placeOf(folder, KEY), "utf8"));
	const manifest: Manifest = { format: FORMAT, id, publicKey: verifierKey };
	writeWhole(folder, MANIFEST, writeManifest(manifest));
	return manifest;
}

/** The name of an archive's ledger among all ledgers. */
export function originOf(id: string): string {
	return `pressmark/${id}`;
}

/**
 * The key that signs checkpoints. It stays beside the archive and outside git, so a clone has none, and
 * adds lines without signing them; null there.
 */
export function openSigner(folder: string, { id, publicKey }: Manifest): Signer | null {
	const place = placeOf(folder, KEY);
	if (!existsSync(place)) return null;
	const signer = signerOf(originOf(id), readFileSync(place, "utf8"));
	if (signer.verifierKey === publicKey) return signer;
	throw new ArchiveError(
		"invalid",
		`${place} is not the key that ${MANIFEST} names: put the right one there, or none.`,
	);
}

/** The manifest's one way of being written: another is damage. */
export function writeManifest(manifest: Manifest): string {
	return `${JSON.stringify(manifest, null, "\t")}\n`;
}

/** Null where there is none; throws `ArchiveError` where what stands there is no manifest. */
export function readManifest(folder: string): Manifest | null {
	const place = placeOf(folder, MANIFEST);
	if (!existsSync(place)) return null;
	try {
		const { format, id, publicKey } = JSON.parse(readFileSync(place, "utf8")) as Partial<Manifest>;
		if (typeof format === "number" && typeof id === "string" && typeof publicKey === "string") {
			return { format, id, publicKey };
		}
	} catch (error) {
		if (!(error instanceof SyntaxError)) throw error;
	}
	throw new ArchiveError(
		"missing",
		`${place} is no manifest of an archive: restore it from a copy or from git.`,
	);
}
