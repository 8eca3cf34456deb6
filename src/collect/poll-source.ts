import { createHash } from "node:crypto";
import { type Capture, headerOf } from "../article/capture.ts";
import type { Feed } from "./feed/feed.ts";
import type { Fetched, FetchKind } from "./net/fetched.ts";
import type { Fetcher } from "./net/fetcher.ts";
import { NO_WISHES, type Wishes } from "./poll/state.ts";
import {
	afterNotice,
	afterPoll,
	afterPush,
	atClock,
	type Facts,
	type Health,
	type HostDelay,
	hostDelayOf,
	type Moment,
	POLL_SETTINGS,
	type Polled,
	type PollSettings,
	type PollState,
	validatorsToAskWith,
} from "./poll.ts";
import { type Listing, type ListingSource, readListing, type Sighting, sightingsOf } from "./sightings.ts";
import type { SitemapPage } from "./sitemap.ts";
import { answerPush, type HubAnswer, type HubLinks, hubLinksOf, type Push } from "./websub.ts";

/** What polling works with. `random` gives numbers from 0 to 1. */
export interface PollTools {
	readonly fetcher: Fetcher;
	readonly now: () => number;
	readonly random: () => number;
	readonly settings?: PollSettings;
}

/** What a poll brought. Whatever came is in `capture`, to be kept. */
export type PollOutcome =
	/** A listing that differs from the last. `hub` is where it offers to send news by itself (WebSub). */
	| {
			readonly kind: "new";
			readonly listing: Listing;
			readonly sightings: readonly Sighting[];
			readonly capture: Capture;
			readonly hub: HubLinks | null;
	  }
	/** 304, or the same listing as last time. */
	| { readonly kind: "unchanged"; readonly capture: Capture; readonly hub: HubLinks | null }
	/** No listing; `sightings` are the complete entries of one that was cut short. */
	| {
			readonly kind: "failed";
			readonly reason: string;
			readonly capture: Capture | null;
			readonly sightings: readonly Sighting[];
	  };

export interface PolledSource {
	/** To be written down before the next poll. */
	readonly state: PollState;
	readonly outcome: PollOutcome;
	/** To be told to the operator, once; null where there is nothing to tell. */
	readonly notice: Health | null;
	/** To be heeded by all sources of that host (`delayedWith`). */
	readonly delay: HostDelay | null;
}

const FETCH_KINDS: Readonly<Record<ListingSource["kind"], FetchKind>> = {
	feed: "feed",
	sitemap: "sitemap",
	page: "page",
};

/** Asks a source once, whether it is due or not, and decides when to ask again. Never rejects. */
export async function pollSource(
	source: ListingSource,
	before: PollState,
	{ fetcher, now, random, settings = POLL_SETTINGS }: PollTools,
): Promise<PolledSource> {
	const state = atClock(before, now());
	const validators = validatorsToAskWith(state, now());
	const asked = validators === state.validators ? state : { ...state, wholeAskedAt: now() };
	const fetched = await fetcher.fetch({ address: state.address, kind: FETCH_KINDS[source.kind], validators });
	const listing = fetched.kind === "page" ? await listingBehind(fetched.capture, source, fetcher) : null;
	const moment: Moment = { now: now(), random: random(), settings };
	const { polled, outcome } = judged(fetched, { source, state: asked, moment, listing });
	const { state: after, notice } = afterNotice(before, afterPoll(asked, polled, moment), moment.now);
	return { state: after, outcome, notice, delay: hostDelayOf(after) };
}

interface Setting {
	readonly source: ListingSource;
	readonly state: PollState;
	readonly moment: Moment;
	/** What the page that answered lists; null where it is no listing, or none answered. */
	readonly listing: Listing | null;
}

interface Judged {
	readonly polled: Polled;
	readonly outcome: PollOutcome;
}

function judged(fetched: Fetched, setting: Setting): Judged {
	if (fetched.kind === "page") return judgedPage(fetched, setting);
	if (fetched.kind === "unchanged") {
		const { capture } = fetched;
		return { polled: { kind: "unchanged", fetched }, outcome: { kind: "unchanged", capture, hub: null } };
	}
	const cut = fetched.kind === "unreachable" ? fetched.cut : null;
	const listing = cut === null ? null : listingIn(cut, setting.source);
	const sightings = cut === null || listing === null ? [] : sightingsOf(listing, cut.address, cut.at);
	const capture = fetched.kind === "unreachable" ? null : fetched.capture;
	const reason = fetched.kind === "gone" ? `answered ${fetched.status}` : fetched.reason;
	return {
		polled: { kind: "failed", failed: fetched },
		outcome: { kind: "failed", reason, capture, sightings },
	};
}

