import assert from "node:assert/strict";
import { test } from "node:test";
import { markOf } from "../../src/article/address.ts";
import type { Fetcher } from "../../src/collect/net/fetcher.ts";
import { openFetcher } from "../../src/collect/net/fetcher.ts";
import { witnessed } from "../../src/collect/witness.ts";
import { LANGUAGES } from "../../src/pages/languages.ts";
import { detailIn } from "../../src/pages/words.ts";
import { recheck } from "../../src/press/recheck.ts";
import { keepingOf } from "../keep/support.ts";
import { openOrigin } from "../support/origin.ts";
import { benchOf } from "../support/press.ts";

const DAY_MS = 86_400_000;
const START = Date.UTC(2026, 0, 1);

test("a page that is out of reach is noted with whose fault it was; our own side's changes no article", async (t) => {
	const origin = await openOrigin((_request, response) => response.end());
	const bench = benchOf(JSON.stringify({ network: { paceMs: 0 } }), START);
	const press = await bench.open();
	const up = new Set(["b.example"]);
	const asked: string[] = [];
	const addresses = ["a.example", "b.example"].map((name) => `http://${name}:${origin.port}/1`);
	const fetcher: Fetcher = openFetcher({
		...{ allow: ["127.0.0.1"], ports: [origin.port], paceMs: 0, userAgent: "Pressmark/0.0.0" },
		now: bench.clock.now,
		lookup: async (name) => {
			asked.push(name);
			if (up.has(name)) return ["127.0.0.1"];
			throw Object.assign(new Error("no answer"), { code: "EAI_AGAIN" });
		},
	});
	t.after(async () => {
		fetcher.close();
		await press.close();
		await origin.close();
		bench.remove();
	});
	const [address = ""] = addresses;
	const mark = markOf(address);
	await press.archive.keep(keepingOf({ address, stamp: START }));
	const recheckIn = async (ms: number): Promise<void> => {
		bench.clock.move(ms);
		await recheck({ ...press, fetcher: witnessed(fetcher, addresses, bench.clock.now) }, "due");
	};
	const stateAndDetail = async (): Promise<readonly unknown[]> => {
		const [last] = await press.archive.library.observations({ mark, limit: 1 });
		return [(await press.archive.library.article(mark))?.state, last?.kind, last?.detail];
	};
	const why = "robots.txt: the name could not be looked up: no answer from DNS";

	up.clear();
	await recheckIn(DAY_MS);
	const ours = `${why} (ours: b.example did not answer either)`;
	assert.deepEqual(await stateAndDetail(), ["present", "unreachable", ours]);

	// It stays due, and is not asked every half a minute while our side is down.
	const before = asked.length;
	await recheckIn(30_000);
	assert.equal(asked.length, before);
	up.add("b.example");
	await recheckIn(3_600_000);
	const theirs = `${why} (theirs: b.example answered)`;
	assert.deepEqual(await stateAndDetail(), ["unreachable", "unreachable", theirs]);
	assert.equal(
		detailIn(LANGUAGES.en, theirs),
		`${why}; the outlet’s side, since b.example answered at that time`,
	);
	assert.match(detailIn(LANGUAGES["zh-Hans"], ours), /b\.example 同样没有回应，问题在我们这一方$/);
});
