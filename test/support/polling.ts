import type { IncomingMessage, ServerResponse } from "node:http";
import { type Fetcher, type FetcherOptions, openFetcher } from "../../src/collect/net/fetcher.ts";
import { newPollState, type PollState } from "../../src/collect/poll.ts";
import { type PolledSource, pollSource } from "../../src/collect/poll-source.ts";
import type { ListingSource } from "../../src/collect/sightings.ts";
import { type Clock, movedClock } from "./clock.ts";
import { type Origin, openOrigin } from "./origin.ts";

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Entries of a feed, newest first: each with the time it was published. */
export interface FeedText {
	readonly posts?: readonly number[];
	/** Markup inside the channel, before the items. */
	readonly channel?: string;
	/** Markup in place of the items. */
	readonly items?: string;
}

/** An RSS feed as text. */
export function rss({ posts = [], channel = "", items }: FeedText): string {
	const written = posts.map(
		(at) =>
			`<item><guid>entry-${at}</guid><title>Of ${at}</title><link>https://news.example/${at}</link><pubDate>${new Date(at).toUTCString()}</pubDate></item>`,
	);
	return `<?xml version="1.0"?><rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:fh="http://purl.org/syndication/history/1.0"><channel><title>News</title><link>https://news.example/</link>${channel}${items ?? written.join("")}</channel></rss>`;
}

/** A request as the server saw it. */
export interface Seen {
	readonly at: number;
	readonly url: string;
	readonly headers: IncomingMessage["headers"];
}

/** One source, polled over days by the real fetcher against a real server, on a clock that the test moves. */
export interface Polling {
	readonly clock: Clock;
	readonly origin: Origin;
	readonly fetcher: Fetcher;
	/** What the server saw, oldest first. */
	readonly seen: Seen[];
	state: PollState;
	/** Gives the random part of the next decisions. */
	random: number;
	/** Asks now; the state goes through its JSON, as at a restart. */
	poll(): Promise<PolledSource>;
	/** Moves the clock to when the source is due, and asks. */
	pollWhenDue(): Promise<PolledSource>;
	/** Polls whenever due, for so long. */
	pollFor(ms: number): Promise<PolledSource[]>;
	/** ms from now until the source is due. */
	wait(): number;
}

export type Handler = (request: IncomingMessage, response: ServerResponse, polling: Polling) => void;

/** Runs `body` beside a server that answers as told. The feed is at `/feed`. */
export async function withSource(
	answer: Handler,
	body: (polling: Polling) => Promise<void>,
	options: Partial<FetcherOptions> & { readonly kind?: ListingSource["kind"] } = {},
): Promise<void> {
	const clock = movedClock();
	const seen: Seen[] = [];
	const origin = await openOrigin((request, response) => {
		seen.push({ at: clock.now(), url: request.url ?? "", headers: request.headers });
		answer(request, response, polling);
	});
	const fetcher = openFetcher({
		allow: ["127.0.0.1"],
		paceMs: 0,
		userAgent: "Pressmark/0.0.0 (+https://operator.example/)",
		now: clock.now,
		timer: clock,
		...options,
	});
	const polling: Polling = {
		clock,
		origin,
		fetcher,
		seen,
		state: newPollState(`${origin.address}/feed`),
		random: 0.5,
		async poll() {
			const source: ListingSource = { kind: options.kind ?? "feed", address: polling.state.address };
			const before = JSON.parse(JSON.stringify(polling.state)) as PollState;
			const polled = await pollSource(source, before, {
				fetcher,
				now: clock.now,
				random: () => polling.random,
			});
			polling.state = polled.state;
			return polled;
		},
		async pollWhenDue() {
			clock.advance(Math.max(0, polling.wait()));
			return polling.poll();
		},
		async pollFor(ms) {
			const until = clock.now() + ms;
			const polled: PolledSource[] = [];
			while (polling.state.dueAt !== null && polling.state.dueAt <= until)
				polled.push(await polling.pollWhenDue());
			clock.advance(until - clock.now());
			return polled;
		},
		wait: () => (polling.state.dueAt ?? Number.POSITIVE_INFINITY) - clock.now(),
	};
	try {
		await body(polling);
	} finally {
		fetcher.close();
		await origin.close();
	}
}

/** Whether the request was asked with conditions. */
export function isConditional({ headers }: Seen): boolean {
	return "if-none-match" in headers || "if-modified-since" in headers;
}
