import assert from "node:assert/strict";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { LEDGER_FILE_BYTES, ledgerPath, nextPathOfDay } from "../../src/keep/archive/layout.ts";
import { ledgerFiles, ledgerFilesSince, readEntriesSince } from "../../src/keep/archive/ledger.ts";
import { verifyArchive } from "../../src/keep/archive/verify.ts";
import { DAY_MS, keepingOf, openTestArchive, START, scratchFolder, testClock } from "./support.ts";

test("a day that has filled a file goes on in the next, and the order of names is that of time", () => {
	const first = ledgerPath(START);
	const names = [first];
	for (let n = 0; n < 2500; n++) names.push(nextPathOfDay(names.at(-1) ?? ""));
	assert.deepEqual(
		[names[0], names[1], names[999], names[1000]],
		[
			"ledger/2022/01/05.jsonl",
			"ledger/2022/01/05/000/001.jsonl",
			"ledger/2022/01/05/000/999.jsonl",
			"ledger/2022/01/05/001/000.jsonl",
		],
	);
	names.push(ledgerPath(START + DAY_MS));
	assert.deepEqual(names.toSorted(), names);
});

test("lines stand in files of a day each, of bounded length, and are found from any number on", async (t) => {
	const folder = scratchFolder(t);
	const clock = testClock();
	const archive = await openTestArchive(t, folder, clock);
	for (const day of [1, 2, 1]) {
		clock.time = START + day * DAY_MS;
		for (let n = 0; n < 80; n++)
			await archive.keep(
				keepingOf({ address: `https://news.example/${day}/${n}`, text: `${clock.time} ${n}` }),
			);
	}
	await archive.close();
	const files = ledgerFiles(folder);
	// What a clock that was set back brings goes on where the ledger was.
	assert.deepEqual(
		files.map((path) => path.slice("ledger/2022/01/".length)),
		["06.jsonl", "07.jsonl", "07/000/001.jsonl"],
	);
	for (const path of files) assert.ok(statSync(join(folder, path)).size < LEDGER_FILE_BYTES + 4000, path);
	const seqs = [...readEntriesSince(folder, 90)].map(({ seq }) => seq);
	assert.deepEqual([seqs[0], seqs.at(-1)], [91, 240]);
	assert.deepEqual(ledgerFilesSince(folder, 240), files.slice(-1));
	for await (const problem of verifyArchive(folder)) assert.fail(JSON.stringify(problem));
});

const FDS = "/proc/self/fd";

test("looking through the ledger leaves no file open", {
	skip: existsSync(FDS) ? false : `SKIPPED: there is no ${FDS} here`,
}, async (t) => {
	const folder = scratchFolder(t);
	const archive = await openTestArchive(t, folder);
	await archive.keep(keepingOf({}));
	await archive.close();
	const open = (): number => readdirSync(FDS).length;
	const before = open();
	for (let n = 0; n < 20; n++) assert.equal(ledgerFilesSince(folder, 0).length, 1);
	assert.equal(open(), before);
});
