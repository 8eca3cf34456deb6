import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, test } from "node:test";
import sharp from "sharp";
import { readHead } from "../../src/serve/img/head.ts";
import { type Images, openImages } from "../../src/serve/img/images.ts";
import type { Drawings } from "../../src/serve/img/variants.ts";
import { drawKinds } from "../support/kinds.ts";
import { openShelf, type Shelf } from "../support/shelf.ts";
import { peakOf } from "../support/tree.ts";

const TREE_MEGABYTES_MAX = 700;
const kinds = await drawKinds();
let shelf: Shelf;
let images: Images;

before(async () => {
	shelf = await openShelf();
	images = await openImages({ library: shelf.library, now: () => 0 });
});

after(async () => {
	await images.close();
	await shelf.close();
});

/** The status, and either what the picture is or why there is none. */
async function answerTo(query: string, from = images): Promise<{ text: string; bytes: Buffer }> {
	const response = await from.handle(new Request(`http://reader.test/img?url=outlet.test/${query}`));
	assert.equal(response.headers.get("x-content-type-options"), "nosniff");
	const bytes = Buffer.from(await response.arrayBuffer());
	if (response.status !== 200) {
		const { message } = JSON.parse(bytes.toString()) as { message: string };
		return { text: `${response.status} ${message}`, bytes };
	}
	const { format, width, height, pageHeight, pages = 1 } = await sharp(bytes, { pages: -1 }).metadata();
	const several = pages > 1 ? ` of ${pages}` : "";
	return { text: `200 ${format} ${width}x${pageHeight ?? height}${several}`, bytes };
}

for (const [at, { name, bytes, query, expected }] of kinds.entries()) {
	test(`${name} is answered with ${expected}`, async () => {
		await shelf.put(`http://outlet.test/${at}.jpg`, bytes);
		const answer = await answerTo(`${at}.jpg&${query}`);
		assert.equal(answer.text, expected);
		assert.ok(!answer.bytes.includes("run()"));
	});
}

test("a picture for printers keeps its colours", async () => {
	const blue = { width: 60, height: 40, channels: 3, background: "#2060a0" } as const;
	await shelf.put(
		"http://outlet.test/blue.jpg",
		await sharp({ create: blue }).toColourspace("cmyk").jpeg().toBuffer(),
	);
	for (const query of ["output=webp", "", "con=1&output=png", "mask=square&mbg=2060a0&output=png"]) {
		const { bytes } = await answerTo(`blue.jpg&w=30&${query}`);
		const [red = 0, green = 0, blue = 0] = await sharp(bytes).resize(1, 1).raw().toBuffer();
		assert.ok(
			red < 60 && Math.abs(green - 96) < 30 && Math.abs(blue - 160) < 30,
			`${query}: ${red} ${green} ${blue}`,
		);
	}
});

test("no head, however it is cut or its bits are flipped, makes the reading fail", () => {
	for (const { name, bytes } of kinds) {
		for (let round = 1; round <= 100; round++) {
			const changed = Buffer.from(
				bytes.subarray(0, 1 + ((Math.imul(round, 2_654_435_761) >>> 0) % bytes.length)),
			);
			for (let flip = 1; flip <= 8; flip++) {
				const chance = Math.imul(round * 8 + flip, 2_246_822_519) >>> 0;
				changed[chance % Math.min(changed.length, 400)] = chance >>> 24;
			}
			assert.doesNotThrow(() => readHead(changed, 256), `${name}, round ${round}`);
		}
	}
});

/** A drawing that runs, loads and refers to whatever it can, over a green ground. */
function greedyDrawing(origin: string): Buffer {
	return Buffer.from(
		`<?xml version="1.0"?><!DOCTYPE svg SYSTEM "${origin}/dtd" [<!ENTITY far SYSTEM "${origin}/entity">]>
		<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="60" height="40" onload="run()">
		<script>run()</script><style>@import url(${origin}/style);</style><text>&far;</text>
		<rect width="60" height="40" fill="#00ff00"/>
		<image xlink:href="${origin}/image" width="60" height="40"/><image href="file:///etc/hostname" width="9" height="9"/>
		<use href="${origin}/use#part"/><foreignObject><img src="${origin}/foreign"/></foreignObject>
		<g style="fill:url(${origin}/paint#a)" mask="url('${origin}/mask#a')" onclick="run()"/></svg>`,
	);
}

