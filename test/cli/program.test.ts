import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { openArchive } from "../../src/keep/archive.ts";
import { pressmark } from "../support/cli.ts";

const folder = mkdtempSync(join(tmpdir(), "pressmark-cli-"));
const config = join(folder, "pressmark.yaml");
let origin = "";

const words =
	"A sentence long enough to be taken for the prose of an article, and another one after it. ".repeat(4);
const server = createServer(({ url }, response) => {
	if (url === "/feed.xml")
		return response
			.setHeader("content-type", "application/rss+xml")
			.end(
				`<rss version="2.0"><channel><title>An outlet</title><item><title>On bridges</title><link>${origin}/a/1</link><pubDate>Mon, 03 Jan 2022 10:00:00 GMT</pubDate></item></channel></rss>`,
			);
	if (url === "/a/1")
		return response
			.setHeader("content-type", "text/html")
			.end(`<title>On bridges</title><article><h1>On bridges</h1><p>${words}</p><p>${words}</p></article>`);
	if (url === "/")
		return response.end(
			'<link rel="alternate" type="application/rss+xml" href="/feed.xml"><h1>An outlet</h1>',
		);
	response.statusCode = 404;
	return response.end();
});

before(async () => {
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	writeFileSync(config, "network: { allow: [127.0.0.1], paceMs: 0 }\nsources: []\n");
});

after(() => {
	server.close();
	rmSync(folder, { recursive: true, force: true });
});

test("an unknown command is answered with the near one and status 2", async () => {
	const { status, err } = await pressmark("serch", "x");
	assert.equal(status, 2);
	assert.match(err, /Did you mean search\?/);
});

test("help lists the commands, and each command's help has examples", async () => {
	const { status, out } = await pressmark("--help");
	assert.equal(status, 0);
	for (const name of [
		"init",
		"sync",
		"serve",
		"run",
		"add",
		"capture",
		"explain",
		"status",
		"search",
		"reindex",
	])
		assert.match(out, new RegExp(`^  ${name} `, "m"));
	assert.match((await pressmark("sync", "--help")).out, /Examples:\n {2}pressmark sync/);
});

test("an outlet is added by its front page, mirrored, found and read again", async () => {
	const added = await pressmark("add", `${origin}/`, "--outlet", "bridges", "--config", config);
	assert.match(added.out, /bridges \(An outlet\) is watched at/);
	assert.match(
		(await pressmark("add", origin, "--outlet", "bridges", "--config", config)).out,
		/watched already/,
	);
	assert.match(readFileSync(config, "utf8"), /feed: http:.*feed\.xml/);

	const synced = await pressmark("sync", "--config", config, "--json");
	assert.equal(synced.status, 0, synced.err);
	assert.match(synced.err, /^network\.allow: 127\.0\.0\.1 may be fetched though not public$/m);
	assert.equal((JSON.parse(synced.out) as { new: number }).new, 1);
	assert.ok(existsSync(join(folder, "archive/lists/bridges.md")));

	const again = await pressmark("sync", "--config", config);
	assert.deepEqual(again.err.trim().split("\n").slice(1), ["1 of 1 sources read"]);
	const told = await pressmark("sync", "--verbose", "--config", config);
	assert.match(told.err, /^bridges \(An outlet\): nothing new$/m);

	const found = await pressmark("search", "bridges", "--config", config);
	assert.match(found.out, /2022-01-03 {2}bridges {2}On bridges/);
	const status = await pressmark("status", "--config", config, "--json");
	assert.equal((JSON.parse(status.out) as { articles: number }[])[0]?.articles, 1);
	assert.match((await pressmark("reindex", "--config", config)).out, /1 articles in 1 revisions/);
});

test("one article is kept now, and a page is explained without being kept", async () => {
	const captured = await pressmark("capture", `${origin}/a/1`, "--outlet", "now", "--config", config);
	assert.equal(captured.status, 0, captured.err);
	const missing = await pressmark("capture", `${origin}/a/2`, "--config", config);
	assert.equal(missing.status, 1);
	assert.match(missing.err, /answered 404/);
	const explained = await pressmark("explain", `${origin}/a/1`, "--config", config);
	assert.match(explained.out, /On bridges/);
});

test("an outlet that cannot be reached is named with the reason, and the others are mirrored", async () => {
	const both = join(folder, "both.yaml");
	writeFileSync(
		both,
		`network: { allow: [127.0.0.1], paceMs: 0 }\narchive: ./other\nsources:\n  - { outlet: gone, feed: "${origin}/none" }\n  - { outlet: here, feed: "${origin}/feed.xml" }\n`,
	);
	const { status, err } = await pressmark("sync", "--config", both);
	assert.equal(status, 1);
	assert.match(err, /gone: could not be read: answered 404/);
	assert.match(err, /1 new/);
});

test("a second writer is refused at once, and says why", async () => {
	const archive = await openArchive(join(folder, "archive"), { now: () => 0 });
	try {
		const { status, err } = await pressmark("sync", "--config", config);
		assert.equal(status, 1);
		assert.match(err, /another/i);
	} finally {
		await archive.close();
	}
});

test("what is missing is said with what to do about it", async () => {
	const none = await pressmark("sync", "--config", join(folder, "none.yaml"));
	assert.equal(none.status, 2);
	assert.match(none.err, /there is no such file; `pressmark init` writes one/);
	const empty = await pressmark("search", "x", "--config", config, "--archive", join(folder, "nothing"));
	assert.equal(empty.status, 1);
	assert.match(empty.err, /is no archive/);
	assert.equal((await pressmark("capture", "ftp://x", "--config", config)).status, 2);
});

test("init writes a configuration once and never over another", async () => {
	const file = join(folder, "new.yaml");
	assert.equal((await pressmark("init", "--empty", "--config", file)).status, 0);
	assert.match(readFileSync(file, "utf8"), /sources: \[\]/);
	assert.equal((await pressmark("init", "--config", file)).status, 2);
});

test("what has nothing to import or export is said, and nothing is written", async () => {
	const told = async (status: number, words: RegExp, ...call: string[]): Promise<void> => {
		const ran = await pressmark(...call, "--config", config, "--archive", join(folder, "archive"));
		assert.deepEqual([ran.status, words.test(ran.err)], [status, true], `${call.join(" ")}: ${ran.err}`);
	};
	const [empty, target] = [join(folder, "empty"), join(folder, "target")];
	mkdirSync(empty);
	writeFileSync(join(folder, "empty.warc"), "");
	await told(2, /no document is in this folder/, "import", empty);
	await told(2, /no record is in it; is it a WARC file/, "import", join(folder, "empty.warc"));
	await told(1, /no capture of that time is kept/, "export", target, "--wacz", "--day", "1999");
	await told(2, /--day takes yyyy-mm-dd/, "export", target, "--wacz", "--day", "2020-13");
	await told(1, /nothing of 1999 is kept/, "export", target, "--bag", "1999");
	assert.equal(existsSync(target), false);
	await told(1, /it is there already/, "export", empty, "--bag", "2022");
	await told(1, /it is not there: check the path/, "verify", "--checkpoint", join(folder, "nothing"));
});
