import assert from "node:assert/strict";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import sharp, { type Metadata, type Sharp } from "sharp";
import type { Blob, Library } from "../../src/article/library.ts";
import type { FetchedPicture } from "../../src/press/fetch-picture.ts";
import { type ImageOptions, type Images, openImages } from "../../src/serve/img/images.ts";
import { readQuery } from "../../src/serve/img/query.ts";
import { signatureOf } from "../../src/serve/img/signature.ts";
import { readWanted } from "../../src/serve/img/wanted.ts";
import { openServer } from "../../src/serve/server.ts";
import { openShelf, type Shelf } from "../support/shelf.ts";

const MINUTE = 60_000;
let shelf: Shelf;
let images: Images;
let time = Date.UTC(2026, 0, 1);
let photo: Buffer;

before(async () => {
	shelf = await openShelf();
	photo = await draw(1200, 800)
		.withExif({ IFD0: { Copyright: "Secret Place" } })
		.jpeg()
		.toBuffer();
	await shelf.put("https://outlet.test/photo.jpg", photo);
	await shelf.put(
		"https://outlet.test/clear.png",
		await sharp({ create: { width: 40, height: 30, channels: 4, background: "#f008" } })
			.png()
			.toBuffer(),
	);
	await shelf.put("https://outlet.test/moving.gif", await moving());
	await shelf.put(
		"https://outlet.test/drawing.svg",
		Buffer.from(
			'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 30" onload="run()"><script>run()</script><linearGradient id="a"><stop offset="1"/></linearGradient><image href="http://elsewhere.test/"/><rect width="60" height="30" fill="url(#a)"/><use href="#a"/></svg>',
		),
	);
	images = await open({});
});

after(async () => {
	await images.close();
	await shelf.close();
});

function open(options: Partial<ImageOptions>): Promise<Images> {
	return openImages({ library: shelf.library, now: () => time, ...options });
}

function draw(width: number, height: number): Sharp {
	return sharp({
		create: {
			width,
			height,
			channels: 3,
			background: "#888",
			noise: { type: "gaussian", mean: 128, sigma: 30 },
		},
	});
}

function moving(): Promise<Buffer> {
	const frames = Buffer.alloc(40 * 30 * 3 * 4, 255);
	frames.fill(60, 0, frames.length / 2);
	frames.fill(160, 0, frames.length / 4);
	return sharp(frames, { raw: { width: 40, height: 90, channels: 4, pageHeight: 30 } })
		.gif({ delay: [100, 200, 300] })
		.toBuffer();
}

function get(query: string, init: RequestInit = {}, from = images): Promise<Response> {
	return from.handle(new Request(`http://reader.test/img?${query}`, init));
}

async function metadataOf(response: Response): Promise<Metadata> {
	assert.equal(response.status, 200, await response.clone().text());
	return sharp(Buffer.from(await response.arrayBuffer())).metadata();
}

async function messageOf(response: Response): Promise<string> {
	const { status, code, message } = (await response.json()) as {
		status: string;
		code: number;
		message: string;
	};
	assert.equal(status, "error");
	assert.equal(code, response.status);
	return `${code} ${message}`;
}

test("a picture is found by its scheme-less address, resized, and says nothing of where it was taken", async () => {
	const response = await get("url=outlet.test/photo.jpg&w=300&output=webp");
	assert.equal(response.headers.get("content-type"), "image/webp");
	assert.equal(response.headers.get("cache-control"), "public, max-age=31536000");
	assert.equal(response.headers.get("link"), '<http://outlet.test/photo.jpg>; rel="canonical"');
	assert.equal(response.headers.get("x-content-type-options"), "nosniff");
	const { width, height, exif } = await metadataOf(response);
	assert.deepEqual({ width, height, exif }, { width: 300, height: 200, exif: undefined });
});

test("a picture that is not archived is not found, and nobody is asked for it", async () => {
	assert.equal(
		await messageOf(await get("url=elsewhere.test/a.jpg")),
		"404 The requested URL returned error: 404",
	);
	assert.equal(await messageOf(await get("url=10.0.0.1/a.jpg")), "400 IP address blocked by policy");
});

