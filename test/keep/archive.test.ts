import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { markOf } from "../../src/article/address.ts";
import { readDocument } from "../../src/article/document.ts";
import { ArchiveError, openArchive, openLibrary } from "../../src/keep/archive.ts";
import { sharedPath, skipWithout } from "../support/shared.ts";
import {
	captureOf,
	DAY_MS,
	keepingOf,
	openTestArchive,
	pngOf,
	START,
	scratchFolder,
	testClock,
} from "./support.ts";

const SEED = "seed/nato-russia-talks.md";

const HOUR_MS = 3_600_000;

test("in an excerpt a line that ends in no mark is set apart from the next", async (t) => {
	const archive = await openTestArchive(t, scratchFolder(t));
	const body =
		"<p><strong>Talks in Brussels</strong></p><p>They begin on Tuesday.</p><p>They may end on Friday</p>";
	const { mark } = await archive.keep(keepingOf({ body }));
	const { excerpt } = (await archive.library.article(mark)) ?? {};
	assert.equal(excerpt, "Talks in Brussels · They begin on Tuesday. They may end on Friday");
});

test("an article becomes a document, a line and a row, and is read back whole", async (t) => {
	const folder = scratchFolder(t);
	const archive = await openTestArchive(t, folder);
	const kept = await archive.keep(keepingOf({}));
	assert.deepEqual(kept, {
		change: "new",
		mark: markOf("https://news.example/a/first-story"),
		revision: 1,
		again: false,
	});
	const read = await archive.library.article(kept.mark);
	assert.equal(read?.title, "北约举行谈判");
	assert.equal(read?.file, `articles/example/2022/01/05/first-story-${kept.mark}.md`);
	assert.deepEqual(read?.bylines, ["A. Writer"]);
	assert.equal(read?.excerpt, "秘书长星期二说，谈判将在布鲁塞尔举行。");
	const bytes = readFileSync(join(folder, read?.file ?? ""));
	assert.equal(createHash("sha256").update(bytes).digest("hex"), read?.sha256);
	assert.equal(readDocument(bytes.toString())?.stamp, START);
	const found = await archive.library.search("布鲁塞尔", { limit: 5 });
	assert.deepEqual(
		found.hits.map((hit) => hit.article.mark),
		[kept.mark],
	);
	assert.deepEqual(await archive.library.outlets(), [
		{
			outlet: "example",
			name: "Example News",
			home: "https://news.example/",
			articles: 1,
			newest: Date.UTC(2022, 0, 5, 1),
		},
	]);
});

test("the seed's content is kept as the seed, byte for byte", { skip: skipWithout(SEED) }, async (t) => {
	const seed = readFileSync(sharedPath(SEED) ?? "");
	const document = readDocument(seed.toString());
	assert.ok(document);
	const folder = scratchFolder(t);
	const archive = await openTestArchive(t, folder);
	const { address, title, body } = document;
	const { mark } = await archive.keep(keepingOf({ address, title, body, stamp: document.stamp ?? 0 }));
	const kept = await archive.library.article(mark);
	assert.deepEqual(readFileSync(join(folder, kept?.file ?? "")), seed);
});

test("a changed sentence is a new revision beside the old; the same text is none", async (t) => {
	const clock = testClock();
	const archive = await openTestArchive(t, scratchFolder(t), clock);
	await archive.keep(keepingOf({ text: "一" }));
	clock.time += DAY_MS;
	assert.equal((await archive.keep(keepingOf({ text: "<b>一</b>" }))).change, "unchanged");
	clock.time += DAY_MS;
	const revised = await archive.keep(keepingOf({ text: "二", title: "改了的标题" }));
	assert.equal(revised.change, "revised");
	const { mark } = revised;
	const revisions = await archive.library.revisions(mark);
	assert.deepEqual(
		revisions.map(({ revision, kept, title, file }) => [revision, kept, title, file.split("/")[0]]),
		[
			[1, START, "北约举行谈判", "revisions"],
			[2, START + 2 * DAY_MS, "改了的标题", "articles"],
		],
	);
	assert.match((await archive.library.article(mark, 1))?.body ?? "", /一/);
	const summary = (await archive.library.list({ limit: 5 }))[0];
	assert.deepEqual([summary?.title, summary?.revisions], ["改了的标题", 2]);
	const observed = await archive.library.observations({ mark, limit: 9 });
	assert.deepEqual(
		observed.map(({ kind, detail }) => [kind, detail]),
		[
			["revised", "a silent edit"],
			["unchanged", ""],
			["kept", ""],
		],
	);
	await archive.keep(keepingOf({ text: "二</p><p>更正：早先的数字有误" }));
	const [announced] = await archive.library.observations({ mark, limit: 1 });
	assert.equal(announced?.detail, "announced: 更正：早先的数字有误");
});

