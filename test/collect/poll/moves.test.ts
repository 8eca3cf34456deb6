import assert from "node:assert/strict";
import { test } from "node:test";
import { createBrotliCompress, createGzip } from "node:zlib";
import { openFetcher } from "../../../src/collect/net/fetcher.ts";
import { mergedStates, newPollState } from "../../../src/collect/poll.ts";
import { movedClock } from "../../support/clock.ts";
import { openOrigin } from "../../support/origin.ts";
import { DAY, type Handler, HOUR, rss, withSource } from "../../support/polling.ts";

/** `/feed` redirects to `/moved`, which answers as told. */
function redirecting(status: number, to: string, answer: Handler): Handler {
	return (request, response, polling) => {
		if (request.url === "/feed") response.writeHead(status, { location: to }).end();
		else answer(request, response, polling);
	};
}

const feed: Handler = (_request, response, { clock }) => {
	const posts = [0, 1, 2, 3].map((n) => clock.now() - (n * 12 + 1) * HOUR);
	response.writeHead(200, { etag: `"${clock.now()}"` }).end(rss({ posts }));
};

test("R1: a move for good is adopted when the same target was seen three times over two days, and the old address is remembered", async () => {
	for (const status of [301, 308]) {
		await withSource(redirecting(status, "/moved", feed), async (polling) => {
			const { address } = polling.state;
			const startedAt = polling.clock.now();
			while (polling.state.address === address && polling.seen.length < 50) await polling.pollWhenDue();
			assert.equal(polling.state.address, `${polling.origin.address}/moved`);
			assert.ok(polling.clock.now() - startedAt >= 2 * DAY);
			assert.ok(polling.seen.filter(({ url }) => url === "/moved").length >= 3);
			assert.deepEqual(polling.state.formerly, [{ address, until: polling.clock.now() }]);
			const asked = polling.seen.length;
			await polling.pollWhenDue();
			assert.deepEqual(
				polling.seen.slice(asked).map(({ url }) => url),
				["/moved"],
			);
			assert.ok(polling.seen.at(-1)?.headers["if-none-match"]);
		});
	}
});

test("R1: a target that keeps changing is never adopted", async () => {
	let turn = 0;
	await withSource(
		(request, response, polling) =>
			redirecting(301, `/moved-${request.url === "/feed" ? turn++ % 2 : 0}`, feed)(
				request,
				response,
				polling,
			),
		async (polling) => {
			await polling.pollFor(7 * DAY);
			assert.deepEqual(polling.state.formerly, []);
		},
	);
});

test("R2: a move to a page that is no feed changes nothing", async () => {
	const maintenance: Handler = (_request, response) =>
		response.writeHead(200, { "content-type": "text/html", etag: '"m"' }).end("<p>Back soon.</p>");
	await withSource(redirecting(301, "/maintenance", maintenance), async (polling) => {
		const { address } = polling.state;
		await polling.pollFor(14 * DAY);
		assert.equal(polling.state.address, address);
		assert.deepEqual(polling.state.validators, {});
		assert.equal(polling.state.trouble?.kind, "not a listing");
	});
});

test("R3: a temporary redirect is followed and changes nothing", async () => {
	for (const status of [302, 303, 307]) {
		await withSource(redirecting(status, "/moved", feed), async (polling) => {
			const { address } = polling.state;
			const polled = await polling.pollFor(5 * DAY);
			assert.ok(polled.every(({ outcome }) => outcome.kind === "new"));
			assert.equal(polling.state.address, address);
			assert.equal(polling.state.moving, null);
		});
	}
});

test("R3: of a permanent redirect to a temporary one, only the permanent part is a move", async () => {
	await withSource(
		redirecting(301, "/stable", (request, response, polling) => {
			if (request.url === "/stable") response.writeHead(302, { location: "/today" }).end();
			else feed(request, response, polling);
		}),
		async (polling) => {
			await polling.pollFor(5 * DAY);
			assert.equal(polling.state.address, `${polling.origin.address}/stable`);
		},
	);
});