test("every saver writes its format, and what is clear does not become black", async () => {
	for (const [output, format] of [
		["jpg", "jpeg"],
		["png", "png"],
		["webp", "webp"],
		["avif", "heif"],
		["gif", "gif"],
		["tiff", "tiff"],
	]) {
		assert.equal(
			(await metadataOf(await get(`url=outlet.test/photo.jpg&w=64&output=${output}`))).format,
			format,
		);
	}
	assert.equal(
		(await metadataOf(await get("url=outlet.test/photo.jpg&w=64&h=64&fit=contain"))).format,
		"png",
	);
	assert.equal(
		(await metadataOf(await get("url=outlet.test/photo.jpg&w=64&h=64&fit=contain&cbg=fff"))).format,
		"jpeg",
	);
	assert.equal((await metadataOf(await get("url=outlet.test/clear.png"))).hasAlpha, true);
	assert.equal((await metadataOf(await get("url=outlet.test/clear.png&bg=fff"))).hasAlpha, false);
});

test("every operation gives a picture", async () => {
	for (const query of [
		"trim=10",
		"mask=heart&mtrim",
		"mask=star&mbg=red",
		"flip&flop",
		"ro=90",
		"ro=30&rbg=red",
		"tint=red",
		"blur",
		"blur=5",
		"blur=300",
		"sharp",
		"sharp=3",
		"con=30&bri=10",
		"mod=2,0.5,180",
		"gam=2",
		"filt=greyscale",
		"filt=sepia",
		"filt=duotone",
		"filt=negate",
		"a=attention&h=20&fit=cover",
		"cx=5&cy=5&cw=20&ch=20",
		"il&output=jpg",
		"l=9&af&output=png",
		"ll&output=webp",
	]) {
		await metadataOf(await get(`url=outlet.test/photo.jpg&w=60&${query}`));
	}
});

test("an animation is still unless its frames are asked for", async () => {
	assert.equal((await metadataOf(await get("url=outlet.test/moving.gif"))).pages, 1);
	for (const query of [
		"",
		"&w=20",
		"&ro=90",
		"&mask=circle&mtrim",
		"&trim=5",
		"&cx=5&cw=10",
		"&output=webp",
	]) {
		const { pages, delay } = await metadataOf(await get(`url=outlet.test/moving.gif&n=-1${query}`));
		assert.deepEqual({ pages, delay }, { pages: 3, delay: [100, 200, 300] }, query);
	}
	assert.equal((await metadataOf(await get("url=outlet.test/moving.gif&n=2&page=1"))).pages, 2);
});

test("output=json describes the picture and tells nothing of its EXIF", async () => {
	const text = await (await get("url=outlet.test/photo.jpg&output=json")).text();
	const { format, width, height } = JSON.parse(text) as Metadata;
	assert.deepEqual({ format, width, height }, { format: "jpeg", width: 1200, height: 800 });
	assert.ok(!text.includes("Secret"));
	const closed = await open({ savers: ["jpg", "webp"] });
	assert.equal(
		await messageOf(await get("url=outlet.test/photo.jpg&output=json", {}, closed)),
		"400 Saving to json is disabled. Supported savers: jpg, webp",
	);
	await closed.close();
});

test("encoding, filename and maxage change how a picture is handed over", async () => {
	const text = await get("url=outlet.test/clear.png&encoding=base64");
	assert.equal(text.headers.get("content-type"), "text/plain");
	assert.match(await text.text(), /^data:image\/png;base64,iVBOR/);
	const named = await get("url=outlet.test/clear.png&filename=house&maxage=1d");
	assert.equal(named.headers.get("content-disposition"), "inline; filename=house.png");
	assert.equal(named.headers.get("cache-control"), "public, max-age=86400");
	const hostile = await get("url=outlet.test/clear.png&filename=a%0d%0ab&maxage=9y");
	assert.equal(hostile.headers.get("content-disposition"), "inline; filename=image.png");
	assert.equal(hostile.headers.get("cache-control"), "public, max-age=31536000");
});

test("default shows another archived picture, and never sends the reader away", async () => {
	const shown = await get("url=elsewhere.test/a.jpg&w=20&default=outlet.test/photo.jpg");
	assert.equal((await metadataOf(shown)).width, 20);
	for (const other of ["https://evil.test/", "1", "elsewhere.test/b.jpg?default=outlet.test/photo.jpg"]) {
		const response = await get(`url=elsewhere.test/a.jpg&default=${encodeURIComponent(other)}`);
		assert.equal(response.status, 404);
		assert.equal(response.headers.get("location"), null);
	}
});

