/**
 * One step of the large archive's measurement, in a process of its own: its memory is what that step
 * takes. Prints one line of JSON. Usage: step NAME FOLDER ARTICLES [WORD]
 */
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { join } from "node:path";
import { markOf } from "../../../src/article/address.ts";
import { writeDocument } from "../../../src/article/document.ts";
import { verifyArchive } from "../../../src/keep/archive/verify.ts";
import { type Archive, openArchive } from "../../../src/keep/archive.ts";
import { commitArchive } from "../../../src/keep/git.ts";
import { reindex } from "../../../src/keep/reindex.ts";
import { openPress } from "../../../src/press/open.ts";
import { settingsSchema } from "../../../src/press/settings.ts";
import { sync } from "../../../src/press/sync.ts";
import { writeLists } from "../../../src/publish/lists.ts";
import { outputFolder } from "../../../src/publish/write.ts";
import { articleAt } from "../crash/samples.ts";

/** What a step took, as its process saw it. */
export interface Taken {
	readonly ms: number;
	/** Of this process; git's own is not in it. */
	readonly cpuMs: number;
	/** The process's largest resident memory. */
	readonly rssMb: number;
	/** What came of it, by name. */
	readonly facts: Readonly<Record<string, number>>;
}

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** The day on which the archive was filled. Its articles are so old that none is due again. */
const FILLED = Date.UTC(2024, 0, 1);
const OLDEST_MS = 2 * 366 * DAY_MS;
/** 4,320 articles a day. */
const APART_MS = 20_000;
const OUTLETS = 40;
const AT_ONCE = 512;
const TOLD_EVERY = 100_000;
const SOURCES = 100;
const ITEMS = 20;

interface Told {
	readonly address: string;
	readonly title: string;
	readonly stamp: number;
	readonly outlet: string;
}

function articleNumber(n: number): Told {
	const address = `https://news.example/a/${n}`;
	const stamp = FILLED - OLDEST_MS - n * APART_MS;
	return { address, title: `第${n}篇`, stamp, outlet: `outlet-${n % OUTLETS}` };
}

function keepNumber(archive: Archive, n: number, isImported: boolean): Promise<unknown> {
	const { address, title, stamp, outlet } = articleNumber(n);
	const body = `<p>编号${n}的短讯，${"从".repeat(n % 7)}记者第${n % 977}次发来。</p>`;
	const document = writeDocument({ stamp, title, address, body });
	const imported = { document, origin: { path: `${n}.md`, at: null } };
	return archive.keep({
		...{ outlet, outletName: outlet, article: articleAt(address, title), body, stamp },
		...{ capture: null, pictures: [], by: "outlet", ...(isImported ? { imported } : {}) },
	});
}

async function fill(folder: string, count: number): Promise<Record<string, number>> {
	const archive = await openArchive(folder, { now: () => FILLED });
	for (let start = 0; start < count; start += AT_ONCE) {
		const group = Array.from({ length: Math.min(AT_ONCE, count - start) }, (_, n) => start + n);
		await Promise.all(group.map((n) => keepNumber(archive, n, true)));
		const done = start + group.length;
		if (Math.floor(done / TOLD_EVERY) > Math.floor(start / TOLD_EVERY)) console.error(`${done} kept`);
	}
	await archive.flush();
	await archive.close();
	return {};
}

/** A feed whose articles are kept; the second time it has not changed. */
function feedOf(source: number): string {
	const items = Array.from({ length: ITEMS }, (_, n) => articleNumber(source * ITEMS + n));
	const entries = items.map(
		({ address, title }) => `<item><title>${title}</title><link>${address}</link></item>`,
	);
	return `<rss version="2.0"><channel><title>Feed ${source}</title>${entries.join("")}</channel></rss>`;
}

/** A pass over sources that have nothing new. */
async function passOver(folder: string, _: number, port: string): Promise<Record<string, number>> {
	const server = createServer((request, response) => {
		const isKnown = request.headers["if-none-match"] === '"1"';
		const source = Number(request.url?.slice(1));
		response.writeHead(isKnown ? 304 : 200, { etag: '"1"', "content-type": "application/rss+xml" });
		response.end(isKnown ? "" : feedOf(source));
	}).listen(Number(port), "127.0.0.1");
	await once(server, "listening");
	const sources = Array.from({ length: SOURCES }, (_, n) => ({
		outlet: `outlet-${n % OUTLETS}`,
		feed: `http://127.0.0.1:${port}/${n}`,
	}));
	const settings = settingsSchema.parse({ network: { allow: ["127.0.0.1"], paceMs: 0 }, sources });
	const now = FILLED + DAY_MS;
	const press = await openPress(
		{ file: join(folder, "pressmark.yaml"), settings, archive: folder },
		{
			clock: { now: () => now, random: () => 0.5, sleep: async () => undefined },
			...{ report: () => undefined, signal: new AbortController().signal, version: "bench", proxy: null },
		},
	);
	const { totals } = await sync(press, { sources: "asked", recheck: "due", commit: false });
	await press.close();
	server.close();
	return { new: totals.new, failed: totals.failed + totals.sourcesFailed };
}

