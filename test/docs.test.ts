import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { references } from "../docs/references.ts";
import { commands } from "../src/cli/commands.ts";

test("the references say what the tables in the code say", () => {
	for (const [file, text] of references())
		assert.equal(readFileSync(file, "utf8"), text, `${file} is stale: npm run docs`);
});

test("every command has a summary and examples that call it", () => {
	for (const { name, summary, examples } of commands) {
		assert.match(summary, /^[A-Z].*\.$/);
		assert.ok(examples.length > 0, name);
		for (const [line] of examples) assert.ok(line.includes(`pressmark ${name}`), line);
	}
});

test("every link between the project's documents leads somewhere", () => {
	for (const file of ["README.md", "README.zh-CN.md", "ARCHITECTURE.md", "CONTRIBUTING.md"]) {
		const links = [...readFileSync(file, "utf8").matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(
			([, to = ""]) => to,
		);
		for (const link of links) assert.doesNotThrow(() => readFileSync(link), `${file}: ${link}`);
	}
});
