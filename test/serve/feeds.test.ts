import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openServer, type ReaderServer } from "../../src/serve/server.ts";
import type { MemoryLibrary } from "../support/library.ts";
import { openSample, SAMPLE_AT } from "../support/sample.ts";

let library: MemoryLibrary;
let server: ReaderServer;

before(async () => {
	library = await openSample();
	const settings = { hub: "https://hub.example/", baseUrl: "https://news.example/" };
	server = await openServer({ library, port: 0, now: () => SAMPLE_AT, settings });
});
after(async () => {
	await server.close();
	library.close();
});

const read = async (path: string): Promise<string> => (await fetch(server.address + path)).text();
const local = (address: string): string => address.replace("https://news.example", "");
const all = (text: string, pattern: RegExp): readonly string[] =>
	[...text.matchAll(pattern)].map(([, found = ""]) => found);

for (const format of ["atom", "rss"]) {
	test(`by its archives a reader of ${format} gets every article once (RFC 5005)`, async () => {
		const seen: string[] = [];
		let path: string | null = `/feeds/all.${format}`;
		for (let document = 0; path !== null && document < 100; document++) {
			const text: string = await read(path);
			seen.push(...all(text, /<(?:id|guid[^>]*)>(urn:pressmark:[a-z2-7]{10})</g));
			assert.equal(text.includes("<fh:archive/>"), document > 0);
			const previous: string | undefined = /rel="prev-archive"[^>]* href="([^"]+)"/.exec(text)?.[1];
			path = previous === undefined ? null : local(previous.replaceAll("&amp;", "&"));
		}
		assert.equal(new Set(seen).size, 63);
	});
}

test("a feed carries whole articles, with pictures and links from the archive's own address", async () => {
	const text = await read("/feeds/outlet/zh.example/section/%E5%9B%BD%E9%99%85/all.atom");
	assert.match(text, /北约官员星期三说/);
	assert.match(text, /&lt;img src=&quot;https:\/\/news\.example\/img\?url=/);
	// Colours are classes of the reader's own style sheet.
	assert.doesNotMatch(text, /tone/);
	assert.match(
		text,
		/<link rel="enclosure" type="image\/jpeg" length="\d+" href="https:\/\/news\.example\/media\//,
	);
	assert.match(text, /<link rel="hub" href="https:\/\/hub\.example\/"\/>/);
	assert.doesNotMatch(text, /weserv|港口日记/);
});

test("a search and the list of changes are feeds too", async () => {
	const found = JSON.parse(await read(`/feeds/search.json?q=${encodeURIComponent("会谈")}`)) as {
		items: { title: string }[];
	};
	assert.ok(found.items.length > 0);
	const changes = await read("/feeds/changes.rss");
	assert.match(changes, /A longer winter in the harbour towns/);
	assert.match(
		changes,
		/&lt;del&gt;星期二&lt;\/del&gt;&lt;ins&gt;星期三&lt;\/ins&gt;/,
		"an edit says what it changed",
	);
	assert.equal((await fetch(`${server.address}/feeds/search.atom`)).status, 404);
});

test("a JSON feed says that it is one, and where its page is", async () => {
	const feed = JSON.parse(await read("/feeds/all.json")) as Record<string, unknown>;
	assert.equal(feed["version"], "https://jsonfeed.org/version/1.1");
	assert.equal(feed["home_page_url"], "https://news.example/");
});

test("a list of all outlets can be subscribed to at once", async () => {
	const text = await read("/feeds/outlets.opml");
	assert.deepEqual(
		all(text, /xmlUrl="([^"]+)"/g)
			.map(local)
			.slice(0, 2),
		["/feeds/all.atom", "/feeds/outlet/zh.example/all.atom"],
	);
});

test("every path of the JSON interface answers with what its description promises", async () => {
	type Schema = { $ref?: string; required?: readonly string[] };
	type Described = {
		paths: Record<
			string,
			{ get: { responses: { "200": { content: { "application/json": { schema: Schema } } } } } }
		>;
		components: { schemas: Record<string, Schema> };
	};
	const described = JSON.parse(await read("/api/v1/openapi.json")) as Described;
	const [article] = await library.list({ limit: 1 });
	for (const [path, { get }] of Object.entries(described.paths)) {
		const filled = path.replace("{mark}", article?.mark ?? "").replace("{revision}", "1");
		const response = await fetch(`${server.address}/api/v1${filled}?q=${encodeURIComponent("会谈")}`);
		assert.equal(response.status, 200, path);
		const name = get.responses["200"].content["application/json"].schema.$ref?.split("/").at(-1) ?? "";
		const promised = described.components.schemas[name]?.required ?? [];
		const body = (await response.json()) as object;
		assert.ok(promised.length > 0, path);
		assert.deepEqual(
			promised.filter((property) => !(property in body)),
			[],
			path,
		);
	}
	assert.equal((await fetch(`${server.address}/api/v1/articles/aaaaaaaaaa`)).status, 404);
});
