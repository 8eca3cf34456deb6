import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { test } from "node:test";
import type { PollState } from "../../../src/collect/poll.ts";
import { takePush } from "../../../src/collect/poll-source.ts";
import {
	answerVerification,
	type HubLinks,
	subscribe,
	wantsSubscription,
} from "../../../src/collect/websub.ts";
import { DAY, type Handler, HOUR, MINUTE, type Polling, rss, withSource } from "../../support/polling.ts";

const CALLBACK = "https://reader.example/websub";
const SECRETS = { callback: CALLBACK, token: "token-of-this-source", secret: "a-secret-nobody-knows" };

/** A feed that names its hub, and the hub itself, which accepts every subscription. */
function publishing(posts: (polling: Polling) => readonly number[]): Handler {
	return (request, response, polling) => {
		const { address } = polling.origin;
		if (request.url === "/hub") response.writeHead(202).end();
		else {
			const links = `<${address}/hub>; rel="hub", <${address}/topic>; rel=self`;
			response.writeHead(200, { link: links }).end(rss({ posts: posts(polling) }));
		}
	};
}

function query(entries: Record<string, string>): URLSearchParams {
	return new URLSearchParams(
		Object.entries(entries).map(([name, value]): [string, string] => [`hub.${name}`, value]),
	);
}

/** Polls, subscribes and has the hub verify. */
async function subscribed(polling: Polling, leaseSeconds: number): Promise<HubLinks> {
	const { outcome } = await polling.poll();
	assert.ok(outcome.kind === "new" && outcome.hub !== null);
	const links = outcome.hub;
	assert.ok(wantsSubscription(polling.state.hub, links, polling.clock.now()));
	const { state, request } = subscribe(polling.state.hub, { links, ...SECRETS, now: polling.clock.now() });
	const fetched = await polling.fetcher.fetch(request);
	assert.equal(fetched.kind, "page");
	const verification = query({
		mode: "subscribe",
		topic: links.topic,
		challenge: "say this",
		lease_seconds: String(leaseSeconds),
	});
	const answer = answerVerification(state, verification, polling.clock.now());
	assert.equal(`${answer.status} ${answer.body}`, "200 say this");
	polling.state = { ...polling.state, hub: answer.state };
	return links;
}

function push(
	polling: Polling,
	body: string,
	secret = SECRETS.secret,
): { status: number; state: PollState; titles: string[] } {
	const signature = `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
	const sent = {
		headers: { "x-hub-signature": signature, "content-type": "application/rss+xml" },
		body: Buffer.from(body),
	};
	const source = { kind: "feed", address: polling.state.address } as const;
	const { answer, state, sightings } = takePush(source, polling.state, sent, polling.clock.now());
	return { status: answer.status, state, titles: sightings.map(({ title }) => title) };
}

test("W1: a feed's hub is subscribed to with a secret, verified, believed when it signs, and renewed in time", async () => {
	await withSource(
		publishing(({ clock }) => [clock.now() - HOUR]),
		async (polling) => {
			const bodies: string[] = [];
			polling.origin.requests.length = 0;
			const links = await subscribed(polling, 10 * 86_400);
			assert.deepEqual(links, {
				hub: `${polling.origin.address}/hub`,
				topic: `${polling.origin.address}/topic`,
			});
			const asked = polling.origin.requests.at(-1);
			assert.equal(asked?.method, "POST");
			bodies.push(String(asked?.headers["content-type"]));
			assert.deepEqual(bodies, ["application/x-www-form-urlencoded"]);
			const now = polling.clock.now();
			assert.equal(polling.state.hub?.until, now + 10 * DAY);
			const { status, state, titles } = push(polling, rss({ posts: [now] }));
			assert.deepEqual([status, titles, state.hub?.pushedAt], [202, [`Of ${now}`], now]);
			assert.equal(wantsSubscription(polling.state.hub, links, now + 7 * DAY), false);
			assert.equal(wantsSubscription(polling.state.hub, links, now + 8 * DAY), true);
			const renewal = subscribe(polling.state.hub, {
				links,
				...SECRETS,
				token: "another-token-entirely",
				now: now + 8 * DAY,
			});
			assert.equal(renewal.state.token, SECRETS.token, "what is on its way still fits");
			const long = answerVerification(
				renewal.state,
				query({ mode: "subscribe", topic: links.topic, challenge: "c", lease_seconds: "99999999" }),
				now,
			);
			assert.equal(long.state?.until, now + 14 * DAY);
			assert.throws(
				() => subscribe(null, { links, ...SECRETS, callback: "http://reader.example/", now }),
				/https/,
			);
		},
	);
});

test("W2: while a hub works, polling is a daily backup; one that is found silent is given up and polling resumes", async () => {
	let newest = 0;
	await withSource(
		publishing(({ clock }) => [newest || clock.now() - 2 * HOUR]),
		async (polling) => {
			await subscribed(polling, 14 * 86_400);
			newest = polling.clock.now() - 2 * HOUR;
			await polling.poll();
			assert.ok(polling.wait() >= DAY);
			newest = polling.clock.now();
			polling.state = push(polling, rss({ posts: [newest] })).state;
			await polling.pollWhenDue();
			assert.equal(polling.state.hub?.kind, "subscribed", "the hub had sent it");
			newest = polling.clock.now() + HOUR;
			await polling.pollWhenDue();
			assert.equal(polling.state.hub?.kind, "unreliable");
			newest = polling.clock.now() - MINUTE;
			await polling.pollWhenDue();
			assert.ok(polling.state.intervalMs <= DAY);
			assert.equal(
				wantsSubscription(
					polling.state.hub,
					{ hub: polling.state.hub?.hub ?? "", topic: polling.state.hub?.topic ?? "" },
					polling.clock.now(),
				),
				false,
			);
		},
	);
});

test("W3: what is badly signed, unsigned or about an unknown topic is answered as the standard asks, and not believed", async () => {
	await withSource(
		publishing(({ clock }) => [clock.now()]),
		async (polling) => {
			const links = await subscribed(polling, 86_400);
			const now = polling.clock.now();
			const before = polling.state;
			const forged = push(polling, rss({ posts: [now] }), "another secret");
			assert.deepEqual([forged.status, forged.titles, forged.state], [202, [], before]);
			const unsigned = takePush(
				{ kind: "feed", address: before.address },
				before,
				{ headers: {}, body: Buffer.from("x") },
				now,
			);
			assert.deepEqual([unsigned.answer.status, unsigned.sightings], [202, []]);
			polling.state = { ...before, hub: null };
			assert.equal(push(polling, rss({ posts: [now] })).status, 404);
			const check = (entries: Record<string, string>): void =>
				assert.equal(
					answerVerification(before.hub, query(entries), now).status,
					404,
					JSON.stringify(entries),
				);
			check({ mode: "subscribe", topic: "https://other.example/", challenge: "c" });
			check({ mode: "unsubscribe", topic: links.topic, challenge: "c" });
			check({ mode: "subscribe", topic: links.topic });
			const denied = answerVerification(before.hub, query({ mode: "denied", topic: links.topic }), now);
			assert.equal(denied.state?.kind, "denied");
		},
	);
});
