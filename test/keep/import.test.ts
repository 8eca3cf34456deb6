import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type TestContext, test } from "node:test";
import { markOf } from "../../src/article/address.ts";
import { verifyArchive } from "../../src/keep/archive/verify.ts";
import { exportOriginals } from "../../src/keep/export/originals.ts";
import { type Imported, importFolder } from "../../src/keep/import.ts";
import { sharedPath, skipWithout } from "../support/shared.ts";
import { keepingOf, openTestArchive, scratchFolder, testClock } from "./support.ts";

function writeFiles(root: string, files: Readonly<Record<string, string | Uint8Array>>): void {
	for (const [path, content] of Object.entries(files)) {
		mkdirSync(dirname(join(root, path)), { recursive: true });
		writeFileSync(join(root, path), content);
	}
}

const seedShaped = (stamp: number, id: string, text: string): string =>
	`<!--${stamp}-->\n[Title ${id}](https://news.example/${id})\n------\n\n<div><p>${text}</p></div>\n`;

const POST = `---
layout: post
title: "On "quoted" &amp; bracketed [things]"
date: 2020-03-04T05:06:07.000Z
author: Some One
from: https://blog.example/p/1?utm_source=feed
tags: [ society ]
categories: [ society ]
---

<article>
 <p>
  First words
  and more.
 </p>
</article>

`;

async function outcomesOf(iterable: AsyncIterable<Imported>): Promise<Imported[]> {
	const outcomes: Imported[] = [];
	for await (const outcome of iterable) outcomes.push(outcome);
	return outcomes;
}

/** Every file that was imported must come out again under its name, to the byte. */
function assertExported(t: TestContext, archive: string, sources: readonly string[]): number {
	const target = scratchFolder(t);
	const exported = new Set([...exportOriginals(archive, target)].map(({ path }) => path));
	let count = 0;
	for (const source of sources) {
		for (const name of readdirSync(source, { recursive: true }) as string[]) {
			if (!name.endsWith(".md") || !statSync(join(source, name)).isFile()) continue;
			assert.ok(exported.has(name), `${name} was not exported`);
			assert.ok(readFileSync(join(source, name)).equals(readFileSync(join(target, name))), `${name} differs`);
			count++;
		}
	}
	return count;
}

test("both layouts and posts with front matter are read, and the ill-formed are named and kept aside", async (t) => {
	const source = scratchFolder(t);
	writeFiles(source, {
		"articles/voice/17_Title a.md": seedShaped(1_600_000_000_000, "a", "甲"),
		"articles/vc/18.md": seedShaped(1_600_000_001_000, "b", "乙"),
		"articles/vc/19.md": "nothing of the kind\n",
		"articles/vc/20.md": Buffer.from([0x3c, 0xff, 0xfe]),
		"articles/vc/21.md": seedShaped(1, "c", " "),
		"articles/vc/22.md": "<!--1-->\n[T](ftp://x.example/)\n------\n\n<p>x</p>\n",
		"README.md": "not a document",
		"_posts/2020-03-04-on.md": POST,
	});
	const folder = scratchFolder(t);
	const archive = await openTestArchive(t, folder);
	const outcomes = await outcomesOf(importFolder(archive, source));
	const reasons = outcomes.flatMap((outcome) =>
		outcome.kind === "aside" ? [`${outcome.path}: ${outcome.reason}`] : [],
	);
	assert.deepEqual(reasons.sort(), [
		"articles/vc/19.md: it has neither a document's heading nor front matter with an address",
		"articles/vc/20.md: it is not UTF-8 text",
		"articles/vc/21.md: it has no text",
		"articles/vc/22.md: its address is none of the web: ftp://x.example/",
	]);
	assert.deepEqual(
		(await archive.library.list({ limit: 9 })).map(({ outlet, title, sorted }) => [outlet, title, sorted]),
		[
			["vc", "Title b", 1_600_000_001_000],
			["voice", "Title a", 1_600_000_000_000],
			["society", 'On "quoted" & bracketed [things]', Date.UTC(2020, 2, 4, 5, 6, 7)],
		],
	);
	const post = await archive.library.article(markOf("https://blog.example/p/1"));
	assert.deepEqual(post?.bylines, ["Some One"]);
	assert.equal(post?.body, "<article><p>First words and more.</p></article>");
	const again = await outcomesOf(importFolder(archive, source));
	assert.ok(again.every(({ kind }) => kind === "unchanged" || kind === "aside"));
	assert.equal((await archive.library.observations({ limit: 99 })).length, 3);
});

