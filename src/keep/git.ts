import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Entry } from "./archive/entry.ts";
import { writeGitFiles } from "./archive/git-files.ts";
import { CHECKPOINT, MANIFEST, POLLS, placeOf } from "./archive/layout.ts";
import { GENESIS, ledgerFiles, readLines } from "./archive/ledger.ts";

/** What a commit of an archive came to; `commit` is null where nothing had changed. */
export interface Committed {
	readonly commit: string | null;
	readonly paths: number;
}

/** The line of a commit's message that says how far the ledger had come. */
const TRAILER = "Ledger";

/** Titles named in one message; the ledger has them all. */
const NAMED_MAX = 100;

/**
 * Commits what was kept since the last commit: only the paths that the ledger names, through
 * `git fast-import`, so that the cost does not grow with the archive. Makes the repository where there
 * is none. Rejects with git's own words where git is missing or refuses.
 */
export async function commitArchive(folder: string, at: number): Promise<Committed> {
	const root = resolve(folder);
	if (!existsSync(join(root, ".git"))) await git(root, ["init", "--quiet", "--initial-branch=main"]);
	writeGitFiles(root);
	const branch = (await git(root, ["symbolic-ref", "HEAD"])).trim();
	const head = (await git(root, ["for-each-ref", "--format=%(objectname)", branch])).trim() || null;
	const place = placeIn(head === null ? "" : await git(root, ["log", "-1", "--format=%B", head]));
	const news = newsSince(root, place);
	const paths = await changedPaths(root, head, news.paths);
	if (paths.length === 0) return { commit: null, paths: 0 };
	const stream = importStream({ branch, head, at, message: messageOf(news), paths });
	await git(root, ["fast-import", "--quiet", "--done"], stream);
	// The index still shows the commit before: without this, `git status` would call what was kept deleted.
	await git(root, ["read-tree", "HEAD"]);
	return { commit: (await git(root, ["rev-parse", branch])).trim(), paths: paths.length };
}

function placeIn(message: string): Place {
	const [, path, seq] = new RegExp(`^${TRAILER}: (\\S+) (\\d{1,15})$`, "m").exec(message) ?? [];
	return path === undefined ? { seq: 0, path: null } : { seq: Number(seq), path };
}

/** How far a commit had read the ledger: its last line, and the file that has it. */
interface Place {
	readonly seq: number;
	readonly path: string | null;
}

/** What the ledger has learnt since. */
interface News {
	readonly place: Place;
	/** Paths that lines name, and those that change with every pass. */
	readonly paths: ReadonlySet<string>;
	readonly lines: readonly string[];
	readonly counts: Readonly<Record<Told, number>>;
}

type Told = "kept" | "revised" | "moved" | "gone";

const SIGNS: Readonly<Record<Told, string>> = { kept: "+", revised: "~", moved: ">", gone: "-" };

function newsSince(root: string, { seq, path }: Place): News {
	const paths = new Set(alwaysChanging(root, path));
	const counts = { kept: 0, revised: 0, moved: 0, gone: 0 };
	const lines: string[] = [];
	let last = seq;
	for (const { entry } of readLines(root, { ...GENESIS, path })) {
		if (entry === null || entry.seq <= seq) continue;
		last = entry.seq;
		for (const named of pathsOf(entry)) paths.add(named);
		const line = lineOf(entry);
		if (line === null) continue;
		counts[line.kind]++;
		if (lines.length < NAMED_MAX) lines.push(line.text);
	}
	return { place: { seq: last, path: ledgerFiles(root).at(-1) ?? null }, paths, lines, counts };
}

/** What any pass may have written: the lists, what is remembered of sources, and the ledger from a file on. */
function alwaysChanging(root: string, from: string | null): string[] {
	const folder = join(root, "lists");
	const lists = existsSync(folder) ? readdirSync(folder).map((name) => `lists/${name}`) : [];
	const ledger = ledgerFiles(root).filter((file) => from === null || file >= from);
	return [".gitattributes", ".gitignore", MANIFEST, POLLS, CHECKPOINT, "README.md", ...lists, ...ledger];
}

function lineOf(entry: Entry): { readonly kind: Told; readonly text: string } | null {
	const { kind } = entry;
	if (kind === "kept" || kind === "revised")
		return { kind, text: `${SIGNS[kind]} ${entry.outlet}: ${entry.title}` };
	if (kind === "moved" || kind === "gone")
		return { kind, text: `${SIGNS[kind]} ${entry.outlet}: ${entry.address}` };
	return null;
}

function pathsOf(entry: Entry): string[] {
	if (entry.kind === "aside") return [entry.path];
	if (entry.kind !== "kept" && entry.kind !== "revised") return [];
	const { document, revision } = entry;
	const newest = `articles/${document.stem}.md`;
	return revision === 1 ? [newest] : [newest, `revisions/${document.stem}/${revision - 1}.md`];
}

function messageOf({ counts, lines, place }: News): string {
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
	return `${[subject, ...body, `${TRAILER}: ${place.path} ${place.seq}`].join("\n\n")}\n`;
}

interface Change {
	readonly path: string;
	readonly bytes: Buffer;
}

/** Those of the paths whose bytes the last commit has not. */
async function changedPaths(
	root: string,
	head: string | null,
	paths: ReadonlySet<string>,
): Promise<Change[]> {
	const there = [...paths].sort().filter((path) => existsSync(placeOf(root, path)));
	const known = head === null ? new Map<string, string>() : await blobsIn(root, head, there);
	const hashes = (await git(root, ["hash-object", "--no-filters", "--stdin-paths"], `${there.join("\n")}\n`))
		.trim()
		.split("\n");
	return there
		.filter((path, at) => known.get(path) !== hashes[at])
		.map((path) => ({ path, bytes: readFileSync(placeOf(root, path)) }));
}

async function blobsIn(root: string, head: string, paths: readonly string[]): Promise<Map<string, string>> {
	const asked = paths.map((path) => `${head}:${path}\n`).join("");
	const answers = (await git(root, ["cat-file", "--batch-check=%(objectname)"], asked)).trim().split("\n");
	return new Map(paths.map((path, at) => [path, answers[at] ?? ""]));
}

interface Import {
	readonly branch: string;
	readonly head: string | null;
	/** ms since 1970. */
	readonly at: number;
	readonly message: string;
	readonly paths: readonly Change[];
}

const AUTHOR = "Pressmark <pressmark@localhost>";

/** The commit in the words of git-fast-import(1). */
function importStream({ branch, head, at, message, paths }: Import): Buffer {
	const seconds = Math.floor(at / 1000);
	const text = Buffer.from(message);
	const parts = [
		Buffer.from(`commit ${branch}\ncommitter ${AUTHOR} ${seconds} +0000\ndata ${text.length}\n`),
		text,
		Buffer.from(head === null ? "" : `from ${head}\n`),
		...paths.flatMap(({ path, bytes }) => [
			Buffer.from(`M 100644 inline ${JSON.stringify(path)}\ndata ${bytes.length}\n`),
			bytes,
			Buffer.from("\n"),
		]),
		Buffer.from("done\n"),
	];
	return Buffer.concat(parts);
}

/** Runs git in the archive; what it prints. Rejects with its own words. */
function git(root: string, words: readonly string[], input: string | Buffer = ""): Promise<string> {
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
		child.stdin.end(input);
	});
}
