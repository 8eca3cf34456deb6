import assert from "node:assert/strict";
import { test } from "node:test";
import type { Picture } from "../../src/article/article.ts";
import { extract } from "../../src/extract/extract.ts";
import { readPage } from "../../src/extract/page.ts";
import { parseSrcset } from "../../src/extract/pictures.ts";

const TEXT =
	"<p>The harbour bridge was closed on Monday evening, after an inspection found cracks in two of its cables.</p>";

function picturesOf(markup: string, head = ""): Picture[] {
	const html = `<html><head>${head}</head><body><article>${TEXT}${markup}${TEXT.replace("Monday", "Tuesday")}</article></body></html>`;
	const { article } = extract(readPage({ address: "https://news.example/a/b", html }), null);
	return article.blocks.flatMap((block) => (block.kind === "picture" ? [block.picture] : []));
}

/** The addresses of the pictures that markup gives, in order. */
function check(markup: string, addresses: readonly string[], head = ""): void {
	assert.deepEqual(
		picturesOf(markup, head).map((picture) => picture.address),
		addresses,
	);
}

test("the largest candidate of a srcset is taken, commas in addresses and all", () => {
	check('<img src="s.jpg" srcset="a,b.jpg 1x, c.jpg 2x">', ["https://news.example/a/c.jpg"]);
	check('<img srcset="/w_100,h_50/a.jpg 100w, /w_800,h_400/a.jpg 800w">', [
		"https://news.example/w_800,h_400/a.jpg",
	]);
	check('<img srcset="data:image/gif;base64,R0lG 2x, /b.jpg 1x">', ["https://news.example/b.jpg"]);
});

test("a box that is named for its caption keeps its picture", () => {
	const [picture] = picturesOf(
		'<div class="wp-caption"><a href="/large.jpg"><img src="/pier.jpg"></a><p class="wp-caption-text">The pier at noon.</p></div>',
	);
	assert.equal(picture?.address, "https://news.example/pier.jpg");
	assert.equal(picture?.caption, "The pier at noon.");
});

test("a srcset is read no further than a thousand candidates", () => {
	assert.equal(parseSrcset("a.jpg 1x, ".repeat(100_000)).length, 1000);
});

test("sources of a picture count, the largest by width first", () => {
	check(
		'<picture><source type="image/avif" srcset="/w400.avif 400w, /w1600.avif 1600w"><img src="/w200.jpg"></picture>',
		["https://news.example/w1600.avif"],
	);
});

test("what scripts would load is promoted, with or without a file's name", () => {
	for (const name of ["data-src", "data-original", "data-lazy-src", "data-hi-res-src"]) {
		check(`<img src="data:image/gif;base64,R0lG" ${name}="/real.jpg">`, ["https://news.example/real.jpg"]);
	}
	check('<img data-srcset="/real-800.jpg 800w, /real-300.jpg 300w">', ["https://news.example/real-800.jpg"]);
	check('<img data-src="https://img.example/i?id=1">', ["https://img.example/i?id=1"]);
	check('<img data-src="x.avif">', ["https://news.example/a/x.avif"]);
	check('<img src="data:image/gif;base64,R0lG"><noscript><img src="/real.jpg"></noscript>', [
		"https://news.example/real.jpg",
	]);
});

test("placeholders, counting pixels and other schemes are no pictures", () => {
	check('<img src="data:image/gif;base64,R0lG">', []);
	check('<img src="/p.gif" width="1" height="1">', []);
	check('<img src="https://b.scorecardresearch.com/p?c1=2">', []);
	check(`<img src="data:image/png;base64,${"A".repeat(1_000_000)}">`, []);
	for (const address of ["javascript:alert(1)", "file:///etc/hosts", "blob:https://news.example/1"])
		check(`<img src="${address}">`, []);
});

test("signs that a page is laid out with and portraits of who signs are no pictures, illustrations named so are", () => {
	for (const address of [
		"/img/arrow-right.svg",
		"/media/toggle-arrow.8f03a381.svg",
		"/img/five-stars.svg",
		"/theme/lock-icon.svg",
		"/images/smilies/sad.gif",
		"/themes/pier/icons/check.png",
		"/plugins/print/print.gif",
		"/img/ajax-loader_big.gif",
		"/lazy/lazy_placeholder.gif",
		"https://www.gravatar.com/avatar/00?s=96",
	])
		check(`<img src="${address}">`, []);
	check('<img src="/face.jpg" width="50" height="50"><img src="/sign.png" height="35">', []);
	for (const address of ["/arrow-bridge.jpg", "/stars-over-the-bay.png", "/d_transparent.gif/bridge.jpg"])
		check(`<img src="${address}">`, [`https://news.example${address}`]);
	check('<img src="/icons-of-the-bay.svg" width="800" height="600">', [
		"https://news.example/icons-of-the-bay.svg",
	]);
	check('<img src="/formula.png" width="600" height="29">', ["https://news.example/formula.png"]);
});

