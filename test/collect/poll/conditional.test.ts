import assert from "node:assert/strict";
import { test } from "node:test";
import { openFetcher } from "../../../src/collect/net/fetcher.ts";
import { manualAt, type PollState } from "../../../src/collect/poll.ts";
import { pollSource } from "../../../src/collect/poll-source.ts";
import { DAY, type Handler, HOUR, isConditional, MINUTE, rss, withSource } from "../../support/polling.ts";

const ODD_ETAG = 'W/"a b;c-gzip"';
const MODIFIED = "Wed, 01 May 2024 00:00:00 GMT";

/** Answers with a feed and these headers; 304 where it is asked for what it gave. */
function serving(headers: () => Record<string, string>, text: () => string = () => rss({})): Handler {
	return (request, response) => {
		const given = headers();
		const asked = request.headers["if-none-match"];
		if (asked !== undefined && asked === given["etag"]) response.writeHead(304, given).end();
		else response.writeHead(200, given).end(text());
	};
}

test("C1: validators go back byte for byte", async () => {
	await withSource(
		serving(() => ({ etag: ODD_ETAG, "last-modified": MODIFIED })),
		async (polling) => {
			await polling.poll();
			await polling.pollWhenDue();
			assert.equal(polling.seen[1]?.headers["if-none-match"], ODD_ETAG);
			assert.equal(polling.seen[1]?.headers["if-modified-since"], MODIFIED);
			assert.equal(polling.state.trouble, null);
		},
	);
});

test("C2: what a server did not give is never made up", async () => {
	const check = async (given: Record<string, string>): Promise<void> => {
		await withSource(
			(_request, response) => response.writeHead(200, given).end(rss({})),
			async (polling) => {
				await polling.poll();
				await polling.pollWhenDue();
				const headers = polling.seen[1]?.headers ?? {};
				assert.equal(headers["if-none-match"], given["etag"]);
				assert.equal(headers["if-modified-since"], given["last-modified"]);
			},
		);
	};
	await check({});
	await check({ etag: '"1"' });
	await check({ "last-modified": "Sunday" });
	await check({ etag: '"1"', "last-modified": MODIFIED });
});

test("C3: both validators are replaced at every 200, and one that is no longer given is forgotten", async () => {
	const answers = [
		{ etag: '"1"', "last-modified": MODIFIED },
		{ etag: '"2"', "last-modified": MODIFIED },
		{ etag: '"3"' },
	];
	let turn = 0;
	await withSource(
		(_request, response) => response.writeHead(200, answers[turn++]).end(rss({})),
		async (polling) => {
			for (let poll = 0; poll < 4; poll++) await polling.pollWhenDue();
			const sent = polling.seen.map(({ headers }) => [
				headers["if-none-match"],
				headers["if-modified-since"],
			]);
			assert.deepEqual(sent, [
				[undefined, undefined],
				['"1"', MODIFIED],
				['"2"', MODIFIED],
				['"3"', undefined],
			]);
		},
	);
});

test("C4: new validators are kept though the content is the same", async () => {
	let version = 0;
	await withSource(
		(_request, response) => response.writeHead(200, { etag: `"${++version}"` }).end(rss({ posts: [DAY] })),
		async (polling) => {
			assert.equal((await polling.pollWhenDue()).outcome.kind, "new");
			assert.equal((await polling.pollWhenDue()).outcome.kind, "unchanged");
			await polling.pollWhenDue();
			assert.equal(polling.seen[2]?.headers["if-none-match"], '"2"');
		},
	);
});

test("C5: what a 304 carries replaces what was known, and nothing is parsed", async () => {
	let turn = 0;
	await withSource(
		(_request, response) => {
			turn++;
			if (turn === 1)
				response.writeHead(200, { etag: '"1"', "last-modified": MODIFIED }).end(rss({ posts: [DAY] }));
			else response.writeHead(304, { etag: '"2"', "cache-control": "max-age=10800" }).end();
		},
		async (polling) => {
			await polling.poll();
			const { digest } = polling.state;
			const { outcome } = await polling.pollWhenDue();
			assert.equal(outcome.kind, "unchanged");
			assert.equal(polling.state.digest, digest);
			assert.ok(polling.wait() >= 3 * HOUR);
			await polling.pollWhenDue();
			assert.equal(polling.seen[2]?.headers["if-none-match"], '"2"');
			assert.equal(polling.seen[2]?.headers["if-modified-since"], MODIFIED);
		},
	);
});

