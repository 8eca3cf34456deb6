import assert from "node:assert/strict";
import { test } from "node:test";
import type { Fetched } from "../../../src/collect/net/fetched.ts";
import { openFetcher } from "../../../src/collect/net/fetcher.ts";
import { movedClock } from "../../support/clock.ts";
import { type Origin, openOrigin } from "../../support/origin.ts";

const HOUR = 3_600_000;

interface Scene {
	readonly origin: Origin;
	readonly fetch: (path: string, kind: "page" | "picture" | "feed") => Promise<Fetched>;
	readonly advance: (ms: number) => void;
	/** How often robots.txt was asked for. */
	readonly asked: () => number;
}

/** Runs `body` beside a server whose robots.txt answers as `robots` says at the time. */
async function withRobots(
	robots: () => { status: number; text?: string },
	body: (scene: Scene) => Promise<void>,
): Promise<void> {
	const clock = movedClock();
	const origin = await openOrigin((request, response) => {
		const { status, text } = request.url === "/robots.txt" ? robots() : { status: 200, text: "page" };
		response.writeHead(status).end(text);
	});
	const fetcher = openFetcher({
		allow: ["127.0.0.1"],
		paceMs: 0,
		userAgent: "Pressmark/0.0.0",
		now: clock.now,
		timer: clock,
	});
	await body({
		origin,
		fetch: (path, kind) => fetcher.fetch({ address: origin.address + path, kind }),
		advance: clock.advance,
		asked: () => origin.requests.filter(({ url }) => url === "/robots.txt").length,
	});
	fetcher.close();
	await origin.close();
}

test("pages and pictures obey robots.txt; a feed that somebody named does not ask it", async () => {
	const text =
		"User-agent: *\nDisallow: /\n\nUser-agent: pressmark\nDisallow: /private/\nAllow: /private/open";
	await withRobots(
		() => ({ status: 200, text }),
		async ({ fetch, asked }) => {
			assert.equal((await fetch("/private/feed.xml", "feed")).kind, "page");
			assert.equal(asked(), 0);
			const barred = await fetch("/private/a", "page");
			assert.ok(barred.kind === "refused");
			assert.match(barred.reason, /robots\.txt/);
			assert.equal((await fetch("/private/a.jpg", "picture")).kind, "refused");
			assert.equal((await fetch("/private/open", "page")).kind, "page");
			assert.equal((await fetch("/a", "page")).kind, "page");
			assert.equal(asked(), 1);
		},
	);
});

test("robots.txt is asked for once a day, and old rules outlive a day on which it cannot be had", async () => {
	let answer = { status: 200, text: "User-agent: *\nDisallow: /a" };
	await withRobots(
		() => answer,
		async ({ fetch, advance, asked }) => {
			assert.equal((await fetch("/a", "page")).kind, "refused");
			advance(23 * HOUR);
			assert.equal((await fetch("/a", "page")).kind, "refused");
			assert.equal(asked(), 1);
			answer = { status: 503, text: "" };
			advance(2 * HOUR);
			assert.equal((await fetch("/a", "page")).kind, "refused");
			assert.equal(asked(), 2);
			answer = { status: 200, text: "" };
			advance(HOUR);
			assert.equal((await fetch("/a", "page")).kind, "page");
		},
	);
});

test("no robots.txt means no rules; one that cannot be had means nothing may be asked yet", async () => {
	for (const status of [404, 403, 410]) {
		await withRobots(
			() => ({ status }),
			async ({ fetch }) => assert.equal((await fetch("/a", "page")).kind, "page"),
		);
	}
	let status = 500;
	await withRobots(
		() => ({ status }),
		async ({ fetch, advance, origin }) => {
			const unknown = await fetch("/a", "page");
			assert.ok(unknown.kind === "unreachable" && unknown.status === 500);
			assert.match(unknown.reason, /^robots\.txt: answered 500/);
			assert.ok(!origin.requests.some(({ url }) => url === "/a"));
			status = 404;
			advance(HOUR);
			assert.equal((await fetch("/a", "page")).kind, "page");
		},
	);
});

test("a crawl delay slows the host down", async () => {
	await withRobots(
		() => ({ status: 200, text: "User-agent: *\nCrawl-delay: 5" }),
		async ({ fetch, advance, origin }) => {
			const first = fetch("/1", "page");
			await new Promise<void>((resolve) => {
				const look = (): unknown =>
					origin.requests.length === 1 ? setImmediate(resolve) : setImmediate(look);
				look();
			});
			// The turn after robots.txt itself is already one of those slowed down.
			const slow = (async () => {
				for (let second = 0; second < 5; second++) {
					await new Promise((resolve) => setImmediate(resolve));
					assert.ok(!origin.requests.some(({ url }) => url === "/1"), `${second} s`);
					advance(1000);
				}
			})();
			await slow;
			assert.equal((await first).kind, "page");
		},
	);
});

test("a page that asks not to be archived is marked so", async () => {
	const check = async (value: string | string[], expected: boolean): Promise<void> => {
		const origin = await openOrigin((_request, response) =>
			response.writeHead(200, { "x-robots-tag": value }).end("x"),
		);
		const fetcher = openFetcher({
			allow: ["127.0.0.1"],
			paceMs: 0,
			userAgent: "Pressmark/0.0.0",
			now: () => 0,
		});
		const fetched = await fetcher.fetch({ address: origin.address, kind: "page" });
		assert.ok(fetched.kind === "page");
		assert.equal(fetched.noArchive, expected, String(value));
		fetcher.close();
		await origin.close();
	};
	await check("noindex, noarchive", true);
	await check(["noindex", "none"], true);
	await check("pressmark: noarchive", true);
	await check("otherbot: noarchive", false);
	await check("noindex", false);
});

test("a robots.txt made to take for ever to compare is not compared", async () => {
	const text = `User-agent: *\n${`Disallow: /*${"a".repeat(200)}b\n`.repeat(2000)}`;
	await withRobots(
		() => ({ status: 200, text }),
		async ({ fetch }) => {
			const fetched = await fetch(`/${"a".repeat(2000)}`, "page");
			assert.ok(fetched.kind === "refused");
			assert.match(fetched.reason, /more wildcards/);
			assert.equal((await fetch("/b", "page")).kind, "page");
		},
	);
});
