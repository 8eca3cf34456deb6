import assert from "node:assert/strict";
import { test } from "node:test";
import { atClock, delayedWith, manualAt, newPollState, siteOf } from "../../../src/collect/poll.ts";
import { DAY, type Handler, HOUR, MINUTE, type Polling, rss, withSource } from "../../support/polling.ts";

/** A feed whose posts come at this gap, with validators and these headers besides. */
function posting(gapMs: number, headers: Record<string, string> = {}, channel = ""): Handler {
	return (_request, response, { clock }) => {
		const newest = Math.floor(clock.now() / gapMs) * gapMs;
		const posts = Array.from({ length: 20 }, (_, n) => newest - n * gapMs);
		response.writeHead(200, { etag: `"${newest}"`, ...headers }).end(rss({ posts, channel }));
	};
}

/** The waits between the requests that the server saw. */
function waits({ seen }: Polling): number[] {
	return seen.slice(1).map(({ at }, n) => at - (seen[n]?.at ?? 0));
}

test("P1: a feed with validators is asked once an hour at most, and at a person's wish after ten minutes", async () => {
	await withSource(posting(5 * MINUTE), async (polling) => {
		for (polling.random of [0, 0.3, 1]) await polling.pollFor(DAY);
		assert.ok(Math.min(...waits(polling)) >= HOUR);
		assert.equal(manualAt(polling.state), (polling.state.askedAt ?? 0) + 10 * MINUTE);
	});
});

test("P2: without validators a day is the least, unless the server names a shorter time", async () => {
	const plain: Handler = (_request, response, { clock }) => response.end(rss({ posts: [clock.now()] }));
	await withSource(plain, async (polling) => {
		await polling.pollFor(5 * DAY);
		assert.ok(Math.min(...waits(polling)) >= DAY);
	});
	await withSource(posting(5 * MINUTE, { "cache-control": "max-age=1800" }), async (polling) => {
		await polling.pollFor(DAY);
		assert.ok(Math.min(...waits(polling)) >= 30 * MINUTE && Math.max(...waits(polling)) < HOUR);
	});
});

test("P3: no request before the answer is stale, whatever kind of answer it was", async () => {
	const check = async (status: number, headers: Record<string, string>, leastMs: number): Promise<void> => {
		await withSource(
			(request, response, polling) => {
				if (request.headers["if-none-match"] === undefined) posting(HOUR)(request, response, polling);
				else response.writeHead(status, { etag: '"2"', ...headers }).end();
			},
			async (polling) => {
				await polling.poll();
				polling.random = 0;
				await polling.pollWhenDue();
				const wait = polling.wait();
				assert.ok(wait >= leastMs && wait <= leastMs * 1.3, `${status} ${JSON.stringify(headers)}: ${wait}`);
				assert.ok(
					(manualAt(polling.state) ?? 0) >= polling.clock.now() + Math.min(leastMs, 5 * HOUR) - HOUR * 0,
				);
			},
		);
	};
	for (const status of [304, 429]) {
		await check(status, { "cache-control": "public, max-age=18000" }, 5 * HOUR);
		await check(status, { "cache-control": "s-maxage=21600" }, 6 * HOUR);
		await check(status, { "cache-control": "max-age=21600", age: "3600" }, 5 * HOUR);
		await check(
			status,
			{ date: "Wed, 01 May 2024 00:00:00 GMT", expires: "Wed, 01 May 2024 09:00:00 GMT" },
			9 * HOUR,
		);
		await check(status, { "cache-control": "max-age=31536000" }, 7 * DAY);
	}
});

test("P4: a feed's own ttl, update period and hours to skip are kept", async () => {
	const least = async (channel: string, leastMs: number): Promise<void> => {
		await withSource(posting(HOUR, {}, channel), async (polling) => {
			polling.random = 0;
			await polling.pollFor(2 * DAY);
			assert.ok(Math.min(...waits(polling)) >= leastMs, channel);
		});
	};
	await least("<ttl>180</ttl>", 3 * HOUR);
	await least("<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>", 6 * HOUR);
	const skipped =
		"<skipHours><hour>0</hour><hour>1</hour><hour>2</hour></skipHours><skipDays><day>Sunday</day></skipDays>";
	await withSource(posting(HOUR, {}, skipped), async (polling) => {
		await polling.pollFor(8 * DAY);
		const dates = polling.seen.slice(1).map(({ at }) => new Date(at));
		assert.ok(dates.length > 50);
		assert.ok(dates.every((date) => date.getUTCHours() > 2 && date.getUTCDay() !== 0));
	});
});

