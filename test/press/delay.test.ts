import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { sync } from "../../src/press/sync.ts";
import { benchOf } from "../support/press.ts";

test("a host that asks for time is left alone by all its sources, in the next pass too", async (t) => {
	let asked = 0;
	const host = createServer((_request, response) => {
		asked++;
		response.writeHead(429, { "retry-after": "7200" }).end();
	});
	await new Promise<void>((resolve) => host.listen(0, "127.0.0.1", resolve));
	const origin = `http://127.0.0.1:${(host.address() as AddressInfo).port}`;
	const sources = ["a", "b", "c", "d"].map((outlet) => ({ outlet, feed: `${origin}/${outlet}` }));
	const settings = { network: { allow: ["127.0.0.1"], paceMs: 0 }, sources };
	const bench = benchOf(JSON.stringify(settings), Date.UTC(2026, 0, 1));
	t.after(() => {
		host.close();
		bench.remove();
	});
	const pass = async (): Promise<void> => {
		const press = await bench.open();
		await sync(press, { sources: "asked", recheck: "none", commit: false });
		await press.close();
	};
	await pass();
	const first = asked;
	bench.clock.move(3_600_000);
	await pass();
	assert.equal(asked, first);
	bench.clock.move(3_700_000 * 1.2);
	await pass();
	assert.ok(asked > first);
});
