import assert from "node:assert/strict";
import { test } from "node:test";
import type { Article, Block } from "../../src/article/article.ts";
import { writeBody } from "../../src/article/body.ts";
import { sanitise } from "../../src/article/sanitise.ts";
import { articleText } from "../../src/article/text.ts";
import { extract } from "../../src/extract/extract.ts";
import { readPage } from "../../src/extract/page.ts";

const ADDRESS = "https://news.example/2024/harbour-bridge.html";

const FIRST =
	"The harbour bridge was closed on Monday evening, after an inspection found cracks in two of its cables.";
const SECOND =
	"Engineers said that repairs will take three weeks, and that buses will run around the bay until then.";

/** The article of a page whose body begins and ends with a paragraph, what is given standing between. */
function read(between: string, head = ""): Article {
	const html = `<html><head><title>Bridge closed</title>${head}</head><body><article><h1>Bridge closed</h1><p>${FIRST}</p>${between}</article></body></html>`;
	return extract(readPage({ address: ADDRESS, html }), null).article;
}

const blocksOf = (between: string): readonly Block[] =>
	read(`${between}<p>${SECOND}</p>`).blocks.slice(1, -1);
const bodyOf = (article: Article): string => writeBody(article, (picture) => picture.address);

const ENTRIES = [
	[
		"18:20",
		"Divers at the piers",
		"Divers looked at the piers this morning, and found them sound, the harbour office says.",
	],
	[
		"18:05",
		"First buses leave",
		"The first buses have left; the drive around the bay takes forty minutes, and is free.",
	],
	[
		"17:50",
		"Two more ferries",
		"The ferry company adds two boats, which leave from the old pier until midnight.",
	],
] as const;

test("a live blog's entries are read in their order, each with its time and heading", () => {
	const whole = [FIRST, ...ENTRIES.flat()].join("\n");
	const blog = (entry: (at: (typeof ENTRIES)[number]) => string): string =>
		articleText(read(`<div class="liveblog">${ENTRIES.map(entry).join("")}</div>`));
	assert.equal(
		blog(
			([time, title, text]) => `<div class="entry"><time>${time}</time><h2>${title}</h2><p>${text}</p></div>`,
		),
		whole,
	);
	assert.equal(
		blog(
			([time, title, text]) =>
				`<section><div class="timestamp">${time}</div><h3>${title}</h3><div><p>${text}</p></div></section>`,
		),
		whole,
	);
});

const liveData = (entries: readonly (typeof ENTRIES)[number][]): string => {
	const updates = entries.map(([time, headline, articleBody]) => ({
		"@type": "BlogPosting",
		headline,
		datePublished: `2024-03-12T${time}:00Z`,
		articleBody,
	}));
	const data = { "@type": "LiveBlogPosting", liveBlogUpdate: updates };
	return `<script type="application/ld+json">${JSON.stringify(data)}</script>`;
};

test("entries of a live blog that only the page's data has are read from there, and no entry twice", () => {
	assert.equal(
		articleText(read("", liveData(ENTRIES))),
		[FIRST, ...ENTRIES.flatMap(([time, title, text]) => [`2024-03-12 ${time}`, title, text])].join("\n"),
	);
	const shown = ENTRIES.map(([, title, text]) => `<h2>${title}</h2><p>${text}</p>`).join("");
	assert.equal(articleText(read(shown, liveData(ENTRIES))), articleText(read(shown)));
});

test("a single time between paragraphs is no live blog", () => {
	assert.deepEqual(blocksOf("<p>18:20</p>"), []);
});

test("footnotes and their references stay, without links that lead nowhere in an archive", () => {
	const notes = `<footer class="footnotes"><hr><ol>
		<li id="fn1">The harbour office's report of May, page 12. <a href="#ref1">↩</a></li>
		<li id="fn2"><p>Minutes of the city council, by <a href="https://city.example/">its office</a>. <a href="#ref2">^</a></p></li></ol></footer>`;
	const article = read(
		`<p>${SECOND}<sup id="ref1"><a href="#fn1">1</a></sup><sup><a href="${ADDRESS}#fn2">2</a></sup></p>${notes}`,
	);
	assert.equal(
		bodyOf(article),
		`<p>${FIRST}</p><p>${SECOND}<sup>1</sup><sup>2</sup></p><hr><ol><li>The harbour office's report of May, page 12.</li><li>Minutes of the city council, by <a href="https://city.example/">its office</a>.</li></ol>`,
	);
});

const POSTED = "The bridge is closed until further notice, and so is the footpath.";
const STATUS = "https://x.com/harbour/status/1";

