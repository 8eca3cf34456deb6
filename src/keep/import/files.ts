import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { readDocument } from "../../article/document.ts";
import { readFrontMatter } from "../../article/front-matter.ts";
import { readTime } from "../../article/time.ts";
import type { Found } from "./post.ts";

/** A file that is to be imported, and its place in the order of time. */
export interface Listed {
	readonly path: string;
	readonly time: number;
	read(): Promise<Found>;
}

/** Folders whose files are documents, in the archives whose layouts we know. */
const DOCUMENT_FOLDERS: ReadonlySet<string> = new Set(["articles", "_posts"]);

/** Folders that hold no documents of anyone. */
const PASSED_OVER: ReadonlySet<string> = new Set([
	".git",
	"node_modules",
	"revisions",
	"media",
	"captures",
	"lists",
]);

/** The documents below a folder: those of its `articles` and `_posts`, or, where it has none of these, all. */
export function documentPaths(root: string): string[] {
	const all = [...markdownBelow(root, "")];
	const inside = (path: string): boolean => path.split("/").some((name) => DOCUMENT_FOLDERS.has(name));
	if (DOCUMENT_FOLDERS.has(basename(root)) || !all.some(inside)) return all;
	return all.filter(inside);
}

function* markdownBelow(root: string, path: string): Generator<string> {
	for (const entry of readdirSync(join(root, path), { withFileTypes: true })) {
		const below = path === "" ? entry.name : `${path}/${entry.name}`;
		if (entry.isDirectory() && !PASSED_OVER.has(entry.name)) yield* markdownBelow(root, below);
		else if (entry.isFile() && entry.name.endsWith(".md")) yield below;
	}
}

/** Lists those of a folder's documents that are wanted, oldest first, by what they say of their time. */
export async function listFolder(
	root: string,
	isWanted: (path: string, bytes: Uint8Array) => boolean,
): Promise<Listed[]> {
	const listed: Listed[] = [];
	for (const path of documentPaths(root)) {
		const read = async (): Promise<Found> => ({ path, bytes: await readFile(join(root, path)), at: null });
		const { bytes } = await read();
		if (isWanted(path, bytes)) listed.push({ path, time: timeIn(bytes), read });
	}
	return listed.sort(byTime);
}

/** Oldest first; files of one time in the order of their names. */
export function byTime(a: Listed, b: Listed): number {
	return a.time - b.time || (a.path < b.path ? -1 : 1);
}

/** The heading is in the first bytes; the rest is not looked at for this. */
const HEAD_BYTES = 4096;

function timeIn(bytes: Uint8Array): number {
	const head = Buffer.from(bytes.subarray(0, HEAD_BYTES)).toString("utf8");
	return readDocument(head)?.stamp ?? readTime(readFrontMatter(head)?.front.fields.get("date") ?? "") ?? 0;
}
