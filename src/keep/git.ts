import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { Readable } from "node:stream";
import type { Entry } from "./archive/entry.ts";
import { writeGitFiles } from "./archive/git-files.ts";
import { CHECKPOINT, documentPath, MANIFEST, POLLS_BEFORE, placeOf } from "./archive/layout.ts";
import { ledgerFilesSince, readEntriesSince } from "./archive/ledger.ts";

/** A commit of an archive; null where nothing had changed. */
export interface Committed {
	readonly commit: string | null;
}

/** The line of a commit's message that says how far the ledger had come. */
const TRAILER = "Ledger";

/** Titles named in one message; the ledger has them all. */
const NAMED_MAX = 100;

/**
 * Commits what was kept since the last commit: only the files that the ledger names, through
 * `git fast-import`, so that the cost does not grow with the archive. What else is staged stays staged, and
 * is no part of it. Makes the repository where there is none. Rejects with git's own words where git is
 * missing or refuses.
 */
export async function commitArchive(folder: string, at: number): Promise<Committed> {
	const root = resolve(folder);
	if (!existsSync(join(root, ".git"))) await git(root, ["init", "--quiet", "--initial-branch=main"]);
	writeGitFiles(root);
	const [index, { head, rewritten }] = await Promise.all([
		indexPlace(root),
		changedSince(root, rewrittenPaths(root)),
	]);
	const since = head === null ? 0 : await committedSeq(root);
	const news = newsSince(root, since);
	if (news.seq === since && rewritten.length === 0) return { commit: null };
	const changes = { since, rewritten, files: news.files };
	const stream = importStream(root, { head, at, message: messageOf(news), ...changes });
	const commit = (await git(root, ["fast-import", "--quiet", "--done"], Readable.from(stream))).trim();
	await Promise.all([
		index === null ? null : refreshIndex(root, index, changes),
		// As `git commit` does: without it, the loose objects of hourly commits would never be packed.
		git(root, ["maintenance", "run", "--auto", "--quiet"]),
	]);
	return { commit };
}

/** Up to which line the commits have the ledger; commits of other hands do not say. */
async function committedSeq(root: string): Promise<number> {
	const message = await git(root, ["log", "-1", "--format=%B", `--grep=^${TRAILER}: [0-9]`]);
	return Number(new RegExp(`^${TRAILER}: (\\d{1,15})$`, "m").exec(message)?.[1] ?? 0);
}

/** What the ledger has learnt since the last commit. */
interface News {
	/** The number of its last line. */
	readonly seq: number;
	readonly lines: readonly string[];
	readonly counts: Readonly<Record<Told, number>>;
	/** How many files its lines brought. */
	readonly files: number;
}

type Told = "kept" | "revised" | "moved" | "gone";

const SIGNS: Readonly<Record<Told, string>> = { kept: "+", revised: "~", moved: ">", gone: "-" };

function newsSince(root: string, since: number): News {
	const counts = { kept: 0, revised: 0, moved: 0, gone: 0 };
	const lines: string[] = [];
	let seq = since;
	let files = 0;
	for (const entry of readEntriesSince(root, since)) {
		seq = entry.seq;
		files += pathsOf(entry).length;
		const line = lineOf(entry);
		if (line === null) continue;
		counts[line.kind]++;
		if (lines.length < NAMED_MAX) lines.push(line.text);
	}
	return { seq, lines, counts, files };
}

function lineOf(entry: Entry): { readonly kind: Told; readonly text: string } | null {
	const { kind } = entry;
	if (kind === "kept" || kind === "revised")
		return { kind, text: `${SIGNS[kind]} ${entry.outlet}: ${entry.title}` };
	if (kind === "moved" || kind === "gone")
		return { kind, text: `${SIGNS[kind]} ${entry.outlet}: ${entry.address}` };
	return null;
}

/** The files that an entry brought, where they stand now or stood at that time. */
function pathsOf(entry: Entry): string[] {
	if (entry.kind === "aside") return [entry.path];
	if (entry.kind !== "kept" && entry.kind !== "revised") return [];
	const { document, revision } = entry;
	const newest = documentPath(document.stem, revision, revision);
	return revision === 1 ? [newest] : [newest, documentPath(document.stem, revision - 1, revision)];
}

function messageOf({ counts, lines, seq }: News): string {
	const words: Readonly<Record<Told, string>> = {
		kept: "new",
		revised: "revised",
		moved: "moved",
		gone: "gone",
	};
	const told = (Object.keys(words) as Told[]).filter((kind) => counts[kind] > 0);
	const subject = told.map((kind) => `${counts[kind]} ${words[kind]}`).join(", ") || "nothing new";
	const total = told.reduce((sum, kind) => sum + counts[kind], 0);
	const more = total > lines.length ? [`… and ${total - lines.length} more: see the ledger`] : [];
	const body = lines.length === 0 ? [] : [[...lines, ...more].join("\n")];
	return `${[subject, ...body, `${TRAILER}: ${seq}`].join("\n\n")}\n`;
}

/** The files that any pass may have written anew: lists, the checkpoint. */
function rewrittenPaths(root: string): string[] {
	const folder = join(root, "lists");
	const lists = existsSync(folder) ? readdirSync(folder).map((name) => `lists/${name}`) : [];
	const files = [".gitattributes", ".gitignore", MANIFEST, CHECKPOINT, "README.md", ...lists];
	return files.filter((path) => existsSync(placeOf(root, path)));
}

