import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { tokensOf } from "../../src/keep/index/tokens.ts";

test("every pair of neighbours is a token once, in any script, and so is the last character of a run", () => {
	// Of these letters no word has an end that stemming takes away.
	const characters = fc.constantFrom("中", "国", "𠮷", "한", "ก", "，", " ", "ö", "a", "7");
	fc.assert(
		fc.property(fc.array(characters, { maxLength: 60 }), (text) => {
			const expected = new Set<string>();
			for (const run of text.join("").match(/[中国𠮷한ก]+|[öa7]+/gu) ?? []) {
				const all = Array.from(run);
				if (/[öa7]/.test(run)) expected.add(run.replaceAll("ö", "o"));
				else for (const [at, first] of all.entries()) expected.add(first + (all[at + 1] ?? ""));
			}
			assert.deepEqual(new Set(tokensOf(text.join(""))), expected);
		}),
	);
});
