import assert from "node:assert/strict";
import { test } from "node:test";
import { type Fetcher, openFetcher } from "../../../src/collect/net/fetcher.ts";
import { type Clock, movedClock } from "../../support/clock.ts";
import { type Origin, openOrigin } from "../../support/origin.ts";

function open(clock: Clock, paceMs: number, started: string[] = []): Fetcher {
	return openFetcher({
		allow: ["127.0.0.1"],
		paceMs,
		userAgent: "Pressmark/0.0.0",
		now: clock.now,
		timer: clock,
		onRequest: ({ url }) => started.push(`${clock.now()} ${url.pathname}`),
	});
}

/** Lets sockets work until the condition holds. */
async function until(condition: () => boolean): Promise<void> {
	for (let round = 0; round < 100_000; round++) {
		if (condition()) return;
		await new Promise((resolve) => setImmediate(resolve));
	}
	assert.fail("waited for what never came");
}

const answering = (): Promise<Origin> => openOrigin((_request, response) => response.end("ok"));

test("fifty feeds of one host take turns, two seconds apart and on one connection; other hosts do not wait", async () => {
	const clock = movedClock(0);
	const crowded = await answering();
	const other = await answering();
	const started: string[] = [];
	const fetcher = open(clock, 2000, started);
	let done = 0;
	for (let feed = 0; feed < 50; feed++) {
		void fetcher.fetch({ address: `${crowded.address}/${feed}`, kind: "feed" }).then(() => done++);
	}
	await fetcher.fetch({ address: `${other.address}/other`, kind: "feed" });
	assert.equal(started.at(-1), "0 /other");
	for (let turn = 1; turn <= 50; turn++) {
		await until(() => done === turn);
		clock.advance(1999);
		assert.equal(crowded.requests.length, turn, "too early");
		clock.advance(1);
	}
	assert.deepEqual(
		started.filter((line) => !line.endsWith("other")),
		Array.from({ length: 50 }, (_, n) => `${n * 2000} /${n}`),
	);
	assert.equal(crowded.connections(), 1);
	fetcher.close();
	await crowded.close();
	await other.close();
});

test("a clock that jumps back delays a host by its pace and no more", async () => {
	const clock = movedClock();
	const origin = await answering();
	const fetcher = open(clock, 2000);
	await fetcher.fetch({ address: `${origin.address}/1`, kind: "feed" });
	clock.set(clock.now() - 86_400_000);
	const second = fetcher.fetch({ address: `${origin.address}/2`, kind: "feed" });
	clock.advance(2000);
	assert.equal((await second).kind, "page");
	fetcher.close();
	await origin.close();
});

test("who is stopped while waiting for a turn is told so, and the queue goes on", async () => {
	const clock = movedClock();
	const origin = await answering();
	const fetcher = open(clock, 2000);
	await fetcher.fetch({ address: `${origin.address}/1`, kind: "feed" });
	const stop = new AbortController();
	const stopped = fetcher.fetch({ address: `${origin.address}/2`, kind: "feed", signal: stop.signal });
	const third = fetcher.fetch({ address: `${origin.address}/3`, kind: "feed" });
	stop.abort();
	const told = await stopped;
	assert.ok(told.kind === "unreachable" && told.side === "ours");
	clock.advance(2000);
	assert.equal((await third).kind, "page");
	fetcher.close();
	const late = await fetcher.fetch({ address: `${origin.address}/4`, kind: "feed" });
	assert.equal(late.kind, "unreachable");
	assert.deepEqual(
		origin.requests.map(({ url }) => url),
		["/1", "/3"],
	);
	await origin.close();
});

test("without a pace, many requests to one's own server are under way at once", async () => {
	const clock = movedClock();
	const waiting: (() => void)[] = [];
	const origin = await openOrigin((_request, response) => waiting.push(() => response.end("ok")));
	const fetcher = open(clock, 0);
	const all = Array.from({ length: 20 }, (_, n) =>
		fetcher.fetch({ address: `${origin.address}/${n}`, kind: "feed" }),
	);
	await until(() => waiting.length === 8);
	for (let n = 0; n < 20; n++) {
		await until(() => waiting.length > 0);
		waiting.shift()?.();
	}
	assert.ok((await Promise.all(all)).every(({ kind }) => kind === "page"));
	assert.equal(origin.connections(), 8);
	fetcher.close();
	await origin.close();
});

test("an idle connection that the server has closed costs no failure", async () => {
	const clock = movedClock();
	const origin = await openOrigin((request, response) => {
		// Says nothing of closing, and closes: what a server does whose keep-alive has run out.
		if (request.url === "/2" && request.socket.bytesRead > 0 && origin.connections() === 1)
			request.socket.destroy();
		else response.end("ok");
	});
	const fetcher = open(clock, 0);
	await fetcher.fetch({ address: `${origin.address}/1`, kind: "feed" });
	const second = await fetcher.fetch({ address: `${origin.address}/2`, kind: "feed" });
	assert.equal(second.kind, "page");
	fetcher.close();
	await origin.close();
});

test("closing ends what is under way and what is waiting, both from our side", async () => {
	const clock = movedClock();
	const origin = await openOrigin(() => {});
	const fetcher = open(clock, 2000);
	const both = [1, 2].map((n) => fetcher.fetch({ address: `${origin.address}/${n}`, kind: "feed" }));
	await until(() => origin.requests.length === 1);
	fetcher.close();
	for (const fetched of await Promise.all(both))
		assert.ok(fetched.kind === "unreachable" && fetched.side === "ours");
	assert.equal(clock.pending(), 0);
	await origin.close();
});