test("a drawing runs nothing and reaches nobody, in whatever way it is answered", async (t) => {
	const asked: string[] = [];
	const outside = createServer((request, response) => {
		asked.push(request.url ?? "");
		response.end();
	}).listen(0, "127.0.0.1");
	t.after(() => outside.close());
	await new Promise((resolve) => outside.once("listening", resolve));
	const origin = `http://127.0.0.1:${(outside.address() as AddressInfo).port}`;
	await shelf.put("http://outlet.test/drawing.svg", greedyDrawing(origin));
	const deep = Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg">${"<g>".repeat(19_000)}`);
	await shelf.put("http://outlet.test/deep.svg", deep);
	for (const [drawings, expected] of [
		["refuse", "404 Invalid or unsupported image format. Is it a valid image?"],
		// A sanitised drawing keeps its own size: whoever shows it scales it.
		["sanitise", "200 svg 60x40"],
		["rasterise", "200 png 30x20"],
	] as readonly (readonly [Drawings, string])[]) {
		const from = await openImages({ library: shelf.library, now: () => 0, drawings });
		t.after(() => from.close());
		const { text, bytes } = await answerTo("drawing.svg&w=30", from);
		assert.equal(text, expected);
		assert.ok(!bytes.includes("run()") && !bytes.includes("127.0.0.1") && !bytes.includes("hostname"));
		if (drawings === "rasterise") {
			assert.deepEqual([...(await sharp(bytes).removeAlpha().raw().toBuffer()).subarray(-3)], [0, 255, 0]);
		}
		assert.match((await answerTo("deep.svg&w=30", from)).text, /^(200|404) /);
	}
	assert.deepEqual(asked, []);
});

test("twelve megapixels are read in any format, and written where the encoder stays within its memory", async () => {
	const solid = sharp({ create: { width: 4000, height: 3000, channels: 3, background: "#357" } });
	await shelf.put(
		"http://outlet.test/large.webp",
		await solid.clone().webp({ lossless: true, effort: 0 }).toBuffer(),
	);
	await shelf.put(
		"http://outlet.test/large.avif",
		await solid.clone().avif({ quality: 20, effort: 0 }).toBuffer(),
	);
	assert.equal((await answerTo("large.webp&w=300&output=webp")).text, "200 webp 300x225");
	assert.equal((await answerTo("large.avif&w=300&output=webp")).text, "200 webp 300x225");
	const tooMuch = /^404 Output image exceeds pixel limit\. Width x height should be less than (\d+)$/;
	for (const query of ["output=webp&ll", "output=avif"]) {
		const [, most = ""] = tooMuch.exec((await answerTo(`large.webp&${query}`)).text) ?? [];
		assert.ok(Number(most) > 5_000_000 && Number(most) < 12_000_000, `${query}: ${most}`);
	}
});

test("eight large AVIFs at once wait for each other's memory, and larger ones are refused at once", async () => {
	const draw = (width: number, height: number): Promise<Buffer> =>
		sharp({ create: { width, height, channels: 3, background: "#357" } })
			.avif({ quality: 20, effort: 0 })
			.toBuffer();
	await shelf.put("http://outlet.test/wide.avif", await draw(2700, 1800));
	const claiming = await draw(64, 64);
	claiming.writeUInt32BE(5000, claiming.indexOf("ispe") + 8);
	claiming.writeUInt32BE(5000, claiming.indexOf("ispe") + 12);
	await shelf.put("http://outlet.test/vast.avif", claiming);
	const peak = await peakOf(async () => {
		const widths = Array.from({ length: 8 }, (_, at) => 60 + at * 3);
		const shown = await Promise.all(widths.map((width) => answerTo(`wide.avif&w=${width}&output=png`)));
		assert.deepEqual(
			shown.map(({ text }) => text),
			widths.map((width) => `200 png ${width}x${(width * 2) / 3}`),
		);
		for (const { text } of await Promise.all(widths.map((width) => answerTo(`vast.avif&w=${width}`)))) {
			assert.match(text, /^404 Input image exceeds pixel limit/);
		}
	});
	assert.ok(peak < TREE_MEGABYTES_MAX, `${peak} MB`);
});
