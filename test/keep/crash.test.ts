import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import {
	appendFileSync,
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	truncateSync,
	writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { checkArchive, isIndexRight } from "../../bench/keep/crash/check.ts";
import { canFillDisk, fillDisk } from "../../bench/keep/crash/full.ts";
import { killWriter } from "../../bench/keep/crash/kill.ts";
import type { Acknowledged } from "../../bench/keep/crash/writer.ts";
import { verifyArchive } from "../../src/keep/archive/verify.ts";
import { ArchiveError, openArchive, openLibrary } from "../../src/keep/archive.ts";
import { DAY_MS, keepingOf, openTestArchive, START, scratchFolder, testClock } from "./support.ts";

const KILLS = 20;
const KILLS_A_CHECK = 5;

test("a writer that is killed at any moment loses nothing that it acknowledged", async (t) => {
	const folder = scratchFolder(t);
	const acknowledged: Acknowledged[] = [];
	for (let kill = 1; kill <= KILLS; kill++) {
		const afterMs = kill % 4 === 0 ? null : kill * 5;
		// Two lines: that it is ready, and one thing kept, which a busy machine may not reach in so short a time.
		const killed = await killWriter(folder, { seed: kill, afterMs, heard: 2 });
		acknowledged.push(...killed.acknowledged);
		assert.equal(killed.errors, "");
		if (kill % KILLS_A_CHECK === 0) assert.deepEqual((await checkArchive(folder, acknowledged)).problems, []);
	}
	assert.ok(acknowledged.length > KILLS);
	assert.ok(await isIndexRight(folder));
});

const noDisk = canFillDisk() ? false : "SKIPPED: mounting a small disk needs root";

test("a full disk refuses in words, and the archive goes on when there is room", {
	skip: noDisk,
}, async () => {
	const { kept, refusals, keptAfter, problems } = await fillDisk();
	assert.deepEqual(problems, []);
	assert.ok(kept > 0 && keptAfter > 0);
	assert.ok(refusals.length > 0);
	for (const words of refusals) assert.match(words, /^full: .*make room, and the next pass goes on\.$/);
});

test("a process at its limit of open files says so, keeps nothing half, and goes on when the limit is raised", async (t) => {
	const folder = scratchFolder(t);
	const archive = await openTestArchive(t, folder);
	const { mark } = await archive.keep(keepingOf({}));
	await archive.close();
	const ingest = join(import.meta.dirname, "../../bench/keep/crash/ingest.ts");
	const ends = new Set<string>();
	// So few that Node itself does not start, up to enough: in between the archive is what meets the limit.
	for (const limit of [25, 30, 60]) {
		const run = spawnSync(
			"sh",
			["-c", `ulimit -n ${limit}; exec "$0" "$@"`, process.execPath, ingest, folder],
			{
				input: "",
				encoding: "utf8",
			},
		);
		const said = run.stdout
			.split("\n")
			.flatMap((line) => (line === "" ? [] : [JSON.parse(line) as Acknowledged]));
		const last = said.at(-1);
		ends.add(last?.kind ?? "nothing");
		if (last?.kind === "refused")
			assert.match(last.text ?? "", /raise the limit of open files|too many files are open/);
		assert.deepEqual((await checkArchive(folder, said)).problems, []);
	}
	assert.ok(ends.has("done"));
	const again = await openTestArchive(t, folder);
	assert.equal((await again.library.article(mark))?.mark, mark);
});

test("an archive on a disk that may not be written is refused to writers in words, and read", {
	skip: noDisk,
}, async (t) => {
	const disk = scratchFolder(t);
	const folder = join(disk, "archive");
	execFileSync("mount", ["-t", "tmpfs", "-o", "size=32m", "none", disk]);
	try {
		const archive = await openArchive(folder, { now: () => START });
		const { mark } = await archive.keep(keepingOf({}));
		await archive.close();
		execFileSync("mount", ["-o", "remount,ro", disk]);
		await assert.rejects(openArchive(folder, { now: () => START }), (error) => {
			assert.ok(error instanceof ArchiveError);
			assert.equal(error.problem, "read-only");
			assert.match(error.message, /check who owns the folder and how the disk is mounted/);
			return true;
		});
		const library = await openLibrary(folder);
		assert.equal((await library.article(mark))?.mark, mark);
		await library.close();
		for await (const problem of verifyArchive(folder)) assert.fail(JSON.stringify(problem));
	} finally {
		execFileSync("umount", ["-l", disk]);
	}
});

test("what a crash leaves in the waiting room is finished or removed, and a torn line is cut", async (t) => {
	const folder = scratchFolder(t);
	const archive = await openTestArchive(t, folder);
	const { mark } = await archive.keep(keepingOf({}));
	const kept = await archive.library.article(mark);
	await archive.close();
	const ledger = join(folder, "ledger/2022/01/05.jsonl");
	const whole = readFileSync(ledger, "utf8");
	appendFileSync(ledger, '{"seq":2,"at":');
	writeFileSync(join(folder, ".staging", `2-${"0".repeat(64)}`), "half");
	// The line is there and its file was not yet moved: the power went between the two.
	writeFileSync(join(folder, ".staging", `1-${kept?.sha256}`), readFileSync(join(folder, kept?.file ?? "")));
	truncateSync(join(folder, kept?.file ?? ""), 0);
	const again = await openTestArchive(t, folder);
	assert.equal(readFileSync(ledger, "utf8"), whole);
	assert.deepEqual(readdirSync(join(folder, ".staging")), []);
	assert.equal((await again.library.article(mark))?.sha256, kept?.sha256);
});

test("an index that is damaged, or of another ledger, is made again", async (t) => {
	const folder = scratchFolder(t);
	const archive = await openTestArchive(t, folder);
	const { mark } = await archive.keep(keepingOf({}));
	await archive.close();
	writeFileSync(join(folder, "index.sqlite"), "x".repeat(9000));
	const again = await openTestArchive(t, folder);
	assert.equal((await again.library.article(mark))?.mark, mark);
});

test("a clock that jumps breaks neither the order nor the numbers", async (t) => {
	const folder = scratchFolder(t);
	const clock = testClock();
	const archive = await openTestArchive(t, folder, clock);
	const times = [
		START,
		0,
		Date.UTC(2038, 0, 19, 3, 14, 8),
		START - DAY_MS,
		Date.UTC(2106, 1, 7, 6, 28, 16),
		-1,
		START,
	];
	for (const [n, time] of times.entries()) {
		clock.time = time;
		await archive.keep(keepingOf({ address: `https://news.example/a/${n}`, stamp: time }));
		assert.ok(archive.due(time, [DAY_MS]).length <= n);
	}
	const seqs = (await archive.library.observations({ limit: 99 })).map(({ seq }) => seq);
	assert.deepEqual(seqs, [7, 6, 5, 4, 3, 2, 1]);
	await archive.close();
	assert.deepEqual((await checkArchive(folder, [])).problems, []);
	assert.ok(await isIndexRight(folder));
});

test("a folder that cannot be an archive is refused with what to do", async (t) => {
	const folder = scratchFolder(t);
	writeFileSync(join(folder, "pressmark.json"), '{"format":9,"id":"x","publicKey":"y"}');
	await assert.rejects(openTestArchive(t, folder), /knows 1: update Pressmark/);
	writeFileSync(join(folder, "pressmark.json"), "{");
	await assert.rejects(openTestArchive(t, folder), /restore it from a copy/);
	mkdirSync(join(folder, "file"));
	writeFileSync(join(folder, "file", "x"), "");
	await assert.rejects(openTestArchive(t, join(folder, "file", "x")), /opening .*x: /);
	assert.ok(!existsSync(join(folder, "ledger")));
});
