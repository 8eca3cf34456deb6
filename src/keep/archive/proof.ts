import { existsSync, readFileSync } from "node:fs";
import { readCheckpoint } from "./checkpoint.ts";
import type { Entry } from "./entry.ts";
import { CHECKPOINT, documentPath, placeOf } from "./layout.ts";
import { readLines, sha256Of } from "./ledger.ts";
import { readManifest } from "./manifest.ts";
import { type Hash, inclusionProof, isIncluded, leafHash } from "./tree.ts";

/**
 * That an archive kept a document, for someone who has nothing else: the document, the ledger's line
 * (with the hashes of its pictures and its capture), the way from the line to the root, and the signed
 * root.
 */
export interface Proof {
	readonly format: "pressmark-proof/1";
	readonly document: string;
	/** The ledger's line, to the byte. */
	readonly line: string;
	/** The line's place in the tree, from 0, and the hashes (hex) that lead to the root. */
	readonly index: number;
	readonly hashes: readonly Hash[];
	readonly checkpoint: string;
	/** What the checkpoint is signed by. Compare it with the key that the archive publishes. */
	readonly key: string;
}

export type Proving =
	| { readonly kind: "proved"; readonly proof: Proof }
	/** What to do is in the reason. */
	| { readonly kind: "unproved"; readonly reason: string };

/** Proves an article's newest revision, or the one given, by the archive's own checkpoint. */
export function prove(folder: string, mark: string, revision?: number): Proving {
	const manifest = readManifest(folder);
	const place = placeOf(folder, CHECKPOINT);
	if (manifest === null || !existsSync(place))
		return unproved("the archive has no checkpoint yet: run `pressmark sync`");
	const checkpoint = readFileSync(place, "utf8");
	const read = readCheckpoint(checkpoint, manifest.publicKey);
	if (read.kind === "bad") return unproved(`the archive's checkpoint cannot be used: ${read.reason}`);
	const { size, root } = read.checkpoint;
	const { leaves, found } = search(folder, { mark, revision: revision ?? null, size });
	if (found === null)
		return unproved("no line that the checkpoint has seen keeps that article in that revision");
	const hashes = inclusionProof(leaves, found.index);
	const leaf = leaves[found.index] ?? "";
	if (!isIncluded({ leaf, index: found.index, size, root }, hashes)) {
		return unproved("the ledger is not what its checkpoint signed: run `pressmark verify`");
	}
	const document = readDocumentOf(folder, found.entry);
	if (document === null) return unproved("the document is not as its line has it: run `pressmark verify`");
	const { index, line } = found;
	const { publicKey: key } = manifest;
	return {
		kind: "proved",
		proof: { format: "pressmark-proof/1", document, line, index, hashes, checkpoint, key },
	};
}

const unproved = (reason: string): Proving => ({ kind: "unproved", reason });

interface Found {
	readonly entry: Entry & { kind: "kept" | "revised" };
	readonly index: number;
	readonly line: string;
}

interface Sought {
	readonly mark: string;
	readonly revision: number | null;
	readonly size: number;
}

function search(folder: string, { mark, revision, size }: Sought): { leaves: Hash[]; found: Found | null } {
	const leaves: Hash[] = [];
	let found: Found | null = null;
	for (const { entry, leaf, text } of readLines(folder)) {
		if (leaves.length === size) break;
		if (isRevision(entry) && entry.mark === mark && (revision === null || entry.revision === revision)) {
			found = { entry, index: leaves.length, line: text() };
		}
		leaves.push(leaf);
	}
	return { leaves, found };
}

function isRevision(entry: Entry | null): entry is Found["entry"] {
	return entry?.kind === "kept" || entry?.kind === "revised";
}

/** The document's text, from wherever later revisions moved it; null where no file has its bytes. */
function readDocumentOf(folder: string, { revision, document }: Found["entry"]): string | null {
	const places = [revision, revision + 1].map((last) =>
		placeOf(folder, documentPath(document.stem, revision, last)),
	);
	const texts = places.filter((place) => existsSync(place)).map((place) => readFileSync(place));
	return texts.find((bytes) => sha256Of(bytes) === document.sha256)?.toString("utf8") ?? null;
}

export type ProofReading =
	| { readonly kind: "holds"; readonly origin: string; readonly size: number; readonly entry: Entry }
	| { readonly kind: "fails"; readonly reason: string };

/** Checks a proof with nothing but itself and, where one is known, the key that must have signed. */
export function verifyProof(text: string, key?: string): ProofReading {
	const proof = readProof(text);
	if (proof === null) return fails("it is no proof that Pressmark wrote");
	if (key !== undefined && key !== proof.key) return fails("it is signed by another key than the one given");
	const read = readCheckpoint(proof.checkpoint, proof.key);
	if (read.kind === "bad") return fails(`its checkpoint does not hold: ${read.reason}`);
	const { origin, size, root } = read.checkpoint;
	const leaf = leafHash(Buffer.from(proof.line, "utf8"));
	if (!isIncluded({ leaf, index: proof.index, size, root }, proof.hashes)) {
		return fails("its line is not in the tree that the checkpoint signed");
	}
	const entry = JSON.parse(proof.line) as Entry;
	if (!isRevision(entry)) return fails("its line keeps no document");
	if (entry.document.sha256 !== sha256Of(proof.document))
		return fails("its document is not the one that its line names");
	return { kind: "holds", origin, size, entry };
}

const fails = (reason: string): ProofReading => ({ kind: "fails", reason });

const HASHES_MAX = 64;

function readProof(text: string): Proof | null {
	try {
		const proof = JSON.parse(text) as Partial<Proof> | null;
		const { format, document, line, index, hashes, checkpoint, key } = proof ?? {};
		const texts = [document, line, checkpoint, key].every((value) => typeof value === "string");
		const isWay =
			Array.isArray(hashes) &&
			hashes.length <= HASHES_MAX &&
			hashes.every((hash) => /^[0-9a-f]{64}$/.test(String(hash)));
		return format === "pressmark-proof/1" && texts && isWay && typeof index === "number"
			? (proof as Proof)
			: null;
	} catch {
		return null;
	}
}
