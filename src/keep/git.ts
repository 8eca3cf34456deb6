import { spawn } from "node:child_process";
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
 * `git fast-import`, so that the cost does not grow with the archive. Makes the repository where there
 * is none. Rejects with git's own words where git is missing or refuses.
 */
export async function commitArchive(folder: string, at: number): Promise<Committed> {
	const root = resolve(folder);
	if (!existsSync(join(root, ".git"))) await git(root, ["init", "--quiet", "--initial-branch=main"]);
	writeGitFiles(root);
	const branch = (await git(root, ["symbolic-ref", "HEAD"])).trim();
	const last = await git(root, ["for-each-ref", "--format=%(objectname)%0a%(contents)", branch]);
	const head = /^[0-9a-f]+/.exec(last)?.[0] ?? null;
	const seq = Number(new RegExp(`^${TRAILER}: (\\d{1,15})$`, "m").exec(last)?.[1] ?? 0);
	const news = newsSince(root, seq);
	const rewritten = await changedPaths(root, head, rewrittenPaths(root, seq));
	if (news.seq === seq && rewritten.length === 0) return { commit: null };
	const stream = importStream(root, { branch, head, at, message: messageOf(news), since: seq, rewritten });
	const commit = (await git(root, ["fast-import", "--quiet", "--done"], Readable.from(stream))).trim();
	await refreshIndex(root);
	return { commit };
}

/** What the ledger has learnt since the last commit. */
interface News {
	/** The number of its last line. */
	readonly seq: number;
	readonly lines: readonly string[];
	readonly counts: Readonly<Record<Told, number>>;
}

type Told = "kept" | "revised" | "moved" | "gone";

const SIGNS: Readonly<Record<Told, string>> = { kept: "+", revised: "~", moved: ">", gone: "-" };

function newsSince(root: string, since: number): News {
	const counts = { kept: 0, revised: 0, moved: 0, gone: 0 };
	const lines: string[] = [];
	let seq = since;
	for (const entry of readEntriesSince(root, since)) {
		seq = entry.seq;
		const line = lineOf(entry);
		if (line === null) continue;
		counts[line.kind]++;
		if (lines.length < NAMED_MAX) lines.push(line.text);
	}
	return { seq, lines, counts };
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

/** The files that any pass may have written anew: lists, the checkpoint, the ledger's last. */
function rewrittenPaths(root: string, since: number): string[] {
	const folder = join(root, "lists");
	const lists = existsSync(folder) ? readdirSync(folder).map((name) => `lists/${name}`) : [];
	const files = [".gitattributes", ".gitignore", MANIFEST, CHECKPOINT, "README.md", ...lists];
	return [...files, ...ledgerFilesSince(root, since)].filter((path) => existsSync(placeOf(root, path)));
}

/** Those of the files whose bytes the last commit has not. */
async function changedPaths(root: string, head: string | null, paths: readonly string[]): Promise<string[]> {
	if (head === null) return [...paths];
	const hashed = await git(root, ["hash-object", "--no-filters", "--stdin-paths"], linesOf(paths));
	const asked = linesOf(paths.map((path) => `${head}:${path}`));
	const known = (await git(root, ["cat-file", "--batch-check=%(objectname)"], asked)).split("\n");
	const hashes = hashed.split("\n");
	return paths.filter((_, at) => known[at] !== hashes[at]);
}

function linesOf(lines: readonly string[]): string {
	return lines.map((line) => `${line}\n`).join("");
}

interface Import {
	readonly branch: string;
	readonly head: string | null;
	/** ms since 1970. */
	readonly at: number;
	readonly message: string;
	/** The ledger's last line that the head has. */
	readonly since: number;
	readonly rewritten: readonly string[];
}

const AUTHOR = "Pressmark <pressmark@localhost>";

/** The commit in the words of git-fast-import(1), file after file; at its end the new commit's name is asked for. */
function* importStream(
	root: string,
	{ branch, head, at, message, since, rewritten }: Import,
): Generator<Buffer> {
	const text = Buffer.from(message);
	// Git knows no time before 1970.
	const seconds = Math.max(0, Math.floor(at / 1000));
	yield Buffer.from(`commit ${branch}\nmark :1\ncommitter ${AUTHOR} ${seconds} +0000\ndata ${text.length}\n`);
	yield text;
	if (head !== null) yield Buffer.from(`from ${head}\nD ${POLLS_BEFORE}\n`);
	for (const entry of readEntriesSince(root, since))
		for (const path of pathsOf(entry)) yield* change(root, path);
	for (const path of rewritten) yield* change(root, path);
	yield Buffer.from("\nget-mark :1\ndone\n");
}

function* change(root: string, path: string): Generator<Buffer> {
	const place = placeOf(root, path);
	if (!existsSync(place)) return;
	const bytes = readFileSync(place);
	yield Buffer.from(`M 100644 inline ${JSON.stringify(path)}\ndata ${bytes.length}\n`);
	yield bytes;
	yield Buffer.from("\n");
}

/** About 80,000 files: git reads and writes such an index in a twentieth of a second. */
const INDEX_BYTES_MAX = 8 << 20;

/**
 * Brings git's index to the commit that was made past it: without this, `git status` would call what was
 * kept deleted. A larger index costs seconds a commit, so the repository of a large archive becomes a
 * bare one, which has none.
 */
async function refreshIndex(root: string): Promise<void> {
	const told = await git(root, ["rev-parse", "--is-bare-repository", "--git-path", "index"]);
	const [isBare, path = ""] = told.split("\n");
	if (isBare === "true") return;
	await git(root, ["reset", "--quiet"]);
	const index = resolve(root, path);
	if (statSync(index).size <= INDEX_BYTES_MAX) return;
	await git(root, ["config", "core.bare", "true"]);
	rmSync(index);
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
