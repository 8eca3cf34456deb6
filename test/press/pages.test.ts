import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { test } from "node:test";
import { markOf } from "../../src/article/address.ts";
import { exportWacz } from "../../src/keep/export/wacz.ts";
import { importWarc } from "../../src/press/import-warc.ts";
import { reextract } from "../../src/press/reextract.ts";
import { sync } from "../../src/press/sync.ts";
import { type Bench, benchOf } from "../support/press.ts";

const HARBOUR = [
	"The harbour commission published its yearly count of ships on Monday and found that fewer of them came than in any year since the count began.",
	"Pilots who bring the ships in said that the narrow channel keeps the larger ones away, and that dredging it would take two summers at least.",
	"The town council will vote on the dredging in the spring, after it has heard the fishermen, who fear for the banks on which they set their nets.",
];

const SHARED_PICTURE =
	'<figure><img src="/harbour.jpg" width="640" height="480"><figcaption>The harbour at noon</figcaption></figure>';

/** An outlet whose one article goes on over three pages; what a page answers can be changed. */
async function openOutlet(): Promise<{
	origin: string;
	texts: string[];
	answers: Map<number, "silence" | number>;
	close: () => void;
}> {
	const texts = [...HARBOUR];
	const answers = new Map<number, "silence" | number>();
	const server = createServer((request, response) => {
		const path = request.url ?? "/";
		if (path === "/feed.xml") {
			const item = `<item><title>Fewer ships</title><link>${origin}/news/fewer-ships</link></item>`;
			response.writeHead(200, { "content-type": "application/rss+xml" });
			response.end(`<rss version="2.0"><channel><title>Town</title>${item}</channel></rss>`);
			return;
		}
		const page = /^\/news\/fewer-ships(?:\/(\d))?$/.exec(path);
		if (page === null) return void response.writeHead(404).end();
		const n = Number(page[1] ?? 1);
		const answer = answers.get(n);
		if (answer === "silence") return void request.socket.destroy();
		if (answer !== undefined) return void response.writeHead(answer).end("no");
		const next = n < texts.length ? `<link rel="next" href="/news/fewer-ships/${n + 1}">` : "";
		response.writeHead(200, { "content-type": "text/html; charset=utf-8", etag: `"${n}"` });
		response.end(
			`<html><head><title>Fewer ships</title>${next}</head><body><article><h1>Fewer ships</h1>${SHARED_PICTURE}` +
				`<p>${texts[n - 1]}</p><p>Page ${n} of the report ends with this sentence about the tides.</p></article></body></html>`,
		);
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	return { origin, texts, answers, close: () => server.close() };
}

function benchFor(origin: string): Bench {
	return benchOf(
		JSON.stringify({
			network: { allow: ["127.0.0.1"], paceMs: 0 },
			keep: { pictures: false },
			sources: [{ outlet: "town", feed: `${origin}/feed.xml` }],
		}),
		Date.UTC(2026, 0, 1),
	);
}

async function pass(bench: Bench, recheck: "none" | "all"): ReturnType<typeof sync> {
	const press = await bench.open();
	try {
		return await sync(press, { sources: "asked", recheck, commit: false });
	} finally {
		await press.close();
	}
}

async function readAgain(bench: Bench): ReturnType<typeof reextract> {
	const press = await bench.open();
	try {
		return await reextract(press);
	} finally {
		await press.close();
	}
}

async function bodyOf(bench: Bench, address: string): Promise<string | null> {
	const press = await bench.open();
	try {
		return (await press.archive.library.article(markOf(address)))?.body ?? null;
	} finally {
		await press.close();
	}
}

test("an article of several pages is one document, with what every page repeats in it once", async (t) => {
	const outlet = await openOutlet();
	const bench = benchFor(outlet.origin);
	t.after(() => {
		outlet.close();
		bench.remove();
	});
	await pass(bench, "none");
	const body = (await bodyOf(bench, `${outlet.origin}/news/fewer-ships`)) ?? "";
	const places = HARBOUR.map((text) => body.indexOf(text));
	assert.ok(places.every((place) => place >= 0));
	assert.deepEqual(
		places,
		[...places].sort((a, b) => a - b),
	);
	assert.equal(body.split("harbour.jpg").length, 2);

	assert.deepEqual(await readAgain(bench), { read: 1, revised: 0, lost: 0 });

	outlet.texts[2] = `${HARBOUR[2]} The vote was put off on Tuesday.`;
	bench.clock.move(3_600_000);
	const { totals } = await pass(bench, "all");
	assert.equal(totals.revised, 1);
	assert.match((await bodyOf(bench, `${outlet.origin}/news/fewer-ships`)) ?? "", /put off on Tuesday/);
});

/** What importing the captures of one archive into another, or into itself, comes to. */
async function carried(from: Bench, to: Bench): Promise<string[]> {
	const kinds: string[] = [];
	const press = await to.open();
	const wacz = join(to.folder, `${from.clock.now()}.wacz`);
	exportWacz(join(from.folder, "archive"), wacz, { now: from.clock.now(), title: "Town" });
	for await (const { kind } of importWarc(wacz, "town", press)) kinds.push(kind);
	await press.close();
	return kinds.filter((kind) => kind !== "passed over");
}

test("captures of an article of several pages, imported, give the revisions that were kept and no shorter ones", async (t) => {
	const outlet = await openOutlet();
	const [bench, other] = [benchFor(outlet.origin), benchFor(outlet.origin)];
	t.after(() => {
		outlet.close();
		bench.remove();
		other.remove();
	});
	await pass(bench, "none");
	outlet.texts[0] = `${HARBOUR[0]} The count was corrected on Tuesday.`;
	bench.clock.move(3 * 86_400_000);
	await pass(bench, "all");
	const address = `${outlet.origin}/news/fewer-ships`;
	const kept = await bodyOf(bench, address);
	assert.deepEqual(await carried(bench, bench), ["unchanged", "unchanged"]);
	assert.deepEqual(await carried(bench, other), ["new", "revised"]);
	assert.equal(await bodyOf(other, address), kept);
	assert.equal(await bodyOf(bench, address), kept);
	assert.deepEqual(await readAgain(other), { read: 1, revised: 0, lost: 0 });
});

test("while one of its pages cannot be reached an article is neither kept in part nor called edited", async (t) => {
	const outlet = await openOutlet();
	const bench = benchFor(outlet.origin);
	t.after(() => {
		outlet.close();
		bench.remove();
	});
	outlet.answers.set(2, "silence");
	const first = await pass(bench, "none");
	assert.equal(first.totals.new, 0);
	assert.equal(first.totals.failed, 1);
	outlet.answers.clear();
	bench.clock.move(86_400_000);
	assert.equal((await pass(bench, "none")).totals.new, 1);
	outlet.answers.set(3, "silence");
	bench.clock.move(86_400_000);
	assert.equal((await pass(bench, "all")).totals.revised, 0);
	assert.match((await bodyOf(bench, `${outlet.origin}/news/fewer-ships`)) ?? "", /spring/);
});

test("a further page that is gone ends the article", async (t) => {
	const outlet = await openOutlet();
	const bench = benchFor(outlet.origin);
	t.after(() => {
		outlet.close();
		bench.remove();
	});
	outlet.answers.set(2, 404);
	assert.equal((await pass(bench, "none")).totals.new, 1);
	const body = (await bodyOf(bench, `${outlet.origin}/news/fewer-ships`)) ?? "";
	assert.match(body, /fewer of them/);
	assert.doesNotMatch(body, /dredging/);
});
