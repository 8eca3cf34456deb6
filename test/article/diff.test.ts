import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { announcementIn, diffTexts } from "../../src/article/diff.ts";

const shown = (before: string, after: string): string =>
	diffTexts(before, after)
		.map(({ kind, text }) => (kind === "same" ? text : kind === "removed" ? `[-${text}-]` : `[+${text}+]`))
		.join("");

test("a rewritten sentence shows its changed words, and the others stand still", () => {
	assert.equal(
		shown(
			"会议星期二举行。秘书长说，谈判将在日内瓦进行。",
			"会议星期三举行。秘书长说，谈判将在布鲁塞尔进行。",
		),
		"会议[-星期二-][+星期三+]举行。秘书长说，谈判将在[-日内瓦-][+布鲁塞尔+]进行。",
	);
	assert.equal(
		shown("He said five people died.", "He said seven people died."),
		"He said [-five-][+seven+] people died.",
	);
});

test("a sentence that came or went is shown whole", () => {
	assert.equal(
		shown("第一句。第二句说别的事情。第三句。", "第一句。第三句。"),
		"第一句。[-第二句说别的事情。-]第三句。",
	);
	assert.equal(
		shown("甲段。\n丙段。", "甲段。\n乙段是新写的一整段。\n丙段。"),
		"甲段。\n[+乙段是新写的一整段。\n+]丙段。",
	);
	assert.equal(shown("完全不同的话", "Nothing in common"), "[-完全不同的话-][+Nothing in common+]");
});

test("the pieces give back both texts, whatever they are", () => {
	const texts = fc.array(fc.constantFrom("甲", "乙。", "the ", "cat. ", "\n", "”", "很长的一句话，", "x"), {
		maxLength: 30,
	});
	fc.assert(
		fc.property(texts, texts, (a, b) => {
			const [before, after] = [a.join(""), b.join("")];
			const pieces = diffTexts(before, after);
			const without = (kind: string): string =>
				pieces.flatMap((piece) => (piece.kind === kind ? [] : piece.text)).join("");
			assert.equal(without("added"), before);
			assert.equal(without("removed"), after);
		}),
	);
});

test("texts that share nothing are compared in bounded time", () => {
	const long = (seed: number): string =>
		Array.from({ length: 20_000 }, (_, n) => `${(n * seed) % 9973} w. `).join("");
	assert.ok(diffTexts(long(7), long(13)).length > 0);
});

test("an announced edit is told from a silent one", () => {
	assert.equal(announcementIn("一\n二", "一\n更正：数字应为三\n二"), "更正：数字应为三");
	assert.equal(announcementIn("更新：早先\n一", "更新：早先\n二"), null);
	assert.equal(announcementIn("One", "One\nCorrection: it was two."), "Correction: it was two.");
	assert.equal(
		announcementIn("一", "一\n本文已于星期三更新，加入警方回应。"),
		"本文已于星期三更新，加入警方回应。",
	);
	assert.match(
		announcementIn("One", "One\nAn earlier version of this article misstated the day.") ?? "",
		/earlier/,
	);
	assert.equal(announcementIn("He updated the app", "He updated the map"), null);
	assert.equal(announcementIn("公司更新产品", "公司更新了产品：三款"), null);
});