test("only GET and HEAD are answered, and an overlong query is not read", async () => {
	assert.equal((await get("url=outlet.test/photo.jpg", { method: "POST" })).status, 405);
	assert.equal((await get(`url=outlet.test/photo.jpg&x=${"y".repeat(100_000)}`)).status, 414);
	const head = await get("url=outlet.test/clear.png", { method: "HEAD" });
	assert.equal(head.status, 200);
	assert.ok(Number(head.headers.get("content-length")) > 0);
	assert.equal((await head.arrayBuffer()).byteLength, 0);
});

test("a host that a request claims for itself changes nothing", async () => {
	const plain = await get("url=outlet.test/clear.png");
	const claimed = await images.handle(
		new Request("http://evil.test/any/path?url=outlet.test/clear.png", {
			headers: { host: "evil.test", "x-forwarded-host": "evil.test" },
		}),
	);
	assert.equal(claimed.headers.get("etag"), plain.headers.get("etag"));
	assert.equal(claimed.headers.get("link"), plain.headers.get("link"));
});

test("a known variant is answered with 304, from memory without asking the archive", async () => {
	const query = "url=outlet.test/photo.jpg&w=48";
	const etag = (await get(query)).headers.get("etag") ?? "";
	const lookups = shelf.lookups();
	assert.equal((await get(query, { headers: { "if-none-match": `"other", W/${etag}` } })).status, 304);
	assert.equal(images.fromMemory({ method: "GET", target: `/img?${query}`, ifNoneMatch: etag })?.status, 304);
	assert.equal(shelf.lookups(), lookups);
	time += 2 * MINUTE;
	assert.equal(images.fromMemory({ method: "GET", target: `/img?${query}`, ifNoneMatch: etag }), null);
	assert.equal((await get(query, { headers: { "if-none-match": etag } })).status, 304);
	assert.equal(shelf.lookups(), lookups + 1);
});

test("a hundred callers for one variant have one fetch and one encoding, and all get the same bytes", async () => {
	let fetches = 0;
	let blob: Blob | null = null;
	const sha256 = await shelf.put(
		"https://outlet.test/late-source.jpg",
		await draw(600, 400).jpeg().toBuffer(),
	);
	const fetching = await open({
		limits: { makings: 1 },
		fetchPicture: async (): Promise<FetchedPicture> => {
			fetches++;
			blob = await shelf.library.blob(sha256);
			return blob === null ? { kind: "unnamed" } : { kind: "kept", blob };
		},
	});
	const answers = await Promise.all(
		Array.from({ length: 100 }, () => get("url=outlet.test/late.jpg&w=50&output=webp", {}, fetching)),
	);
	const bodies = await Promise.all(
		answers.map(async (answer) => Buffer.from(await answer.arrayBuffer()).toString("base64")),
	);
	assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200]);
	assert.equal(new Set(bodies).size, 1);
	assert.equal(fetches, 1);
	// The one making allowed is used up, so a second encoding would have been refused.
	const other = await get("url=outlet.test/late.jpg&w=51&output=webp", {}, fetching);
	assert.equal(await messageOf(other), "429 Too many requests");
	assert.equal(other.headers.get("cache-control"), "no-store");
	await fetching.close();
});