test("a post whose words the page holds is quoted with its link; one without words is a link", () => {
	for (const name of ["twitter-tweet", "bluesky-embed", "mastodon-embed"]) {
		const [quote, ...rest] = blocksOf(
			`<blockquote class="${name}"><p>${POSTED}</p>— Harbour Office <a href="${STATUS}">12 March</a></blockquote>`,
		);
		assert.deepEqual(rest, []);
		assert.deepEqual(quote, {
			kind: "quote",
			blocks: [
				{ kind: "paragraph", html: POSTED },
				{ kind: "paragraph", html: `— Harbour Office <a href="${STATUS}">12 March</a>` },
			],
		});
		assert.deepEqual(blocksOf(`<blockquote class="${name}"><a href="${STATUS}"></a></blockquote>`), [
			{ kind: "embed", address: STATUS, label: "Post" },
		]);
	}
});

test("a post that says only who posted is a link with those words", () => {
	const address = "https://www.instagram.com/p/abc/";
	assert.deepEqual(
		blocksOf(
			`<blockquote class="instagram-media" data-instgrm-permalink="${address}"><a href="${address}">See this post</a><p>by the harbour office</p></blockquote>`,
		),
		[{ kind: "embed", address, label: "See this post by the harbour office" }],
	);
	const posted = "https://www.facebook.com/harbour/posts/1";
	assert.deepEqual(blocksOf(`<div class="fb-post" data-href="${posted}"></div>`), [
		{ kind: "embed", address: posted, label: "Post" },
	]);
});

/** The label and address of the one embed that markup gives; null where it gives nothing. */
function embedIn(markup: string): string | null {
	const [block, ...rest] = blocksOf(markup);
	assert.deepEqual(rest, []);
	return block?.kind === "embed" ? `${block.label} ${block.address}` : null;
}

test("frames and components of videos and posts are links, those of buttons are nothing", () => {
	const frame = (address: string): string | null => embedIn(`<iframe src="${address}"></iframe>`);
	assert.equal(
		frame("//www.youtube-nocookie.com/embed/abc"),
		"YouTube https://www.youtube-nocookie.com/embed/abc",
	);
	assert.equal(frame("https://weibo.com/tv/v/abc"), "Weibo https://weibo.com/tv/v/abc");
	assert.equal(frame("https://t.me/harbour/1?embed=1"), "Telegram https://t.me/harbour/1?embed=1");
	assert.equal(
		frame("https://www.facebook.com/plugins/post.php?href=x"),
		"Facebook https://www.facebook.com/plugins/post.php?href=x",
	);
	assert.equal(frame("https://www.facebook.com/plugins/like.php?href=x"), null);
	assert.equal(frame("https://widget.weibo.com/relationship/followbutton.php"), null);
	assert.equal(
		embedIn('<amp-youtube data-videoid="abc"></amp-youtube>'),
		"YouTube https://www.youtube.com/watch?v=abc",
	);
	assert.equal(
		embedIn('<lite-youtube videoid="a&quot;b"><div></div></lite-youtube>'),
		"YouTube https://www.youtube.com/watch?v=a%22b",
	);
	assert.equal(embedIn('<amp-twitter data-tweetid="1"></amp-twitter>'), "X https://x.com/i/status/1");
});

test("a table keeps its caption, and the lists in its cells as lines", () => {
	const article = read(
		`<table><caption>Ferries on Monday</caption><tr><th>Line</th><th>Stops</th></tr>
		<tr><td>7</td><td><ul><li>Old pier</li><li>Bay</li></ul></td></tr></table><p>${SECOND}</p>`,
	);
	const body = bodyOf(article);
	assert.match(
		body,
		/<p>Ferries on Monday<\/p><table><tr><th>Line<\/th><th>Stops<\/th><\/tr><tr><td>7<\/td><td>Old pier<br>Bay<\/td><\/tr>/,
	);
	assert.equal(sanitise(body), body);
});

test("code keeps its lines where a page lays it out beside their numbers", () => {
	assert.deepEqual(
		blocksOf(
			"<table><tr><td><pre>1\n2</pre></td><td><pre><code>let a = 1;\n  let b = 2;</code></pre></td></tr></table>",
		),
		[{ kind: "code", text: "let a = 1;\n  let b = 2;" }],
	);
});

test("a paragraph of sentences beside a picture is a paragraph, a short text is its caption", () => {
	const sentences =
		"Divers went down at noon, to look at the piers. They found them sound, the harbour office says, and came up to the boats after an hour.";
	const long = [FIRST, SECOND].map((text) => `<p>${text.repeat(12)}</p>`).join("");
	const beside = (text: string): readonly Block[] =>
		blocksOf(`${long}<div><img src="/p.jpg"><p>${text}</p></div>`).slice(2);
	const picture = { address: "https://news.example/p.jpg", alt: "", credit: "", width: null, height: null };
	assert.deepEqual(beside("The piers at noon"), [
		{ kind: "picture", picture: { ...picture, caption: "The piers at noon" } },
	]);
	assert.deepEqual(beside(sentences), [
		{ kind: "picture", picture: { ...picture, caption: "" } },
		{ kind: "paragraph", html: sentences },
	]);
});
