import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { mkdir, watch } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { openArchive } from "../../src/keep/archive.ts";
import { keepingOf, scratchFolder } from "../keep/support.ts";
import { pressmark } from "../support/cli.ts";

const MAIN = join(import.meta.dirname, "../../src/cli/main.ts");
const ARTICLES = 150;
const HOUR_MS = 3_600_000;

test("Ctrl-C stops the writing of a site at once and says so, and the same command goes on", async (t) => {
	const folder = scratchFolder(t);
	const config = join(folder, "pressmark.yaml");
	writeFileSync(config, "sources: []\n");
	let now = Date.UTC(2022, 0, 5);
	const archive = await openArchive(join(folder, "archive"), { now: () => now });
	const kept: Promise<unknown>[] = [];
	for (let at = 0; at < ARTICLES; at++) {
		now += HOUR_MS;
		const address = `https://news.example/a/${at}`;
		kept.push(archive.keep(keepingOf({ address, title: `第${at}篇`, text: `第${at}篇的正文。`.repeat(40) })));
	}
	await Promise.all(kept);
	await archive.close();

	const site = join(folder, "site");
	await mkdir(site);
	const words = ["publish", "site", site, "--config", config];
	const begun = new AbortController();
	const events = watch(site, { signal: begun.signal });
	const child = spawn(process.execPath, [MAIN, ...words], { stdio: ["ignore", "ignore", "pipe"] });
	let said = "";
	child.stderr.setEncoding("utf8").on("data", (text: string) => {
		said += text;
	});
	for await (const _ of events) break;
	child.kill("SIGINT");
	const [status] = (await once(child, "exit")) as [number | null];
	assert.equal(status, 130, said);
	assert.match(said, /^stopped: /m);
	assert.ok(!existsSync(join(site, "index.html")));

	const again = await pressmark(...words);
	assert.equal(again.status, 0, again.err);
	const files = readdirSync(site, { recursive: true }) as string[];
	assert.equal(files.filter((file) => /^a[\\/].*\.html$/.test(file)).length, ARTICLES);
	assert.deepEqual(
		files.filter((file) => file.endsWith(".next")),
		[],
	);
});

test("what would hold nothing is not written, and says so", async (t) => {
	const folder = scratchFolder(t);
	const config = join(folder, "pressmark.yaml");
	writeFileSync(config, "sources: []\n");
	await (await openArchive(join(folder, "archive"), { now: () => 0 })).close();
	const { status, err } = await pressmark("publish", "epub", join(folder, "none.epub"), "--config", config);
	assert.equal(status, 1);
	assert.match(err, /nothing was found to write/);
	assert.deepEqual(readdirSync(folder).toSorted(), ["archive", "pressmark.yaml"]);
});
