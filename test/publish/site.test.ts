import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { after, before, suite, test } from "node:test";
import { pathToFileURL } from "node:url";
import { markOf } from "../../src/article/address.ts";
import type { SiteOptions } from "../../src/publish/site/options.ts";
import { writeSite } from "../../src/publish/site.ts";
import { type Output, outputFolder } from "../../src/publish/write.ts";
import { openBrowser, skipWithoutBrowser } from "../support/browser.ts";
import type { MemoryLibrary } from "../support/library.ts";
import { openSample, SAMPLE_ADDRESS, SAMPLE_AT } from "../support/sample.ts";

const mark = markOf(SAMPLE_ADDRESS);
const articleFile = `a/${mark.slice(0, 2)}/${mark}.html`;

suite("a site of files", () => {
	const folder = mkdtempSync(join(tmpdir(), "site-"));
	let library: MemoryLibrary;
	const written: string[] = [];
	const plain = outputFolder(folder);
	const output: Output = {
		...plain,
		write(path, content) {
			const changed = plain.write(path, content);
			if (changed) written.push(path);
			return changed;
		},
	};
	const options = (): SiteOptions => ({
		library,
		output,
		name: "Pressmark",
		language: "zh-Hans",
		zone: "UTC",
		baseUrl: "https://news.example/mirror",
	});
	const read = (path: string): string => readFileSync(join(folder, path), "utf8");

	before(async () => {
		library = await openSample();
		assert.deepEqual(await writeSite(options()), { articles: 63, whole: true });
	});
	after(() => {
		library.close();
		rmSync(folder, { recursive: true });
	});

	test("every link and every picture of every page leads to a file that is there", () => {
		const pages = (readdirSync(folder, { recursive: true }) as string[]).filter(
			(file) => file.endsWith(".html") && file !== "404.html",
		);
		assert.ok(pages.length > 80);
		const broken = pages.flatMap((page) =>
			[...read(page).matchAll(/(?:href|src|action)="([^"]*)"/g)]
				.map(([, link = ""]) => link.replace(/[?#].*$/, ""))
				.filter((link) => link !== "" && !/^https?:/.test(link))
				.filter((link) => !existsSync(resolve(folder, dirname(page), link)))
				.map((link) => `${page} -> ${link}`),
		);
		assert.deepEqual([...new Set(broken)], []);
	});

	test("the pages are those of the reader: text, pictures, revisions and what changed", () => {
		assert.match(read(articleFile), /北约官员星期三说/);
		assert.match(
			read(articleFile),
			/<img class="tone r7 g8 b9" src="\.\.\/\.\.\/media\/[0-9a-f]{2}\/[0-9a-f]{64}\.jpg"/,
		);
		assert.match(read(articleFile.replace(".html", "-1.html")), /北约官员星期二说/);
		assert.match(
			read(articleFile.replace(".html", "-2-changes.html")),
			/北约官员<del>星期二<\/del><ins>星期三<\/ins>说/,
		);
		assert.match(read("404.html"), /href="\/mirror\/assets\/style\.css"/);
		assert.match(read("sitemap.xml"), /https:\/\/news\.example\/mirror\/sitemap\/2022-01\.xml/);
		assert.match(read("feeds/all.atom"), /https:\/\/news\.example\/mirror\/a\//);
	});

	test("a second writing writes nothing where nothing has changed", async () => {
		written.length = 0;
		assert.deepEqual(await writeSite(options()), { articles: 0, whole: false });
		assert.deepEqual(written, []);
	});

	test("files of an older search index are gone after the next writing", async () => {
		const kept = readdirSync(join(folder, "search"), { recursive: true }).length;
		for (const path of ["search/2019-01/0.js", "search/2022-01/999.js", "search/words.js"])
			plain.write(path, "old");
		await writeSite(options());
		assert.equal(
			(readdirSync(join(folder, "search"), { recursive: true }) as string[]).filter((name) =>
				name.endsWith(".js"),
			).length,
			kept - 2,
		);
	});

	test("after one new article only the pages that it is on are written again", async () => {
		written.length = 0;
		library.tell({
			address: "https://tw.example/new",
			outlet: "tw.example",
			title: "港口燈塔重新點亮",
			body: "<p>燈塔在停用多年後重新點亮。</p>",
			at: SAMPLE_AT + 60_000,
			more: { language: "zh-Hant" },
		});
		assert.deepEqual(await writeSite(options()), { articles: 1, whole: false });
		const pages = written.filter((path) => path.endsWith(".html"));
		assert.ok(pages.includes("index.html"));
		assert.ok(pages.filter((path) => path.startsWith("a/")).length <= 2, pages.join(" "));
		assert.ok(!pages.some((path) => path.includes("2021-12")));
	});

	test("opened from a disk, its search finds an article", { skip: skipWithoutBrowser() }, async (context) => {
		const browser = await openBrowser();
		context.after(() => browser.close());
		const page = await browser.newPage();
		await page.goto(pathToFileURL(join(folder, "index.html")).href);
		await page.locator(".masthead input[name=q]").fill("燈塔");
		await page.locator(".masthead input[name=q]").press("Enter");
		const hit = page.locator("#found a.title");
		assert.equal(await hit.first().textContent(), "港口燈塔重新點亮");
		await hit.first().click();
		assert.match((await page.locator(".text").textContent()) ?? "", /停用多年/);
	});

	test("its search finds a word in both scripts, whichever it is asked in, and marks it", {
		skip: skipWithoutBrowser(),
	}, async (context) => {
		const browser = await openBrowser();
		context.after(() => browser.close());
		const page = await browser.newPage();
		for (const query of ["北约 会谈", "北約 會談"]) {
			await page.goto(`${pathToFileURL(join(folder, "search.html")).href}?q=${encodeURIComponent(query)}`);
			await page.locator("#found li").nth(1).waitFor({ timeout: 10_000 });
			assert.deepEqual(await page.locator("#found a.title").allTextContents(), [
				"北约与港口会谈下星期举行",
				"北約與港口會談下星期登場",
			]);
			const marked = await page.locator("#found a.title mark").allTextContents();
			assert.deepEqual(marked, ["北约", "会谈", "北約", "會談"]);
		}
		assert.ok((await page.locator("#found .excerpt").count()) > 0);
	});

	test("its search page loads no index before something is asked, and says without JavaScript what to do", {
		skip: skipWithoutBrowser(),
	}, async (context) => {
		const browser = await openBrowser();
		context.after(() => browser.close());
		const address = pathToFileURL(join(folder, "search.html")).href;
		const page = await browser.newPage();
		const loaded: string[] = [];
		page.on("request", (request) => loaded.push(request.url()));
		await page.goto(address, { waitUntil: "load" });
		assert.ok(loaded.some((url) => url.endsWith("assets/search.js")));
		assert.deepEqual(
			loaded.filter((url) => url.includes("/search/")),
			[],
		);
		const still = await browser.newPage({ javaScriptEnabled: false });
		await still.goto(address);
		const notice = still.locator("main .notice");
		assert.match((await notice.textContent()) ?? "", /JavaScript/);
		await notice.locator("a").click();
		assert.match(still.url(), /outlets\.html$/);
	});

	test("no file of the search index is larger than a phone can afford", () => {
		const search = join(folder, "search");
		const files = (readdirSync(search, { recursive: true }) as string[]).map((file) => join(search, file));
		const large = files.filter((file) => statSync(file).isFile() && statSync(file).size > 100_000);
		assert.deepEqual(
			large.map((file) => relative(folder, file)),
			[],
		);
	});
});

test("a site whose writing was stopped goes on from the last whole month, and ends as any other", async (context) => {
	const library = await openSample();
	const [stopped, fresh] = [mkdtempSync(join(tmpdir(), "site-")), mkdtempSync(join(tmpdir(), "site-"))];
	context.after(() => {
		library.close();
		for (const folder of [stopped, fresh]) rmSync(folder, { recursive: true });
	});
	const said = { library, name: "Pressmark", language: "en", zone: "UTC", baseUrl: null } as const;
	const stop = new AbortController();
	const plain = outputFolder(stopped);
	const output: Output = {
		...plain,
		write(path, content) {
			if (path === "month/2022-01.html") stop.abort();
			return plain.write(path, content);
		},
	};
	await assert.rejects(writeSite({ ...said, output, signal: stop.signal }), { name: "AbortError" });
	const { left } = JSON.parse(plain.read("site.json") ?? "{}") as { left: string };
	assert.equal(left, "2022-01");
	const { articles, whole } = await writeSite({ ...said, output: plain });
	assert.deepEqual({ whole, isRest: articles > 0 && articles < 63 }, { whole: false, isRest: true });
	await writeSite({ ...said, output: outputFolder(fresh) });
	const filesOf = (folder: string): string[] =>
		(readdirSync(folder, { recursive: true }) as string[])
			.filter((path) => statSync(join(folder, path)).isFile())
			.toSorted();
	assert.deepEqual(filesOf(stopped), filesOf(fresh));
	for (const path of filesOf(fresh))
		assert.equal(readFileSync(join(stopped, path), "utf8"), readFileSync(join(fresh, path), "utf8"), path);
});
