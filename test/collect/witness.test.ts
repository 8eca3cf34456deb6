import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import type { Fetched } from "../../src/collect/net/fetched.ts";
import { type Fetcher, openFetcher } from "../../src/collect/net/fetcher.ts";
import { witnessed } from "../../src/collect/witness.ts";
import { type Origin, openOrigin } from "../support/origin.ts";

interface Network {
	readonly fetcher: Fetcher;
	/** The server behind every name that is up. */
	readonly origin: Origin;
	readonly up: Set<string>;
	readonly asked: string[];
	addressOf(name: string): string;
}

/** Names that point to one server while they are up, and that no name server answers for while they are not. */
async function networkOf(t: TestContext, names: readonly string[], up: readonly string[]): Promise<Network> {
	const origin = await openOrigin((_request, response) => response.writeHead(503).end());
	const isUp = new Set(up);
	const asked: string[] = [];
	let time = 0;
	const now = (): number => ++time;
	const opened = openFetcher({
		...{ allow: ["127.0.0.1"], ports: [origin.port], paceMs: 0, userAgent: "Pressmark/0.0.0", now },
		lookup: async (name) => {
			asked.push(name);
			if (isUp.has(name)) return ["127.0.0.1"];
			throw Object.assign(new Error("no answer"), { code: "EAI_AGAIN" });
		},
	});
	const addressOf = (name: string): string => `http://${name}:${origin.port}/feed`;
	const fetcher = witnessed(opened, names.map(addressOf), now);
	t.after(async () => {
		fetcher.close();
		await origin.close();
	});
	return { fetcher, origin, up: isUp, asked, addressOf };
}

function sideOf(fetched: Fetched): string {
	return fetched.kind === "unreachable" ? `${fetched.side}: ${fetched.reason}` : fetched.kind;
}

const WHY = "the name could not be looked up: no answer from DNS";

test("who is silent while another site answers is to blame; the other is asked once, for its robots.txt", async (t) => {
	const { fetcher, addressOf, origin } = await networkOf(t, ["a.example", "b.example"], ["b.example"]);
	const fetched = await fetcher.fetch({ address: addressOf("a.example"), kind: "feed" });
	assert.equal(sideOf(fetched), `theirs: ${WHY} (theirs: b.example answered)`);
	assert.deepEqual(
		origin.requests.map(({ url }) => url),
		["/robots.txt"],
	);
});

test("where the other sites are silent too it was our side, and none is asked twice for that", async (t) => {
	const names = ["a.example", "b.example", "c.example", "d.example"];
	const { fetcher, addressOf, asked } = await networkOf(t, names, []);
	const both = await Promise.all(
		["a.example", "b.example"].map((name) => fetcher.fetch({ address: addressOf(name), kind: "feed" })),
	);
	assert.deepEqual(both.map(sideOf), [
		`ours: ${WHY} (ours: b.example, c.example did not answer either)`,
		`ours: ${WHY} (ours: a.example, c.example did not answer either)`,
	]);
	assert.ok(!asked.includes("d.example"));
});

test("a site that answered while another was being asked is evidence enough", async (t) => {
	const { fetcher, addressOf, origin } = await networkOf(t, ["a.example", "b.example"], ["b.example"]);
	const [failed] = await Promise.all(
		["a.example", "b.example"].map((name) => fetcher.fetch({ address: addressOf(name), kind: "feed" })),
	);
	assert.match(sideOf(failed ?? assert.fail()), /^theirs: /);
	assert.ok(origin.requests.length <= 2);
});

test("with nobody else to ask it stays unknown, and what a failure tells by itself is asked of nobody", async (t) => {
	const alone = await networkOf(t, ["a.example", "www.a.example"], []);
	const fetched = await alone.fetcher.fetch({ address: alone.addressOf("a.example"), kind: "feed" });
	assert.equal(sideOf(fetched), `unknown: ${WHY}`);
	const { fetcher, addressOf, origin } = await networkOf(t, ["a.example", "b.example"], ["a.example"]);
	assert.equal(
		sideOf(await fetcher.fetch({ address: addressOf("a.example"), kind: "feed" })),
		"theirs: answered 503 Service Unavailable",
	);
	assert.equal(origin.requests.length, 1);
});