test("an outlet that goes back to an earlier text makes no third revision", async (t) => {
	const archive = await openTestArchive(t, scratchFolder(t));
	await archive.keep(keepingOf({ text: "甲方" }));
	await archive.keep(keepingOf({ text: "乙方" }));
	const back = await archive.keep(keepingOf({ text: "甲方" }));
	assert.deepEqual([back.change, back.revision, back.again], ["revised", 1, true]);
	assert.equal((await archive.library.revisions(back.mark)).length, 2);
	assert.match((await archive.library.article(back.mark))?.body ?? "", /甲方/);
	assert.equal((await archive.library.search("甲方", { limit: 5 })).total, 1);
	assert.equal((await archive.library.search("乙方", { limit: 5 })).total, 0);
	assert.equal((await archive.keep(keepingOf({ text: "甲方" }))).change, "unchanged");
});

test("a picture is kept once, and another one under the same address is noticed", async (t) => {
	const archive = await openTestArchive(t, scratchFolder(t));
	const first = await archive.keepPicture("https://p.example/1.png", { content: pngOf("a") });
	assert.deepEqual([first?.type, first?.width, first?.height, first?.changed], ["image/png", 3, 2, false]);
	const same = await archive.keepPicture("http://p.example/2.png", { content: pngOf("a") });
	assert.equal(same?.file, first?.file);
	const other = await archive.keepPicture("https://p.example/1.png", { content: pngOf("b") });
	assert.equal(other?.changed, true);
	const found = await archive.library.picture("https://images.weserv.nl?url=p.example/1.png");
	assert.equal(found?.sha256, other?.sha256);
	assert.deepEqual(readFileSync(found?.path ?? ""), Buffer.from(pngOf("b")));
	assert.equal(
		await archive.keepPicture("https://p.example/3.png", { content: Buffer.from("<html>") }),
		null,
	);
});

test("what becomes of a page is observed, and it is asked again at growing ages", async (t) => {
	const clock = testClock();
	const archive = await openTestArchive(t, scratchFolder(t), clock);
	const capture = await archive.keepCapture(captureOf({}));
	const { mark } = await archive.keep(keepingOf({ capture }));
	const schedule = [3_600_000, DAY_MS];
	assert.deepEqual(archive.due(clock.time, schedule), []);
	clock.time += 3_600_000;
	const [due] = archive.due(clock.time, schedule);
	assert.deepEqual(due?.validators, {
		"https://news.example/a/first-story": { etag: '"v1"', lastModified: null },
	});
	await archive.observe({ kind: "gone", mark, detail: "answered 404", capture: null });
	assert.deepEqual(archive.due(clock.time, schedule), []);
	assert.deepEqual([...archive.all()].length, 1);
	const summary = await archive.library.article(mark);
	assert.deepEqual([summary?.state, summary?.stateSince], ["gone", clock.time]);
	clock.time += DAY_MS;
	assert.equal(archive.due(clock.time, schedule).length, 1);
});

test("a second writer is refused at once; readers see what is written", async (t) => {
	const folder = scratchFolder(t);
	const archive = await openTestArchive(t, folder);
	await assert.rejects(openArchive(folder, { now: () => START }), (error) => {
		assert.ok(error instanceof ArchiveError);
		assert.equal(error.problem, "locked");
		return true;
	});
	const library = await openLibrary(folder);
	t.after(() => library.close());
	const { mark } = await archive.keep(keepingOf({}));
	assert.equal((await library.article(mark))?.mark, mark);
	await archive.polls.put("https://news.example/feed", { etag: "x" });
	assert.deepEqual(await library.polls.get("https://news.example/feed"), { etag: "x" });
});

test("many keepings share rounds, and each answers for itself", async (t) => {
	const archive = await openTestArchive(t, scratchFolder(t));
	const answers = await Promise.allSettled([
		...Array.from({ length: 300 }, (_, n) =>
			archive.keep(keepingOf({ address: `https://news.example/a/${n}` })),
		),
		archive.keep(keepingOf({ outlet: "../up" })),
		archive.keep(keepingOf({ address: "https://news.example/a/0", text: "后来" })),
	]);
	assert.equal(answers.filter(({ status }) => status === "fulfilled").length, 301);
	assert.equal(answers[300]?.status, "rejected");
	assert.equal((await archive.library.revisions(markOf("https://news.example/a/0"))).length, 2);
	assert.equal((await archive.library.list({ limit: 1000 })).length, 300);
});

test("an archive whose first round only remembers a source begins its ledger with the next", async (t) => {
	const folder = scratchFolder(t);
	const archive = await openTestArchive(t, folder);
	await archive.polls.put("https://news.example/feed", { asked: 1 });
	await archive.keep(keepingOf({}));
	assert.deepEqual(await archive.polls.get("https://news.example/feed"), { asked: 1 });
});

test("the hours in which anything was learnt are told, and the last one before them", async (t) => {
	const clock = testClock();
	const archive = await openTestArchive(t, scratchFolder(t), clock);
	const hours: number[] = [];
	for (const later of [0, 1, 1, 4, 30, 9]) {
		clock.time += later * HOUR_MS;
		hours.push(clock.time - (clock.time % HOUR_MS));
		for (const text of ["甲", "乙", "丙"]) await archive.keep(keepingOf({ text: `${text}${clock.time}` }));
	}
	const { library } = archive;
	assert.deepEqual(await library.observedHours(0), hours);
	assert.deepEqual(await library.observedHours(clock.time - 40 * HOUR_MS), hours.slice(2));
	assert.deepEqual(await library.observedHours(clock.time + HOUR_MS), hours.slice(-1));
});
