import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { markOf } from "../../src/article/address.ts";
import type { SearchWarning } from "../../src/article/search-warning.ts";
import { LANGUAGES } from "../../src/pages/languages.ts";
import { openServer, type ReaderServer } from "../../src/serve/server.ts";
import type { MemoryLibrary } from "../support/library.ts";
import { openSample, SAMPLE_ADDRESS, SAMPLE_AT } from "../support/sample.ts";

let library: MemoryLibrary;
let server: ReaderServer;
const mark = markOf(SAMPLE_ADDRESS);

before(async () => {
	library = await openSample();
	server = await openServer({ library, port: 0, now: () => SAMPLE_AT });
});
after(async () => {
	await server.close();
	library.close();
});

const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
	fetch(server.address + path, { headers, redirect: "manual" });
const read = async (path: string, headers: Record<string, string> = {}): Promise<string> =>
	(await get(path, headers)).text();

test("the front page shows the newest day with its outlets side by side", async () => {
	const page = await read("/", { "accept-language": "zh-CN" });
	assert.match(page, /<html lang="zh-Hans"/);
	assert.match(page, /2022年1月5日星期三/);
	for (const name of ["海港日报", "島嶼時報"]) assert.ok(page.includes(name), name);
	assert.ok(page.includes(`href="/a/${mark}"`));
});

