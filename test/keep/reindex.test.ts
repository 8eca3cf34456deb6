import assert from "node:assert/strict";
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { openLibrary } from "../../src/keep/archive.ts";
import { readIndexDump, reindex } from "../../src/keep/reindex.ts";
import { captureOf, DAY_MS, keepingOf, openTestArchive, pngOf, scratchFolder, testClock } from "./support.ts";

test("an index made again from the files says what the old one said, every time", async (t) => {
	const folder = scratchFolder(t);
	const clock = testClock();
	const archive = await openTestArchive(t, folder, clock);
	for (let n = 0; n < 20; n++) {
		const address = `https://news.example/a/${n % 8}`;
		const capture = await archive.keepCapture(
			captureOf({ address, text: "x".repeat(n % 3 === 0 ? 900 : n) }),
		);
		await archive.keepPicture(`https://p.example/${n % 5}.png`, {
			content: pngOf(String(n % 7)),
			colour: "#3060a0",
		});
		const kept = await archive.keep(keepingOf({ address, text: `段落 ${n % 3}`, capture }));
		if (n % 6 === 5) await archive.observe({ kind: "moved", mark: kept.mark, detail: "to /b", capture });
		clock.time += DAY_MS / 4;
	}
	await archive.polls.put("b", [1]);
	await archive.polls.put("a", { x: "ü" });
	await archive.flush();
	await archive.close();
	const live = [...readIndexDump(folder)];
	for (const _ of [1, 2]) {
		rmSync(join(folder, "index.sqlite"));
		assert.deepEqual(await reindex(folder), { articles: 8, revisions: 20 });
		assert.deepEqual([...readIndexDump(folder)], live);
	}
	const library = await openLibrary(folder);
	t.after(() => library.close());
	assert.deepEqual(await library.polls.get("a"), { x: "ü" });
	assert.equal((await library.picture("https://p.example/1.png"))?.colour, "#3060a0");
	assert.ok((await library.search("段落", { limit: 3 })).total > 0);
});

test("what cannot be read while an index is made again is said, not waited for", async (t) => {
	const folder = scratchFolder(t);
	const archive = await openTestArchive(t, folder);
	await archive.keep(keepingOf({}));
	await archive.close();
	const [name = ""] = readdirSync(join(folder, "articles"), { recursive: true, encoding: "utf8" }).filter(
		(path) => path.endsWith(".md"),
	);
	rmSync(join(folder, "articles", name));
	mkdirSync(join(folder, "articles", name));
	await assert.rejects(reindex(folder), /EISDIR|directory/);
});