test("R4: loops, long chains, and ways to what is not public end in words, after five hops at most", async () => {
	const check = async (location: string, reason: RegExp): Promise<void> => {
		await withSource(
			(request, response) => {
				const hop = Number(/\d+$/.exec(request.url ?? "")?.[0] ?? 0);
				response.writeHead(302, { location: location.replace("N", String(hop + 1)) }).end();
			},
			async (polling) => {
				const { outcome } = await polling.poll();
				assert.ok(outcome.kind === "failed");
				assert.match(outcome.reason, reason);
				assert.ok(polling.seen.length <= 6);
			},
		);
	};
	await check("/feed", /a redirect leads to itself/);
	await check("/hop-N", /more than 5 redirects/);
	await check("http://10.0.0.1/", /not a public address/);
	await check("http://[::ffff:127.0.0.1]/", /not a public address/);
	await check("file:///etc/passwd", /only http and https/);
});

test("R5: two sources that come to one address become one, which knows both pasts and is asked once", async () => {
	await withSource(redirecting(301, "/moved", feed), async (polling) => {
		const target = { ...newPollState(`${polling.origin.address}/moved`), okAt: 1 };
		const { address } = polling.state;
		await polling.pollFor(3 * DAY);
		assert.equal(polling.state.address, target.address);
		const merged = mergedStates(target, polling.state);
		assert.equal(merged.okAt, 1);
		assert.deepEqual(
			merged.formerly.map((former) => former.address),
			[address],
		);
		assert.deepEqual(Object.keys(merged.validators), [target.address]);
	});
});

test("R6: another address that a feed names as its own is suggested and not followed", async () => {
	const check = async (channel: string, suggested: string | null): Promise<void> => {
		await withSource(
			(_request, response) => response.end(rss({ channel })),
			async (polling) => {
				const { address } = polling.state;
				await polling.pollFor(5 * DAY);
				assert.equal(polling.state.suggested, suggested);
				assert.equal(polling.state.address, address);
				assert.ok(polling.seen.every(({ url }) => url === "/feed"));
			},
		);
	};
	await check(
		"<itunes:new-feed-url>https://new.example/feed</itunes:new-feed-url>",
		"https://new.example/feed",
	);
	await check('<atom:link rel="self" href="https://new.example/feed"/>', "https://new.example/feed");
	await check("", null);
});

test("H1: every request says who asks, and carries no cookie, referer, password or added query", async () => {
	const elsewhere = await openOrigin((_request, response) => response.end(rss({})));
	await withSource(
		(_request, response) =>
			response.writeHead(302, { location: `${elsewhere.address}/feed?a=1`, "set-cookie": "a=b" }).end(),
		async (polling) => {
			for (let poll = 0; poll < 3; poll++) await polling.pollWhenDue();
			for (const { headers } of [...polling.seen, ...elsewhere.requests]) {
				assert.equal(headers["user-agent"], "Pressmark/0.0.0 (+https://operator.example/)");
				for (const name of ["cookie", "referer", "authorization"]) assert.ok(!(name in headers), name);
			}
			assert.deepEqual(new Set(elsewhere.requests.map(({ url }) => url)), new Set(["/feed?a=1"]));
		},
	);
	await elsewhere.close();
});

test("H2: gzip and br are asked for and understood, feed types are named, the host is right, and nothing is probed", async () => {
	await withSource(
		(request, response, { seen }) => {
			assert.equal(request.method, "GET");
			const [name, coder] = seen.length % 2 === 0 ? ["br", createBrotliCompress()] : ["gzip", createGzip()];
			response.writeHead(200, { "content-encoding": String(name) });
			(coder as ReturnType<typeof createGzip>).pipe(response);
			(coder as ReturnType<typeof createGzip>).end(rss({ posts: [DAY] }));
		},
		async (polling) => {
			assert.equal((await polling.pollWhenDue()).outcome.kind, "new");
			assert.equal((await polling.pollWhenDue()).outcome.kind, "unchanged");
			const headers = polling.seen[0]?.headers ?? {};
			assert.match(String(headers["accept-encoding"]), /gzip.*br/);
			assert.match(String(headers["accept"]), /application\/atom\+xml.*rss\+xml.*feed\+json/);
			assert.equal(headers["host"], polling.origin.address.slice("http://".length));
		},
	);
});

