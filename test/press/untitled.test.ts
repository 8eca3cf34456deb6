import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { markOf } from "../../src/article/address.ts";
import type { Kept } from "../../src/article/library.ts";
import { sync } from "../../src/press/sync.ts";
import { benchOf } from "../support/press.ts";

const TEXT =
	"The ferry did not leave on Monday, since the ice in the bay was thicker than her bow allows, and the pilots stayed at home.";

test("a page without a headline is called what its source calls it, unless it has named one before", async (t) => {
	let page = `<html><body><article><p>${TEXT}</p><p>${TEXT} So it will be on Tuesday.</p></article></body></html>`;
	const server = createServer((request, response) => {
		const isFeed = request.url === "/feed.xml";
		const item = `<item><title>Ice in the bay</title><link>${origin}/news/ice</link></item>`;
		const feed = `<rss version="2.0"><channel><title>Town</title>${item}</channel></rss>`;
		response.writeHead(200, { "content-type": isFeed ? "application/rss+xml" : "text/html" });
		response.end(isFeed ? feed : page);
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	t.after(() => server.close());
	const settings = {
		network: { allow: ["127.0.0.1"], paceMs: 0 },
		sources: [{ outlet: "town", feed: `${origin}/feed.xml` }],
	};
	const bench = benchOf(JSON.stringify(settings), Date.UTC(2026, 0, 1));
	t.after(() => bench.remove());
	const pass = async (): Promise<Kept | null> => {
		const press = await bench.open();
		await sync(press, { sources: "asked", recheck: "all", commit: false });
		const article = await press.archive.library.article(markOf(`${origin}/news/ice`));
		await press.close();
		bench.clock.move(86_400_000);
		return article;
	};

	const first = await pass();
	assert.deepEqual([first?.title, first?.headlines?.page], ["Ice in the bay", null]);
	assert.match(first?.body ?? "", /thicker than her bow/);
	const again = await pass();
	assert.deepEqual([again?.revision, again?.state], [1, "present"]);

	page = page.replace("<article>", "<article><h1>The ferry stays</h1>");
	assert.equal((await pass())?.title, "The ferry stays");
	page =
		"<html><body><p>We are sorry, but this service is not to be had at the moment, and perhaps never again.</p></body></html>";
	const lost = await pass();
	assert.equal(lost?.title, "The ferry stays");
	assert.match(lost?.body ?? "", /thicker than her bow/);
	assert.equal(lost?.state, "refused");
});
