import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { extract } from "../../src/extract/extract.ts";
import { pageOf, shown } from "./support.ts";

const FOLDER = new URL("fixtures/systems/", import.meta.url);

for (const file of readdirSync(FOLDER).filter((name) => name.endsWith(".html"))) {
	const name = file.replace(/\.html$/, "");
	test(`a page in the markup of ${name} is read as a person reads it`, () => {
		const page = pageOf(readFileSync(new URL(file, FOLDER), "utf8"));
		const expected = readFileSync(new URL(`${name}.txt`, FOLDER), "utf8");
		assert.equal(shown(extract(page).article), expected);
	});
}
