import assert from "node:assert/strict";
import { after, test } from "node:test";
import sharp from "sharp";
import { openColours } from "../../src/serve/img/colours.ts";

const colours = openColours();
after(() => colours.close());

const drawn = (background: string, channels: 3 | 4 = 3) =>
	sharp({ create: { width: 60, height: 40, channels, background } });

test("a picture's colour is read in every format, and grey is one too", async () => {
	for (const format of ["png", "gif", "webp"] as const) {
		const bytes = await drawn("#336699").toFormat(format, { lossless: true }).toBuffer();
		assert.equal(await colours.of(bytes), "#336699", format);
	}
	for (const format of ["jpeg", "avif"] as const)
		assert.match(
			(await colours.of(await drawn("#336699").toFormat(format).toBuffer())) ?? "",
			/^#3[0-9a-f]6[0-9a-f]9[0-9a-f]$/,
		);
	assert.equal(await colours.of(await drawn("#808080").toColourspace("b-w").png().toBuffer()), "#808080");
});

test("what is transparent, damaged, too much or no picture has no colour", async () => {
	assert.equal(await colours.of(await drawn("#33669980", 4).png().toBuffer()), null);
	const photo = await drawn("#336699").jpeg().toBuffer();
	assert.equal(await colours.of(photo.subarray(0, photo.length >> 1)), null);
	assert.equal(await colours.of(Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>")), null);
	assert.equal(await colours.of(Buffer.alloc(0)), null);
});
