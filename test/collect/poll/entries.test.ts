import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { canonicalText } from "../../../src/article/text.ts";
import { walkArchive } from "../../../src/collect/archive-walk.ts";
import { healthOf } from "../../../src/collect/poll.ts";
import type { PolledSource } from "../../../src/collect/poll-source.ts";
import type { Sighting } from "../../../src/collect/sightings.ts";
import { DAY, type Handler, HOUR, type Polling, rss, withSource } from "../../support/polling.ts";
import { sharedPath, skipWithout } from "../../support/shared.ts";

/** Answers with these feeds in turn, the last one for ever. */
function inTurn(...texts: readonly string[]): Handler {
	let turn = 0;
	return (_request, response) => response.end(texts[Math.min(turn++, texts.length - 1)]);
}

function sightingsOf({ outcome }: PolledSource): readonly Sighting[] {
	return outcome.kind === "unchanged" ? [] : outcome.sightings;
}

async function pollTimes(polling: Polling, times: number): Promise<PolledSource[]> {
	const polled: PolledSource[] = [];
	for (let poll = 0; poll < times; poll++) polled.push(await polling.pollWhenDue());
	return polled;
}

const item = (parts: string): string => `<item>${parts}</item>`;

test("E1: nothing is lost or doubled where identifiers repeat, are missing or change their scheme", async () => {
	const link = "<link>https://news.example/1</link>";
	const first = rss({
		items: [
			item(`<guid>http://news.example/1</guid><title>One</title>${link}`),
			item(`<guid>http://news.example/1</guid><title>One</title>${link}`),
			item("<guid>same</guid><title>Two</title><link>https://news.example/2</link>"),
			item("<guid>same</guid><title>Three</title><link>https://news.example/3</link>"),
			item("<title>Without a link</title><description>Text</description>"),
			item("<title>Another without</title><description>Text</description>"),
		].join(""),
	});
	await withSource(inTurn(first, first.replaceAll("<guid>http:", "<guid>https:")), async (polling) => {
		const [before, after] = await pollTimes(polling, 2);
		assert.ok(before !== undefined && after !== undefined);
		assert.deepEqual(
			sightingsOf(before).map(({ title }) => title),
			["One", "Two", "Three", "Without a link", "Another without"],
		);
		assert.equal(new Set(sightingsOf(before).map(({ address }) => address)).size, 5);
		assert.equal(after.outcome.kind, "unchanged");
	});
});

test("E2: a changed date or counter is no news, and only changed text is a changed article", async () => {
	const text = (updated: string, content: string): string =>
		`<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><entry><id>1</id><title>One</title><link href="https://news.example/1"/><published>2024-04-01T00:00:00Z</published><updated>${updated}</updated><content type="html">${content}</content></entry></feed>`;
	const texts = [
		text("2024-04-01T00:00:00Z", "Text"),
		text("2024-04-02T00:00:00Z", "Text"),
		text("2024-04-02T00:00:00Z", "New text"),
	];
	await withSource(inTurn(...texts), async (polling) => {
		const polled = await pollTimes(polling, 3);
		assert.deepEqual(
			polled.map(({ outcome }) => outcome.kind),
			["new", "unchanged", "new"],
		);
		const [first, , third] = polled.flatMap((one) =>
			sightingsOf(one).map(({ title, content }) => canonicalText(title, content ?? "")),
		);
		assert.notEqual(first, third);
	});
});

test("E3: a feed that shrinks or empties is no failure, and takes nothing back", async () => {
	const posts = [3, 2, 1].map((n) => n * DAY);
	await withSource(inTurn(rss({ posts }), rss({ posts: posts.slice(0, 1) }), rss({})), async (polling) => {
		const kept = new Map<string, { first: number; last: number }>();
		for (const polled of await pollTimes(polling, 3)) {
			assert.equal(polled.outcome.kind, "new");
			for (const { address, seen } of sightingsOf(polled)) {
				kept.set(address, { first: kept.get(address)?.first ?? seen, last: seen });
			}
		}
		assert.equal(kept.size, 3);
		assert.deepEqual(
			[...kept.values()].map(({ first, last }) => last > first),
			[true, false, false],
		);
		assert.equal(polling.state.trouble, null);
		assert.equal(polling.state.posts.length, 1, "an empty feed says nothing of the posting rate");
	});
});

