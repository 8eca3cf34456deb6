import assert from "node:assert/strict";
import { test } from "node:test";
import sharp from "sharp";
import { keepBytes, keepPictures } from "../../src/press/picture.ts";
import { captureOf } from "../keep/support.ts";
import { openOrigin } from "../support/origin.ts";
import { benchOf } from "../support/press.ts";

test("a picture that came cut short is never taken for whole, and is asked for again until it is", async (t) => {
	const whole = await sharp({ create: { width: 64, height: 48, channels: 3, background: "#a40" } })
		.png({ compressionLevel: 0 })
		.toBuffer();
	const cut = whole.subarray(0, whole.length / 2);
	let body: Buffer | null = null;
	let promised = 0;
	const origin = await openOrigin((request, response) => {
		if (request.url === "/robots.txt" || body === null) return response.writeHead(404).end();
		// An answer that breaks off is no answer; one that is as long as it says may still be half a picture.
		response.writeHead(200, { "content-type": "text/html", "content-length": promised });
		return body.length < promised ? response.write(body, () => response.destroy()) : response.end(body);
	});
	const settings = { network: { allow: ["127.0.0.1"], paceMs: 0 } };
	const bench = benchOf(JSON.stringify(settings), Date.UTC(2026, 0, 1));
	const press = await bench.open();
	t.after(async () => {
		await press.close();
		await origin.close();
		bench.remove();
	});
	const address = `${origin.address}/1.png`;
	const keepOnce = async (given: Buffer | null, length = given?.length ?? 0): Promise<string | null> => {
		[body, promised] = [given, length];
		const [kept] = await keepPictures(
			[{ address, width: null, height: null, alt: "", caption: "", credit: "" }],
			press,
		);
		return kept?.sha256 ?? null;
	};
	assert.equal(await keepOnce(cut, whole.length), null);
	assert.equal(await press.archive.library.picture(address), null);
	assert.notEqual(await keepOnce(cut), null);
	assert.equal((await press.archive.library.picture(address))?.whole, false);
	const sha256 = await keepOnce(whole);
	const blob = await press.archive.library.picture(address);
	assert.deepEqual([blob?.whole, blob?.sha256, blob?.type], [true, sha256, "image/png"]);
	// What is whole is kept for good, whatever the origin answers later.
	const asked = origin.requests.length;
	assert.equal(await keepOnce(null), sha256);
	assert.equal(origin.requests.length, asked);
});

test("a picture is decoded for its colour once, however many addresses give the same bytes", async (t) => {
	const bench = benchOf("{}", Date.UTC(2026, 0, 1));
	const press = await bench.open();
	t.after(async () => {
		await press.close();
		bench.remove();
	});
	let decodings = 0;
	const colours = {
		of: async () => {
			decodings++;
			return "#aa4400";
		},
		close: () => undefined,
	};
	const content = await sharp({ create: { width: 4, height: 3, channels: 3, background: "#a40" } })
		.png()
		.toBuffer();
	for (const name of ["a", "b", "a"]) {
		const address = `https://p.example/${name}.png`;
		await keepBytes(address, captureOf({ address, content }), { ...press, colours });
	}
	assert.equal(decodings, 1);
	assert.equal((await press.archive.library.picture("https://p.example/b.png"))?.colour, "#aa4400");
});
