import assert from "node:assert/strict";
import { test } from "node:test";
import { sync } from "../../src/press/sync.ts";
import { openOrigin } from "../support/origin.ts";
import { benchOf } from "../support/press.ts";

const DAY_MS = 86_400_000;

test("a source that has moved to where another is watched is asked no more, and nothing is kept twice", async (t) => {
	const page = `<html><head><title>A</title></head><body><article><h1>A</h1>${"<p>One sentence follows another in this report.</p>".repeat(9)}</article></body></html>`;
	const origin = await openOrigin((request, response) => {
		if (request.url === "/old") response.writeHead(301, { location: "/new" }).end();
		else if (request.url === "/a") response.setHeader("content-type", "text/html").end(page);
		else if (request.url === "/robots.txt") response.writeHead(404).end();
		else
			response.end(
				`<rss version="2.0"><channel><item><title>A</title><link>${origin.address}/a</link></item></channel></rss>`,
			);
	});
	const sources = ["old", "new"].map((outlet) => ({ outlet, feed: `${origin.address}/${outlet}` }));
	const settings = { network: { allow: ["127.0.0.1"], paceMs: 0 }, sources };
	const bench = benchOf(JSON.stringify(settings), Date.UTC(2026, 0, 1));
	const press = await bench.open();
	t.after(async () => {
		await press.close();
		await origin.close();
		bench.remove();
	});
	const askedInPass = async (): Promise<string[]> => {
		const before = origin.requests.length;
		await sync(press, { sources: "asked", recheck: "none", commit: false });
		bench.clock.move(DAY_MS);
		return origin.requests.slice(before).map(({ url }) => url ?? "");
	};
	for (let day = 0; day < 4; day++) await askedInPass();
	assert.deepEqual(
		(await askedInPass()).filter((url) => url !== "/robots.txt"),
		["/new"],
	);
	const state = (await press.archive.polls.get(`${origin.address}/new`)) as {
		poll: { formerly: { address: string }[] };
	};
	assert.deepEqual(
		state.poll.formerly.map(({ address }) => address),
		[`${origin.address}/old`],
	);
	assert.equal((await press.archive.library.list({ limit: 9 })).length, 1);
});