test("E4: a date in the future, absent or unreadable harms neither order nor polling, and stays as it was written", async () => {
	const dates = [
		"Fri, 01 Jan 2100 00:00:00 GMT",
		"yesterday-ish",
		"Thu, 01 Jan 1970 00:00:00 GMT",
		"Tue, 30 Apr 2024 00:00:00 GMT",
	];
	const items = dates.map((date, n) =>
		item(
			`<guid>${n}</guid><title>${n}</title><link>https://news.example/${n}</link><pubDate>${date}</pubDate>`,
		),
	);
	await withSource(inTurn(rss({ items: items.join("") })), async (polling) => {
		const polled = await polling.poll();
		const now = polling.clock.now();
		const sorted = sightingsOf(polled).map(({ published, seen }) => Math.min(published ?? seen, seen));
		assert.ok(sorted.every((at) => at <= now));
		assert.equal(sorted.at(-1), Date.UTC(2024, 3, 30));
		assert.ok(polled.outcome.kind === "new" && polled.outcome.listing.kind === "feed");
		assert.deepEqual(
			polled.outcome.listing.feed.entries.map(({ dateAsWritten }) => dateAsWritten),
			dates,
		);
		assert.ok(polling.state.posts.every((at) => at <= now));
		assert.ok(polling.wait() > 0 && polling.wait() <= 2 * DAY);
	});
});

test("E5: older pages are walked once each, newest first, and a loop or another site ends the walk", async () => {
	const page = (link: string, title: string): string =>
		`<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title>${link}<entry><id>${title}</id><title>${title}</title><link href="https://news.example/${title}"/></entry></feed>`;
	const pages: Readonly<Record<string, string>> = {
		"/feed": page('<link rel="prev-archive" href="/2"/>', "three"),
		"/2": page('<link rel="prev-archive" href="/1"/>', "two"),
		"/1": page('<link rel="prev-archive" href="/2"/>', "one"),
		"/json": JSON.stringify({
			version: "https://jsonfeed.org/version/1.1",
			title: "T",
			next_url: "/json2",
			items: [],
		}),
		"/json2": JSON.stringify({
			version: "https://jsonfeed.org/version/1.1",
			title: "T",
			next_url: "https://elsewhere.example/3",
			items: [{ id: "1", url: "https://news.example/json", title: "old" }],
		}),
	};
	await withSource(
		(request, response) => response.end(pages[request.url ?? ""]),
		async (polling) => {
			for (const [path, expected] of [
				["/feed", ["two", "one"]],
				["/json", ["old"]],
			] as const) {
				polling.state = { ...polling.state, address: polling.origin.address + path };
				const { outcome } = await polling.poll();
				assert.ok(outcome.kind === "new" && outcome.listing.kind === "feed");
				const titles: string[] = [];
				const walk = walkArchive(outcome.listing.feed, outcome.capture.address, {
					fetcher: polling.fetcher,
					now: polling.clock.now,
				});
				for await (const { sightings } of walk) titles.push(...sightings.map(({ title }) => title));
				assert.deepEqual(titles, expected);
			}
			assert.equal(polling.seen.length, 5);
		},
	);
});

test("E6: of a feed cut short, complete entries are taken, the flaw is told, and its validators are not kept", async () => {
	const whole = rss({ posts: [3 * DAY, 2 * DAY, DAY] });
	const half = whole.slice(0, whole.indexOf(`entry-${DAY}`));
	await withSource(
		(request, response) => {
			const isCutByNetwork = request.url === "/network";
			const length = Buffer.byteLength(isCutByNetwork ? whole : half);
			response.writeHead(200, { etag: '"cut"', "content-length": length });
			if (!isCutByNetwork) response.end(half);
			else response.write(half, () => setImmediate(() => response.destroy()));
		},
		async (polling) => {
			const polled = await polling.poll();
			assert.ok(polled.outcome.kind === "new" && polled.outcome.listing.kind === "feed");
			assert.equal(sightingsOf(polled).length, 2);
			assert.deepEqual(polled.outcome.listing.feed.flaws, ["truncated"]);
			assert.deepEqual(polling.state.validators, {});
			polling.state = { ...polling.state, address: `${polling.origin.address}/network` };
			const cut = await polling.poll();
			assert.ok(cut.outcome.kind === "failed");
			assert.match(cut.outcome.reason, /cut short/);
			assert.equal(sightingsOf(cut).length, 2);
			assert.deepEqual(polling.state.validators, {});
		},
	);
});

