/**
 * Whether ReplayWeb.page, in chromium, shows a page with its picture out of a WACZ of ours:
 * `node bench/keep/replay.ts`. Says loudly where there is no chromium.
 */
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Frame } from "playwright-core";
import sharp from "sharp";
import { openArchive } from "../../src/keep/archive.ts";
import { exportWacz } from "../../src/keep/export/wacz.ts";
import { openBrowser, skipWithoutBrowser } from "../../test/support/browser.ts";
import { installPeers } from "../peers.ts";
import { articleAt, captureOf } from "./crash/samples.ts";

const AT = Date.UTC(2026, 0, 2, 3, 4, 5);
const ADDRESS = "https://news.example/a/bridge";
const PICTURE = "https://news.example/bridge.png";
const TEXT = "旧桥将在入冬以前修好";
const WAIT_MS = 60_000;

/** An archive with one article and its picture, as a WACZ. */
async function writeSample(folder: string): Promise<string> {
	const archive = await openArchive(join(folder, "archive"), { now: () => AT });
	const page = `<!doctype html><meta charset="utf-8"><title>旧桥</title><p>${TEXT}<img id="bridge" src="/bridge.png">`;
	const capture = await archive.keepCapture(captureOf(ADDRESS, page, AT));
	const content = await sharp({ create: { width: 64, height: 48, channels: 3, background: "#a40" } })
		.png()
		.toBuffer();
	await archive.keepPicture(PICTURE, { content });
	await archive.keep({
		...{ outlet: "example", outletName: "Example", article: articleAt(ADDRESS, "旧桥"), stamp: AT },
		...{ body: `<p>${TEXT}</p>`, capture, pictures: [], by: "outlet" },
	});
	await archive.close();
	const wacz = join(folder, "pages.wacz");
	exportWacz(join(folder, "archive"), wacz, { now: AT, title: "Bridge" });
	return wacz;
}

const TYPES: Readonly<Record<string, string>> = { js: "text/javascript", wacz: "application/wacz" };

/** The player's two scripts, a page that plays, and the WACZ, in ranges as players ask for it. */
function playing(wacz: string, player: string): RequestListener {
	const files: Readonly<Record<string, string>> = {
		"/ui.js": join(player, "ui.js"),
		"/replay/ui.js": join(player, "ui.js"),
		"/replay/sw.js": join(player, "sw.js"),
		"/pages.wacz": wacz,
	};
	const pages: Readonly<Record<string, string>> = {
		"/": `<!doctype html><script src="/ui.js"></script><replay-web-page source="/pages.wacz" url="${ADDRESS}" embed="replayonly" style="display:block;height:600px"></replay-web-page>`,
		"/replay/": `<!doctype html><script src="./ui.js"></script><body><replay-app-main></replay-app-main>`,
	};
	return (request, response) => {
		const path = new URL(request.url ?? "/", "http://127.0.0.1").pathname;
		const file = files[path];
		const html = pages[path];
		if (html !== undefined) response.writeHead(200, { "content-type": "text/html" }).end(html);
		else if (file === undefined) response.writeHead(404).end();
		else
			answerRange(request, response, {
				bytes: readFileSync(file),
				type: TYPES[path.split(".").at(-1) ?? ""] ?? "",
			});
	};
}

/** The whole file, or the one range that is asked for (RFC 9110, section 14). */
function answerRange(
	{ headers: { range } }: IncomingMessage,
	response: ServerResponse,
	{ bytes, type }: { readonly bytes: Buffer; readonly type: string },
): void {
	const about = { "content-type": type, "accept-ranges": "bytes" };
	const [, first = "", last = ""] = /^bytes=(\d*)-(\d*)$/.exec(range ?? "") ?? [];
	if (first === "" && last === "") {
		response.writeHead(200, { ...about, "content-length": bytes.length }).end(bytes);
		return;
	}
	const start = first === "" ? Math.max(0, bytes.length - Number(last)) : Number(first);
	const part = bytes.subarray(start, first === "" || last === "" ? bytes.length : Number(last) + 1);
	const where = `bytes ${start}-${start + part.length - 1}/${bytes.length}`;
	response.writeHead(206, { ...about, "content-length": part.length, "content-range": where }).end(part);
}

/** The replayed page's frame has the text, and its picture has the size that it was made in. */
async function isShown(frame: Frame): Promise<boolean> {
	const look = `document.body.textContent.includes("${TEXT}") && document.querySelector("#bridge")?.naturalWidth === 64`;
	return frame.evaluate<boolean>(look).catch(() => false);
}

async function replay(): Promise<boolean> {
	const folder = mkdtempSync(join(tmpdir(), "pressmark-replay-"));
	const player = join(import.meta.dirname, "node_modules", "replaywebpage");
	const server = createServer(playing(await writeSample(folder), player)).listen(0, "127.0.0.1");
	await once(server, "listening");
	const browser = await openBrowser();
	try {
		const page = await browser.newPage();
		await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
		for (const end = performance.now() + WAIT_MS; performance.now() < end; ) {
			for (const frame of page.frames()) if (await isShown(frame)) return true;
			await page.waitForTimeout(200);
		}
		return false;
	} finally {
		await browser.close();
		server.close();
		rmSync(folder, { recursive: true, force: true });
	}
}

const skip = skipWithoutBrowser();
if (skip !== false) console.log(skip);
else {
	installPeers(import.meta.dirname);
	const shown = await replay();
	console.log(shown ? "the page is shown with its picture" : "the page is NOT shown with its picture");
	process.exitCode = shown ? 0 : 1;
}