test("P4: a source that comes late to its turn, in an hour to be skipped, waits for the end of that hour", async () => {
	await withSource(posting(HOUR, {}, "<skipHours><hour>3</hour></skipHours>"), async (polling) => {
		await polling.poll();
		const { clock } = polling;
		clock.advance(3 * HOUR + MINUTE);
		assert.equal(new Date(clock.now()).getUTCHours(), 3);
		const { dueAt } = atClock(polling.state, clock.now());
		assert.equal(new Date(dueAt ?? 0).getUTCHours(), 4);
	});
});

test("P5: the wait follows the posting rate, between a quarter of an hour and a day", async () => {
	const usual = async (gapMs: number, headers: Record<string, string> = {}): Promise<number> => {
		let wait = 0;
		await withSource(posting(gapMs, headers), async (polling) => {
			await polling.pollFor(DAY + HOUR);
			wait = polling.state.intervalMs;
		});
		return wait;
	};
	assert.equal(Math.round((await usual(4 * HOUR)) / HOUR), 4);
	assert.equal(Math.round((await usual(9 * HOUR)) / HOUR), 9);
	assert.equal(await usual(30 * DAY), DAY);
	assert.equal(await usual(MINUTE, { "cache-control": "max-age=900" }), 15 * MINUTE);
});

test("P6: waits are spread, and what a server asked for is never cut short", async () => {
	const spread = async (headers: Record<string, string>, leastMs?: number): Promise<string[]> => {
		const all: number[] = [];
		await withSource(posting(4 * HOUR, headers), async (polling) => {
			for (polling.random of [0, 0.2, 0.5, 0.8, 1]) {
				polling.state = newPollState(polling.state.address);
				await polling.poll();
				all.push(polling.wait() / (leastMs ?? polling.state.intervalMs));
			}
		});
		return all.map((part) => part.toFixed(2));
	};
	assert.deepEqual(await spread({}), ["0.90", "0.94", "1.00", "1.06", "1.10"]);
	const sixHours = { "cache-control": "max-age=21600" };
	assert.deepEqual(await spread(sixHours, 6 * HOUR), ["1.00", "1.02", "1.05", "1.08", "1.10"]);
});

test("P7: a clock that jumps costs one request a source at most, and none is forgotten", async () => {
	await withSource(posting(4 * HOUR), async (polling) => {
		const { clock, seen } = polling;
		const pollIfDue = async (): Promise<void> => {
			polling.state = atClock(polling.state, clock.now());
			if (polling.wait() <= 0) await polling.poll();
		};
		await polling.poll();
		clock.set(clock.now() + 40 * DAY);
		for (let look = 0; look < 5; look++) await pollIfDue();
		assert.equal(seen.length, 2);
		clock.set(clock.now() - 40 * DAY);
		for (let look = 0; look < 5; look++) await pollIfDue();
		assert.equal(seen.length, 2);
		assert.ok(polling.wait() <= 5 * HOUR, "the wait chosen is the wait left");
		await polling.pollWhenDue();
		assert.equal(seen.length, 3);
	});
});

test("B1: Retry-After is waited for, in seconds and as a date, up to a week", async () => {
	const check = async (status: number, value: string, waitMs: number): Promise<void> => {
		await withSource(
			(_request, response) => response.writeHead(status, { "retry-after": value }).end(),
			async (polling) => {
				polling.random = 0;
				await polling.poll();
				assert.equal(polling.wait(), waitMs, value);
				assert.equal(manualAt(polling.state), polling.clock.now() + waitMs);
			},
		);
	};
	await check(429, "7200", 2 * HOUR);
	await check(503, "Wed, 01 May 2024 05:00:00 GMT", 5 * HOUR);
	await check(503, "99999999", 7 * DAY);
});

test("B2: 429 delays every source of the site, 503 its own source alone, and tenants of a platform are no site", async () => {
	let status = 429;
	await withSource(
		(_request, response) => response.writeHead(status, { "retry-after": "7200" }).end(),
		async (polling) => {
			const { delay } = await polling.poll();
			assert.ok(delay !== null);
			const beside = { ...newPollState(`${polling.origin.address}/another`), dueAt: 5 };
			assert.equal(delayedWith(beside, delay).dueAt, polling.state.dueAt);
			assert.equal(delayedWith(newPollState("https://elsewhere.example/"), delay).dueAt, 0);
			status = 503;
			assert.equal((await polling.poll()).delay, null);
		},
	);
	const check = (address: string, site: string): void => assert.equal(siteOf(address), site);
	check("https://feeds.news.co.uk/a", "news.co.uk");
	check("https://www.news.example/a", "news.example");
	check("https://rss.news.com.cn/a", "news.com.cn");
	check("https://one.github.io/a", "one.github.io");
	check("https://one.blogspot.com/a", "one.blogspot.com");
	check("http://10.0.0.1:8080/a", "10.0.0.1:8080");
});

