import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { markOf } from "../../src/article/address.ts";
import { verifyArchive } from "../../src/keep/archive/verify.ts";
import type { Press } from "../../src/press/open.ts";
import { type SyncResult, sync } from "../../src/press/sync.ts";
import { type Origin, openOrigin } from "../support/origin.ts";
import { type Bench, benchOf } from "../support/press.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const YEAR_MS = 365 * DAY_MS;
const START = Date.UTC(2026, 5, 1);
/** The last second that a signed number of 32 bits can count. */
const LAST_SECOND = Date.UTC(2038, 0, 19, 3, 14, 7);

const PROSE = "河上的旧桥将在入冬以前修好，沿岸居民可以照常通行。".repeat(12);

interface Outlet {
	readonly origin: Origin;
	readonly bench: Bench;
	/** The articles that the feed shows. */
	readonly shown: number[];
	/** What pages answer. */
	answer: { status: number; headers?: Record<string, string> };
	pass(sources?: "asked" | "due"): Promise<SyncResult>;
	/** The next pass opens the archive anew. */
	restart(): Promise<void>;
	addressOf(n: number): string;
}

async function openOutlet(t: TestContext, start: number): Promise<Outlet> {
	const shown = [1, 2, 3];
	const origin = await openOrigin((request, response) => {
		const path = request.url ?? "/";
		if (path === "/feed.xml") {
			const items = shown.map(
				(n) => `<item><title>第${n}篇</title><link>${origin.address}/a/${n}</link></item>`,
			);
			response.writeHead(200, { "content-type": "application/rss+xml", etag: `"${shown.length}"` });
			return response.end(`<rss version="2.0"><channel><title>t</title>${items.join("")}</channel></rss>`);
		}
		if (!path.startsWith("/a/")) return response.writeHead(404).end();
		response.writeHead(outlet.answer.status, {
			"content-type": "text/html; charset=utf-8",
			...outlet.answer.headers,
		});
		return response.end(
			`<html><head><title>第${path.slice(3)}篇</title></head><body><article><h1>第${path.slice(3)}篇</h1><p>${PROSE}</p></article></body></html>`,
		);
	});
	const settings = {
		network: { allow: ["127.0.0.1"], paceMs: 0 },
		keep: { pictures: false },
		sources: [{ outlet: "town", feed: `${origin.address}/feed.xml` }],
	};
	const bench = benchOf(JSON.stringify(settings), start);
	let press: Press | null = null;
	const outlet: Outlet = {
		...{ origin, bench, shown, answer: { status: 200 } },
		async pass(sources = "asked") {
			press ??= await bench.open();
			return sync(press, { sources, recheck: "due", commit: false });
		},
		async restart() {
			await press?.close();
			press = null;
		},
		addressOf: (n) => `${origin.address}/a/${n}`,
	};
	t.after(async () => {
		await outlet.restart();
		await origin.close();
		bench.remove();
	});
	return outlet;
}

function filesOf({ bench }: Outlet): string[] {
	const folder = join(bench.folder, "archive", "articles");
	const names = existsSync(folder) ? (readdirSync(folder, { recursive: true }) as string[]) : [];
	return names.filter((name) => name.endsWith(".md")).sort();
}

async function assertWhole({ bench, restart }: Outlet): Promise<void> {
	await restart();
	for await (const problem of verifyArchive(join(bench.folder, "archive")))
		assert.fail(JSON.stringify(problem));
}

test("a clock that is set back by an hour or a year costs no article its name and no server more requests", async (t) => {
	const outlet = await openOutlet(t, START);
	const { bench, origin } = outlet;
	await outlet.pass();
	const files = filesOf(outlet);
	for (const backMs of [HOUR_MS, DAY_MS, YEAR_MS]) {
		bench.clock.move(-backMs);
		const before = origin.requests.length;
		// Once in the middle of a run, once between two.
		for (let pass = 0; pass < 8; pass++) await outlet.pass("due");
		await outlet.restart();
		await outlet.pass("due");
		assert.ok(origin.requests.length - before <= 2, `${backMs}: ${origin.requests.length - before} requests`);
	}
	// It is polled by the new clock, not when the old one would have come.
	const asked = origin.requests.length;
	outlet.shown.push(4);
	bench.clock.move(2 * DAY_MS);
	assert.equal((await outlet.pass("due")).totals.new, 1);
	assert.ok(origin.requests.length - asked <= 4);
	assert.equal(filesOf(outlet).filter((file) => files.includes(file)).length, files.length);
	assert.ok(bench.events.some(({ kind }) => kind === "clock-back"));
	await assertWhole(outlet);
});

test("a clock that goes back in the middle of a pass makes neither another article nor a second revision", async (t) => {
	const outlet = await openOutlet(t, START);
	const { bench } = outlet;
	outlet.shown.push(...Array.from({ length: 20 }, (_, n) => n + 4));
	let ticks = 0;
	const now = bench.clock.now;
	// Each look at the clock moves it, and every thirtieth sets it back by a year.
	bench.clock.now = () => {
		bench.clock.move(ticks++ % 30 === 29 ? -YEAR_MS : 1);
		return now();
	};
	const { totals } = await outlet.pass();
	assert.equal(totals.new, 23);
	assert.equal(totals.revised, 0);
	await outlet.pass();
	assert.equal(filesOf(outlet).length, 23);
	await assertWhole(outlet);
});

test("an archive begun in 1970 goes on when the clock is set right, and asks for nothing twice", async (t) => {
	const outlet = await openOutlet(t, 0);
	const { bench, origin } = outlet;
	await outlet.pass();
	const [first = ""] = filesOf(outlet);
	assert.match(first, /^town\/1970\/01\/01\//);
	assert.match(readFileSync(join(bench.folder, "archive", "articles", first), "utf8"), /^<!--0-->\n/);
	bench.clock.move(START);
	const before = origin.requests.length;
	await outlet.pass();
	// The feed and each article once, though all ages have passed at once.
	assert.ok(origin.requests.length - before <= 5);
	const then = origin.requests.length;
	for (let pass = 0; pass < 10; pass++) await outlet.pass("due");
	assert.equal(origin.requests.length, then);
	assert.equal(filesOf(outlet).length, 3);
	await assertWhole(outlet);
});

test("the last second of 32 bits passes like any other", async (t) => {
	const outlet = await openOutlet(t, LAST_SECOND - 1000);
	const { bench } = outlet;
	await outlet.pass();
	bench.clock.move(2000);
	outlet.shown.push(4);
	await outlet.pass();
	bench.clock.move(2 * HOUR_MS);
	assert.equal((await outlet.pass("due")).totals.unchanged, 4);
	await outlet.restart();
	const press = await bench.open();
	const { library } = press.archive;
	const kept = await library.article(markOf(outlet.addressOf(4)));
	assert.equal(kept?.firstSeen, LAST_SECOND + 1000);
	const times = (await library.observations({ limit: 99 })).map(({ at }) => at);
	assert.deepEqual(
		times,
		[...times].sort((a, b) => b - a),
	);
	await press.close();
	await assertWhole(outlet);
});

test("what a host or a page asked to wait for ends with the wait, though the clock was set back meanwhile", async (t) => {
	const outlet = await openOutlet(t, START);
	const { bench } = outlet;
	outlet.answer = { status: 503, headers: { "retry-after": "3600" } };
	assert.equal((await outlet.pass()).totals.failed, 3);
	outlet.answer = { status: 200 };
	bench.clock.move(-YEAR_MS);
	await outlet.pass();
	bench.clock.move(2 * DAY_MS);
	await outlet.pass();
	assert.equal(filesOf(outlet).length, 3);
});
