import assert from "node:assert/strict";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import sharp from "sharp";
import { markOf } from "../../src/article/address.ts";
import type { KeptPicture } from "../../src/article/library.ts";
import { proxiedAddress } from "../../src/article/weserv.ts";
import { readIndexDump, reindex } from "../../src/keep/reindex.ts";
import { openPictureDoor } from "../../src/press/fetch-picture.ts";
import type { Press } from "../../src/press/open.ts";
import { openServer, type ReaderServer } from "../../src/serve/server.ts";
import { articleAt, keepingOf } from "../keep/support.ts";
import { type Origin, openOrigin } from "../support/origin.ts";
import { type Bench, benchOf } from "../support/press.ts";

const ARTICLE = "https://news.example/a/harbour";
const UNKEPT = { sha256: null, file: null, type: null, width: null, height: null };
const TEXTS = { alt: "", caption: "", credit: "" };

let origin: Origin;
let bench: Bench;
let press: Press;
let reader: ReaderServer;
let photo: Buffer;

before(async () => {
	photo = await sharp({ create: { width: 90, height: 60, channels: 3, background: "#368" } })
		.jpeg()
		.toBuffer();
	origin = await openOrigin((request, response) => {
		if (request.url === "/robots.txt") return response.writeHead(404).end();
		if (request.url === "/page.jpg") return response.end("<!doctype html><script>run()</script>");
		if (request.url === "/self.jpg") return response.writeHead(302, { location: "/self.jpg" }).end();
		if (request.url === "/inner.jpg")
			return response.writeHead(302, { location: "http://127.0.0.1:9/" }).end();
		if (request.url === "/private.jpg")
			return response
				.writeHead(200, { "cache-control": "private, no-store", "set-cookie": "who=me" })
				.end(photo);
		return request.url === "/gone.jpg" ? response.writeHead(410).end() : response.end(photo);
	});
	const settings = {
		network: { allow: [`127.0.0.1:${origin.port}`], paceMs: 0 },
		serve: { pictureHosts: ["LOCALHOST"] },
	};
	bench = benchOf(JSON.stringify(settings), Date.UTC(2026, 0, 1));
	press = await bench.open();
	const fetchPicture = openPictureDoor(press);
	assert.ok(fetchPicture !== null);
	reader = await openServer({
		library: press.archive.library,
		port: 0,
		now: bench.clock.now,
		images: { fetchPicture },
	});
	const names = ["named.jpg", "gone.jpg", "page.jpg", "self.jpg", "inner.jpg", "private.jpg"];
	const addresses = [...names.map((name) => `${origin.address}/${name}`), "http://10.0.0.1/inside.jpg"];
	const pictures = addresses.map((address): KeptPicture => ({ address, ...UNKEPT, ...TEXTS }));
	const body = addresses.map((address) => `<img src="${proxiedAddress(address)}">`).join("");
	await press.archive.keep(
		keepingOf({ address: ARTICLE, pictures, body: `<p>Boats lay in the harbour.</p>${body}` }),
	);
});

after(async () => {
	await reader.close();
	await press.close();
	await origin.close();
	bench.remove();
});

const asked = (name: string): number => origin.requests.filter(({ url }) => url === `/${name}`).length;

function get(path: string): Promise<Response> {
	return fetch(`${reader.address}${path}`);
}

async function refusalOf(address: string): Promise<string> {
	const response = await get(`/img?url=${encodeURIComponent(address)}`);
	const { message } = (await response.json()) as { message: string };
	return `${response.status} ${message}`;
}

const here = (name: string): string => `${origin.address.replace("http://", "")}/${name}`;

