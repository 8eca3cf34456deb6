import { createHash } from "node:crypto";
import {
	closeSync,
	existsSync,
	fstatSync,
	fsyncSync,
	ftruncateSync,
	mkdirSync,
	openSync,
	readdirSync,
	readFileSync,
	readSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { syncFolder, syncPlace, writeAll } from "./disk.ts";
import type { Draft, Entry } from "./entry.ts";
import { ASIDE, LEDGER, LEDGER_FILE_BYTES, ledgerPath, nextPathOfDay, placeOf } from "./layout.ts";
import { EMPTY_TREE, leafHash, type Tree, withLeaf } from "./tree.ts";

/** Where the ledger ends: the last line's number and sha256, its file, and the file's length. */
export interface Head {
	readonly seq: number;
	readonly hash: string;
	/** Relative to the archive; null before the first line. */
	readonly path: string | null;
	readonly end: number;
	/** The Merkle tree over all lines. */
	readonly tree: Tree;
}

/** A line as it was read: its entry (null where it is no entry), its sha256 and where it ends in its file. */
export interface Line {
	readonly entry: Entry | null;
	readonly hash: string;
	/** In the Merkle tree. */
	readonly leaf: string;
	/** The line to the byte, without its line feed. */
	readonly text: () => string;
	readonly path: string;
	readonly start: number;
	readonly end: number;
}

/** Before the first line. */
export const GENESIS: Head = { seq: 0, hash: "0".repeat(64), path: null, end: 0, tree: EMPTY_TREE };

/** A line longer than this is damage: an article's fields and pictures take some kilobytes. */
const LINE_BYTES_MAX = 16 << 20;
const CHUNK_BYTES = 1 << 18;

/** The ledger's files, oldest first. A line never goes to an older file than the line before it. */
export function ledgerFiles(folder: string): string[] {
	return [...newestFiles(folder)].reverse();
}

/** The ledger's files, newest first; folders are read as far as they are asked for. */
function* newestFiles(folder: string, path: string = LEDGER): Generator<string> {
	if (!existsSync(placeOf(folder, path))) return;
	const entries = readdirSync(placeOf(folder, path), { withFileTypes: true });
	// With its slash a day's folder sorts behind the day's first file.
	const names = entries.map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name));
	for (const name of names.sort().reverse()) {
		if (name.endsWith("/")) yield* newestFiles(folder, `${path}/${name.slice(0, -1)}`);
		else if (name.endsWith(".jsonl")) yield `${path}/${name}`;
	}
}

/** The ledger's files from `path` on, oldest first; all of them for null. */
function ledgerFilesFrom(folder: string, path: string | null): string[] {
	const files: string[] = [];
	for (const file of newestFiles(folder)) {
		if (path !== null && file < path) break;
		files.push(file);
	}
	return files.reverse();
}

/** The lines after a place, in order; the last may lack its line feed and is then no line. */
export function* readLines(folder: string, after: Head = GENESIS): Generator<Line> {
	for (const path of ledgerFilesFrom(folder, after.path)) {
		yield* readFileLines(folder, path, path === after.path ? after.end : 0);
	}
}

/**
 * The ledger's files from the one that has the line after `seq`, oldest first: what must be read to learn
 * what came since, whatever came before.
 */
export function ledgerFilesSince(folder: string, seq: number): string[] {
	const files: string[] = [];
	for (const path of newestFiles(folder)) {
		files.push(path);
		if (firstSeq(folder, path) <= seq + 1) break;
	}
	return files.reverse();
}

/** The number of a file's first line; where that cannot be read, the file may begin anywhere. */
function firstSeq(folder: string, path: string): number {
	// A loop that is left closes the file; `next()` alone would not.
	for (const { entry } of readFileLines(folder, path, 0)) return entry?.seq ?? Number.POSITIVE_INFINITY;
	return Number.POSITIVE_INFINITY;
}

/** What the ledger learnt after line `seq`, in order; lines that cannot be read are passed over. */
export function* readEntriesSince(folder: string, seq: number): Generator<Entry> {
	for (const path of ledgerFilesSince(folder, seq)) {
		for (const { entry } of readFileLines(folder, path, 0))
			if (entry !== null && entry.seq > seq) yield entry;
	}
}

function* readFileLines(folder: string, path: string, from: number): Generator<Line> {
	const file = openSync(placeOf(folder, path), "r");
	try {
		let rest = Buffer.alloc(0);
		let start = from;
		for (let at = from; rest.length <= LINE_BYTES_MAX; ) {
			const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
			const size = readSync(file, chunk, 0, CHUNK_BYTES, at);
			if (size === 0) return;
			at += size;
			rest = Buffer.concat([rest, chunk.subarray(0, size)]);
			let cut = 0;
			for (let feed = rest.indexOf(LF); feed !== -1; feed = rest.indexOf(LF, cut)) {
				const bytes = rest.subarray(cut, feed);
				const end = start + bytes.length + 1;
				const text = (): string => bytes.toString("utf8");
				yield {
					entry: readEntry(bytes),
					hash: sha256Of(bytes),
					leaf: leafHash(bytes),
					text,
					path,
					start,
					end,
				};
				start = end;
				cut = feed + 1;
			}
			rest = rest.subarray(cut);
		}
	} finally {
		closeSync(file);
	}
}

const LF = 10;

function readEntry(bytes: Buffer): Entry | null {
	try {
		const entry = JSON.parse(bytes.toString("utf8")) as Partial<Entry> | null;
		const isEntry = typeof entry?.seq === "number" && typeof entry.prev === "string" && "kind" in entry;
		return isEntry ? (entry as Entry) : null;
	} catch {
		return null;
	}
}