function judgedPage(fetched: Extract<Fetched, { kind: "page" }>, setting: Setting): Judged {
	const { source, state, moment, listing } = setting;
	const { capture } = fetched;
	if (listing === null) {
		const reason = `the answer is no ${source.kind === "page" ? "page with links" : source.kind}`;
		return {
			polled: { kind: "failed", failed: { kind: "not a listing", reason } },
			outcome: { kind: "failed", reason, capture, sightings: [] },
		};
	}
	const sightings = sightingsOf(listing, capture.address, moment.now);
	const facts = factsOf(listing, sightings, capture.address);
	const hub = listing.kind === "feed" ? hubLinks(listing.feed, capture) : null;
	const isNew = facts.digest !== state.digest;
	return {
		polled: { kind: "listed", fetched, facts },
		outcome: isNew ? { kind: "new", listing, sightings, capture, hub } : { kind: "unchanged", capture, hub },
	};
}

function hubLinks({ links }: Feed, { headers, address }: Capture): HubLinks | null {
	return hubLinksOf(headers, links, address);
}

function listingIn(capture: Capture, source: ListingSource): Listing | null {
	const contentType = headerOf(capture.headers, "content-type");
	return readListing(capture.content, contentType, { ...source, address: capture.address });
}

/** Sitemaps of an index that are read: the ones that changed last, which have what is new. */
const CHILDREN_MAX = 2;

/** What an answer lists; of a sitemap index, the pages of the sitemaps that changed last. */
async function listingBehind(
	capture: Capture,
	source: ListingSource,
	fetcher: Fetcher,
): Promise<Listing | null> {
	const listing = listingIn(capture, source);
	if (listing?.kind !== "sitemap" || listing.sitemap.kind !== "index") return listing;
	const pages: SitemapPage[] = [];
	for (const address of listing.sitemap.sitemaps.slice(0, CHILDREN_MAX)) {
		const fetched = await fetcher.fetch({ address, kind: "sitemap" });
		const child = fetched.kind === "page" ? listingIn(fetched.capture, source) : null;
		if (child?.kind === "sitemap" && child.sitemap.kind === "pages") pages.push(...child.sitemap.pages);
	}
	return { kind: "sitemap", sitemap: { kind: "pages", pages } };
}

/** What a listing says that polling cares about. */
function factsOf(listing: Listing, sightings: readonly Sighting[], address: string): Facts {
	const digest = createHash("sha256");
	for (const { id, address, title, published, content, summary } of sightings) {
		digest.update(JSON.stringify([id, address, title, published, content, summary]));
	}
	const posts = sightings.flatMap(({ published, updated }) => published ?? updated ?? []);
	const facts = { digest: digest.digest("base64url"), posts };
	if (listing.kind !== "feed") return { ...facts, wishes: NO_WISHES, suggested: null, isCut: false };
	const { feed } = listing;
	return {
		...facts,
		wishes: wishesOf(feed),
		suggested: suggestedBy(feed, address),
		isCut: feed.flaws.includes("truncated"),
	};
}

const MINUTE_MS = 60_000;

function wishesOf({ ttl, pace }: Feed): Wishes {
	const minutes = Math.max(ttl ?? 0, pace.updateMinutes ?? 0);
	return { leastMs: minutes * MINUTE_MS, skipHours: pace.skipHours, skipDays: pace.skipDays };
}

/** Another address that the feed calls its own, apart from its scheme. */
function suggestedBy({ links }: Feed, address: string): string | null {
	const named = links.moved ?? links.self;
	if (named === null || URL.parse(named) === null) return null;
	const bare = (text: string): string => text.replace(/^https?:/i, "");
	return bare(named) === bare(address) ? null : named;
}

/** What a push brought: the answer for the hub, and its news where it was believed. */
export interface PushedSource {
	readonly answer: HubAnswer;
	readonly state: PollState;
	readonly sightings: readonly Sighting[];
}

/** Takes what a hub sent about a source. What is not signed, or no listing, changes nothing. */
export function takePush(source: ListingSource, state: PollState, push: Push, now: number): PushedSource {
	const { content, ...answer } = answerPush(state.hub, push, now);
	const contentType = headerOf(push.headers, "content-type");
	const listing =
		content === null ? null : readListing(content, contentType, { ...source, address: state.address });
	if (listing === null) return { answer, state, sightings: [] };
	const sightings = sightingsOf(listing, state.address, now);
	const facts = factsOf(listing, sightings, state.address);
	return { answer, state: afterPush(state, facts, answer.state, now), sightings };
}
