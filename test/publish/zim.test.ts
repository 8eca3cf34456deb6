import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { outputFolder } from "../../src/publish/write.ts";
import { writeZim } from "../../src/publish/zim.ts";
import { openSample } from "../support/sample.ts";

const isThere = (program: string): boolean => spawnSync(program, ["--version"]).error === undefined;
const skip =
	isThere("zimwriterfs") && isThere("zimcheck")
		? false
		: "SKIPPED: zim-tools is not installed: apt-get install zim-tools";

test("a ZIM file holds the site's pages, and zimcheck finds nothing wrong with it", { skip }, async () => {
	const library = await openSample();
	const beside = mkdtempSync(join(tmpdir(), "zim-"));
	const folder = join(beside, "pages");
	const file = join(beside, "archive.zim");
	const options = { library, folder, file, output: outputFolder(folder) };
	const said = {
		name: "A mirror whose name is longer than a title may be",
		language: "en",
		zone: "UTC",
	} as const;
	assert.deepEqual(await writeZim({ ...options, ...said }), { kind: "written", articles: 63 });
	const checked = spawnSync("zimcheck", ["--all", "--details", file], { encoding: "utf8" });
	assert.equal(checked.status, 0, checked.stdout);
	assert.match(checked.stdout, /Overall Test Status: Pass/);
	assert.doesNotMatch(checked.stdout, /\[(ERROR|WARNING)\]/);
	for (const name of ["404.html", "site.json", "robots.txt"]) assert.ok(!readdirSync(folder).includes(name));
	const again = await writeZim({ ...options, ...said });
	assert.ok(
		again.kind === "failed" && /zimwriterfs failed/.test(again.reason),
		"a file that is there is no place",
	);
	rmSync(beside, { recursive: true });
	library.close();
});
