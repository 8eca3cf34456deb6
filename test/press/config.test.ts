import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { addSources, ConfigError, readConfig } from "../../src/press/config.ts";

const folder = mkdtempSync(join(tmpdir(), "pressmark-config-"));
after(() => rmSync(folder, { recursive: true }));

function fileWith(text: string): string {
	const file = join(folder, "pressmark.yaml");
	writeFileSync(file, text);
	return file;
}

function problemsIn(text: string): string[] {
	try {
		readConfig(fileWith(text));
	} catch (error) {
		assert.ok(error instanceof ConfigError);
		return error.message.split("\n").map((line) => line.replace(/^.*pressmark\.yaml:/, ""));
	}
	return [];
}

test("a mistake is answered with its line, its key and what is allowed there", () => {
	const problems = problemsIn(`archive: ./a
network:
  pace: 3
documents:
  pictures: thumbnails
sources:
  - outlet: VOA
    feed: ftp://x.example/
`);
	assert.deepEqual(problems, [
		"3: network.pace: there is no such setting; allowed here: allow, ports, paceMs, contact, proxy",
		"5: documents.pictures: write one of weserv, media",
		"7: sources.0.outlet: write lower-case letters, digits, dots, hyphens and underscores, at most 64 characters",
		"8: sources.0.feed: write an http or https address",
	]);
});

test("a source watches one address, and no address twice", () => {
	assert.deepEqual(problemsIn("sources:\n  - outlet: a\n    page: https://a.example/\n"), [
		"2: sources.0.links: write a CSS selector, such as article h2 a",
	]);
	assert.deepEqual(problemsIn("sources:\n  - outlet: a\n"), [
		"2: sources.0.feed: write exactly one of feed, page and sitemap",
	]);
	const twice = problemsIn(
		"sources:\n  - {outlet: a, feed: https://a.example/}\n  - {outlet: b, feed: https://a.example/}\n",
	);
	assert.deepEqual(twice, ["3: sources.1: https://a.example/ is already watched (line 2); remove one"]);
});

test("what is no YAML is said with its line", () => {
	assert.match(problemsIn("a: [1\nb: 2\n")[0] ?? "", /^\d: this is not YAML/);
});

test("an added source leaves the file's comments where they were", () => {
	const file = fileWith("# ours\narchive: ./x # here\nsources: []\n");
	const source = { outlet: "a", name: "甲报", feed: "https://a.example/feed" };
	assert.equal(addSources(file, [source]).length, 1);
	assert.equal(addSources(file, [source]).length, 0);
	assert.match(readFileSync(file, "utf8"), /^# ours\narchive: .\/x # here\n/);
	assert.deepEqual(readConfig(file).settings.sources[0]?.name, "甲报");
});

test("the configuration that is shipped can be read", () => {
	assert.ok(readConfig("pressmark.yaml").settings.sources.length >= 10);
});
