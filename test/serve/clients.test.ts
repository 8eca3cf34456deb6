import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openServer, type ReaderServer } from "../../src/serve/server.ts";
import type { MemoryLibrary } from "../support/library.ts";
import { openSample, SAMPLE_AT } from "../support/sample.ts";

let library: MemoryLibrary;
let server: ReaderServer;

before(async () => {
	library = await openSample();
	server = await openServer({ library, port: 0, now: () => SAMPLE_AT });
});
after(async () => {
	await server.close();
	library.close();
});

// biome-ignore lint/suspicious/noExplicitAny: foreign interfaces, read by the names of their fields.
const read = async (path: string, init?: RequestInit): Promise<any> =>
	(await fetch(server.address + path, init)).json();

test("a client of Miniflux gets the outlets, their articles, and one article", async () => {
	const feeds = await read("/v1/feeds", { headers: { "x-auth-token": "any" } });
	assert.deepEqual(
		feeds.map(({ title }: { title: string }) => title),
		["海港日报", "島嶼時報", "The Harbour Post"],
	);
	const { total, entries } = await read(
		`/v1/feeds/${feeds[0].id}/entries?limit=2&offset=1&order=published_at`,
	);
	assert.equal(total, 61);
	assert.equal(entries.length, 2);
	assert.equal(entries[0].feed.title, "海港日报");
	assert.equal((await read(`/v1/entries/${entries[0].id}`)).title, entries[0].title);
	assert.equal((await read("/v1/entries?status=read")).total, 0);
	assert.match((await read(`/v1/entries?search=${encodeURIComponent("会谈")}`)).entries[0].content, /星期三/);
	assert.equal((await fetch(`${server.address}/v1/entries/1`)).status, 404);
});

for (const prefix of ["", "/api/greader.php"]) {
	test(`a client of the Google Reader API pages through everything ("${prefix}")`, async () => {
		const login = await fetch(`${server.address}${prefix}/accounts/ClientLogin`, {
			method: "POST",
			body: new URLSearchParams({ Email: "a", Passwd: "b" }),
		});
		assert.match(await login.text(), /^Auth=.+$/m);
		const api = `${prefix}/reader/api/0`;
		const { subscriptions } = await read(`${api}/subscription/list?output=json`);
		assert.equal(subscriptions[0].id, "feed/zh.example");
		const ids: string[] = [];
		let more = "";
		do {
			const page = await read(`${api}/stream/items/ids?s=user/-/state/com.google/reading-list&n=25${more}`);
			ids.push(...page.itemRefs.map(({ id }: { id: string }) => id));
			more = page.continuation === undefined ? "" : `&c=${encodeURIComponent(page.continuation)}`;
		} while (more !== "");
		assert.equal(new Set(ids).size, 63);
		const body = new URLSearchParams(ids.slice(0, 3).map((id): [string, string] => ["i", id]));
		const { items } = await read(`${api}/stream/items/contents`, { method: "POST", body });
		assert.equal(items.length, 3);
		assert.match(items[0].id, /^tag:google\.com,2005:reader\/item\/[0-9a-f]{16}$/);
		const stream = await read(`${api}/stream/contents/feed/zh.example?n=1`);
		assert.match(stream.items[0].summary.content, /北约官员星期三说/);
		assert.equal((await read(`${api}/stream/contents/user/-/state/com.google/starred`)).items.length, 0);
	});
}

test("nothing can be written through a client", async () => {
	for (const [method, path] of [
		["PUT", "/v1/entries"],
		["POST", "/reader/api/0/edit-tag"],
		["POST", "/v1/feeds"],
	] as const) {
		assert.equal((await fetch(server.address + path, { method })).status, 405, path);
	}
});