export function sha256Of(bytes: Uint8Array | string): string {
	return createHash("sha256").update(bytes).digest("hex");
}

/**
 * Where the ledger ends, after cutting what a crash left behind. `known` is a place that was durable:
 * after it, every line must follow its predecessor. Where nothing is known (no index), a line that
 * does not follow may be damage in the middle, so only what is no line at all is cut from the end.
 */
export function repairLedger(folder: string, known: Head): Head {
	const head = known.seq === 0 ? lastEntry(folder) : lastFollowing(folder, known);
	for (const path of ledgerFilesFrom(folder, head.path)) {
		cutLedger(folder, path, path === head.path ? head.end : 0);
	}
	// Lines that a killed process wrote may not have reached the disk; they count from now on, so they must have.
	if (head.path !== null && head.seq !== known.seq) syncPlace(placeOf(folder, head.path));
	return head;
}

function lastEntry(folder: string): Head {
	let head = GENESIS;
	let tree = EMPTY_TREE;
	for (const line of readLines(folder)) {
		tree = withLeaf(tree, line.leaf);
		if (line.entry !== null) head = { ...headAfter(head, line), seq: line.entry.seq, tree };
	}
	return head;
}

function lastFollowing(folder: string, known: Head): Head {
	let head = known;
	for (const line of readLines(folder, known)) {
		if (line.entry?.prev !== head.hash || line.entry.seq !== head.seq + 1) break;
		head = headAfter(head, line);
	}
	return head;
}

/** The head once this line follows. */
export function headAfter(
	{ seq, tree }: Head,
	{ entry, hash, leaf, path, end }: Omit<Line, "text" | "start">,
): Head {
	// A line that cannot be read still counts as one: `verify` names it, and the lines after it keep their numbers.
	return { seq: entry?.seq ?? seq + 1, hash, path, end, tree: withLeaf(tree, leaf) };
}

/** Whole lines that are cut were never promised to anyone; they are put aside all the same, for a person to look at. */
function cutLedger(folder: string, path: string, end: number): void {
	const place = placeOf(folder, path);
	const cut = readFileSync(place).subarray(end);
	if (cut.includes(LF)) {
		const aside = placeOf(folder, ASIDE);
		mkdirSync(aside, { recursive: true });
		writeFileSync(join(aside, `cut-${sha256Of(cut).slice(0, 16)}.jsonl`), cut);
	}
	if (end === 0) rmSync(place);
	else cutFile(place, end);
}

/** True where the ledger has, just before `head.end`, the line that `head` says. */
export function standsIn(folder: string, head: Head): boolean {
	if (head.path === null) return head.seq === 0;
	const place = placeOf(folder, head.path);
	if (!existsSync(place)) return false;
	const file = openSync(place, "r");
	try {
		if (fstatSync(file).size < head.end) return false;
		const bytes = Buffer.alloc(Math.min(head.end, LINE_BYTES_MAX));
		readSync(file, bytes, 0, bytes.length, head.end - bytes.length);
		const start = bytes.lastIndexOf(LF, bytes.length - 2) + 1;
		return bytes.at(-1) === LF && sha256Of(bytes.subarray(start, -1)) === head.hash;
	} finally {
		closeSync(file);
	}
}

/** Cuts a file that is longer than `end`, durably. */
export function cutFile(place: string, end: number): void {
	if (!existsSync(place)) return;
	const file = openSync(place, "r+");
	try {
		if (fstatSync(file).size <= end) return;
		ftruncateSync(file, end);
		fsyncSync(file);
	} finally {
		closeSync(file);
	}
}

/** Lines made ready for appending. */
export interface Sealed {
	readonly entries: readonly Entry[];
	readonly text: string;
	readonly head: Head;
}

/** Numbers and chains drafts after `head`. All of them go to one file, of the time `at`. */
export function sealDrafts(head: Head, drafts: readonly Draft[], at: number): Sealed {
	// A round that learnt nothing begins no file.
	if (drafts.length === 0) return { entries: [], text: "", head };
	const entries: Entry[] = [];
	let { seq, hash, tree } = head;
	let text = "";
	for (const draft of drafts) {
		const { at: when, kind, ...rest } = draft;
		const entry = { seq: ++seq, at: when, kind, ...rest, prev: hash } as Entry;
		const line = JSON.stringify(entry);
		hash = sha256Of(line);
		tree = withLeaf(tree, leafHash(Buffer.from(line, "utf8")));
		text += `${line}\n`;
		entries.push(entry);
	}
	const path = pathAfter(head, at);
	const start = path === head.path ? head.end : 0;
	return { entries, text, head: { seq, hash, path, end: start + Buffer.byteLength(text), tree } };
}

function pathAfter({ path, end }: Head, at: number): string {
	// Never an older file than the last: reading file after file must give the order of `seq`, whatever the clock did.
	if (path === null || ledgerPath(at) > path) return ledgerPath(at);
	return end < LEDGER_FILE_BYTES ? path : nextPathOfDay(path);
}

/** Appends sealed lines; when this returns they are durable. On an error the file is cut back to where it was. */
export function appendSealed(folder: string, head: Head, sealed: Sealed): void {
	const path = sealed.head.path;
	if (path === null || sealed.text === "") return;
	const place = placeOf(folder, path);
	const isNew = path !== head.path;
	const start = isNew ? 0 : head.end;
	if (isNew) mkdirSync(dirname(place), { recursive: true });
	const file = openSync(place, isNew ? "w" : "r+");
	try {
		const bytes = Buffer.from(sealed.text, "utf8");
		writeAll(file, bytes, start);
		fsyncSync(file);
	} catch (error) {
		ftruncateSync(file, start);
		throw error;
	} finally {
		closeSync(file);
	}
	if (isNew) syncFolder(dirname(place), folder);
}