test("B3: 429 that names no time doubles the wait up to a day, and lengthens later ones for good", async () => {
	let status = 429;
	await withSource(
		(request, response, polling) => {
			if (status === 429) response.writeHead(429).end();
			else posting(4 * HOUR)(request, response, polling);
		},
		async (polling) => {
			polling.random = 0;
			const hours: number[] = [];
			for (let poll = 0; poll < 6; poll++) {
				await polling.pollWhenDue();
				hours.push(polling.wait() / HOUR);
			}
			assert.deepEqual(hours, [1, 2, 4, 8, 16, 24]);
			status = 200;
			polling.state = { ...polling.state, stretch: 1.5 };
			await polling.pollWhenDue();
			assert.equal(Math.round(polling.state.intervalMs / HOUR), 6);
			await polling.pollWhenDue();
			assert.equal(Math.round(polling.state.intervalMs / HOUR), 6);
		},
	);
});

test("B4: errors and silence double the wait up to a day, for as long as it takes, and recovery needs nobody", async () => {
	let works = false;
	await withSource(
		(request, response, polling) => {
			if (works) posting(4 * HOUR)(request, response, polling);
			else if (polling.seen.length % 2 === 0) request.socket.destroy();
			else response.writeHead(500).end();
		},
		async (polling) => {
			polling.random = 0;
			await polling.pollFor(29 * DAY);
			assert.deepEqual(
				waits(polling)
					.slice(0, 6)
					.map((ms) => ms / HOUR),
				[1, 2, 4, 8, 16, 24],
			);
			assert.ok(
				waits(polling)
					.slice(5)
					.every((ms) => ms === DAY),
			);
			await polling.pollFor(60 * DAY);
			assert.equal(waits(polling).at(-1), 7 * DAY);
			works = true;
			const { outcome } = await polling.pollWhenDue();
			assert.equal(outcome.kind, "new");
			assert.equal(polling.state.trouble, null);
			assert.ok(polling.wait() <= 5 * HOUR);
		},
	);
});

test("B4: what is our own side's fault is not counted against a source", async () => {
	await withSource(posting(HOUR), async (polling) => {
		polling.fetcher.close();
		await polling.poll();
		await polling.pollWhenDue();
		assert.equal(polling.state.trouble?.times, 0);
		assert.ok(polling.wait() <= 20 * MINUTE);
	});
});

test("B5: 410 is asked once more after a day, and then never again", async () => {
	await withSource(
		(_request, response) => response.writeHead(410).end(),
		async (polling) => {
			await polling.poll();
			assert.ok(polling.wait() >= DAY);
			const { notice } = await polling.pollWhenDue();
			assert.equal(notice?.kind, "gone");
			assert.equal(polling.state.dueAt, null);
			assert.equal(manualAt(polling.state), null);
			await polling.pollFor(365 * DAY);
			assert.equal(polling.seen.length, 2);
		},
	);
});

test("B6: 404 and 403 are asked daily, after a month weekly, and their state says so", async () => {
	for (const status of [404, 403]) {
		await withSource(
			(_request, response) => response.writeHead(status).end(),
			async (polling) => {
				polling.random = 0;
				await polling.pollFor(60 * DAY);
				assert.ok(waits(polling).includes(DAY));
				assert.equal(waits(polling).at(-1), 7 * DAY);
				assert.equal(polling.state.trouble?.status, status);
				assert.notEqual(polling.state.dueAt, null);
			},
		);
	}
});

test("B7: a gate's challenge is a refusal: not parsed, not gone, and answered with the same name as ever", async () => {
	await withSource(
		(_request, response, { seen }) => {
			if (seen.length === 1) response.writeHead(403, { "cf-mitigated": "challenge" }).end("<rss></rss>");
			else response.writeHead(503, { "content-type": "text/html" }).end("<title>Just a moment...</title>");
		},
		async (polling) => {
			for (let poll = 0; poll < 4; poll++) {
				const { outcome } = await polling.pollWhenDue();
				assert.ok(outcome.kind === "failed");
				assert.match(outcome.reason, /challenge/);
				assert.equal(polling.state.trouble?.kind, "refused");
			}
			assert.equal(new Set(polling.seen.map(({ headers }) => headers["user-agent"])).size, 1);
		},
	);
});
