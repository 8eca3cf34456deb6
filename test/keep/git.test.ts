import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, rmSync, statSync, writeFileSync } from "node:fs";
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

	assert.deepEqual(await commitArchive(folder, START + 2000), { commit: null });
});

test("a commit costs what came, and not what a busy day has brought before", async (t) => {
	const folder = scratchFolder(t);
	const archive = await openTestArchive(t, folder);
	const keepAll = (first: number, count: number): Promise<unknown> =>
		Promise.all(
			Array.from({ length: count }, (_, n) =>
				archive.keep(keepingOf({ address: `https://news.example/a/${first + n}`, text: `第${first + n}篇` })),
			),
		);
	await keepAll(0, 400);
	await commitArchive(folder, START);
	await keepAll(400, 10);
	const { commit } = await commitArchive(folder, START + 1000);
	const objects = execFileSync("git", ["-C", folder, "rev-list", "--objects", `${commit}`, `^${commit}~`]);
	const ids = objects.toString().replaceAll(/ .*/g, "");
	const sizes = execFileSync("git", ["-C", folder, "cat-file", "--batch-check=%(objectsize:disk)"], {
		input: ids,
	});
	const bytes = sizes
		.toString()
		.split("\n")
		.reduce((sum, size) => sum + Number(size), 0);
	assert.ok(bytes < 100_000, `${bytes} bytes`);
	assert.ok(statSync(join(folder, "ledger/2022/01/05.jsonl")).size > 50_000);
});

test("what a person staged stays staged, and a person's own commits are built upon", async (t) => {
	const folder = scratchFolder(t);
	const git = (...words: string[]): string =>
		execFileSync("git", ["-C", folder, "-c", "user.name=A", "-c", "user.email=a@b.example", ...words], {
			encoding: "utf8",
		}).trim();
	const archive = await openTestArchive(t, folder);
	await archive.keep(keepingOf({}));
	await commitArchive(folder, START);
	writeFileSync(join(folder, "notes.txt"), "to be kept for later");
	git("add", "notes.txt");
	await archive.keep(keepingOf({ address: "https://news.example/a/2" }));
	await commitArchive(folder, START + 1000);
	assert.equal(git("status", "--porcelain"), "A  notes.txt");
	assert.equal(git("ls-tree", "--name-only", "HEAD", "notes.txt"), "");

	git("commit", "--quiet", "--message", "Notes");
	await archive.keep(keepingOf({ address: "https://news.example/a/3" }));
	await commitArchive(folder, START + 2000);
	assert.equal(git("log", "-1", "--format=%s"), "1 new");
	assert.equal(git("status", "--porcelain"), "");
	assert.equal(git("show", "HEAD:notes.txt"), "to be kept for later");
});

test("a repository without an index is committed to", async (t) => {
	const folder = scratchFolder(t);
	const git = (...words: string[]): string =>
		execFileSync("git", ["-C", folder, ...words])
			.toString()
			.trim();
	const archive = await openTestArchive(t, folder);
	await archive.keep(keepingOf({}));
	await commitArchive(folder, START);
	git("config", "core.bare", "true");
	rmSync(join(folder, ".git/index"));
	await archive.keep(keepingOf({ address: "https://news.example/a/2" }));
	await commitArchive(folder, START + 1000);
	assert.ok(!existsSync(join(folder, ".git/index")));
	git("config", "core.bare", "false");
	git("reset", "--quiet");
	assert.equal(git("status", "--porcelain"), "");
	assert.equal(git("rev-list", "--count", "HEAD"), "2");
});
