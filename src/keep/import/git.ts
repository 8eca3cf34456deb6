import { type ChildProcessWithoutNullStreams, execFile, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { byTime, documentPaths, type Listed } from "./files.ts";
import type { Found } from "./post.ts";

const run = promisify(execFile);

/** One version of a file in a git history. */
interface Version {
	readonly path: string;
	readonly blob: string;
	/** The commit's time, ms since 1970. */
	readonly at: number;
}

/** A clone's documents with every earlier version of them, also of those that were deleted since. */
export interface History {
	readonly listed: readonly Listed[];
	/** Whether these bytes are a version of that file. */
	has(path: string, bytes: Uint8Array): boolean;
	close(): void;
}

/** Reads the history of a folder; null where it is no git clone, or git is not here. */
export async function openHistory(root: string): Promise<History | null> {
	if (!(await isClone(root))) return null;
	const present = new Set(documentPaths(root));
	const folders = new Set([...present].map((path) => path.slice(0, path.lastIndexOf("/") + 1)));
	const blobs = openBlobs(root);
	const listed: Listed[] = [];
	const known = new Set<string>();
	for await (const version of versionsIn(root)) {
		const { path, blob, at } = version;
		if (!present.has(path) && !folders.has(path.slice(0, path.lastIndexOf("/") + 1))) continue;
		const read = async (): Promise<Found> => ({ path, at, bytes: await blobs.read(blob) });
		listed.push({ path, time: at, read });
		known.add(`${blob} ${path}`);
	}
	const has: History["has"] = (path, bytes) => known.has(`${blobOf(bytes)} ${path}`);
	return { listed: listed.sort(byTime), has, close: blobs.close };
}

/** What git calls these bytes (gitformat-pack(5)); a clone that counts by SHA-256 has none of that name. */
function blobOf(bytes: Uint8Array): string {
	return createHash("sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
}

async function isClone(root: string): Promise<boolean> {
	try {
		const { stdout } = await run("git", ["-C", root, "rev-parse", "--show-cdup"]);
		// A folder inside someone else's clone has a history that is not its own.
		return stdout.trim() === "";
	} catch {
		return false;
	}
}

/** Versions in the order in which they were committed. */
async function* versionsIn(root: string): AsyncGenerator<Version> {
	const what = [
		"--reverse",
		"--no-renames",
		"--raw",
		"--no-abbrev",
		"--diff-filter=AM",
		"--format=commit %ct",
	];
	const git = spawn("git", [
		"-C",
		root,
		"-c",
		"core.quotePath=false",
		"log",
		"-m",
		"--first-parent",
		...what,
		"--",
		"*.md",
	]);
	let at = 0;
	for await (const line of createInterface({ input: git.stdout })) {
		if (line.startsWith("commit ")) at = Number(line.slice(7)) * 1000;
		const [, blob, path] = /^:\d+ \d+ [0-9a-f]+ ([0-9a-f]+) [AM]\t(.+)$/.exec(line) ?? [];
		if (blob !== undefined && path !== undefined) yield { path, blob, at };
	}
}

interface Blobs {
	read(blob: string): Promise<Uint8Array>;
	close(): void;
}

/** One `git cat-file --batch`, asked one blob after another: it answers in the order of the questions. */
function openBlobs(root: string): Blobs {
	const git = spawn("git", ["-C", root, "cat-file", "--batch"]);
	const answers = readAnswers(git);
	let last: Promise<unknown> = Promise.resolve();
	return {
		read(blob) {
			const answer = last.then(async () => {
				git.stdin.write(`${blob}\n`);
				const { value } = await answers.next();
				if (value === undefined) throw new Error(`git ended before it gave ${blob}`);
				return value;
			});
			last = answer.catch(() => undefined);
			return answer;
		},
		close: () => git.stdin.end(),
	};
}

const LF = 10;

/** `<id> blob <size>`, a line feed, the bytes, a line feed; again and again. */
async function* readAnswers(git: ChildProcessWithoutNullStreams): AsyncGenerator<Uint8Array> {
	let buffer = Buffer.alloc(0);
	for await (const chunk of git.stdout) {
		buffer = Buffer.concat([buffer, chunk as Buffer]);
		for (let answer = firstAnswer(buffer); answer !== null; answer = firstAnswer(buffer)) {
			yield answer;
			buffer = buffer.subarray(buffer.indexOf(LF) + 1 + answer.length + 1);
		}
	}
}

function firstAnswer(buffer: Buffer): Uint8Array | null {
	const feed = buffer.indexOf(LF);
	if (feed === -1) return null;
	const size = Number(/ blob (\d+)$/.exec(buffer.subarray(0, feed).toString())?.[1] ?? 0);
	return buffer.length < feed + 1 + size + 1 ? null : buffer.subarray(feed + 1, feed + 1 + size);
}
