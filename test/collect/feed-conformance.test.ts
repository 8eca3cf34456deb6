import assert from "node:assert/strict";
import { test } from "node:test";
import { openConformance } from "../../bench/feeds/conformance.ts";
import { pressmark } from "../../bench/feeds/readers.ts";
import { skipWithout } from "../support/shared.ts";

test("the shared cases of other projects are read as well as they were before", {
	skip: skipWithout("bench/feeds/conform.mjs"),
}, async () => {
	const conformance = await openConformance(null);
	const { core, extended, thrown, groups } = (await conformance?.(pressmark)) ?? assert.fail();
	assert.ok(core >= 0.985, `core ${core}`);
	assert.ok(extended >= 0.99, `extended ${extended}`);
	assert.equal(thrown, 0);
	assert.ok((groups["encoding"] ?? 0) >= 0.97, `encoding ${groups["encoding"]}`);
	assert.equal(groups["dates"], 1);
	assert.ok((groups["illformed"] ?? 0) >= 0.98, `illformed ${groups["illformed"]}`);
});
