import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { sync } from "../../src/press/sync.ts";
import { openHubDoor } from "../../src/press/websub.ts";
import { openServer } from "../../src/serve/server.ts";
import { benchOf } from "../support/press.ts";

const prose =
	"A sentence long enough to be taken for the prose of an article, and another one after it. ".repeat(5);

function feedOf(origin: string, titles: readonly string[]): string {
	const items = titles.map(
		(title, at) => `<item><title>${title}</title><link>${origin}/a/${at}</link></item>`,
	);
	return `<rss version="2.0"><channel><title>T</title>${items.join("")}</channel></rss>`;
}

test("a hub is subscribed to, verifies, and what it sends is kept without a poll", async (t) => {
	const asked: URLSearchParams[] = [];
	let polls = 0;
	const outlet = createServer(async (request, response) => {
		if (request.url === "/hub") {
			asked.push(new URLSearchParams(Buffer.concat(await request.toArray()).toString()));
			return response.writeHead(202).end();
		}
		if (request.url === "/feed") {
			polls++;
			const link = `<${origin}/hub>; rel="hub", <${origin}/feed>; rel="self"`;
			return response.setHeader("link", link).end(feedOf(origin, ["The first"]));
		}
		const title = request.url === "/a/0" ? "The first" : "The second";
		return response
			.setHeader("content-type", "text/html")
			.end(`<h1>${title}</h1><article><p>${prose}</p><p>${prose}</p></article>`);
	});
	await new Promise<void>((resolve) => outlet.listen(0, "127.0.0.1", resolve));
	const origin = `http://127.0.0.1:${(outlet.address() as AddressInfo).port}`;
	const settings = {
		network: { allow: ["127.0.0.1"], paceMs: 0 },
		sources: [{ outlet: "o", feed: `${origin}/feed` }],
	};
	const bench = benchOf(JSON.stringify(settings), Date.UTC(2026, 0, 1), "https://reader.example/websub");
	const press = await bench.open();
	const reader = await openServer({
		library: press.archive.library,
		port: 0,
		now: bench.clock.now,
		hubDoor: openHubDoor(press),
	});
	t.after(async () => {
		await reader.close();
		await press.close();
		outlet.close();
		bench.remove();
	});

	await sync(press, { sources: "asked", recheck: "none", commit: false });
	const form = asked[0];
	assert.equal(form?.get("hub.topic"), `${origin}/feed`);
	const callback = (form?.get("hub.callback") ?? "").replace("https://reader.example", reader.address);
	assert.match(callback, /\/websub\/[\w-]{16,}$/);

	const query = new URLSearchParams({
		"hub.mode": "subscribe",
		"hub.topic": `${origin}/feed`,
		"hub.challenge": "<b>x",
		"hub.lease_seconds": "864000",
	});
	const verified = await fetch(`${callback}?${query}`);
	assert.equal(await verified.text(), "<b>x");
	assert.match(verified.headers.get("content-type") ?? "", /^text\/plain/);
	assert.equal((await fetch(`${reader.address}/websub/nobody-knows-this?${query}`)).status, 404);

	const body = feedOf(origin, ["The first", "The second"]);
	const send = (secret: string): Promise<Response> => {
		const signature = `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
		return fetch(callback, {
			method: "POST",
			body,
			headers: { "x-hub-signature": signature, "content-type": "application/rss+xml" },
		});
	};
	assert.equal((await send("not the secret")).status, 202);
	assert.equal((await send(form?.get("hub.secret") ?? "")).status, 202);
	await bench.heard(
		(event) => event.kind === "article" && event.address === `${origin}/a/1` && event.pressed.kind === "new",
	);
	assert.equal(polls, 1);
});
