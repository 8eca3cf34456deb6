import assert from "node:assert/strict";
import { test } from "node:test";
import { readFeed } from "../../src/index.ts";

const ADDRESS = "https://news.example.org/feed.xml";

function read(text: string) {
	const feed = readFeed(Buffer.from(text), { url: ADDRESS });
	assert.ok(feed !== null);
	return feed;
}

function entryOf(text: string) {
	const entry = read(text).entries[0];
	assert.ok(entry !== undefined);
	return entry;
}

const rss = (item: string, head = ""): string =>
	`<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel><title>Harbour news</title>${head}<item>${item}</item></channel></rss>`;
const atom = (entry: string, head = ""): string =>
	`<feed xmlns="http://www.w3.org/2005/Atom">${head}<entry>${entry}</entry></feed>`;

test("an RSS item is read with everything that it says", () => {
	const entry = entryOf(
		rss(
			`<title>Ferry &amp; port</title><link>/a/1</link><guid isPermaLink="false">n-1</guid>
			<pubDate>Tue, 05 Mar 2024 14:30:00 +0800</pubDate><author>desk@example.org (The desk)</author>
			<category>Sea</category><category>Trade</category><comments>/a/1/talk</comments>
			<description>Short</description><content:encoded><![CDATA[<p>Long <a href="/b">text</a></p>]]></content:encoded>
			<enclosure url="a.mp3" type="audio/mpeg" length="120"/><media:thumbnail url="/t.jpg"/>`,
		),
	);
	assert.deepEqual(entry, {
		id: "n-1",
		title: "Ferry & port",
		link: "https://news.example.org/a/1",
		original: null,
		published: "2024-03-05T06:30:00.000Z",
		updated: null,
		dateAsWritten: "Tue, 05 Mar 2024 14:30:00 +0800",
		author: "The desk",
		content: '<p>Long <a href="https://news.example.org/b">text</a></p>',
		summary: "Short",
		enclosures: [{ url: "https://news.example.org/a.mp3", type: "audio/mpeg", length: 120 }],
		categories: ["Sea", "Trade"],
		image: "https://news.example.org/t.jpg",
		comments: "https://news.example.org/a/1/talk",
		language: null,
	});
});

test("an Atom entry is read by its types, its bases and its feed's author", () => {
	const entry = entryOf(
		atom(
			`<id>tag:example.org,2024:1</id><title type="html">A &amp;lt; &lt;b&gt;B&lt;/b&gt;</title>
			<link rel="self" href="/api/1"/><link href="1.html"/><updated>2024-03-05T06:30:00Z</updated>
			<summary>1 &lt; 2</summary>
			<content type="xhtml" xml:base="pictures/"><x:div xmlns:x="http://www.w3.org/1999/xhtml"><x:p>See<x:img src="p.png"/></x:p></x:div></content>`,
			`<author><name>Night shift</name></author><link href="https://other.example/" />`,
		).replace("<feed ", '<feed xml:base="https://base.example/news/" '),
	);
	assert.equal(entry.title, "A < B");
	assert.equal(entry.link, "https://base.example/news/1.html");
	assert.equal(entry.updated, "2024-03-05T06:30:00.000Z");
	assert.equal(entry.summary, "1 &lt; 2");
	assert.equal(entry.content, '<p>See<img src="https://base.example/news/pictures/p.png"></p>');
	assert.equal(entry.author, "Night shift");
});

test("RDF, Atom 0.3, CDF and JSON Feed are feeds as well", () => {
	const rdf = read(
		`<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:d="http://purl.org/dc/elements/1.1/"><channel><title>R</title></channel><item rdf:about="https://e.example/1"><title>One</title><d:date>2024-03-05</d:date></item></rdf:RDF>`,
	);
	assert.deepEqual([rdf.format, rdf.title, rdf.entries[0]?.link], ["rdf", "R", "https://e.example/1"]);
	assert.equal(rdf.entries[0]?.published, "2024-03-05T00:00:00.000Z");
	const old = read(
		`<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry><title mode="base64">SGVsbG8=</title><issued>2004-03-05T06:30:00Z</issued></entry></feed>`,
	);
	assert.deepEqual([old.entries[0]?.title, old.entries[0]?.published], ["Hello", "2004-03-05T06:30:00.000Z"]);
	const cdf = read(
		`<channel href="https://e.example/"><item href="https://e.example/1"><title>One</title></item></channel>`,
	);
	assert.deepEqual(
		[cdf.format, cdf.link, cdf.entries[0]?.link],
		["cdf", "https://e.example/", "https://e.example/1"],
	);
	const json = read(
		`{"version":"https://jsonfeed.org/version/1.1","title":"J","next_url":"/2","items":[{"id":7,"url":"/7","content_text":"a < b","authors":[{"name":"Ann"}],},]}`,
	);
	assert.deepEqual(
		[json.format, json.flaws, json.links.next],
		["json", ["bad-json"], "https://news.example.org/2"],
	);
	assert.deepEqual(
		[json.entries[0]?.id, json.entries[0]?.content, json.entries[0]?.author],
		["7", "a &lt; b", "Ann"],
	);
});

test("a feed says when it wants to be asked and where else it is", () => {
	const feed = read(
		rss(
			"<title>x</title>",
			`<ttl>60</ttl><skipHours><hour>0</hour><hour>24</hour><hour>7</hour></skipHours><skipDays><day>Sunday</day><day>Noday</day></skipDays>
			<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency><itunes:new-feed-url>https://new.example/f</itunes:new-feed-url>
			<atom:link rel="self" href="/feed.xml"/><atom:link rel="hub" href="https://hub.example/"/><atom:link rel="prev-archive" href="/old.xml"/>`,
		),
	);
	assert.equal(feed.ttl, 60);
	assert.deepEqual(feed.pace, { skipHours: [0, 7], skipDays: [0], updateMinutes: 360 });
	assert.deepEqual(feed.links, {
		self: ADDRESS,
		hubs: ["https://hub.example/"],
		next: null,
		previousArchive: "https://news.example.org/old.xml",
		moved: "https://new.example/f",
		complete: false,
	});
});

test("prefixes mean what their addresses say, and the usual ones need no address", () => {
	const declared = `<rss xmlns:zz="http://purl.org/dc/elements/1.1/" xmlns:dc="http://example.org/other#"><channel><item><dc:creator>No</dc:creator><zz:creator>Yes</zz:creator></item></channel></rss>`;
	assert.equal(entryOf(declared).author, "Yes");
	assert.equal(
		entryOf(`<rss><channel><item><dc:creator>Ann</dc:creator></item></channel></rss>`).author,
		"Ann",
	);
});

test("what modules add to an item does not replace what the item says", () => {
	const entry = entryOf(
		rss(
			`<media:content url="v.mp4"><media:title>Video</media:title></media:content><itunes:title>Episode</itunes:title><title>Item</title><media:description>m</media:description><description>d</description>`,
		),
	);
	assert.deepEqual([entry.title, entry.summary, entry.enclosures.length], ["Item", "d", 1]);
});

test("bytes that hold no feed give null", () => {
	for (const text of [
		"",
		"   ",
		"<html><body>Please log in</body></html>",
		'{"error":"no"}',
		"{",
		"PK\u0003\u0004",
		"[]",
	]) {
		assert.equal(readFeed(Buffer.from(text)), null, text);
	}
});