test("an article's page has its text, its pictures from our own origin, and the wire credit", async () => {
	const page = await read(`/a/${mark}`);
	assert.match(page, /北约官员星期三说/);
	assert.match(
		page,
		/<figure><img class="tone r7 g8 b9" src="\/img\?url=img.zh.example[^>]* width="900" height="600"><figcaption[^>]*>资料照片：清晨的港口/,
	);
	assert.doesNotMatch(page, /<img[^>]+src="https?:/);
	assert.doesNotMatch(page, /weserv/);
	assert.match(page, /本文参考了通讯社的报道/);
	assert.doesNotMatch(page, /<i>Wed, 05 Jan/, "the date line is said in the page's head");
});

test("a picture's place has its colour in lists too, by classes of the style sheet", async () => {
	assert.match(await read("/"), /<img class="thumbnail tone r7 g8 b9"/);
	const style = await read(/href="(\/[^"]*style[^"]*\.css)"/.exec(await read("/"))?.[1] ?? "");
	for (const rule of [".r7{--r:119}", ".g8{--g:136}", ".b9{--b:153}"]) assert.ok(style.includes(rule), rule);
});

test("a picture that could not be kept leaves its place and its address as text", async () => {
	const page = await read(`/a/${mark}`);
	assert.match(
		page,
		/<figure class="absent">.*href="https:\/\/elsewhere\.example\/lost\.png" rel="noopener noreferrer"/,
	);
});

test("an older revision stays under its own address and says that it is old", async () => {
	const page = await read(`/a/${mark}/1`, { "accept-language": "zh" });
	assert.match(page, /北约官员星期二说/);
	assert.match(page, /这是第 1 版，已不是最新版本。/);
	assert.equal((await get(`/a/${mark}/3`)).status, 404);
});

test("an article that its outlet took down says so, and since when", async () => {
	const page = await read(`/a/${markOf("https://en.example/winter")}`, { "accept-language": "en" });
	assert.match(page, /class="notice lost gone".*Taken down/);
});

test("search marks what it found and counts it by outlet and month", async () => {
	const page = await read(`/search?q=${encodeURIComponent("北约")}`);
	assert.match(page, /<mark>北约<\/mark>/);
	assert.match(page, /outlet%3Azh\.example/);
});

test("the interface speaks the browser's language, and another when asked by hand", async () => {
	assert.match(await read("/", { "accept-language": "fr, zh-TW;q=0.8, en;q=0.5" }), /<html lang="zh-Hant"/);
	const chosen = await get("/?lang=en", { "accept-language": "zh" });
	assert.match(await chosen.text(), /<html lang="en"/);
	const cookie = chosen.headers.get("set-cookie")?.split(";")[0] ?? "";
	assert.match(await read("/", { "accept-language": "zh", cookie }), /<html lang="en"/);
});

test("a reader's zone moves the hours, and the day on which an article stands", async () => {
	const page = await read("/day/2022-01-04?tz=America%2FNew_York", { "accept-language": "en" });
	assert.match(page, />20:59</);
	assert.ok(page.includes(mark));
});

test("a page that has not changed is answered by its tag alone, until the archive changes", async () => {
	const etag = (await get("/outlet/zh.example")).headers.get("etag") ?? "";
	assert.equal((await get("/outlet/zh.example", { "if-none-match": etag })).status, 304);
	library.tell({
		address: "https://zh.example/new",
		outlet: "zh.example",
		title: "新的一篇",
		body: "<p>新。</p>",
		at: SAMPLE_AT,
	});
	assert.equal((await get("/outlet/zh.example", { "if-none-match": etag })).status, 200);
});

test("every answer forbids foreign origins, referrers and guessing of types", async () => {
	for (const path of ["/", `/a/${mark}`, "/nowhere", "/feeds/all.atom"]) {
		const { headers } = await get(path);
		assert.match(headers.get("content-security-policy") ?? "", /default-src 'none'.*script-src 'self'/);
		assert.equal(headers.get("referrer-policy"), "no-referrer");
		assert.equal(headers.get("x-content-type-options"), "nosniff");
	}
});

test("an address that leads nowhere is a page that says so", async () => {
	for (const path of [
		"/nowhere",
		"/a/aaaaaaaaaa",
		"/a/..%2f..",
		"/day/2022-02-30",
		"/outlet/none",
		"/feeds/all.xml",
	]) {
		const response = await get(path);
		assert.equal(response.status, 404, path);
		assert.match(await response.text(), /<main/);
	}
});

test("what is asked for in another way than reading is refused", async () => {
	assert.equal((await fetch(server.address, { method: "DELETE" })).status, 405);
	assert.equal((await get(`/search?q=${"x".repeat(3000)}`)).status, 414);
	const head = await fetch(server.address, { method: "HEAD" });
	assert.equal(head.status, 200);
	assert.equal(await head.text(), "");
	assert.ok(Number(head.headers.get("content-length")) > 1000);
});

test("settings are kept in the reader's own browser", async () => {
	const form = new URLSearchParams({ lang: "en", tz: "Europe/Oslo", theme: "dark", size: "large" });
	const response = await fetch(`${server.address}/settings`, {
		method: "POST",
		body: form,
		redirect: "manual",
	});
	assert.equal(response.status, 303);
	const cookie = response.headers.get("set-cookie")?.split(";")[0] ?? "";
	assert.match(await read("/", { cookie }), /<html lang="en" data-theme="dark" data-size="large"/);
});

test("a page that cannot be made says so, tells nothing of why, and is logged without who asked", async () => {
	const lines: Readonly<Record<string, string | number>>[] = [];
	const broken = { ...library, list: () => Promise.reject(new Error("the index is gone")) };
	const other = await openServer({
		library: broken,
		port: 0,
		now: () => SAMPLE_AT,
		log: (line) => lines.push(line),
	});
	const response = await fetch(`${other.address}/?q=private`, { headers: { "accept-language": "en" } });
	const page = await response.text();
	assert.equal(response.status, 500);
	assert.match(page, /The fault is ours/);
	assert.doesNotMatch(page, /index is gone|at .*\.ts/);
	assert.equal(lines.length, 1);
	assert.match(String(lines[0]?.["error"]), /the index is gone/);
	assert.doesNotMatch(JSON.stringify(lines), /127\.0\.0\.1|private/);
	await other.close();
});

test("an address that asks too often is told to wait until the minute is over", async () => {
	let now = SAMPLE_AT;
	const other = await openServer({ library, port: 0, now: () => now, settings: { requestsPerMinute: 2 } });
	const statuses = async (): Promise<readonly number[]> =>
		Promise.all([1, 2, 3].map(async () => (await fetch(`${other.address}/about`)).status));
	assert.deepEqual((await statuses()).toSorted(), [200, 200, 429]);
	now += 60_000;
	assert.deepEqual((await statuses()).toSorted(), [200, 200, 429]);
	await other.close();
});

test("behind a proxy that is trusted each reader is counted alone, and nobody by a forged name", async () => {
	const settings = { requestsPerMinute: 1, proxies: ["127.0.0.1", "10.0.0.0/8"] };
	const other = await openServer({ library, port: 0, now: () => SAMPLE_AT, settings });
	const statusFor = async (forwarded: string): Promise<number> =>
		(await fetch(`${other.address}/about`, { headers: { "x-forwarded-for": forwarded } })).status;
	assert.equal(await statusFor("192.0.2.1"), 200);
	assert.equal(await statusFor("192.0.2.2, 10.1.2.3"), 200);
	assert.equal(await statusFor("198.51.100.7, 192.0.2.1"), 429);
	assert.equal(await statusFor("not an address"), 200);
	assert.equal(await statusFor(""), 429);
	await other.close();

	const direct = await openServer({
		library,
		port: 0,
		now: () => SAMPLE_AT,
		settings: { requestsPerMinute: 1 },
	});
	const forged = async (name: string): Promise<number> =>
		(await fetch(`${direct.address}/about`, { headers: { "x-forwarded-for": name } })).status;
	assert.deepEqual([await forged("192.0.2.1"), await forged("192.0.2.2")], [200, 429]);
	await direct.close();
});

test("the status page shows first what does not answer", async () => {
	const source = (outlet: string, failingSince: number | null) => ({
		outlet,
		address: `https://${outlet}/feed`,
		lastSuccess: SAMPLE_AT,
		lastError: failingSince === null ? null : "the server answered 500",
		failingSince,
		quietSince: null,
	});
	const status = async () => [source("en.example", null), source("zh.example", SAMPLE_AT)];
	const other = await openServer({ library, port: 0, now: () => SAMPLE_AT, status });
	const page = await (await fetch(`${other.address}/status`)).text();
	assert.ok(page.indexOf("https://zh.example/feed") < page.indexOf("https://en.example/feed"));
	assert.match(page, /the server answered 500/);
	await other.close();
});

test("no page weighs more than 60 KB without its pictures", async () => {
	for (const path of [
		"/",
		"/outlets",
		"/outlet/zh.example",
		"/month/2022-01",
		`/a/${mark}`,
		"/changes",
		"/numbers",
		"/settings",
	]) {
		assert.ok((await read(path)).length < 60_000, path);
	}
});

test("each language of the reader has its own words for what a search could not do", () => {
	const warnings: readonly SearchWarning[] = [
		{ kind: "long", characters: 400 },
		{ kind: "many-words", words: 24 },
		{ kind: "no-word" },
		{ kind: "only-left-out" },
		{ kind: "empty-filter", filter: "outlet" },
		{ kind: "no-day", filter: "before", text: "soon" },
		{ kind: "some-words" },
	];
	for (const warning of warnings) {
		const said = Object.values(LANGUAGES).map((words) => words.searchWarning(warning));
		assert.equal(new Set(said).size, 3, warning.kind);
		assert.deepEqual(
			said.map((text) => /\p{Script=Han}/u.test(text)),
			[true, true, false],
		);
	}
});
