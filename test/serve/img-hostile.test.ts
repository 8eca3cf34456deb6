import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { copyFile, mkdir, rename, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";
import sharp from "sharp";
import { type Images, openImages } from "../../src/serve/img/images.ts";
import { drawBombs } from "../support/bombs.ts";
import { sharedPath, skipWithout } from "../support/shared.ts";
import { openShelf, type Shelf } from "../support/shelf.ts";
import { childrenOf, peakOf } from "../support/tree.ts";

const TREE_MEGABYTES_MAX = 700;
let shelf: Shelf;
let images: Images;
let photo: Buffer;

before(async () => {
	shelf = await openShelf();
	images = await openImages({ library: shelf.library, now: () => 0 });
	// Noise, the same every time: what flipped bits do depends on where they fall.
	const pixels = Buffer.from(
		Array.from({ length: 600 * 400 * 3 }, (_, at) => 96 + (Math.imul(at + 1, 2_654_435_761) >>> 26)),
	);
	photo = await sharp(pixels, { raw: { width: 600, height: 400, channels: 3 } })
		.jpeg()
		.toBuffer();
	await shelf.put("http://outlet.test/photo.jpg", photo);
});

after(async () => {
	await images.close();
	await shelf.close();
});

async function get(
	name: string,
	query: string,
	from = images,
): Promise<{ status: number; text: string; bytes: Buffer }> {
	const response = await from.handle(new Request(`http://reader.test/?url=outlet.test/${name}&${query}`));
	const bytes = Buffer.from(await response.arrayBuffer());
	const refused =
		response.status === 200 ? "" : (JSON.parse(bytes.toString()) as { message: string }).message;
	return { status: response.status, text: `${response.status} ${refused}`, bytes };
}

test("pictures made to hurt are refused by what they claim, or made without harm", async () => {
	for (const { name, bytes, query, expected } of await drawBombs(photo)) {
		const file = createHash("sha256").update(name).digest("hex").slice(0, 12);
		await shelf.put(`http://outlet.test/${file}`, bytes);
		const { text } = await get(file, query);
		assert.ok(text.startsWith(expected), `${name}: ${text}`);
	}
});

test("many large pictures at once wait for each other's memory", async () => {
	const solid = sharp({ create: { width: 6000, height: 6000, channels: 3, background: "#357" } });
	const large = await solid.jpeg({ progressive: true, quality: 30 }).toBuffer();
	await shelf.put("http://outlet.test/large.jpg", large);
	const peak = await peakOf(async () => {
		const answers = await Promise.all(
			Array.from({ length: 4 }, (_, at) => get("large.jpg", `w=${100 + at}`)),
		);
		assert.deepEqual(
			answers.map(({ status }) => status),
			Array(4).fill(200),
		);
	});
	// This process draws pictures of its own; the endpoint's share is what its children hold.
	assert.ok(peak < TREE_MEGABYTES_MAX + 200, `${peak} MB`);
});

test("a worker that dies takes its own job with it and nothing else", async () => {
	const before = childrenOf(process.pid);
	const jobs = [get("photo.jpg", "w=500&output=avif"), get("photo.jpg", "w=501&output=avif")];
	while (childrenOf(process.pid).length <= Math.max(0, before.length - 1)) await new Promise(setImmediate);
	process.kill(childrenOf(process.pid)[0] ?? 0, "SIGKILL");
	const statuses = (await Promise.all(jobs)).map(({ status }) => status).sort();
	assert.ok(
		statuses.includes(200) && statuses.every((status) => status === 200 || status === 503),
		`${statuses}`,
	);
	assert.equal((await get("photo.jpg", "w=99")).status, 200);
	assert.equal((await get("photo.jpg", "w=500&output=avif")).status, 200);
});

test("workers without work are ended, and come back when there is some", async () => {
	const before = childrenOf(process.pid);
	const resting = await openImages({ library: shelf.library, now: () => 0, limits: { idleMs: 1 } });
	const others = (): number[] => childrenOf(process.pid).filter((pid) => !before.includes(pid));
	for (const width of [40, 41]) {
		assert.equal((await get("photo.jpg", `w=${width}`, resting)).status, 200);
		while (others().length > 0) await new Promise(setImmediate);
	}
	await resting.close();
});

test("a job that takes too long is killed, and the refusal says how long was allowed", async () => {
	const hasty = await openImages({
		library: shelf.library,
		now: () => 0,
		efforts: { webp: 6, avif: 9, gif: 10 },
		limits: { processMs: 3000 },
	});
	const { text } = await get("photo.jpg", "w=3000&output=avif", hasty);
	assert.equal(text, "400 libvips error: Maximum image processing time of 3 second exceeded");
	assert.equal((await get("photo.jpg", "w=32", hasty)).status, 200);
	await hasty.close();
});

/** The shared bombs, drawn once by their own script and kept in the system's temporary folder. */
async function drawShared(): Promise<string> {
	const script = sharedPath("bench/hostile/make-files.mjs") ?? "";
	const mark = createHash("sha256").update(readFileSync(script)).digest("hex").slice(0, 12);
	const folder = join(tmpdir(), `pressmark-bombs-${mark}`);
	if (existsSync(folder)) return folder;
	const unfinished = `${folder}-${process.pid}`;
	await mkdir(unfinished);
	await copyFile(script, join(unfinished, "make-files.mjs"));
	await symlink(resolve("node_modules"), join(unfinished, "node_modules"));
	execFileSync(process.execPath, ["make-files.mjs"], { cwd: unfinished, stdio: "ignore" });
	await rename(unfinished, folder).catch(() => {});
	return existsSync(folder) ? folder : unfinished;
}

interface Case {
	readonly id: string;
	readonly category: string;
	readonly input: string;
	readonly setup: string;
	readonly expect: string;
}

test("the shared bombs end as their cases say", {
	skip: skipWithout("bench/hostile/cases.json"),
	timeout: 300_000,
}, async () => {
	const folder = await drawShared();
	const cases = JSON.parse(
		readFileSync(sharedPath("bench/hostile/cases.json") ?? "", "utf8"),
	) as readonly Case[];
	const files = cases.filter(
		({ category, setup }) => category === "image-bomb" && setup.startsWith("generated file"),
	);
	assert.ok(files.length > 20);
	const peak = await peakOf(async () => {
		for (const { id, input, expect } of files) {
			const name = input.split(" ")[0] ?? "";
			shelf.putFile(`http://outlet.test/${name}`, join(folder, name));
			const shown = await get(name, "w=640&output=webp");
			const wanted = /^200|n=1 -> 200/.test(expect) ? 200 : 404;
			assert.equal(shown.status, wanted, `${id}: ${shown.text}, where ${expect}`);
			assert.ok(!/script|onload|alert/.test(shown.bytes.toString("latin1")), id);
			if (expect.includes("n=-1")) assert.equal((await get(name, "n=-1")).status, 404, id);
		}
	});
	assert.ok(peak < TREE_MEGABYTES_MAX, `${peak} MB`);
});
