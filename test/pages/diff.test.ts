import assert from "node:assert/strict";
import { test } from "node:test";
import { differenceOf } from "../../src/pages/diff.ts";

/** A difference as text: [-removed-], {+added+}. */
function check(before: string, after: string, shown: string): void {
	const found = differenceOf(before, after)
		.map(({ kind, text }) => (kind === "same" ? text : kind === "added" ? `{+${text}+}` : `[-${text}-]`))
		.join("");
	assert.equal(found, shown);
}

test("in an edited sentence only the words that differ are marked", () => {
	check("船队星期二出海。海上无风。", "船队星期三出海。海上无风。", "船队星期[-二-]{+三+}出海。海上无风。");
	check("The fleet left at dawn.\n", "The fleet left at noon.\n", "The fleet left at [-dawn-]{+noon+}.\n");
});

test("a sentence that was replaced by another stands whole beside it", () => {
	check("船队星期二出海。", "港口关闭至下月。", "[-船队星期二出海。-]{+港口关闭至下月。+}");
});

test("what was added or removed is marked where it stood", () => {
	check("一。三。", "一。二。三。", "一。{+二。+}三。");
	check("一。二。三。", "一。三。", "一。[-二。-]三。");
	check("同一段。", "同一段。", "同一段。");
});

test("texts of any length take a bounded time", () => {
	const long = Array.from({ length: 5000 }, (_, at) => `第${at}句。`).join("");
	assert.ok(differenceOf(long, long.replaceAll("句", "段")).length >= 2);
});
