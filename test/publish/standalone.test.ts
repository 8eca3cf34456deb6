import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { markOf } from "../../src/article/address.ts";
import { standalonePage } from "../../src/publish/standalone.ts";
import { openBrowser, skipWithoutBrowser } from "../support/browser.ts";
import { HOSTILE } from "../support/hostile.ts";
import type { MemoryLibrary } from "../support/library.ts";
import { openSample, SAMPLE_ADDRESS, SAMPLE_AT } from "../support/sample.ts";

async function pageOf(library: MemoryLibrary, mark: string): Promise<string> {
	const article = await library.article(mark);
	assert.ok(article !== null);
	return standalonePage({
		...{ library, article, name: "Pressmark", language: "zh-Hans", zone: "UTC" },
		picture: async ({ sha256 }) => {
			const blob = await library.blob(sha256 ?? "");
			return blob === null ? null : { bytes: readFileSync(blob.path), type: blob.type };
		},
	});
}

test("opened from a disk, one file shows an article with its pictures and style, and asks for nothing", {
	skip: skipWithoutBrowser(),
}, async () => {
	const library = await openSample();
	const folder = mkdtempSync(join(tmpdir(), "standalone-"));
	const file = join(folder, "talks.html");
	writeFileSync(file, await pageOf(library, markOf(SAMPLE_ADDRESS)));
	const browser = await openBrowser();
	const page = await browser.newPage();
	const asked: string[] = [];
	const said: string[] = [];
	page.on("request", (request) => asked.push(request.url()));
	page.on("console", (message) => said.push(message.text()));
	await page.goto(pathToFileURL(file).href);
	assert.match((await page.locator(".text").textContent()) ?? "", /北约官员星期三说/);
	assert.equal(await page.evaluate("document.querySelector('.text img').naturalWidth"), 900);
	const paper = await page.evaluate("getComputedStyle(document.body).backgroundColor");
	assert.equal(paper, "rgb(252, 251, 248)");
	assert.deepEqual(
		asked.filter((address) => !address.startsWith("data:")),
		[pathToFileURL(file).href],
	);
	assert.deepEqual(said, []);
	await browser.close();
	rmSync(folder, { recursive: true });
	library.close();
});

test("every link leads to the outlet, and what was not kept says its address instead", async () => {
	const library = await openSample();
	const page = await pageOf(library, markOf(SAMPLE_ADDRESS));
	const links = [...page.matchAll(/\s(?:href|src|srcset|action)="([^"]{0,40})/g)].map(([, link]) => link);
	for (const link of links) assert.match(link ?? "", /^(https:\/\/(zh|elsewhere)\.example\/|data:image\/)/);
	assert.match(page, /https:\/\/elsewhere\.example\/lost\.png/);
	const gone = await pageOf(library, markOf("https://en.example/winter"));
	assert.match(gone, /class="notice lost gone"/);
	library.close();
});

test("whatever an outlet wrote, nothing in the file can run or load", async () => {
	const library = await openSample();
	const address = "https://en.example/hostile";
	const body = HOSTILE.map((markup) => `<p>a${markup}b</p>`).join("");
	library.tell({ address, outlet: "en.example", title: "</title><script>", body, at: SAMPLE_AT });
	const page = await pageOf(library, markOf(address));
	assert.doesNotMatch(page, /<script|<iframe|<link|<[^>]*\son\w+=|(href|src)="(javascript|data:text)/i);
	assert.match(page, /content="default-src 'none'; img-src data:; style-src 'sha256-/);
	library.close();
});