test("E7: a login page in place of the feed is a failure, and what was known stays known", async () => {
	let isOut = false;
	await withSource(
		(_request, response) => {
			if (isOut)
				response
					.writeHead(200, { "content-type": "text/html", etag: '"login"' })
					.end("<html><form>Log in</form></html>");
			else response.writeHead(200, { etag: '"feed"' }).end(rss({ posts: [DAY] }));
		},
		async (polling) => {
			await polling.poll();
			const { digest, validators } = polling.state;
			isOut = true;
			polling.random = 0;
			const waits: number[] = [];
			for (let poll = 0; poll < 3; poll++) {
				const { outcome } = await polling.pollWhenDue();
				assert.ok(outcome.kind === "failed" && outcome.sightings.length === 0);
				waits.push(polling.wait() / HOUR);
			}
			assert.deepEqual(waits, [1, 2, 4]);
			assert.deepEqual([polling.state.digest, polling.state.validators], [digest, validators]);
			isOut = false;
			assert.equal((await polling.pollWhenDue()).outcome.kind, "unchanged");
		},
	);
});

test("E8: three failures or a long silence are told once, with the reason, until it is over", async () => {
	let status = 200;
	const started = Date.UTC(2024, 4, 1);
	await withSource(
		(_request, response) => {
			const posts = Array.from({ length: 10 }, (_, n) => started - n * 12 * HOUR);
			response.writeHead(status).end(rss({ posts }));
		},
		async (polling) => {
			await polling.poll();
			assert.equal(healthOf(polling.state, polling.clock.now()).kind, "well");
			status = 500;
			const failing = await pollTimes(polling, 5);
			assert.deepEqual(
				failing.map(({ notice }) => notice?.kind ?? null),
				[null, null, "failing", null, null],
			);
			assert.match(healthOf(polling.state, polling.clock.now()).reason, /answered 500.*5 times/);
			status = 200;
			await pollTimes(polling, 1);
			assert.equal(healthOf(polling.state, polling.clock.now()).kind, "well");
			const quiet = (await polling.pollFor(10 * DAY)).flatMap(({ notice }) => notice ?? []);
			assert.deepEqual(
				quiet.map(({ kind, reason }) => `${kind}: ${reason}`),
				["quiet: nothing new since 2024-05-01, which is long for it"],
			);
		},
	);
});

test("a source that was quiet before it was watched is no news: only its status says so", async () => {
	const posts = Array.from({ length: 10 }, (_, n) => Date.UTC(2020, 0, 1) - n * HOUR);
	await withSource(
		(_request, response) => response.end(rss({ posts })),
		async (polling) => {
			const polled = await pollTimes(polling, 3);
			assert.deepEqual(
				polled.map(({ notice }) => notice),
				[null, null, null],
			);
			const { kind, since } = healthOf(polling.state, polling.clock.now());
			assert.deepEqual({ kind, since }, { kind: "quiet", since: posts[0] });
		},
	);
});

const BEHAVIOURS = "bench/feeds/behaviours.json";

test("every behaviour that is asked of a reader has its test", { skip: skipWithout(BEHAVIOURS) }, () => {
	const asked = JSON.parse(readFileSync(sharedPath(BEHAVIOURS) ?? "", "utf8")) as { readonly id: string }[];
	const files = readdirSync(import.meta.dirname).map((file) =>
		readFileSync(join(import.meta.dirname, file), "utf8"),
	);
	const tested = new Set(
		files.flatMap((text) => [...text.matchAll(/test\("([A-Z]\d+): /g)].map(([, id]) => id)),
	);
	assert.deepEqual(
		asked.map(({ id }) => id).filter((id) => !tested.has(id)),
		[],
	);
});
