import assert from "node:assert/strict";
import { test } from "node:test";
import { fold, folding, packFolds, unpackFolds } from "../../src/article/fold.ts";

test("every form of a character is searched as one, unit for unit", () => {
	assert.equal(fold("頭髮"), fold("头发"));
	assert.equal(fold("北約"), fold("北约"));
	assert.equal(fold("著作"), fold("着作"));
	assert.equal(fold("Ｃａｆé ΆΣ"), "cafe ας".replace("ς", "σ"));
	assert.equal(fold("𠮷野家").length, "𠮷野家".length);
});

test("the table as browsers get it folds every character as the archive does", () => {
	const packed = packFolds();
	const theirs = folding(unpackFolds(packed));
	const every = Array.from({ length: 0xd800 }, (_, unit) => String.fromCharCode(unit)).join("");
	const beyond = Array.from({ length: 0x2000 }, (_, unit) => String.fromCharCode(0xe000 + unit)).join("");
	assert.equal(theirs(every + beyond), fold(every + beyond));
	assert.match(packed, /^[\da-z ,-]+$/);
	assert.ok(packed.length < 32_000, `${packed.length} bytes for a phone to load`);
});
