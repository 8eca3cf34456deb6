import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import {
	discover,
	feedsNamedBy,
	guessesFor,
	sitemapsInRobots,
} from "../../src/collect/discovery/discover.ts";
import { feedsByRule } from "../../src/collect/discovery/rules.ts";
import { sharedPath, skipWithout } from "../support/shared.ts";

const ADDRESS = "https://site.example/news/today.html";

function page(html: string, link: string | null = null) {
	return { address: ADDRESS, content: Buffer.from(html), headers: link === null ? {} : { link } };
}

function namedBy(html: string, link: string | null = null): readonly string[] {
	return feedsNamedBy(page(html, link)).map((candidate) => candidate.address);
}

test("a page's feeds are those its links name, by type and relation, each once", () => {
	const html = `<base href="/x/"><link rel="Alternate Feed" type="application/rss+xml" href="rss" title=" All  news ">
		<link rel=alternate type=application/atom+xml href="https://site.example/x/rss#top"><link rel=alternate hreflang=fr href="/fr/">
		<link rel=alternate type=application/json href="/wp-json/1"><link rel=alternate type=application/json href="/feed.json">
		<link rel=feed href="feed:https://site.example/all"><link rel=stylesheet type=application/rss+xml href="no">`;
	assert.deepEqual(feedsNamedBy(page(html)), [
		{ kind: "feed", address: "https://site.example/x/rss", title: "All news", by: "link" },
		{ kind: "feed", address: "https://site.example/feed.json", title: "", by: "link" },
		{ kind: "feed", address: "https://site.example/all", title: "", by: "link" },
	]);
});

test("a Link header names feeds, and anchors count where nothing else names one", () => {
	const header = `<https://a.example/x>; rel="next", </feed>; rel="alternate"; type="application/atom+xml"`;
	assert.deepEqual(namedBy("<a href=/rss.xml>RSS</a>", header), ["https://site.example/feed"]);
	const anchors = `<a href="/rss.xml">News</a><a href="/follow">RSS</a><a href="/feedback">Feedback</a><a href="mailto:rss@site.example">RSS</a>`;
	assert.deepEqual(namedBy(anchors), ["https://site.example/rss.xml", "https://site.example/follow"]);
});

test("sites whose pages do not name their feeds have rules", () => {
	for (const [address, feed] of [
		["https://www.reddit.com/r/news/new/?t=day", "https://www.reddit.com/r/news/new/.rss?t=day"],
		["https://github.com/example/project", "https://github.com/example/project/releases.atom"],
		["https://medium.com/@writer", "https://medium.com/feed/@writer"],
		["https://letters.substack.com/p/one", "https://letters.substack.com/feed"],
		["https://social.example/@writer", "https://social.example/@writer.rss"],
	] as const) {
		assert.equal(feedsByRule(address)[0], feed);
	}
	assert.deepEqual(feedsByRule("https://github.com/features"), []);
	assert.deepEqual(feedsByRule("not an address"), []);
});

test("a feed's own address leads to itself, and a silent page to the usual places", () => {
	const feed = discover(page("<rss><channel><title>F</title></channel></rss>"));
	assert.deepEqual(feed, [{ kind: "feed", address: ADDRESS, title: "", by: "itself" }]);
	const guesses = discover(page("<p>Nothing here</p>"));
	assert.equal(guesses[0]?.address, "https://site.example/news/feed");
	assert.ok(
		guesses.some(({ kind, address }) => kind === "sitemap" && address === "https://site.example/sitemap.xml"),
	);
	assert.deepEqual(guessesFor("mailto:a@b.example"), []);
});

test("robots.txt names sitemaps", () => {
	const robots = "User-agent: *\nDisallow: /x\nSitemap: https://site.example/news.xml\n sitemap: /all.xml\n";
	assert.deepEqual(
		sitemapsInRobots(robots, ADDRESS).map(({ address }) => address),
		["https://site.example/news.xml", "https://site.example/all.xml"],
	);
});

interface Case {
	readonly id: string;
	readonly kind: "url-rule" | "html";
	readonly url: string;
	readonly html?: string;
	readonly headers?: Readonly<Record<string, string>>;
	readonly expect: readonly string[];
	readonly n?: number;
}

/** A case asks for some feeds, or for a number of them, or for none. */
function passes({ kind, url, html = "", headers, expect, n }: Case): boolean {
	const answer = { address: url, content: Buffer.from(html), headers: { link: headers?.["Link"] ?? [] } };
	const found = kind === "url-rule" ? feedsByRule(url) : feedsNamedBy(answer).map(({ address }) => address);
	if (n !== undefined) return found.length === n;
	return expect.length === 0 ? found.length === 0 : expect.every((address) => found.includes(address));
}

test("every shared case of discovery is right", {
	skip: skipWithout("bench/feeds/data/discovery.json"),
}, () => {
	const text = readFileSync(sharedPath("bench/feeds/data/discovery.json") ?? "", "utf8");
	const cases = JSON.parse(text) as readonly Case[];
	assert.deepEqual(
		cases.filter((one) => !passes(one)).map(({ id }) => id),
		[],
	);
});
