import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Capture } from "../../src/article/capture.ts";
import { fetchedOf } from "../../src/collect/net/answer.ts";
import { type Fetcher, openFetcher } from "../../src/collect/net/fetcher.ts";
import { headersOf } from "../../src/collect/net/request.ts";
import { atClock, delayedWith, newPollState, type PollState } from "../../src/collect/poll.ts";
import { pollSource } from "../../src/collect/poll-source.ts";
import { type Clock, movedClock } from "../../test/support/clock.ts";
import { DAY, HOUR, MINUTE } from "../../test/support/polling.ts";
import { dice, type FeedServer, newTally, openFeed, type Tally } from "./feeds.ts";

/** How often the scheduler looks for what is due. */
const TICK_MS = MINUTE;

/** The program is killed and started again this often, with nothing but what was written down. */
const RESTART_MS = 5 * DAY;

const AGENT = "Pressmark/0.0.0";

/** The web of the simulation, and how the program asks it. */
interface Web {
	openFetcher(now: () => number): Fetcher;
	addressOf(feed: number): string;
	close(): Promise<void>;
}

export interface Month {
	readonly feeds: number;
	readonly days: number;
	/** Over sockets, with all of the fetcher; else its sockets alone are left out, which is ten times faster. */
	readonly overSockets: boolean;
}

/**
 * Polls so many feeds for so many days of simulated time. Once the machine sleeps for six hours, once
 * its clock is set back by one, and every five days the program starts anew.
 */
export async function simulate({ feeds, days, overSockets }: Month): Promise<Tally> {
	const clock = movedClock();
	const tally = newTally();
	let offset = 0;
	const now = (): number => clock.now() + offset;
	const clocks = { world: clock.now, program: now };
	const servers = Array.from({ length: feeds }, (_, n) => openFeed(n + 1, clocks, tally));
	const web = overSockets ? await webOfSockets(servers, clock) : webInProcess(servers);
	const random = dice(1);
	let fetcher = web.openFetcher(now);
	let states: PollState[] = servers.map((_, n) => newPollState(web.addressOf(n)));

	const pollDue = async (): Promise<void> => {
		states = states.map((state) => atClock(state, now()));
		const due = states.flatMap((state, n) => (state.dueAt !== null && state.dueAt <= now() ? [n] : []));
		const polled = await Promise.all(
			due.map(async (n) => {
				const before = states[n] ?? newPollState(web.addressOf(n));
				const source = { kind: "feed", address: before.address } as const;
				return { n, ...(await pollSource(source, before, { fetcher, now, random })) };
			}),
		);
		for (const { n, state } of polled) states[n] = state;
		for (const { delay } of polled) {
			if (delay !== null) states = states.map((state) => delayedWith(state, delay));
		}
	};
	for (let ran = 0; ran < days * DAY; ran += TICK_MS) {
		if (ran === 10 * DAY) clock.advance(6 * HOUR);
		if (ran === 20 * DAY) offset = -HOUR;
		if (ran > 0 && ran % RESTART_MS === 0) {
			fetcher.close();
			fetcher = web.openFetcher(now);
			states = JSON.parse(JSON.stringify(states)) as PollState[];
		}
		await pollDue();
		clock.advance(TICK_MS);
	}
	fetcher.close();
	await web.close();
	return tally;
}

/** Every feed a host of its own on one server of this machine. */
async function webOfSockets(servers: readonly FeedServer[], clock: Clock): Promise<Web> {
	const server = createServer((request, response) => {
		const host = /^feed-(\d+)\./.exec(request.headers.host ?? "")?.[1];
		const answered = servers[Number(host)]?.answer(request.headers as Record<string, string>);
		if (answered === undefined) return response.destroy();
		const { status, headers, text, isCut } = answered;
		if (isCut !== true) return response.writeHead(status, headers).end(text);
		return response
			.writeHead(status, { ...headers, "content-length": "9999" })
			.write(text, () => response.destroy());
	});
	server.listen(0, "127.0.0.1");
	await new Promise((resolve) => server.once("listening", resolve));
	const { port } = server.address() as AddressInfo;
	return {
		openFetcher: (now) =>
			openFetcher({
				allow: [`127.0.0.1:${port}`],
				paceMs: 2000,
				userAgent: AGENT,
				now,
				timer: { now, after: clock.after },
			}),
		addressOf: (feed) => `http://feed-${feed}.localhost:${port}/feed`,
		close: () =>
			new Promise((resolve) => {
				server.closeAllConnections();
				server.close(() => resolve());
			}),
	};
}

/** The same feeds asked with the fetcher's own headers and judged by its own rules, without a socket between. */
function webInProcess(servers: readonly FeedServer[]): Web {
	const addressOf = (feed: number): string => `https://feed-${feed}.example/feed`;
	const byAddress = new Map(servers.map((server, n) => [addressOf(n), server]));
	return {
		addressOf,
		openFetcher: (now) => ({
			async fetch(request) {
				const requestHeaders = headersOf(request, new URL(request.address), AGENT);
				const answered = byAddress.get(request.address)?.answer(requestHeaders);
				if (answered === undefined) throw new Error(`no feed at ${request.address}`);
				const { status, headers, text, isCut } = answered;
				const body = Buffer.from(text);
				const capture: Capture = {
					address: request.address,
					method: "GET",
					requestHeaders,
					status,
					statusText: "",
					headers,
					body,
					content: body,
					at: now(),
					peer: null,
				};
				if (isCut === true) {
					const reason = "the answer was cut short";
					return { kind: "unreachable", side: "theirs", reason, status, retryAfterMs: null, cut: capture };
				}
				return fetchedOf(capture, [], {
					asked: request.validators?.[request.address] ?? null,
					isPost: false,
				});
			},
			close() {},
		}),
		async close() {},
	};
}
