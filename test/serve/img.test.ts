import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import sharp, { type Sharp } from "sharp";
import { type Images, openImages } from "../../src/serve/img/images.ts";
import { openShelf, type Shelf } from "../support/shelf.ts";

let shelf: Shelf;
let images: Images;
let time = Date.UTC(2026, 0, 1);

before(async () => {
	shelf = await openShelf();
	images = await openImages({
		library: shelf.library,
		now: () => time,
		cacheFolder: `${shelf.folder}/cache`,
	});
	await shelf.put("https://outlet.test/photo.jpg", await photo(1200, 800).jpeg().toBuffer());
});

after(async () => {
	await images.close();
	await shelf.close();
});

/** A picture with something in every corner, so that neither trimming nor compression makes it nothing. */
function photo(width: number, height: number): Sharp {
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

async function get(query: string, headers: Record<string, string> = {}): Promise<Response> {
	return images.handle(new Request(`http://reader.test/img?${query}`, { headers }));
}

test("a picture is found by its scheme-less address and resized", async () => {
	const response = await get("url=outlet.test/photo.jpg&w=300&output=webp");
	assert.equal(response.status, 200);
	assert.equal(response.headers.get("content-type"), "image/webp");
	const { width, height } = await sharp(Buffer.from(await response.arrayBuffer())).metadata();
	assert.deepEqual({ width, height }, { width: 300, height: 200 });
});

test("a picture that is not archived is not found, and nobody is asked for it", async () => {
	const response = await get("url=elsewhere.test/photo.jpg");
	assert.equal(response.status, 404);
	assert.deepEqual(await response.json(), {
		status: "error",
		code: 404,
		message: "The requested URL returned error: 404",
	});
	time += 1;
});
