import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { verifyArchive } from "../../src/keep/archive/verify.ts";
import { commitArchive } from "../../src/keep/git.ts";
import { keepingOf, openTestArchive, START, scratchFolder, testClock } from "./support.ts";

const FEED = "https://news.example/feed";
const HOUR_MS = 3_600_000;

test("what sources answered is durable at once, and its file is written once an hour and at the end", async (t) => {
	const folder = scratchFolder(t);
	const clock = testClock();
	const file = join(folder, ".polls.jsonl");
	const archive = await openTestArchive(t, folder, clock);
	const pollAfter = async (ms: number, value: number): Promise<string> => {
		clock.time += ms;
		await archive.polls.put(FEED, { value });
		await archive.flush();
		return /"value":(\d+)\}/.exec(readFileSync(file, "utf8"))?.[1] ?? "";
	};
	assert.equal(await pollAfter(0, 1), "1");
	assert.equal(await pollAfter(HOUR_MS / 2, 2), "1");
	assert.equal(await pollAfter(HOUR_MS / 2, 3), "3");
	// A clock that was set back does not keep the file from being written.
	assert.equal(await pollAfter(-1000 * HOUR_MS, 4), "4");
	assert.equal(await pollAfter(1, 5), "4");
	await archive.close();
	assert.match(readFileSync(file, "utf8"), /"value":5/);
	assert.equal(statSync(file).mode & 0o777, 0o600);
	rmSync(join(folder, "index.sqlite"));
	const again = await openTestArchive(t, folder);
	assert.deepEqual(await again.polls.get(FEED), { value: 5 });
});

test("polls that lay in git are taken over, leave the next commit, and .gitignore gets the lines it lacks", async (t) => {
	const folder = scratchFolder(t);
	const git = (...words: string[]): string =>
		execFileSync("git", ["-C", folder, ...words], { encoding: "utf8" }).trim();
	const first = await openTestArchive(t, folder);
	await first.polls.put(FEED, { value: 7 });
	await first.keep(keepingOf({}));
	await first.flush();
	await commitArchive(folder, START);
	await first.close();
	assert.equal(git("status", "--porcelain"), "");

	// As it was before: the file in git, and a .gitignore without its line but with one of the operator's.
	renameSync(join(folder, ".polls.jsonl"), join(folder, "polls.jsonl"));
	writeFileSync(join(folder, ".gitignore"), "index.sqlite*\n.lock\n.staging/\n.cache/\n.key\n*.next\nnotes/");
	git("add", "--all");
	git("-c", "user.name=a", "-c", "user.email=a@b.example", "commit", "--quiet", "--message", "Ledger: 1");
	rmSync(join(folder, "index.sqlite"));

	const archive = await openTestArchive(t, folder);
	assert.deepEqual(await archive.polls.get(FEED), { value: 7 });
	await archive.keep(keepingOf({ text: "Another text." }));
	await archive.flush();
	await commitArchive(folder, START + 1000);
	assert.ok(existsSync(join(folder, ".polls.jsonl")));
	assert.equal(git("status", "--porcelain"), "");
	assert.equal(git("ls-files", "*polls.jsonl"), "");
	const ignored = readFileSync(join(folder, ".gitignore"), "utf8").split("\n");
	assert.deepEqual(ignored.slice(6), ["notes/", ".polls.jsonl", "*.new", ""]);
	for await (const problem of verifyArchive(folder)) assert.fail(JSON.stringify(problem));
	// A pass in which sources only answered that nothing is new has nothing to commit.
	await archive.polls.put(FEED, { value: 8 });
	await archive.flush();
	assert.deepEqual(await commitArchive(folder, START + 2000), { commit: null });
});