/** The commit that is there, null before the first, and those of the files whose bytes it has not. */
async function changedSince(
	root: string,
	paths: readonly string[],
): Promise<Pick<Import, "head" | "rewritten">> {
	const asked = ["HEAD", ...paths.map((path) => `HEAD:${path}`)].map((name) => `${name}\n`).join("");
	const told = await git(root, ["cat-file", "--batch-check=%(objectname)"], asked);
	const [head = "", ...hashes] = told.split("\n");
	if (!/^[0-9a-f]+$/.test(head)) return { head: null, rewritten: paths };
	const rewritten = paths.filter(
		(path, at) => hashes[at] !== blobHash(readFileSync(placeOf(root, path)), head),
	);
	return { head, rewritten };
}

/** What git calls a file of these bytes, in a repository that has an object `other`: SHA-1 names have 40 digits. */
function blobHash(bytes: Buffer, other: string): string {
	const hash = createHash(other.length === 40 ? "sha1" : "sha256");
	return hash.update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
}

/** What a commit changes. */
interface Changes {
	/** The ledger's last line that the head has. */
	readonly since: number;
	readonly rewritten: readonly string[];
	/** How many files the lines after it brought. */
	readonly files: number;
}

/** Every file of the changes that is there, the ledger's among them. */
function* changedPaths(root: string, { since, rewritten }: Changes): Generator<string> {
	const isThere = (path: string): boolean => existsSync(placeOf(root, path));
	for (const entry of readEntriesSince(root, since)) yield* pathsOf(entry).filter(isThere);
	yield* ledgerFilesSince(root, since);
	yield* rewritten;
}

interface Import extends Changes {
	readonly head: string | null;
	/** ms since 1970. */
	readonly at: number;
	readonly message: string;
}

const AUTHOR = "Pressmark <pressmark@localhost>";

/** The commit in the words of git-fast-import(1), file after file; at its end the new commit's name is asked for. */
function* importStream(root: string, { head, at, message, ...changes }: Import): Generator<Buffer> {
	const text = Buffer.from(message);
	// Git knows no time before 1970.
	const seconds = Math.max(0, Math.floor(at / 1000));
	yield Buffer.from(`commit HEAD\nmark :1\ncommitter ${AUTHOR} ${seconds} +0000\ndata ${text.length}\n`);
	yield text;
	if (head !== null) yield Buffer.from(`from ${head}\nD ${POLLS_BEFORE}\n`);
	for (const path of changedPaths(root, changes)) {
		const bytes = readFileSync(placeOf(root, path));
		yield Buffer.from(`M 100644 inline ${JSON.stringify(path)}\ndata ${bytes.length}\n`);
		yield bytes;
		yield Buffer.from("\n");
	}
	yield Buffer.from("\nget-mark :1\ndone\n");
}

/** About 80,000 files: git reads and writes such an index in a fiftieth of a second. */
const INDEX_BYTES_MAX = 8 << 20;

/** What a file of usual path takes of it. */
const INDEX_ENTRY_BYTES = 112;

/** Git's index; null for a bare repository, which has none. */
async function indexPlace(root: string): Promise<string | null> {
	const told = await git(root, ["rev-parse", "--is-bare-repository", "--git-path", "index"]);
	const [isBare, path = ""] = told.split("\n");
	return isBare === "true" ? null : resolve(root, path);
}

/**
 * Tells git's index of the files that were committed past it, and of no others: without this, `git status`
 * would call what was kept deleted. A larger index costs seconds a commit, so the repository of a large
 * archive becomes a bare one, which has none.
 */
async function refreshIndex(root: string, index: string, changes: Changes): Promise<void> {
	const size = statSync(index, { throwIfNoEntry: false })?.size ?? 0;
	if (size + changes.files * INDEX_ENTRY_BYTES <= INDEX_BYTES_MAX) {
		const paths = [POLLS_BEFORE, ...changedPaths(root, changes)].map((path) => `${path}\0`);
		await git(root, ["update-index", "--add", "--remove", "-z", "--stdin"], Readable.from(paths));
		return;
	}
	await git(root, ["config", "core.bare", "true"]);
	rmSync(index, { force: true });
}

/** Runs git in the archive; what it prints. Rejects with its own words. */
function git(root: string, words: readonly string[], input: string | Readable = ""): Promise<string> {
	return new Promise((resolve, reject) => {
		const child = spawn("git", ["-C", root, ...words], { stdio: ["pipe", "pipe", "pipe"] });
		let out = "";
		let err = "";
		child.stdout.setEncoding("utf8").on("data", (text: string) => {
			out += text;
		});
		child.stderr.setEncoding("utf8").on("data", (text: string) => {
			err += text;
		});
		child.on("error", (cause) => reject(new Error("git could not be started: is it installed?", { cause })));
		child.on("close", (status) =>
			status === 0
				? resolve(out)
				: reject(new Error(`git ${words[0]} refused: ${err.trim() || `status ${status}`}`)),
		);
		// Git may refuse before it has read everything; its words tell more than the broken pipe.
		child.stdin.on("error", () => undefined);
		if (typeof input === "string") child.stdin.end(input);
		else input.on("error", reject).pipe(child.stdin);
	});
}
