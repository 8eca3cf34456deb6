import assert from "node:assert/strict";
import {
	appendFileSync,
	copyFileSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { type Problem, type VerifyOptions, verifyArchive } from "../../src/keep/archive/verify.ts";
import { captureOf, keepingOf, openTestArchive, pngOf, scratchFolder, testClock } from "./support.ts";

async function problemsOf(folder: string, options?: VerifyOptions): Promise<Problem[]> {
	const problems: Problem[] = [];
	for await (const problem of verifyArchive(folder, options)) problems.push(problem);
	return problems;
}

/** A closed archive with some of everything that an archive keeps. */
async function sampleArchive(t: TestContext): Promise<string> {
	const folder = scratchFolder(t);
	const clock = testClock();
	const archive = await openTestArchive(t, folder, clock);
	for (let n = 0; n < 12; n++) {
		const address = `https://news.example/a/${n % 5}`;
		const capture = await archive.keepCapture(captureOf({ address, text: `${n}`.repeat(700) }));
		await archive.keepPicture(`https://p.example/${n}.png`, { content: pngOf(String(n)) });
		await archive.keep(keepingOf({ address, text: `第${n}段`, capture }));
		clock.time += 40_000_000;
	}
	await archive.keepAside({
		origin: { path: "elsewhere/x.md", at: null },
		reason: "no title",
		bytes: Buffer.from("?"),
	});
	await archive.polls.put("https://news.example/feed", { etag: '"1"' });
	await archive.flush();
	await archive.close();
	return folder;
}

/** What a person would miss: not the index, the lock, the key. */
function keptFiles(folder: string): string[] {
	return (readdirSync(folder, { recursive: true }) as string[])
		.filter((name) => statSync(join(folder, name)).isFile())
		.filter((name) => !/^(\.(?!polls)|index\.sqlite)/.test(name))
		.sort();
}

test("a whole archive has no problems", async (t) => {
	assert.deepEqual(await problemsOf(await sampleArchive(t)), []);
});

test("a clone without pictures and captures is whole as far as it goes, goes on, and gets pictures again", async (t) => {
	const folder = await sampleArchive(t);
	const day = readdirSync(join(folder, "captures"), { recursive: true }) as string[];
	for (const outside of ["captures", "media", ".key", "index.sqlite"])
		rmSync(join(folder, outside), { recursive: true, force: true });
	assert.notDeepEqual(await problemsOf(folder), []);
	assert.deepEqual(await problemsOf(folder, { textOnly: true }), []);

	const clock = testClock(testClock().time + 11 * 40_000_000);
	const archive = await openTestArchive(t, folder, clock);
	const path = (await archive.keepCapture(captureOf({ text: "the same day, elsewhere" })))?.path ?? "";
	const picture = "https://p.example/3.png";
	assert.equal(await archive.library.picture(picture), null);
	assert.equal(archive.namedPicture(picture), picture);
	const { file = "" } = (await archive.keepPicture(picture, { content: pngOf("3") })) ?? {};
	assert.equal((await archive.library.picture(picture))?.file, file);
	assert.equal(archive.namedPicture(picture), null);
	await archive.close();
	assert.match(path, /^captures\/\d{4}\/\d\d\/\d\d\/000\/001\.warc\.gz$/);
	assert.ok(
		day.includes(path.replace(/^captures\//, "").replace("/000/001", "")),
		"the day had a file before",
	);
	assert.ok((await problemsOf(folder)).every(({ path: missing }) => missing !== path && missing !== file));
});

test("one flipped bit in any kept file is named by its path", async (t) => {
	const folder = await sampleArchive(t);
	const files = keptFiles(folder);
	assert.ok(files.length > 20);
	let seed = 1;
	for (const name of files) {
		const place = join(folder, name);
		const whole = readFileSync(place);
		for (let turn = 0; turn < 4; turn++) {
			seed = (seed * 48_271) % 2_147_483_647;
			const flipped = Buffer.from(whole);
			const at = seed % whole.length;
			flipped[at] = (flipped[at] ?? 0) ^ (1 << (seed % 8));
			writeFileSync(place, flipped);
			const problems = await problemsOf(folder);
			assert.ok(
				problems.some(({ path }) => path === name || path === "ledger/checkpoint"),
				`${name} byte ${at}`,
			);
			if (!name.startsWith("ledger") && name !== "pressmark.json")
				assert.ok(problems.every(({ path }) => path === name));
		}
		writeFileSync(place, whole);
	}
	assert.deepEqual(await problemsOf(folder), []);
});

test("every bit of the manifest counts", async (t) => {
	const folder = await sampleArchive(t);
	const place = join(folder, "pressmark.json");
	const whole = readFileSync(place);
	for (let bit = 0; bit < whole.length * 8; bit++) {
		const flipped = Buffer.from(whole);
		flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
		writeFileSync(place, flipped);
		const problem = await verifyArchive(folder, { subset: { part: 1, of: 1e9 } }).next();
		assert.ok(!problem.done, `bit ${bit & 7} of byte ${bit >> 3}`);
	}
});

test("a file that is missing, or that no line names, is named", async (t) => {
	const folder = await sampleArchive(t);
	const [article = "", other = ""] = keptFiles(folder).filter((name) => name.startsWith("articles"));
	rmSync(join(folder, article));
	copyFileSync(join(folder, other), join(folder, "articles", "stranger.md"));
	const warc = keptFiles(folder).find((name) => name.startsWith("captures")) ?? "";
	appendFileSync(join(folder, warc), "tail");
	const problems = await problemsOf(folder);
	assert.deepEqual(problems.map(({ path }) => path).sort(), [article, "articles/stranger.md", warc].sort());
});

test("the parts of a verification name together what the whole names", async (t) => {
	const folder = await sampleArchive(t);
	for (const name of keptFiles(folder).filter((name) => name.startsWith("articles")))
		appendFileSync(join(folder, name), " ");
	const whole = await problemsOf(folder);
	const parts = await Promise.all([1, 2, 3].map((part) => problemsOf(folder, { subset: { part, of: 3 } })));
	assert.deepEqual(
		parts
			.flat()
			.map(({ path }) => path)
			.sort(),
		whole.map(({ path }) => path).sort(),
	);
	assert.equal(whole.length, 5);
});
