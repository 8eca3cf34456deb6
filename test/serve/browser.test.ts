import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, suite, test } from "node:test";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { markOf } from "../../src/article/address.ts";
import { openServer, type ReaderServer } from "../../src/serve/server.ts";
import { openBrowser, skipWithoutBrowser } from "../support/browser.ts";
import { HOSTILE } from "../support/hostile.ts";
import type { MemoryLibrary } from "../support/library.ts";
import { openSample, SAMPLE_ADDRESS, SAMPLE_AT, SAMPLE_PAGES } from "../support/sample.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const mark = markOf(SAMPLE_ADDRESS);
const hostileAddress = (at: number): string => `https://en.example/hostile/${at}`;

const PHONE: BrowserContextOptions = {
	viewport: { width: 390, height: 844 },
	isMobile: true,
	hasTouch: true,
	locale: "zh-CN",
};
const DESKTOP: BrowserContextOptions = { viewport: { width: 1280, height: 900 }, locale: "zh-CN" };

suite("in a real browser", { skip: skipWithoutBrowser() }, () => {
	let library: MemoryLibrary;
	let server: ReaderServer;
	let browser: Browser;

	before(async () => {
		library = await openSample();
		HOSTILE.forEach((payload, at) =>
			library.tell({
				address: hostileAddress(at),
				outlet: "en.example",
				title: `${at} ${payload}`,
				body: `<p>before</p>${payload}<p>after</p>`,
				at: SAMPLE_AT - 90 * 86_400_000,
				more: { language: "en", subtitle: payload, bylines: [payload], section: payload },
			}),
		);
		server = await openServer({
			library,
			port: 0,
			now: () => SAMPLE_AT,
			status: async () => [
				{
					outlet: "zh.example",
					address: "https://zh.example/feed",
					lastSuccess: SAMPLE_AT,
					lastError: "the server answered 500",
					failingSince: SAMPLE_AT,
					quietSince: null,
				},
			],
		});
		browser = await openBrowser();
	});
	after(async () => {
		await browser.close();
		await server.close();
		library.close();
	});

	/** Runs `look` in a fresh context, and gives back every request that was to leave the origin. */
	async function visit(
		options: BrowserContextOptions,
		look: (page: Page) => Promise<void>,
	): Promise<readonly string[]> {
		const context = await browser.newContext(options);
		const left: string[] = [];
		// Seen and not routed: a routed context asks for styles and scripts again with every page. The browser itself sends none.
		context.on("request", (request) => {
			if (new URL(request.url()).origin !== server.address) left.push(request.url());
		});
		const page = await context.newPage();
		await look(page);
		await context.close();
		return left;
	}

	async function axeFindings(page: Page): Promise<readonly string[]> {
		await page.evaluate(AXE);
		return page.evaluate(`axe.run({ resultTypes: ["violations"] }).then(({ violations }) =>
			violations.map(({ id, nodes }) => id + ": " + nodes[0]?.html.slice(0, 200)))`);
	}

	test("a phone shows the front page, an article with its picture, and what a search found", async () => {
		const left = await visit(PHONE, async (page) => {
			await page.goto(`${server.address}/`);
			await page.locator(`a.title[href="/a/${mark}"]`).first().click();
			assert.match((await page.locator("h1").textContent()) ?? "", /北约与港口会谈/);
			await page.locator(".text figure img").first().scrollIntoViewIfNeeded();
			const width = `(async (image) => (await image.decode(), image.naturalWidth))(document.querySelector(".text img"))`;
			assert.ok((await page.evaluate<number>(width)) > 300);
			await page.goto(`${server.address}/search`);
			await page.locator("main input[type=search]").fill("北约");
			await page.locator("main form button").click();
			assert.equal(await page.locator("mark").first().textContent(), "北约");
		});
		assert.deepEqual(left, []);
	});

	test("a picture that is late has its place in its own colour, and nothing moves when it comes", async () => {
		await visit(PHONE, async (page) => {
			const late = Promise.withResolvers<void>();
			await page.route("**/img?*", async (route) => {
				await late.promise;
				await route.continue();
			});
			await page.goto(`${server.address}/a/${mark}`, { waitUntil: "domcontentloaded" });
			const picture = page.locator(".text figure img").first();
			const caption = page.locator(".text figcaption").first();
			await picture.scrollIntoViewIfNeeded();
			const colour = "getComputedStyle(document.querySelector('.text figure img')).backgroundColor";
			assert.equal(await page.evaluate(colour), "rgb(119, 136, 153)");
			const before = [await picture.boundingBox(), await caption.boundingBox()];
			late.resolve();
			await page.evaluate("document.querySelector('.text figure img').decode()");
			assert.deepEqual([await picture.boundingBox(), await caption.boundingBox()], before);
		});
	});

	test("everything is reached by keys: next, open, search, help", async () => {
		await visit(DESKTOP, async (page) => {
			await page.goto(`${server.address}/outlet/zh.example`);
			await page.keyboard.press("j");
			await page.keyboard.press("j");
			await page.keyboard.press("k");
			assert.equal(await page.locator(".item.at").count(), 1);
			await Promise.all([page.waitForURL("**/a/*"), page.keyboard.press("o")]);
			await page.keyboard.press("/");
			assert.equal(await page.evaluate(`document.activeElement.getAttribute("name")`), "q");
			await page.keyboard.press("Escape");
			await page.locator("h1").click();
			await page.keyboard.press("?");
			assert.ok(await page.locator("#keys").isVisible());
		});
	});

	test("everything is read without JavaScript", async () => {
		await visit({ ...DESKTOP, javaScriptEnabled: false }, async (page) => {
			await page.goto(`${server.address}/`);
			await page.locator("a.title").first().click();
			assert.ok(await page.locator(".text p").first().isVisible());
		});
	});

	test("what was read stays readable without a connection, and what was not says so", async () => {
		// Without `visit`: requests that a test routes never reach the service worker.
		const context = await browser.newContext(PHONE);
		const page = await context.newPage();
		await page.goto(`${server.address}/`);
		await page.evaluate(`new Promise((resolve) => {
			const { serviceWorker } = navigator;
			if (serviceWorker.controller) resolve();
			else serviceWorker.addEventListener("controllerchange", () => resolve(), { once: true });
		})`);
		await page.goto(`${server.address}/a/${mark}`);
		await page.evaluate(`(async () => {
			while (!(await caches.match(location.href, { ignoreVary: true }))) await new Promise(requestAnimationFrame);
		})()`);
		await context.setOffline(true);
		await page.reload();
		assert.match((await page.locator(".text").textContent()) ?? "", /北约官员星期三说/);
		await page.goto(`${server.address}/outlet/tw.example`);
		assert.match((await page.locator("#shelf a").first().textContent()) ?? "", /北约与港口会谈/);
		await context.close();
	});

	test("axe finds nothing on any page, and no page is wider than a phone", async () => {
		const found: string[] = [];
		const left = await visit(PHONE, async (page) => {
			for (const path of SAMPLE_PAGES) {
				await page.goto(server.address + path);
				found.push(...(await axeFindings(page)).map((finding) => `${path} ${finding}`));
				const wider = await page.evaluate<number>("document.documentElement.scrollWidth - window.innerWidth");
				if (wider > 0) found.push(`${path} is ${wider} px wider than the phone`);
			}
		});
		assert.deepEqual(found, []);
		assert.deepEqual(left, []);
	});

	test("axe finds nothing in dark colours on a desktop", async () => {
		const found: string[] = [];
		await visit({ ...DESKTOP, colorScheme: "dark" }, async (page) => {
			for (const path of ["/", `/a/${mark}/2/changes`, `/search?q=${encodeURIComponent("北约")}`]) {
				await page.goto(server.address + path);
				found.push(...(await axeFindings(page)).map((finding) => `${path} ${finding}`));
			}
		});
		assert.deepEqual(found, []);
	});

	test(`none of ${HOSTILE.length} hostile articles runs anything, loads anything or leaves the origin`, async () => {
		assert.ok(HOSTILE.length >= 150);
		// Without the policy, so that what is tested is the markup alone; the policy is the second wall.
		const left = await visit({ ...DESKTOP, bypassCSP: true }, async (page) => {
			page.on("dialog", (dialog) => assert.fail(`a dialog opened: ${dialog.message()}`));
			await page.goto(`${server.address}/about`);
			const paths = HOSTILE.map((_, at) => `/a/${markOf(hostileAddress(at))}`);
			const looked = await page.evaluate<readonly Looked[]>(`(${LOOK_AT})(${JSON.stringify(paths)})`);
			for (const [at, found] of looked.entries()) {
				assert.deepEqual(found, { ran: false, active: [], scripts: 1, foreign: 0 }, HOSTILE[at]);
			}
			assert.equal(looked.length, HOSTILE.length);
		});
		assert.deepEqual(left, []);
	});
});

