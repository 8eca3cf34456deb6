import { createHash } from "node:crypto";
import { closeSync, existsSync, fstatSync, openSync, readdirSync, readFileSync, readSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import { readCheckpoint } from "./checkpoint.ts";
import type { CapturedEntry, Entry } from "./entry.ts";
import { ASIDE, CAPTURES, CHECKPOINT, documentPath, MANIFEST, POLLS, placeOf } from "./layout.ts";
import { GENESIS, type Head, headAfter, type Line, ledgerFiles, readLines } from "./ledger.ts";
import { FORMAT, originOf, readManifest, writeManifest } from "./manifest.ts";
import { arePollsWhole } from "./polls.ts";
import { fileOf } from "./staging.ts";
import { rootOf, type Tree } from "./tree.ts";

/** Something in an archive that is not as the ledger says. */
export interface Problem {
	/** Relative to the archive. */
	readonly path: string;
	readonly problem: string;
}

export interface VerifyOptions {
	/** Only the files of every `of`-th line, beginning with line `part` (1 to `of`): many small runs make one whole. */
	readonly subset?: { readonly part: number; readonly of: number };
	/** Checkpoints that were kept elsewhere: what they saw must still be there. */
	readonly checkpoints?: readonly string[];
	/** Leaves out pictures and captures, which a git clone does not carry. */
	readonly textOnly?: boolean;
	/** The verifier key that checkpoints must be signed by; the archive's own unless given. */
	readonly key?: string;
}

/** Files checked before other work of the process gets a turn. */
const FILES_A_TURN = 64;

/**
 * Checks every file, hash, chain and signature, and names all that is wrong. Reads as it goes: memory
 * grows by some ten bytes a file, for telling what no line names.
 */
export async function* verifyArchive(folder: string, options: VerifyOptions = {}): AsyncGenerator<Problem> {
	yield* verifyManifest(folder);
	if (!arePollsWhole(folder)) yield { path: POLLS, problem: "it is not as it was written" };
	const named = new NamedFiles();
	const trees = treesWanted(folder, options);
	yield* trees.problems;
	let head = GENESIS;
	let count = 0;
	for (const line of readLines(folder)) {
		yield* verifyLine(line, head);
		head = headAfter(head, line);
		yield* trees.reached(head.tree);
		if (line.entry === null) continue;
		named.add(line.entry);
		if (!isWanted(line.entry, options)) continue;
		yield* verifyEntry(folder, line.entry);
		if (++count % FILES_A_TURN === 0) await setImmediate();
	}
	yield* verifyEnds(folder, head);
	yield* trees.missing(head.tree);
	yield* strangers(folder, named);
}

function isWanted({ seq, kind }: Entry, { subset, textOnly = false }: VerifyOptions): boolean {
	if (textOnly && (kind === "captured" || kind === "picture")) return false;
	return subset === undefined || seq % subset.of === subset.part % subset.of;
}

function* verifyManifest(folder: string): Generator<Problem> {
	const text = existsSync(placeOf(folder, MANIFEST)) ? readFileSync(placeOf(folder, MANIFEST), "utf8") : null;
	if (text === null) return yield { path: MANIFEST, problem: "it is missing" };
	try {
		const manifest = readManifest(folder);
		if (manifest?.format === FORMAT && writeManifest(manifest) === text) return;
		yield { path: MANIFEST, problem: "it is not as it was written" };
	} catch {
		yield { path: MANIFEST, problem: "it cannot be read" };
	}
}

function* verifyLine({ entry, path, start }: Line, head: Head): Generator<Problem> {
	const at = `the line at byte ${start}`;
	if (entry === null) yield { path, problem: `${at} cannot be read` };
	else if (entry.prev !== head.hash)
		yield { path, problem: `${at} (${entry.seq}) does not follow the line before it` };
	else if (entry.seq !== head.seq + 1)
		yield { path, problem: `${at} has number ${entry.seq}, not ${head.seq + 1}` };
}

/** What stands after the last line of each file is no line. */
function* verifyEnds(folder: string, head: Head): Generator<Problem> {
	for (const path of ledgerFiles(folder)) {
		const file = openSync(placeOf(folder, path), "r");
		const { size } = fstatSync(file);
		const last = Buffer.alloc(1);
		if (size > 0) readSync(file, last, 0, 1, size - 1);
		closeSync(file);
		if (size > 0 && last[0] !== 10) yield { path, problem: "its last line is torn" };
		if (path === head.path && size > head.end)
			yield { path, problem: `it is ${size - head.end} bytes longer than its lines` };
	}
}

function* verifyEntry(folder: string, entry: Entry): Generator<Problem> {
	if (entry.kind === "captured") return yield* verifyCaptured(folder, entry);
	const file = fileOf(entry);
	if (file === null) return;
	const isRevision = entry.kind === "kept" || entry.kind === "revised";
	// A later revision has moved it.
	const older = isRevision ? documentPath(entry.document.stem, entry.revision, entry.revision + 1) : null;
	const path = older !== null && existsSync(placeOf(folder, older)) ? older : file.path;
	const found = hashRange(placeOf(folder, path), 0, null);
	if (found === null) yield { path, problem: `it is missing (line ${entry.seq})` };
	else if (found !== file.sha256)
		yield { path, problem: `its sha256 is ${found}, not ${file.sha256} (line ${entry.seq})` };
}

function* verifyCaptured(
	folder: string,
	{ seq, path, offset, length, sha256 }: Entry & CapturedEntry,
): Generator<Problem> {
	const found = hashRange(placeOf(folder, path), offset, length);
	if (found === null)
		yield { path, problem: `bytes ${offset} to ${offset + length} are missing (line ${seq})` };
	else if (found !== sha256)
		yield { path, problem: `bytes ${offset} to ${offset + length} are not as line ${seq} has them` };
}

const CHUNK = Buffer.allocUnsafe(1 << 20);

/** The sha256 of a file or of a part of it; null where there are not so many bytes. */
function hashRange(place: string, offset: number, length: number | null): string | null {
	if (!existsSync(place)) return null;
	const file = openSync(place, "r");
	try {
		const hash = createHash("sha256");
		let [at, rest] = [offset, length ?? fstatSync(file).size];
		while (rest > 0) {
			const size = readSync(file, CHUNK, 0, Math.min(rest, CHUNK.length), at);
			if (size === 0) return null;
			hash.update(CHUNK.subarray(0, size));
			at += size;
			rest -= size;
		}
		return hash.digest("hex");
	} finally {
		closeSync(file);
	}
}

/** The paths that lines name, as numbers: a million of them take some tens of megabytes. */
class NamedFiles {
	readonly #paths = new Set<number>();
	/** How long the lines say that each WARC file is. */
	readonly warcs = new Map<string, number>();

	add(entry: Entry): void {
		if (entry.kind === "captured") this.warcs.set(entry.path, entry.offset + entry.length);
		const file = fileOf(entry);
		if (file === null) return;
		this.#paths.add(numberOf(file.path));
		if (entry.kind === "revised" && file.olderTo !== null) this.#paths.add(numberOf(file.olderTo));
	}

	has(path: string): boolean {
		return this.#paths.has(numberOf(path)) || this.warcs.has(path);
	}
}

/** 48 bits of a path's hash: among a million paths, two alike are one chance in five hundred. */
function numberOf(path: string): number {
	return createHash("sha256").update(path).digest().readUIntBE(0, 6);
}

const KEPT_FOLDERS = ["articles", "revisions", "media", CAPTURES, ASIDE];

function* strangers(folder: string, named: NamedFiles): Generator<Problem> {
	for (const root of KEPT_FOLDERS) {
		for (const path of filesBelow(folder, root)) {
			if (!named.has(path)) yield { path, problem: "no line of the ledger names it" };
		}
	}
	for (const [path, bytes] of named.warcs) {
		const place = placeOf(folder, path);
		if (!existsSync(place)) continue;
		const { size } = statOf(place);
		if (size > bytes) yield { path, problem: `it is ${size - bytes} bytes longer than the ledger says` };
	}
}

function statOf(place: string): { size: number } {
	const file = openSync(place, "r");
	try {
		return fstatSync(file);
	} finally {
		closeSync(file);
	}
}

function* filesBelow(folder: string, path: string): Generator<string> {
	const place = placeOf(folder, path);
	if (!existsSync(place)) return;
	for (const entry of readdirSync(place, { withFileTypes: true })) {
		if (entry.isDirectory()) yield* filesBelow(folder, `${path}/${entry.name}`);
		else yield `${path}/${entry.name}`;
	}
}

interface TreesWanted {
	readonly problems: readonly Problem[];
	/** Compares the tree with the checkpoints that saw it at this size. */
	reached(tree: Tree): Iterable<Problem>;
	/** The checkpoints that saw more lines than there are. */
	missing(tree: Tree): Iterable<Problem>;
}

/** The roots that the ledger must have had, by its own checkpoint and by those that were kept elsewhere. */
function treesWanted(folder: string, { checkpoints = [], key }: VerifyOptions): TreesWanted {
	const problems: Problem[] = [];
	const roots = new Map<number, { name: string; root: string }[]>();
	const manifest = manifestOf(folder);
	const own = placeOf(folder, CHECKPOINT);
	const notes = [
		...(existsSync(own) ? [{ name: CHECKPOINT, note: readFileSync(own, "utf8") }] : []),
		...checkpoints.map((note, index) => ({ name: `checkpoint ${index + 1}, kept elsewhere`, note })),
	];
	for (const { name, note } of notes) {
		const read = readCheckpoint(note, key ?? manifest?.publicKey ?? "");
		if (read.kind === "bad") problems.push({ path: name, problem: read.reason });
		else if (manifest !== null && read.checkpoint.origin !== originOf(manifest.id)) {
			problems.push({ path: name, problem: `it is of ${read.checkpoint.origin}, not of this archive` });
		} else
			roots.set(read.checkpoint.size, [
				...(roots.get(read.checkpoint.size) ?? []),
				{ name, root: read.checkpoint.root },
			]);
	}
	const compare = (tree: Tree): Problem[] =>
		(roots.get(tree.size) ?? [])
			.filter(({ root }) => root !== rootOf(tree))
			.map(({ name }) => ({
				path: name,
				problem: `the ledger's first ${tree.size} lines are not those that it signed`,
			}));
	return {
		problems,
		reached: compare,
		missing: ({ size }) =>
			[...roots].flatMap(([seen, named]) =>
				seen <= size
					? []
					: named.map(({ name }) => ({
							path: name,
							problem: `it saw ${seen} lines, and the ledger has ${size}`,
						})),
			),
	};
}

function manifestOf(folder: string): ReturnType<typeof readManifest> {
	try {
		return readManifest(folder);
	} catch {
		// `verifyManifest` has said so.
		return null;
	}
}
