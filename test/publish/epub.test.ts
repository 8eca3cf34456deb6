import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { strFromU8, unzipSync } from "fflate";
import { markOf } from "../../src/article/address.ts";
import { writeEpub } from "../../src/publish/epub.ts";
import type { Selection } from "../../src/publish/selection.ts";
import { HOSTILE } from "../support/hostile.ts";
import type { MemoryLibrary } from "../support/library.ts";
import { openSample, SAMPLE_ADDRESS, SAMPLE_AT } from "../support/sample.ts";

async function bookOf(library: MemoryLibrary, selection: Selection): Promise<Uint8Array> {
	const parts: Uint8Array[] = [];
	await writeEpub({
		library,
		selection,
		title: "2022-01-05",
		name: "Pressmark",
		language: "zh-Hans",
		zone: "UTC",
		write: (bytes) => parts.push(bytes.slice()),
		picture: async ({ sha256 }) => {
			const blob = await library.blob(sha256 ?? "");
			return blob === null ? null : { bytes: readFileSync(blob.path), type: blob.type };
		},
	});
	return Buffer.concat(parts);
}

/** Every tag of an XML text is closed in its turn, and every ampersand begins a reference. */
function assertWellFormed(text: string, file: string): void {
	const open: string[] = [];
	for (const [, close, name = "", empty] of text.matchAll(/<(\/?)([A-Za-z][\w:.-]*)(?:\s[^<>]*?)?(\/?)>/g)) {
		if (close === "/") assert.equal(open.pop(), name, file);
		else if (empty !== "/") open.push(name);
	}
	assert.deepEqual(open, [], file);
	assert.doesNotMatch(text, /&(?!(amp|lt|gt|quot|#\d+);)/, file);
}

test("a book holds the chosen articles with their pictures, and lists them by outlet", async () => {
	const library = await openSample();
	const files = unzipSync(await bookOf(library, { since: SAMPLE_AT - 4 * 3_600_000 }));
	const names = Object.keys(files);
	assert.equal(names[0], "mimetype");
	assert.equal(strFromU8(files["mimetype"] ?? new Uint8Array()), "application/epub+zip");
	const chapter = strFromU8(files[`book/articles/${markOf(SAMPLE_ADDRESS)}.xhtml`] ?? new Uint8Array());
	assert.match(
		chapter,
		/<figure><img src="\.\.\/media\/[0-9a-f]{64}\.jpg" alt=""\/><figcaption[^>]*>资料照片/,
	);
	assert.match(chapter, /北约官员星期三说/);
	assert.equal(names.filter((name) => name.startsWith("book/media/")).length, 1);
	const contents = strFromU8(files["book/nav.xhtml"] ?? new Uint8Array());
	for (const outlet of ["海港日报", "島嶼時報", "The Harbour Post"]) assert.ok(contents.includes(outlet));
	library.close();
});

test("whatever outlets wrote, every file of a book is well formed, and no script is in it", async () => {
	const library = await openSample();
	HOSTILE.forEach((body, at) =>
		library.tell({
			address: `https://en.example/${at}`,
			outlet: "en.example",
			title: body,
			body: `<p>a${body}b</p>`,
			at: SAMPLE_AT + at,
		}),
	);
	const files = unzipSync(await bookOf(library, { outlet: "en.example" }));
	for (const [name, bytes] of Object.entries(files)) {
		if (!/\.(xhtml|opf|xml|svg)$/.test(name)) continue;
		const text = strFromU8(bytes);
		assertWellFormed(text, name);
		assert.doesNotMatch(text, /<script|<iframe|href="(javascript|data):/i, name);
		assert.doesNotMatch(text.replaceAll(/"[^"]*"/g, '""'), /<[^>]*\son\w+=/i, name);
	}
	library.close();
});

test("the same articles give the same book, byte for byte", async () => {
	const library = await openSample();
	assert.deepEqual(await bookOf(library, { query: "北约" }), await bookOf(library, { query: "北约" }));
	library.close();
});