test("a picture that an article names is fetched once for a hundred callers, and kept as it came", async () => {
	const before = await (await get(`/a/${markOf(ARTICLE)}`)).text();
	assert.match(before, /<figure class="absent"><img src="\/img\?url=[^"]*named\.jpg/);
	const answers = await Promise.all(
		Array.from({ length: 100 }, () => get(`/img?url=${encodeURIComponent(here("named.jpg"))}&w=45`)),
	);
	assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200]);
	assert.equal(asked("named.jpg"), 1);
	const blob = await press.archive.library.picture(here("named.jpg"));
	assert.ok(readFileSync(blob?.path ?? "").equals(photo));
	const shown = await (await get(`/a/${markOf(ARTICLE)}`)).text();
	assert.match(shown, /<figure><img src="\/img\?url=[^"]*named\.jpg[^>]* width="90" height="60"/);
	assert.equal((await press.archive.library.article(markOf(ARTICLE)))?.picture?.sha256, blob?.sha256);
});

test("what no article names is asked of nobody, and refused in the words of images.weserv.nl", async () => {
	assert.equal(await refusalOf("outlet.example/a.jpg"), "404 The requested URL returned error: 404");
	assert.equal(await refusalOf(here("unnamed.jpg")), "400 IP address blocked by policy");
	assert.equal(asked("unnamed.jpg"), 0);
});

test("the guard stands before every address, named or not, and behind every redirect", async () => {
	assert.equal(await refusalOf("10.0.0.1/inside.jpg"), "400 IP address blocked by policy");
	assert.equal(await refusalOf(here("inner.jpg")), "400 IP address blocked by policy");
	// A host that the operator named may be asked, and is still a private one.
	assert.equal(
		await refusalOf("localhost/a.jpg"),
		"404 The hostname of the origin is unresolvable (DNS) or blocked by policy.",
	);
});

test("an origin's answer is passed on, and asked for again after a quarter of an hour", async () => {
	for (const _ of [1, 2])
		assert.equal(await refusalOf(here("gone.jpg")), "404 The requested URL returned error: 410");
	assert.equal(asked("gone.jpg"), 1);
	bench.clock.move(16 * 60_000);
	await refusalOf(here("gone.jpg"));
	assert.equal(asked("gone.jpg"), 2);
	assert.equal(await refusalOf(here("self.jpg")), "404 Will not follow a redirection to itself");
	assert.equal(
		await refusalOf(here("page.jpg")),
		"404 Invalid or unsupported image format. Is it a valid image?",
	);
	assert.equal(await press.archive.library.picture(here("page.jpg")), null);
});

test("what an origin tells caches is not for an archive: a private picture is shown, kept, and sets no cookie", async () => {
	const response = await get(`/img?url=${encodeURIComponent(here("private.jpg"))}`);
	assert.equal(response.status, 200);
	assert.equal(response.headers.get("set-cookie"), null);
	assert.equal(response.headers.get("cache-control"), "public, max-age=31536000");
	assert.ok((await press.archive.library.picture(here("private.jpg"))) !== null);
});

test("pictures that an imported document links through the proxy may be fetched, by https", async () => {
	const body = '<p>Old words.</p><img src="https://images.weserv.nl?url=img.example/a%3Fb=1.jpg">';
	await press.archive.keep({ ...keepingOf({ body }), article: articleAt("https://news.example/old", "Old") });
	const { archive } = press;
	assert.equal(archive.namedPicture("http://img.example/a?b=1.jpg"), "https://img.example/a?b=1.jpg");
	assert.equal(
		archive.namedPicture("https://wsrv.nl/?url=img.example/a%3Fb=1.jpg"),
		"https://img.example/a?b=1.jpg",
	);
	assert.equal(archive.namedPicture("https://img.example/a"), null);
});

test("an index made again names the same pictures", async () => {
	await press.close();
	const live = [...readIndexDump(join(bench.folder, "archive"))];
	assert.equal(live.filter((line) => line.startsWith('["named"')).length, 8);
	rmSync(join(bench.folder, "archive", "index.sqlite"));
	await reindex(join(bench.folder, "archive"));
	assert.deepEqual([...readIndexDump(join(bench.folder, "archive"))], live);
});
