/**
 * What a phone loads for one question to a site of files, with nothing cached: `node bench/read/site-search.ts [--articles 20000]`.
 * Articles are put together from ../shared/bench/ir; questions are cut out of their titles and beginnings.
 */
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import type { Browser } from "playwright-core";
import type { Summary } from "../../src/article/library.ts";
import { writeSite } from "../../src/publish/site.ts";
import type { Output } from "../../src/publish/write.ts";
import { openBrowser } from "../../test/support/browser.ts";
import { sharedPath } from "../../test/support/shared.ts";
import type { Passage } from "../search/peers.ts";
import { articles, numbersFrom } from "../search/size.ts";
import { endlessLibrary } from "./endless.ts";

const asked = process.argv.indexOf("--articles");
const SIZE = asked === -1 ? 20_000 : Number(process.argv[asked + 1]);
const EXCERPT_LENGTH = 160;
const QUESTIONS = 7;
const DAY_MS = 86_400_000;

type Told = Pick<Summary, "title" | "excerpt">;

/** The files of a site's search, in memory. */
async function siteOf(told: readonly Told[], days: number): Promise<ReadonlyMap<string, string>> {
	const files = new Map<string, string>();
	const output: Output = {
		read: (path) => files.get(path) ?? null,
		write: (path, content) => {
			if (/^(search|assets)[./]/.test(path)) files.set(path, String(content));
			return true;
		},
		copy: () => false,
		keepOnly: () => undefined,
	};
	const endless = endlessLibrary(SIZE, (days * DAY_MS) / SIZE);
	const library: typeof endless = {
		...endless,
		list: async (query) =>
			(await endless.list(query)).map((one) => ({ ...one, ...told[Number(one.cursor)] })),
	};
	const options = { name: "Pressmark", language: "zh-Hans", zone: "UTC", baseUrl: null } as const;
	await writeSite({ library, output, ...options });
	return files;
}

interface Loaded {
	readonly files: number;
	readonly bytes: number;
	readonly packed: number;
}

/** Asks every question with an empty cache, and adds up what is loaded beside the page itself. */
async function loadedFor(
	files: ReadonlyMap<string, string>,
	questions: readonly string[],
	browser: Browser,
): Promise<Loaded[]> {
	let loaded: Loaded = { files: 0, bytes: 0, packed: 0 };
	const server = createServer((request, response) => {
		const path = new URL(request.url ?? "/", "http://localhost").pathname.slice(1);
		const content = files.get(path);
		const packed = gzipSync(content ?? "").length;
		const bytes = Buffer.byteLength(content ?? "");
		if (path.startsWith("search/"))
			loaded = { files: loaded.files + 1, bytes: loaded.bytes + bytes, packed: loaded.packed + packed };
		const type = path.endsWith(".html")
			? "text/html"
			: path.endsWith(".css")
				? "text/css"
				: "text/javascript";
		response.writeHead(content === undefined ? 404 : 200, { "content-type": `${type}; charset=utf-8` });
		response.end(content);
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	const { port } = server.address() as AddressInfo;
	const all: Loaded[] = [];
	for (const question of questions) {
		loaded = { files: 0, bytes: 0, packed: 0 };
		const context = await browser.newContext();
		const page = await context.newPage();
		await page.goto(`http://127.0.0.1:${port}/search.html?q=${encodeURIComponent(question)}`);
		await page.locator("#found li, #total:not(:empty)").first().waitFor();
		await page.waitForLoadState("networkidle");
		await context.close();
		all.push(loaded);
	}
	server.close();
	server.closeAllConnections();
	return all;
}

function row(name: string, loaded: readonly Loaded[]): string {
	const at = (of: keyof Loaded, share: number): number =>
		loaded.map((one) => one[of]).toSorted((one, other) => one - other)[
			Math.floor(share * (loaded.length - 1))
		] ?? 0;
	const kb = (of: "bytes" | "packed", share: number): string => (at(of, share) / 1000).toFixed(0);
	const [middle, most] = [0.5, 1].map((share) =>
		[at("files", share), kb("bytes", share), kb("packed", share)].join(" | "),
	);
	return `| ${name} | ${middle} | ${most} |`;
}

const data = sharedPath("bench/ir/passages.jsonl");
if (data === null) throw new Error("../shared/bench/ir is not beside this clone");
const passages = readFileSync(data, "utf8")
	.trim()
	.split("\n")
	.map((line) => JSON.parse(line) as Passage);
const told = [...articles(passages, SIZE)].map(({ title, text }) => ({
	title,
	excerpt: text.slice(0, EXCERPT_LENGTH),
}));
const below = numbersFrom(7);
const cut = (of: keyof Told, length: number): string[] =>
	Array.from({ length: QUESTIONS }, () => {
		const text = told[below(SIZE)]?.[of].replace(/[^\p{Script=Han}]+/gu, "") ?? "";
		const at = below(Math.max(1, text.length - length));
		return text.slice(at, at + length);
	});
const kinds = {
	"two characters": cut("title", 2),
	"six characters": cut("excerpt", 6),
	"found nowhere": ["无此词组龘"],
};
const browser = await openBrowser();
console.log("| question | files | KB | KB gzip | most files | KB | KB gzip |\n|---|---|---|---|---|---|---|");
for (const days of [14, 365]) {
	const files = await siteOf(told, days);
	for (const [kind, questions] of Object.entries(kinds)) {
		console.log(row(`${SIZE} in ${days} days: ${kind}`, await loadedFor(files, questions, browser)));
	}
}
await browser.close();