test("a text told twice is one revision, a changed one another, and the newest is shown", async (t) => {
	const source = scratchFolder(t);
	writeFiles(source, {
		"articles/x/3.md": seedShaped(3000, "a", "后来"),
		"articles/x/1.md": seedShaped(1000, "a", "起初"),
		"articles/y/2.md": seedShaped(2000, "a", "起初"),
	});
	const folder = scratchFolder(t);
	const archive = await openTestArchive(t, folder);
	const kinds = (await outcomesOf(importFolder(archive, source))).map(({ path, kind }) => [path, kind]);
	assert.deepEqual(kinds, [
		["articles/x/1.md", "new"],
		["articles/y/2.md", "unchanged"],
		["articles/x/3.md", "revised"],
	]);
	assert.match((await archive.library.article(markOf("https://news.example/a")))?.body ?? "", /后来/);
	assert.equal(assertExported(t, folder, [source]), 3);
});

test("what an import brings from before is kept beside, and what was kept stays shown", async (t) => {
	const source = scratchFolder(t);
	writeFiles(source, { "articles/x/1.md": seedShaped(1000, "a", "旧文") });
	const archive = await openTestArchive(t, scratchFolder(t));
	await archive.keep(keepingOf({ address: "https://news.example/a", text: "新文" }));
	await outcomesOf(importFolder(archive, source));
	const mark = markOf("https://news.example/a");
	assert.match((await archive.library.article(mark))?.body ?? "", /新文/);
	assert.match((await archive.library.article(mark, 2))?.body ?? "", /旧文/);
});

test("of a git clone every version is imported, with the time of its commit", async (t) => {
	const source = scratchFolder(t);
	const git = (at: number, ...words: string[]): void => {
		const date = `${at / 1000} +0000`;
		const env = { ...process.env, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date };
		const who = ["-c", "user.name=a", "-c", "user.email=a@news.example", "-c", "init.defaultBranch=main"];
		execFileSync("git", ["-C", source, ...who, ...words], { env });
	};
	const DAYS = [1, 2, 3].map((day) => Date.UTC(2021, 0, day));
	git(0, "init", "-q");
	for (const [n, day] of DAYS.entries()) {
		writeFiles(source, { "articles/x/一.md": seedShaped(1000, "a", `第${n}稿`) });
		if (n === 0) writeFiles(source, { "articles/x/2.md": seedShaped(2000, "b", "撤下") });
		if (n === 1) git(day, "rm", "-q", "articles/x/2.md");
		if (n === 2) writeFiles(source, { "articles/x/3.md": "no heading" });
		git(day, "add", ".");
		git(day, "commit", "-qm", "x");
	}
	const archive = await openTestArchive(t, scratchFolder(t), testClock(Date.UTC(2022, 0, 1)));
	writeFiles(source, { "articles/x/4.md": seedShaped(3000, "c", "未提交") });
	const kinds = (await outcomesOf(importFolder(archive, source))).map(({ path, kind }) => `${path} ${kind}`);
	// What is committed is told once, though it stands in the folder as well.
	assert.deepEqual(kinds.filter((kind) => !kind.includes("一.md")).sort(), [
		"articles/x/2.md new",
		"articles/x/3.md aside",
		"articles/x/4.md new",
	]);
	assert.equal(kinds.length, 6);
	const revisions = await archive.library.revisions(markOf("https://news.example/a"));
	assert.deepEqual(
		revisions.map(({ kept }) => kept),
		DAYS,
	);
	assert.match((await archive.library.article(markOf("https://news.example/b")))?.body ?? "", /撤下/);
	const again = await outcomesOf(importFolder(archive, source));
	assert.ok(again.every(({ kind }) => kind === "unchanged" || kind === "aside"));
});

test("the shared corpus is imported and exported again byte for byte", {
	skip: skipWithout("corpus"),
}, async (t) => {
	const folder = scratchFolder(t);
	const archive = await openTestArchive(t, folder);
	const sources = ["corpus/waimei", "corpus/duty-machine"].map((path) => sharedPath(path) ?? "");
	const outcomes: Imported[] = [];
	for (const source of sources) outcomes.push(...(await outcomesOf(importFolder(archive, source))));
	assert.deepEqual(
		outcomes.filter(({ kind }) => kind === "aside"),
		[],
	);
	assert.equal(assertExported(t, folder, sources), outcomes.length);
	await archive.flush();
	await archive.close();
	for await (const problem of verifyArchive(folder)) assert.fail(JSON.stringify(problem));
});