test("relative addresses are resolved against the base, entities decoded once", () => {
	check('<img src="p.jpg">', ["https://img.example/x/p.jpg"], '<base href="https://img.example/x/">');
	check('<img src="/i?a=1&amp;b=2&#038;c=3">', ["https://news.example/i?a=1&b=2&c=3"]);
});

test("the same picture stands once", () => {
	check('<img src="/p.jpg">'.repeat(500), ["https://news.example/p.jpg"]);
});

test("caption, credit and alternative text go with their picture and not into the text", () => {
	const [picture] = picturesOf(
		'<figure><img src="/p.jpg" alt="A bridge" width="800" height="600"><figcaption>The bridge on Monday. <span class="credit">Photo: News Example</span></figcaption></figure>',
	);
	assert.deepEqual(picture, {
		address: "https://news.example/p.jpg",
		alt: "A bridge",
		caption: "The bridge on Monday.",
		credit: "Photo: News Example",
		width: 800,
		height: 600,
	});
	const [named] = picturesOf(
		'<div class="media"><img src="/p.jpg"><p class="wp-caption-text">The bridge on Monday</p></div>',
	);
	assert.equal(named?.caption, "The bridge on Monday");
});

test("the picture between headline and body is the article's, where it is a figure or stands for the page", () => {
	const page = (media: string, head = ""): Picture[] => {
		const html = `<html><head><title>Bridge closed</title>${head}</head><body><h1>Bridge closed</h1>${media}<div class="entry-content">${TEXT}${TEXT.replace("Monday", "Tuesday")}</div></body></html>`;
		const { article } = extract(readPage({ address: "https://news.example/a/b", html }), null);
		return article.blocks.flatMap((block) => (block.kind === "picture" ? [block.picture] : []));
	};
	const [lead] = page('<figure><img src="/pier.jpg"><figcaption>The pier at noon.</figcaption></figure>');
	assert.equal(lead?.address, "https://news.example/pier.jpg");
	assert.equal(lead?.caption, "The pier at noon.");
	const box = '<div class="media"><img src="/img/pier-1200x800.jpg"></div>';
	assert.equal(page(box, '<meta property="og:image" content="https://cdn.example/pier.jpg">').length, 1);
	assert.deepEqual(page(box), []);
});

test("a caption that is known by its words alone goes with its picture", () => {
	const story = "水位在夜里涨了半米，码头的灯亮到天明，船工们把绳子收紧，又检查了两遍，天亮以后照常开出。";
	const captionOf = (line: string, alt = ""): string | undefined =>
		picturesOf(
			`<p>${story}</p><p><img src="/pier.jpg" alt="${alt}"></p><p>${line}</p><p>${story.replace("夜", "昨夜")}</p>`,
		)[0]?.caption;
	for (const line of [
		"周一的码头。某某社记者 王小明 摄",
		"周一的码头。某某大学供图",
		"周一的碼頭。（王小明攝/資料圖片）",
		"周一的碼頭。（翻攝自網路）",
		"周一的碼頭。（船家提供）",
		"图注：周一的码头",
	])
		assert.equal(captionOf(line), line);
	assert.equal(captionOf("周一的码头", "周一的码头"), "周一的码头");
	assert.equal(captionOf("船家说，明天的船票由镇上提供。"), "");
});

test("the page's own pictures are no pictures of the article: faces, buttons, codes to scan, what turns while something loads", () => {
	for (const name of [
		"/images/share.png",
		"/pic/content_logo.png",
		"/static/lock-icon.9bbf0a30.svg",
		"/theme/icons/play.svg",
		"/comments/face/12.gif",
		"/common/waiting.gif",
		"/img/next_page.jpg",
		"/img/qr-img.png",
		"/sym/loader.png",
	])
		check(`<img src="${name}">`, []);
	check('<img src="/a.jpg" width="20" height="20">', []);
	check('<img src="/a.jpg" alt="某某报公众号">', []);
	check('<img src="/equation.png" width="600" height="29">', ["https://news.example/equation.png"]);
	for (const name of [
		"/2024/ferry-logo-on-pier.jpg",
		"/2024/loading-the-ferry.jpg",
		"/logos-of-the-bay/pier.png",
	])
		check(`<img src="${name}">`, [`https://news.example${name}`]);
});
