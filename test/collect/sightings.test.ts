import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { oneLine } from "../../src/article/body.ts";
import { readDocument } from "../../src/article/document.ts";
import { sanitise } from "../../src/article/sanitise.ts";
import { type Listing, type ListingSource, readListing, sightingsOf } from "../../src/collect/sightings.ts";
import { openReplay } from "../support/replay.ts";
import { sharedPath, skipWithout } from "../support/shared.ts";

const SEEN = Date.UTC(2026, 0, 2);
const FEED: ListingSource = { kind: "feed", address: "https://news.example.org/feed" };

function listing(text: string | Uint8Array, source: ListingSource): Listing {
	const read = readListing(typeof text === "string" ? Buffer.from(text) : text, null, source);
	assert.ok(read !== null);
	return read;
}

function sightings(items: string) {
	return sightingsOf(listing(`<rss><channel>${items}</channel></rss>`, FEED), FEED.address, SEEN);
}

test("an entry is sighted under its canonical address, with its times in milliseconds", () => {
	const [sighting] = sightings(
		`<item><title>One</title><link>https://news.example.org/1?utm_source=rss#top</link><guid>https://news.example.org/?p=1</guid><pubDate>Fri, 02 Jan 2026 00:00:00 GMT</pubDate><description>Short</description></item>`,
	);
	assert.deepEqual(sighting, {
		address: "https://news.example.org/1",
		id: "news.example.org/?p=1",
		title: "One",
		published: SEEN,
		updated: null,
		seen: SEEN,
		content: null,
		summary: "Short",
		author: null,
		language: null,
	});
});

test("an entry given twice is sighted once, and one identifier for all entries loses none", () => {
	const twice = `<item><title>A</title><link>https://e.example/a</link><guid>1</guid></item>`;
	assert.equal(sightings(twice + twice).length, 1);
	assert.equal(sightings(twice + twice.replace("/a<", "/a?utm_medium=x<")).length, 1);
	const shared = ["A", "B", "C"].map(
		(name) => `<item><title>${name}</title><link>https://e.example/${name}</link><guid>same</guid></item>`,
	);
	assert.equal(sightings(shared.join("")).length, 3);
});

test("an identifier that moves from http to https stays the same", () => {
	const ids = ["http", "https"].map(
		(scheme) => sightings(`<item><title>A</title><guid>${scheme}://e.example/1</guid></item>`)[0]?.id,
	);
	assert.deepEqual(ids, ["e.example/1", "e.example/1"]);
});

test("entries without links have addresses of their own, the same at every poll", () => {
	const items = `<item><description>First</description></item><item><description>Second</description></item>`;
	const [first, second] = sightings(items);
	assert.match(first?.address ?? "", /^https:\/\/news\.example\.org\/feed\?entry=[a-z2-7]{16}$/);
	assert.notEqual(first?.address, second?.address);
	assert.equal(sightings(items)[0]?.address, first?.address);
});

test("a description in paragraphs that is as long as an article is taken for the article", () => {
	const long = `<p>${"Words of the article. ".repeat(40)}</p>`;
	const [whole, short] = sightings(
		`<item><link>https://e.example/1</link><description><![CDATA[${long}]]></description></item><item><link>https://e.example/2</link><description>&lt;p&gt;Short.&lt;/p&gt;</description></item>`,
	);
	assert.equal(whole?.content, long.trim());
	assert.equal(short?.content, null);
});

test("a sitemap with news is a source, gzipped or not, and an index names more", () => {
	const text = `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://e.example/a?x=1&amp;y=2</loc><lastmod>2026-01-02</lastmod><n:news><n:publication><n:name>E</n:name><n:language>zh-cn</n:language></n:publication><n:publication_date>2026-01-02T08:00:00+08:00</n:publication_date><n:title>标题</n:title></n:news></url><url><loc>not an address</loc></url></urlset>`;
	const source: ListingSource = { kind: "sitemap", address: "https://e.example/news.xml" };
	for (const bytes of [Buffer.from(text), gzipSync(text)]) {
		const [only, ...rest] = sightingsOf(listing(bytes, source), source.address, SEEN);
		assert.deepEqual(rest, []);
		assert.deepEqual(
			[only?.address, only?.title, only?.published, only?.language],
			["https://e.example/a?x=1&y=2", "标题", SEEN, "zh-cn"],
		);
	}
	const index = `<sitemapindex><sitemap><loc>https://e.example/1.xml</loc><lastmod>2020-01-01</lastmod></sitemap><sitemap><loc>https://e.example/2.xml</loc><lastmod>2026-01-01</lastmod></sitemap></sitemapindex>`;
	assert.deepEqual(listing(index, source), {
		kind: "sitemap",
		sitemap: { kind: "index", sitemaps: ["https://e.example/2.xml", "https://e.example/1.xml"] },
	});
	assert.equal(readListing(Buffer.from("<html></html>"), null, source), null);
});

test("a front page is a source: each link that its selector finds, once, with its longest words", () => {
	const source: ListingSource = { kind: "page", address: "https://e.example/news/", selector: ".list a, h3" };
	const page = `<base href="/news/x/"><nav><a href="/about">About</a></nav><div class=list><a href="1.html"><img src=i alt="Picture"></a><a href="1.html#c">First story</a><a href="javascript:0">Menu</a><a href="/news/">Here</a></div><h3><a href="https://other.example/2?utm_source=e">Second</a></h3>`;
	const found = sightingsOf(listing(page, source), source.address, SEEN);
	assert.deepEqual(
		found.map(({ address, title }) => [address, title]),
		[
			["https://e.example/news/x/1.html", "First story"],
			["https://other.example/2", "Second"],
		],
	);
});

async function bodyOf(url: string): Promise<Uint8Array> {
	return new Uint8Array(await (await fetch(url)).arrayBuffer());
}

test("the seed's feed gives the seed's body byte for byte", {
	skip: skipWithout("replay/serve.mjs"),
	timeout: 60_000,
}, async () => {
	const replay = await openReplay();
	try {
		const source: ListingSource = { kind: "feed", address: `${replay.origin}/seed/feed.xml` };
		const [only] = sightingsOf(listing(await bodyOf(source.address), source), source.address, SEEN);
		const seed = readDocument(readFileSync(sharedPath("seed/nato-russia-talks.md") ?? "", "utf8"));
		assert.equal(oneLine(sanitise(only?.content ?? "")), seed?.body);
		assert.equal(only?.title, seed?.title);
		assert.equal(only?.published, seed?.stamp);
	} finally {
		await replay.close();
	}
});