/** What a commit added to the repository, in bytes of its objects as they are packed. */
function objectBytes(folder: string, commit: string): number {
	const git = (words: readonly string[], input = ""): string =>
		execFileSync("git", ["-C", folder, ...words], { input, encoding: "utf8" });
	const ids = git(["rev-list", "--objects", commit, `^${commit}~`]).replaceAll(/ .*/g, "");
	const sizes = git(["cat-file", "--batch-check=%(objectsize:disk)"], ids).split("\n");
	return sizes.reduce((sum, size) => sum + Number(size), 0);
}

/** Keeps ten articles more, of ten outlets, and writes their lists; gives what was written. */
async function keepTen(folder: string, first: number, now: number): Promise<string[]> {
	const archive = await openArchive(folder, { now: () => now });
	const told = Array.from({ length: 10 }, (_, n) => articleNumber(first + n));
	for (const n of told.keys()) await keepNumber(archive, first + n, false);
	const outlets = new Set(told.map(({ outlet }) => outlet));
	await writeLists(archive.library, outlets, { output: outputFolder(folder), now });
	await archive.flush();
	const documents = await Promise.all(told.map(({ address }) => archive.library.article(markOf(address))));
	await archive.close();
	return [
		...documents.flatMap((kept) => kept?.file ?? []),
		...[...outlets].map((outlet) => `lists/${outlet}.md`),
		"README.md",
		"ledger",
	];
}

const COMMITS = 5;

/** Commits ten articles more, several times; facts are of the commit that took the middle time. */
async function commitTens(
	folder: string,
	first: number,
	commit: (paths: readonly string[], now: number) => Promise<unknown>,
): Promise<Record<string, number>> {
	const taken: { readonly ms: number; readonly bytes: number }[] = [];
	for (let turn = 0; turn < COMMITS; turn++) {
		const now = FILLED + DAY_MS + turn * HOUR_MS;
		const paths = await keepTen(folder, first + turn * 10, now);
		const began = performance.now();
		await commit(paths, now);
		taken.push({ ms: performance.now() - began, bytes: objectBytes(folder, "HEAD") });
	}
	const { ms, bytes } = taken.toSorted((a, b) => a.ms - b.ms)[COMMITS >> 1] ?? { ms: 0, bytes: 0 };
	return { commitMs: Math.round(ms), objectBytes: bytes };
}

/** The same with git alone, told which files: what git itself takes in a repository of this size. */
async function commitTensByGit(folder: string, first: number): Promise<Record<string, number>> {
	const own = ["-C", folder, "-c", "user.name=A", "-c", "user.email=a@b.example"];
	const git = (...words: string[]): Buffer => execFileSync("git", [...own, ...words]);
	git("config", "core.bare", "false");
	git("reset", "--quiet");
	return commitTens(folder, first, async (paths) => {
		git("add", "--", ...paths);
		git("commit", "--quiet", "--message", "Ten more");
	});
}

/** The archive is left without closing it, as a crash leaves it; facts are of the next start. */
async function startAfterCrash(folder: string, count: number, word: string): Promise<Record<string, number>> {
	const began = performance.now();
	const archive = await openArchive(folder, { now: () => FILLED + DAY_MS });
	const readyMs = performance.now() - began;
	if (word !== "crash") {
		await archive.close();
		return { readyMs: Math.round(readyMs) };
	}
	await Promise.all(Array.from({ length: 100 }, (_, n) => keepNumber(archive, count + 100 + n, false)));
	console.log(JSON.stringify({}));
	process.kill(process.pid, "SIGKILL");
	return {};
}

async function countProblems(folder: string): Promise<Record<string, number>> {
	let problems = 0;
	for await (const problem of verifyArchive(folder)) {
		problems++;
		console.error(problem);
	}
	return { problems };
}

const STEPS: Readonly<
	Record<string, (folder: string, count: number, word: string) => Promise<Record<string, number>>>
> = {
	fill,
	sync: passOver,
	start: startAfterCrash,
	commit: async (folder) => {
		await commitArchive(folder, FILLED);
		return {};
	},
	tens: (folder, first) => commitTens(folder, first, (_, now) => commitArchive(folder, now)),
	tensByGit: commitTensByGit,
	reindex: async (folder) => ({ ...(await reindex(folder)) }),
	verify: countProblems,
};

const [name = "", folder = "", count = "0", word = ""] = process.argv.slice(2);
const began = performance.now();
const facts = await STEPS[name]?.(folder, Number(count), word);
const ms = performance.now() - began;
const { user, system } = process.cpuUsage();
const rssMb = Math.round(process.resourceUsage().maxRSS / 1024);
console.log(JSON.stringify({ ms, cpuMs: (user + system) / 1000, rssMb, facts: facts ?? {} } satisfies Taken));
