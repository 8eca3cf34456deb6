import assert from "node:assert/strict";
import { after, before, suite, test } from "node:test";
import { HtmlValidate } from "html-validate";
import { openServer, type ReaderServer } from "../../src/serve/server.ts";
import { AWKWARD } from "../support/awkward.ts";
import { documentAround, shownBody } from "../support/bodies.ts";
import { HOSTILE } from "../support/hostile.ts";
import type { MemoryLibrary } from "../support/library.ts";
import { openSample, SAMPLE_AT, SAMPLE_PAGES } from "../support/sample.ts";

/** The rules of the HTML standard, without those of taste. `npm run bench:validate` asks the W3C's own checker. */
const checker = new HtmlValidate({ root: true, extends: ["html-validate:standard"] });

function findings(markup: string): readonly string[] {
	const { results } = checker.validateStringSync(markup);
	return results.flatMap(({ messages }) =>
		messages.map(({ ruleId, message, selector }) => `${ruleId}: ${message} ${selector}`),
	);
}

suite("what the reader sends is valid HTML", () => {
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

	test("every kind of page, in every language", async () => {
		const found: string[] = [];
		for (const path of SAMPLE_PAGES) {
			for (const lang of ["zh-Hans", "zh-Hant", "en"]) {
				const address = `${server.address}${path}${path.includes("?") ? "&" : "?"}lang=${lang}`;
				const markup = await (await fetch(address)).text();
				found.push(...findings(markup).map((finding) => `${path} ${lang} ${finding}`));
			}
		}
		assert.deepEqual(found, []);
	});

	test("bodies in whatever order outlets wrote them", () => {
		for (const body of AWKWARD) assert.deepEqual(findings(documentAround(shownBody(body))), [], body);
		assert.deepEqual(findings(documentAround(HOSTILE.map(shownBody).join("\n"))), []);
	});
});

test("blocks leave sentences, and nothing that can be read is lost", () => {
	const shown: readonly (readonly [string, string])[] = [
		["<b><p>甲</p><p>乙</p></b>", "<p>甲</p><p>乙</p>"],
		["<h3>题<p>段</p></h3>", "<h2>题段 </h2>"],
		["<ul>散<li>一<ul><li>内</ul></ul>", "<ul><li>散</li><li>一<ul><li>内</li></ul></li></ul>"],
		["<dl><dd>释</dd><dt>词</dt></dl>", "<dl><dt></dt><dd>释</dd><dt>词</dt><dd></dd></dl>"],
		["<p>又<rt>音</rt></p>", "<p>又音</p>"],
		[
			"<details><p>文</p><summary>题</summary></details>",
			"<details><summary>题</summary><p>文</p></details>",
		],
	];
	for (const [body, markup] of shown) assert.equal(shownBody(body), markup);
});

test("headings of an article stand under its title, one below the other", () => {
	const levels = [...shownBody("<h1>a</h1><h4>b</h4><h2>c</h2><h6>d</h6><h3>e</h3>").matchAll(/<h(\d)/g)];
	assert.deepEqual(
		levels.map(([, level]) => Number(level)),
		[2, 3, 3, 4, 4],
	);
});

test("a table keeps its look: columns that no cell begins in are one, and short rows are filled", () => {
	const rows = (markup: string): readonly string[] =>
		[...shownBody(markup).matchAll(/<tr>(.*?)<\/tr>/g)].map(([, row = ""]) => row);
	assert.deepEqual(rows("<table><tr><th colspan=4>a</th></tr><tr><td colspan=2>b<td colspan=2>c</table>"), [
		'<th colspan="2">a</th>',
		"<td>b</td><td>c</td>",
	]);
	assert.deepEqual(rows("<table><tr><td rowspan=9>a<td>b</tr><tr></tr><tr><td>c</table>"), [
		'<td rowspan="2">a</td><td>b</td>',
		"<td>c</td>",
	]);
	assert.deepEqual(rows("<table><tr><td>a<td>b<td>c</tr><tr><td>d</table>"), [
		"<td>a</td><td>b</td><td>c</td>",
		'<td>d</td><td colspan="2"></td>',
	]);
	assert.match(shownBody("<table>散<tr><td>a</table>"), /^散<div class="table"/);
});

test("a language is named as HTML knows it, or not at all", () => {
	assert.match(shownBody('<p lang="zh_CN">甲</p>'), /<p lang="zh-CN">/);
	assert.match(shownBody('<p lang="en-UK">a</p>'), /<p lang="en-GB">/);
	assert.match(shownBody('<p lang="cn">甲</p><p lang="chinese">乙</p>'), /^<p>甲<\/p><p>乙<\/p>$/);
});

test("an address is written as RFC 3986 has it", () => {
	const href = (address: string): string =>
		/href="([^"]*)"/.exec(shownBody(`<a href="${address}">x</a>`))?.[1] ?? "";
	assert.equal(href("https://zh.example/a?q={1}|2#f#g"), "https://zh.example/a?q=%7B1%7D%7C2#f%23g");
	assert.equal(href("https://zh.example/100%/[a]"), "https://zh.example/100%25/%5Ba%5D");
	assert.equal(href("http://[::1]/a"), "http://[::1]/a");
});