test("H3: a feed that a person named is fetched whatever robots.txt says; pages found in it obey", async () => {
	await withSource(
		(request, response, polling) => {
			if (request.url === "/robots.txt") response.end("User-agent: *\nDisallow: /");
			else feed(request, response, polling);
		},
		async (polling) => {
			assert.equal((await polling.poll()).outcome.kind, "new");
			assert.ok(!polling.seen.some(({ url }) => url === "/robots.txt"));
			const page = await polling.fetcher.fetch({ address: `${polling.origin.address}/a`, kind: "page" });
			assert.equal(page.kind, "refused");
		},
	);
});

test("H4: fifty sources of one host are asked on one connection, two seconds apart, while another host is not kept waiting", async () => {
	const clock = movedClock();
	const crowded = await openOrigin((_request, response) => response.end(rss({})));
	const other = await openOrigin((_request, response) => response.end(rss({})));
	const starts: number[] = [];
	const fetcher = openFetcher({
		allow: ["127.0.0.1"],
		paceMs: 2000,
		userAgent: "Pressmark/0.0.0",
		now: clock.now,
		timer: clock,
		onRequest: ({ url }) => url.port === String(crowded.port) && starts.push(clock.now()),
	});
	const all = Array.from({ length: 50 }, (_, n) =>
		fetcher.fetch({ address: `${crowded.address}/${n}`, kind: "feed" }).then(() => n),
	);
	assert.equal((await fetcher.fetch({ address: other.address, kind: "feed" })).kind, "page");
	assert.equal(starts.length, 1);
	for (const fetching of all) {
		await fetching;
		clock.advance(2000);
	}
	assert.equal(crowded.connections(), 1);
	assert.ok(starts.slice(1).every((at, n) => at - (starts[n] ?? 0) >= 2000));
	fetcher.close();
	await crowded.close();
	await other.close();
});

test("H5: the limits are those promised", async () => {
	const { LIMITS } = await import("../../../src/collect/net/limits.ts");
	assert.deepEqual(
		[LIMITS.connectMs, LIMITS.idleMs, LIMITS.totalMs, LIMITS.bodyBytesMax, LIMITS.contentBytesMax],
		[10_000, 30_000, 60_000, 10_000_000, 50_000_000],
	);
	await withSource(
		(_request, response) => response.writeHead(200, { "content-length": "1000000000" }).write("<rss>"),
		async (polling) => {
			const { outcome } = await polling.poll();
			assert.ok(outcome.kind === "failed");
			assert.match(outcome.reason, /larger than 10 MB/);
		},
	);
});

test("H6: a server that sends only what is new (226) is understood", async () => {
	await withSource(
		(request, response, { clock }) => {
			const isAsked = request.headers["a-im"] === "feed" && request.headers["if-none-match"] === '"1"';
			if (isAsked) response.writeHead(226, { im: "feed", etag: '"2"' }).end(rss({ posts: [clock.now()] }));
			else
				response
					.writeHead(200, { etag: '"1"' })
					.end(rss({ posts: [clock.now() - HOUR, clock.now() - 2 * HOUR] }));
		},
		async (polling) => {
			await polling.poll();
			const { outcome } = await polling.pollWhenDue();
			assert.ok(outcome.kind === "new");
			assert.equal(outcome.sightings.length, 1);
			assert.equal(polling.state.validators[polling.state.address]?.etag, '"2"');
		},
	);
});

test("H7: where IPv6 is broken, IPv4 is used", async () => {
	const origin = await openOrigin((_request, response) => response.end(rss({})));
	const fetcher = openFetcher({
		allow: ["127.0.0.1", "::1"],
		paceMs: 0,
		userAgent: "Pressmark/0.0.0",
		now: () => performance.now(),
		lookup: async () => ["::1", "127.0.0.1"],
	});
	const fetched = await fetcher.fetch({ address: `http://both.test:${origin.port}/`, kind: "feed" });
	assert.ok(fetched.kind === "page");
	assert.equal(fetched.capture.peer, "127.0.0.1");
	fetcher.close();
	await origin.close();
});