test("what an origin answers is passed on, remembered for a quarter of an hour, and not at all where it is busy", async () => {
	const asked: string[] = [];
	const answers: Readonly<Record<string, FetchedPicture>> = {
		gone: { kind: "status", status: 410 },
		busy: { kind: "status", status: 429 },
		slow: { kind: "timed out" },
		dark: { kind: "unreachable" },
		vast: { kind: "too many bytes", bytesMax: 9 },
		ring: { kind: "redirect to itself" },
		long: { kind: "too many redirects", redirectsMax: 10 },
		none: { kind: "unnamed" },
	};
	const from = await open({
		fetchPicture: async (address) => {
			asked.push(address);
			return answers[address.slice(-4)] ?? { kind: "unnamed" };
		},
	});
	const told = async (name: string): Promise<string> =>
		messageOf(await get(`url=outlet.test/${name}`, {}, from));
	assert.equal(await told("gone"), "404 The requested URL returned error: 410");
	assert.equal(await told("busy"), "404 The requested URL returned error: 429");
	assert.equal(await told("slow"), "404 The requested URL timed out.");
	assert.equal(
		await told("dark"),
		"404 The hostname of the origin is unresolvable (DNS) or blocked by policy.",
	);
	assert.equal(await told("vast"), "404 The image is too large to be downloaded. Max image size: 9 bytes");
	assert.equal(await told("ring"), "404 Will not follow a redirection to itself");
	assert.equal(await told("long"), "404 Will not follow more than 10 redirects");
	assert.equal(await told("none"), "404 The requested URL returned error: 404");
	await told("gone");
	await told("busy");
	assert.equal(asked.filter((address) => address.endsWith("gone")).length, 1);
	assert.equal(asked.filter((address) => address.endsWith("busy")).length, 2);
	time += 15 * MINUTE + 1;
	await told("gone");
	assert.equal(asked.filter((address) => address.endsWith("gone")).length, 2);
	await from.close();
});

test("variants are kept on disk, within their bytes, and a damaged file is made again", async () => {
	const cacheFolder = join(shelf.folder, "variants");
	const settings = { cacheFolder, limits: { diskBytes: 20_000, makings: 30 } };
	const first = await open(settings);
	for (let width = 20; width < 50; width++)
		await get(`url=outlet.test/photo.jpg&w=${width}&output=png`, {}, first);
	await first.close();
	const files = readdirSync(cacheFolder, { recursive: true, withFileTypes: true }).filter((file) =>
		file.isFile(),
	);
	const bytes = files.map((file) => readFileSync(join(file.parentPath, file.name)).length);
	assert.ok(files.length > 1 && bytes.reduce((sum, length) => sum + length) <= 20_000, `${bytes}`);
	assert.ok(files.every(({ name }) => !name.endsWith(".part")));

	const second = await open({ cacheFolder, limits: { makings: 1 } });
	assert.equal((await get("url=outlet.test/photo.jpg&w=49&output=png", {}, second)).status, 200);
	assert.equal((await get("url=outlet.test/photo.jpg&w=48&output=png", {}, second)).status, 200);
	await second.close();

	for (const { parentPath, name } of files)
		writeFileSync(join(parentPath, name), readFileSync(join(parentPath, name)).subarray(0, -9));
	const third = await open({ cacheFolder });
	assert.equal(
		(await metadataOf(await get("url=outlet.test/photo.jpg&w=49&output=png", {}, third))).width,
		49,
	);
	await third.close();
});

test("with a key, only signed addresses are answered, in whatever order their parameters stand", async () => {
	const signed = await open({ signingKey: "a key" });
	const sig = signatureOf(
		"http://outlet.test/clear.png",
		readWanted(readQuery("w=20&h=10").picture),
		"a key",
	);
	for (const query of [
		`url=outlet.test/clear.png&w=20&h=10&sig=${sig}`,
		`h=10&sig=${sig}&w=20&url=outlet.test%2Fclear.png`,
	]) {
		assert.equal((await get(query, {}, signed)).status, 200);
	}
	for (const query of [
		"url=outlet.test/clear.png&w=20&h=10",
		`url=outlet.test/clear.png&w=21&h=10&sig=${sig}`,
		`url=outlet.test/clear.png&w=20&h=10&sig=${sig.slice(0, 40)}`,
	]) {
		assert.equal((await get(query, {}, signed)).status, 403);
	}
	await signed.close();
});

