import assert from "node:assert/strict";
import { test } from "node:test";
import sharp from "sharp";
import { readPictureHeader } from "../../src/keep/archive/picture.ts";

const drawn = sharp({ create: { width: 37, height: 21, channels: 3, background: "#a40" } });

for (const format of ["jpeg", "png", "gif", "webp", "avif"] as const) {
	test(`a picture in ${format} tells its kind and size by its first bytes, and whether it was cut`, async () => {
		const bytes = await drawn.clone().toFormat(format).toBuffer();
		const header = readPictureHeader(bytes);
		assert.deepEqual(
			[header?.type, header?.width, header?.height, header?.whole],
			[`image/${format}`, 37, 21, true],
		);
		assert.equal(readPictureHeader(bytes.subarray(0, bytes.length - 9))?.whole, false);
	});
}

test("what is no picture is none, however short or odd", () => {
	const texts = ["", "<html>", "GIF", "RIFF1234WAVE", "\u0000\u0000\u0001"];
	for (const text of texts) assert.equal(readPictureHeader(Buffer.from(text, "latin1")), null);
	assert.equal(
		readPictureHeader(Buffer.from("<?xml version='1.0'?>\n<svg xmlns='x'/>"))?.type,
		"image/svg+xml",
	);
	assert.equal(readPictureHeader(Buffer.from([0xff, 0xd8, 0xff]))?.width, null);
	assert.equal(readPictureHeader(Buffer.from("RIFF____WEBP"))?.width, null);
});
