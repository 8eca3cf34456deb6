import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { openFetcher } from "../../src/collect/net/fetcher.ts";
import { newPollState } from "../../src/collect/poll.ts";
import { pollSource } from "../../src/collect/poll-source.ts";

test("of a sitemap index, the sitemaps that changed last are read", async (t) => {
	const asked: string[] = [];
	const sitemap = (day: string): string =>
		`<urlset><url><loc>https://news.example/${day}</loc><lastmod>${day}</lastmod></url></urlset>`;
	const days = ["2026-01-01", "2026-01-02", "2026-01-03"];
	const server = createServer(({ url = "" }, response) => {
		asked.push(url);
		const children = days.map(
			(day) => `<sitemap><loc>${origin}/${day}.xml</loc><lastmod>${day}</lastmod></sitemap>`,
		);
		const index = `<sitemapindex>${children.join("")}</sitemapindex>`;
		response
			.setHeader("content-type", "application/xml")
			.end(url === "/index.xml" ? index : sitemap(url.slice(1, 11)));
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	const now = (): number => Date.UTC(2026, 0, 4);
	const fetcher = openFetcher({ allow: ["127.0.0.1"], paceMs: 0, userAgent: "test", now });
	t.after(() => {
		fetcher.close();
		server.close();
	});

	const address = `${origin}/index.xml`;
	const tools = { fetcher, now, random: () => 0.5 };
	const { outcome } = await pollSource({ kind: "sitemap", address }, newPollState(address), tools);
	assert.equal(outcome.kind, "new");
	const found = outcome.kind === "new" ? outcome.sightings.map((sighting) => sighting.address) : [];
	assert.deepEqual(found, ["https://news.example/2026-01-03", "https://news.example/2026-01-02"]);
	assert.deepEqual(
		asked.filter((path) => path !== "/robots.txt"),
		["/index.xml", "/2026-01-03.xml", "/2026-01-02.xml"],
	);
});