test("an original is the origin's bytes, with the type that the bytes show", async () => {
	const { sha256 } = (await shelf.library.picture("http://outlet.test/photo.jpg")) ?? { sha256: "" };
	const original = (name: string, init?: RequestInit): Promise<Response> =>
		images.handle(new Request(`http://reader.test/media/${name}`, init));
	const response = await original(sha256);
	assert.equal(response.headers.get("content-type"), "image/jpeg");
	assert.equal(response.headers.get("cache-control"), "public, max-age=31536000, immutable");
	assert.ok(Buffer.from(await response.arrayBuffer()).equals(photo));
	assert.equal(
		(await original(`${sha256}.jpg`, { headers: { "if-none-match": `"${sha256}"` } })).status,
		304,
	);
	assert.equal((await original("..%2f..%2fetc%2fpasswd")).status, 404);
	assert.equal((await original("0".repeat(64))).status, 404);

	const page = await shelf.put(
		"https://outlet.test/page.jpg",
		Buffer.from("<!doctype html><script>run()</script>"),
	);
	const saved = await original(page);
	assert.equal(saved.headers.get("content-type"), "application/octet-stream");
	assert.equal(saved.headers.get("content-disposition"), "attachment");
	assert.match(saved.headers.get("content-security-policy") ?? "", /sandbox/);

	const large = Buffer.concat([photo, Buffer.alloc(2 ** 21)]);
	const streamed = await original(await shelf.put("https://outlet.test/large.jpg", large));
	assert.ok(Buffer.from(await streamed.arrayBuffer()).equals(large));
});

test("over a socket, the first answer, a hit and a 304 say the same", async () => {
	const server = await openServer({ library: shelf.library as Library, now: () => time, port: 0 });
	const ask = (init: RequestInit = {}): Promise<Response> =>
		fetch(`${server.address}/img?url=outlet.test/photo.jpg&w=33`, init);
	const [first, hit] = [await ask(), await ask()];
	const known = (response: Response): string =>
		JSON.stringify([...response.headers].filter(([name]) => name !== "date"));
	assert.equal(known(hit), known(first));
	assert.deepEqual(await hit.arrayBuffer(), await first.arrayBuffer());
	const unchanged = await ask({ headers: { "if-none-match": first.headers.get("etag") ?? "" } });
	assert.equal(unchanged.status, 304);
	const head = await ask({ method: "HEAD" });
	assert.equal(head.headers.get("content-length"), first.headers.get("content-length"));
	assert.equal((await ask({ method: "DELETE" })).status, 405);
	for (const path of ["/", "/any/path", "/photo.jpg"]) {
		const other = await fetch(`${server.address}${path}?w=33&URL=outlet.test/photo.jpg`);
		assert.equal(other.headers.get("etag"), first.headers.get("etag"), path);
	}
	await server.close();
});

test("an archived file that cannot be read is our own failure, and is tried again", async () => {
	const sha256 = await shelf.put("https://outlet.test/lost.jpg", await draw(30, 20).jpeg().toBuffer());
	const path = (await shelf.library.blob(sha256))?.path ?? "";
	const bytes = readFileSync(path);
	rmSync(path);
	assert.equal((await get("url=outlet.test/lost.jpg")).status, 500);
	assert.equal((await images.handle(new Request(`http://reader.test/media/${sha256}`))).status, 500);
	writeFileSync(path, bytes);
	assert.equal((await get("url=outlet.test/lost.jpg")).status, 200);
});

test("drawings are refused, sanitised or drawn as pixels, as the operator says", async () => {
	const query = "url=outlet.test/drawing.svg";
	assert.equal((await get(query)).status, 404);
	const sanitising = await open({ drawings: "sanitise" });
	const drawn = await get(query, {}, sanitising);
	assert.match(drawn.headers.get("content-security-policy") ?? "", /sandbox/);
	assert.equal(
		await drawn.text(),
		'<svg xmlns="http://www.w3.org/2000/svg" width="60" height="30" viewBox="0 0 60 30"><linearGradient id="a"><stop offset="1"></stop></linearGradient><rect width="60" height="30" fill="url(#a)"></rect></svg>',
	);
	await sanitising.close();
	const rasterising = await open({ drawings: "rasterise" });
	const { format, width, height } = await metadataOf(await get(`${query}&w=600`, {}, rasterising));
	assert.deepEqual({ format, width, height }, { format: "png", width: 600, height: 300 });
	await rasterising.close();
});

test("what is served never contains the original's bytes but its pixels", async () => {
	const tail = Buffer.from("<script>run()</script>");
	await shelf.put(
		"https://outlet.test/tail.jpg",
		Buffer.concat([await readFile((await shelf.library.picture("outlet.test/photo.jpg"))?.path ?? ""), tail]),
	);
	const bytes = Buffer.from(await (await get("url=outlet.test/tail.jpg")).arrayBuffer());
	assert.ok(!bytes.includes("script") && !bytes.includes("Secret"));
});
