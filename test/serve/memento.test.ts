import assert from "node:assert/strict";
import { test } from "node:test";
import { openArchive } from "../../src/keep/archive.ts";
import { openServer } from "../../src/serve/server.ts";
import { keepingOf, START, scratchFolder } from "../keep/support.ts";

const HOUR_MS = 3_600_000;

test("a client that travels in time finds the revision of its day", async (t) => {
	let time = START;
	const archive = await openArchive(scratchFolder(t), { now: () => time });
	const { mark } = await archive.keep(keepingOf({ text: "The first text of all." }));
	time += HOUR_MS;
	await archive.keep(keepingOf({ text: "The second text of all." }));
	const kept = await archive.library.article(mark);
	const server = await openServer({ library: archive.library, port: 0, now: () => time });
	t.after(() => server.close().then(() => archive.close()));
	const gate = `${server.address}/timegate/${kept?.address}`;
	const ask = (at?: string): Promise<Response> =>
		fetch(gate, { redirect: "manual", headers: at === undefined ? {} : { "accept-datetime": at } });

	const then = await ask(new Date(START + 1000).toUTCString());
	assert.equal(then.status, 302);
	assert.equal(then.headers.get("location"), `${server.address}/a/${mark}/1`);
	assert.equal(then.headers.get("vary"), "accept-datetime");
	assert.equal((await ask()).headers.get("location"), `${server.address}/a/${mark}/2`);
	assert.equal((await ask("yesterday")).status, 400);

	const first = await fetch(`${server.address}/a/${mark}/1`);
	assert.equal(first.headers.get("memento-datetime"), new Date(START).toUTCString());
	assert.match(first.headers.get("link") ?? "", /rel="original".*rel="timegate".*rel="timemap"/);
	const map = await fetch(`${server.address}/timemap/${kept?.address}`);
	assert.equal(map.headers.get("content-type"), "application/link-format");
	assert.equal((await map.text()).match(/memento"/g)?.length, 2);
	assert.equal((await fetch(`${server.address}/timemap/https://never.example/`)).status, 404);
});
