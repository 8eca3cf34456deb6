import assert from "node:assert/strict";
import { test } from "node:test";
import { markOf } from "../../src/article/address.ts";
import { readerSpan } from "../../src/publish/choices.ts";
import type { Selection } from "../../src/publish/selection.ts";
import { writeTexts } from "../../src/publish/text.ts";
import type { MemoryLibrary } from "../support/library.ts";
import { openSample, SAMPLE_ADDRESS, SAMPLE_AT } from "../support/sample.ts";

async function textsOf(library: MemoryLibrary, selection: Selection): Promise<Map<string, string>> {
	const texts = new Map<string, string>();
	const count = await writeTexts({
		...{ library, selection, language: "en", zone: "UTC" },
		write: (text, name) => texts.set(name, text),
	});
	assert.equal(texts.size, count);
	return texts;
}

test("an article as text has its title, where and when it appeared, its address, and its paragraphs", async () => {
	const library = await openSample();
	const texts = await textsOf(library, { since: SAMPLE_AT });
	assert.equal(
		texts.get(`zh.example/${markOf(SAMPLE_ADDRESS)}.txt`),
		`北约与港口会谈下星期举行
海港日报 · 海港记者 · Wednesday, 5 January 2022 at 01:59 (UTC)
${SAMPLE_ADDRESS}

资料照片：清晨的港口（2021年12月10日）

北约官员星期三说，港口会谈将在下星期举行。

各方希望会谈能缓和紧张。

（本文参考了通讯社的报道。）
`,
	);
	library.close();
});

test("text goes out of an outlet, of a span of time, or of a search, each article once", async () => {
	const library = await openSample();
	assert.equal((await textsOf(library, {})).size, 63);
	assert.equal((await textsOf(library, { outlet: "zh.example" })).size, 61);
	assert.equal((await textsOf(library, { query: "港口日记" })).size, 60);
	assert.equal((await textsOf(library, { since: SAMPLE_AT - 24 * 3_600_000 })).size, 7);
	library.close();
});

test("a span is a day, an ISO week that may begin in another year, or a month", () => {
	const span = (text: string, zone: string): string[] =>
		Object.values(readerSpan(text, zone) ?? {}).map((at: number) => new Date(at).toISOString());
	assert.deepEqual(span("2022-W01", "UTC"), ["2022-01-03T00:00:00.000Z", "2022-01-10T00:00:00.000Z"]);
	assert.deepEqual(span("2020-W53", "UTC"), ["2020-12-28T00:00:00.000Z", "2021-01-04T00:00:00.000Z"]);
	assert.deepEqual(span("2026-W01", "UTC"), ["2025-12-29T00:00:00.000Z", "2026-01-05T00:00:00.000Z"]);
	assert.deepEqual(span("2022-W01", "Asia/Shanghai"), [
		"2022-01-02T16:00:00.000Z",
		"2022-01-09T16:00:00.000Z",
	]);
	assert.deepEqual(span("2022-01", "UTC"), ["2022-01-01T00:00:00.000Z", "2022-02-01T00:00:00.000Z"]);
	for (const text of ["2022-W00", "2022-W54", "2022-W1", "2022-13"])
		assert.equal(readerSpan(text, "UTC"), null);
});