/** What a browser found in one hostile article's page. */
interface Looked {
	readonly ran: boolean;
	/** Attributes that could run something. */
	readonly active: readonly string[];
	readonly scripts: number;
	/** Elements that an article may not bring. */
	readonly foreign: number;
}

/** Opens every page as a document of its own, in frames of one tab, and looks into each once it has loaded. */
const LOOK_AT = `(paths) => Promise.all(paths.map(async (path) => {
	const markup = await (await fetch(path)).text();
	const frame = document.createElement("iframe");
	const loaded = new Promise((resolve) => frame.addEventListener("load", resolve, { once: true }));
	frame.srcdoc = markup;
	document.body.append(frame);
	await loaded;
	const view = frame.contentWindow;
	const page = frame.contentDocument;
	const attributes = [...page.querySelectorAll("*")].flatMap((element) => [...element.attributes]);
	const found = {
		ran: "ran" in view || "ran" in window,
		active: attributes
			.filter(({ name, value }) => name.startsWith("on") || /^\\s*(javascript|data|vbscript):/i.test(value))
			.map(({ name, value }) => name + "=" + value),
		scripts: page.scripts.length,
		foreign: page.querySelectorAll("main :is(iframe,object,embed,svg,math,style,form,input,template,video,audio,link,meta,base,[style],[id]:not(h2))").length,
	};
	frame.remove();
	return found;
}))`;
