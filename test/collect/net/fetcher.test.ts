import assert from "node:assert/strict";
import { test } from "node:test";
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from "node:zlib";
import { type Fetcher, type FetcherOptions, openFetcher } from "../../../src/collect/net/fetcher.ts";
import { movedClock } from "../../support/clock.ts";
import { type Answering, openOrigin } from "../../support/origin.ts";

const AGENT = "Pressmark/0.0.0 (+https://operator.example/)";

/** Runs `body` with a fetcher that may ask loopback, and a server that answers as told. */
async function withOrigin(
	answer: Answering,
	body: (fetcher: Fetcher, address: string) => Promise<void>,
	options: Partial<FetcherOptions> = {},
): Promise<void> {
	const origin = await openOrigin(answer);
	const clock = movedClock();
	const fetcher = openFetcher({
		allow: ["127.0.0.1"],
		paceMs: 0,
		userAgent: AGENT,
		now: clock.now,
		timer: clock,
		...options,
	});
	try {
		await body(fetcher, origin.address);
	} finally {
		fetcher.close();
		await origin.close();
	}
}

test("a page is captured as sent, and its content decoded, in every coding that is offered", async () => {
	const text = "<p>An article.</p>".repeat(1000);
	const codings = {
		gzip: gzipSync(text),
		br: brotliCompressSync(text),
		deflate: deflateSync(text),
		zstd: zstdCompressSync(text),
		"deflate, gzip": gzipSync(deflateRawSync(text)),
		"utf-8": Buffer.from(text),
	};
	for (const [coding, body] of Object.entries(codings)) {
		await withOrigin(
			(_request, response) => response.writeHead(200, { "content-encoding": coding, etag: '"1"' }).end(body),
			async (fetcher, address) => {
				const fetched = await fetcher.fetch({ address: `${address}/a#top`, kind: "page" });
				assert.equal(fetched.kind, "page", coding);
				assert.ok(fetched.kind === "page");
				assert.equal(fetched.capture.address, `${address}/a`);
				assert.deepEqual(Buffer.from(fetched.capture.body), body);
				assert.equal(Buffer.from(fetched.capture.content).toString(), text);
				assert.deepEqual(fetched.validators, { etag: '"1"', lastModified: null });
				assert.equal(fetched.capture.peer, "127.0.0.1");
			},
		);
	}
});

test("redirects are followed and told; validators go only to the address they came from", async () => {
	await withOrigin(
		(request, response) => {
			if (request.url === "/a") response.writeHead(301, { location: "/b" }).end("moved");
			else if (request.headers["if-none-match"] === '"b"') response.writeHead(304).end();
			else response.writeHead(200, { etag: '"b"' }).end("feed");
		},
		async (fetcher, address) => {
			const first = await fetcher.fetch({
				address: `${address}/a`,
				kind: "feed",
				validators: { [`${address}/a`]: { etag: '"a"', lastModified: null } },
			});
			assert.ok(first.kind === "page");
			assert.deepEqual(first.hops, [{ address: `${address}/a`, status: 301 }]);
			const second = await fetcher.fetch({
				address: `${address}/a`,
				kind: "feed",
				validators: { [`${address}/b`]: first.validators },
			});
			assert.equal(second.kind, "unchanged");
		},
	);
});