test("C6: an address's validators are never sent to another, and a redirect's target has its own", async () => {
	let redirects = false;
	await withSource(
		(request, response) => {
			if (request.url === "/feed" && redirects) response.writeHead(302, { location: "/other" }).end();
			else response.writeHead(200, { etag: `"of ${request.url}"` }).end(rss({}));
		},
		async (polling) => {
			await polling.poll();
			redirects = true;
			await polling.pollWhenDue();
			await polling.pollWhenDue();
			const sent = polling.seen.map(({ url, headers }) => [url, headers["if-none-match"]]);
			assert.deepEqual(sent, [
				["/feed", undefined],
				["/feed", '"of /feed"'],
				["/other", undefined],
				["/feed", '"of /feed"'],
				["/other", '"of /other"'],
			]);
		},
	);
});

test("C7: after a week of nothing but 304 that should have had news, the source is asked once without conditions", async () => {
	await withSource(
		(request, response, { clock }) => {
			const posts = Array.from({ length: 20 }, (_, n) => clock.now() - n * 8 * HOUR);
			if (isConditional({ at: 0, url: "", headers: request.headers })) response.writeHead(304).end();
			else response.writeHead(200, { etag: '"always"' }).end(rss({ posts }));
		},
		async (polling) => {
			await polling.pollFor(30 * DAY);
			const whole = polling.seen.filter((seen) => !isConditional(seen)).map(({ at }) => at);
			assert.equal(whole.length, 5);
			whole
				.slice(1)
				.forEach((at, n) => assert.ok(at - (whole[n] ?? 0) >= DAY && at - (whole[n] ?? 0) <= 7 * DAY));
		},
	);
});

test("C8: an answer that is stale at once keeps its validators", async () => {
	await withSource(
		serving(() => ({ etag: '"1"', expires: "0", "cache-control": "no-cache" })),
		async (polling) => {
			await polling.poll();
			const { outcome } = await polling.pollWhenDue();
			assert.equal(outcome.kind, "unchanged");
		},
	);
});

test("C9: a restart costs neither an early nor an unconditional request", async () => {
	await withSource(
		serving(() => ({ etag: '"1"' })),
		async (polling) => {
			await polling.poll();
			const line = JSON.stringify(polling.state);
			assert.ok(!line.includes("\n"));
			const { clock, origin, seen } = polling;
			const restarted = JSON.parse(line) as PollState;
			assert.ok(restarted.dueAt !== null && restarted.dueAt > clock.now() + 50 * MINUTE);
			clock.advance(restarted.dueAt - clock.now());
			const fetcher = openFetcher({
				allow: ["127.0.0.1"],
				paceMs: 0,
				userAgent: "Pressmark/0.0.0",
				now: clock.now,
			});
			const tools = { fetcher, now: clock.now, random: () => 0 };
			const { outcome } = await pollSource(
				{ kind: "feed", address: `${origin.address}/feed` },
				restarted,
				tools,
			);
			fetcher.close();
			assert.equal(outcome.kind, "unchanged");
			assert.equal(seen.filter((request) => !isConditional(request)).length, 1);
		},
	);
});

test("C10: a preview and the subscription after it ask once: the preview's state is the subscription's", async () => {
	await withSource(
		serving(
			() => ({ etag: '"1"' }),
			() => rss({ posts: [DAY] }),
		),
		async (polling) => {
			const [preview, again] = await Promise.all([polling.poll(), polling.poll()]);
			assert.equal(preview.outcome.kind, "new");
			assert.equal(again.outcome.kind, "new");
			assert.equal(polling.seen.length, 1, "two that ask at once share one request");
			await polling.fetcher.fetch({ address: `${polling.origin.address}/icon`, kind: "picture" });
			await polling.pollFor(20 * DAY);
			const asked = polling.seen.filter(({ url }) => url === "/feed");
			assert.ok(asked.length > 10);
			assert.deepEqual(
				asked.map(isConditional),
				asked.map((_, n) => n > 0),
			);
			const soonest = manualAt(polling.state) ?? 0;
			assert.equal(soonest, (polling.state.askedAt ?? 0) + 10 * MINUTE);
		},
	);
});
