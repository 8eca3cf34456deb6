import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { type TestContext, test } from "node:test";
import { readTime } from "../../src/article/time.ts";
import { scratchFolder } from "./support.ts";

/** What a process in a time zone keeps. */
async function keptIn(zone: string, t: TestContext): Promise<string> {
	const script = join(import.meta.dirname, "..", "support", "zoned.ts");
	const env = { ...process.env, TZ: zone };
	const child = spawn(process.execPath, [script, scratchFolder(t)], {
		env,
		stdio: ["ignore", "pipe", "inherit"],
	});
	const [said, [status]] = await Promise.all([text(child.stdout), once(child, "close")]);
	assert.equal(status, 0);
	return said;
}

test("the same articles make the same archive in every time zone, when clocks are changed as well", async (t) => {
	const zones = ["America/New_York", "Asia/Shanghai"];
	const [first = "", ...others] = await Promise.all(zones.map((zone) => keptIn(zone, t)));
	assert.match(first, /example\/2026\/03\/08\/.+\.md/);
	for (const other of others) assert.deepEqual(other.split("\n"), first.split("\n"));
});

test("a time is read as it is written, and without a zone for UTC", () => {
	const read = (written: string): string | null => {
		const time = readTime(written);
		return time === null ? null : new Date(time).toISOString().slice(0, 19);
	};
	assert.equal(read("2026-03-08T02:30:00"), "2026-03-08T02:30:00");
	assert.equal(read("2026-03-08 02:30"), "2026-03-08T02:30:00");
	assert.equal(read("2026-03-08"), "2026-03-08T00:00:00");
	assert.equal(read("2026-03-08T02:30:00+08:00"), "2026-03-07T18:30:00");
	assert.equal(read("2026-03-08 02:30:00 +0800"), "2026-03-07T18:30:00");
	assert.equal(read("Sun, 08 Mar 2026 02:30:00 GMT"), "2026-03-08T02:30:00");
	assert.equal(read("Sun Mar 08 2026 10:30:00 GMT+0800 (CST)"), "2026-03-08T02:30:00");
	assert.equal(read("8 March 2026"), "2026-03-08T00:00:00");
	assert.equal(read("1969-12-31T23:59:59Z"), "1969-12-31T23:59:59");
	assert.equal(read("yesterday"), null);
	assert.equal(read(""), null);
});
