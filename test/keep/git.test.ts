import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { commitArchive } from "../../src/keep/git.ts";
import { keepingOf, openTestArchive, START, scratchFolder } from "./support.ts";

test("each pass is a commit that says what came and changed, and git finds it whole", async (t) => {
	const folder = scratchFolder(t);
	const git = (...words: string[]): string =>
		execFileSync("git", ["-C", folder, ...words], { encoding: "utf8" }).trim();
	const archive = await openTestArchive(t, folder);
	await archive.keep(keepingOf({}));
	await archive.flush();
	const first = await commitArchive(folder, START);
	assert.match(git("log", "-1", "--format=%s"), /^1 new$/);
	assert.match(git("log", "-1", "--format=%b"), /^\+ example: 北约举行谈判$/m);
	assert.equal(git("status", "--porcelain"), "");
	assert.equal(git("ls-files", ".key", "index.sqlite", ".lock"), "");

	await archive.keep(keepingOf({ text: "Another text altogether." }));
	await archive.flush();
	const second = await commitArchive(folder, START + 1000);
	assert.notEqual(second.commit, first.commit);
	assert.match(git("log", "-1", "--format=%s"), /^1 revised$/);
	assert.equal(git("ls-files", "revisions").split("\n").length, 1);
	assert.equal(git("rev-list", "--count", "HEAD"), "2");
	git("fsck", "--strict");
	assert.ok(existsSync(join(folder, ".gitattributes")));

	assert.deepEqual(await commitArchive(folder, START + 2000), { commit: null, paths: 0 });
});
