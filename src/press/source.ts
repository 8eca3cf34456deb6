import { markOf } from "../article/address.ts";
import { walkArchive } from "../collect/archive-walk.ts";
import {
	atClock,
	delayedWith,
	manualAt,
	mergedStates,
	newPollState,
	type PollState,
} from "../collect/poll.ts";
import { type PollOutcome, pollSource } from "../collect/poll-source.ts";
import type { ListingSource, Sighting } from "../collect/sightings.ts";
import type { HubLinks } from "../collect/websub.ts";
import type { CaptureRef } from "../keep/archive.ts";
import { pressOne } from "./cycle.ts";
import type { Pressed, SourceOutcome } from "./events.ts";
import type { Press } from "./open.ts";
import { inPool } from "./pool.ts";
import { addressOf, type SourceSettings } from "./settings.ts";
import {
	freshOf,
	NOTHING_KNOWN,
	type Pending,
	pendingAfter,
	type SourceState,
	saidOf,
} from "./source-state.ts";
import { subscriptionOf } from "./subscription.ts";

/** Articles of one source worked on at one time: its host is asked one at a time anyway. */
const ARTICLES_AT_ONCE = 8;

/** A source that failed this often in a row keeps to its back-off even when a person asks. */
const FAILURES_ASKED_AGAIN = 3;

/** Hosts that asked for time: all their sources wait until then, ms since 1970. */
export type Delays = Map<string, number>;

/** Asks one source and presses what is new on it. Null where it is not its time. */
export function askSource(
	source: SourceSettings,
	when: "asked" | "due",
	pass: { press: Press; delays: Delays },
): Promise<SourceOutcome | null> {
	return pass.press.turns.take(addressOf(source), () => askInTurn(source, when, pass));
}

async function askInTurn(
	source: SourceSettings,
	when: "asked" | "due",
	{ press, delays }: { press: Press; delays: Delays },
): Promise<SourceOutcome | null> {
	const key = addressOf(source);
	const { fetcher, clock } = press;
	const state = ((await press.archive.polls.get(key)) as SourceState | null) ?? NOTHING_KNOWN;
	const known = atClock(state.poll ?? newPollState(key), clock.now());
	// A wait that began again since the clock was set back must not begin again at every look.
	if (state.poll !== null && known !== state.poll)
		await press.archive.polls.put(key, { ...state, poll: known });
	const poll = besideOthers(known, delays);
	const waits = when === "due" ? notDue(poll, clock.now()) : heldBack(poll, clock.now());
	if (waits !== null) return when === "due" ? null : waits;
	const twin = await twinOf(source, poll.address, press);
	if (twin !== null) {
		await mergeInto(twin, { ...state, poll }, press);
		return { kind: "unchanged" };
	}
	const polled = await pollSource(listingSourceOf(source), poll, { fetcher, ...clock });
	if (polled.delay !== null) delays.set(polled.delay.host, polled.delay.until);
	const listed = await listedBy(polled.outcome, press);
	const fresh = freshOf(listed.sightings, state, clock.now());
	const next = { poll: polled.state, seen: seenOf(listed.sightings, state), pending: { ...state.pending } };
	await pressAll(fresh, { source, state, next, press, listing: listed.capture });
	const walked = await pressOlder(polled.outcome, { source, state, next, press, listing: null });
	const walkedPoll = { ...next.poll, archiveWalked: walked };
	const subscription = subscriptionOf(walkedPoll, hubOf(polled.outcome), press);
	await press.archive.polls.put(key, {
		...next,
		poll: subscription?.poll ?? walkedPoll,
	} satisfies SourceState);
	// Hubs verify at once: what they will be answered by is written first. A hub that refuses is asked again another day.
	if (subscription !== null) await fetcher.fetch(subscription.request);
	if (polled.notice !== null) press.report({ kind: "notice", source, health: polled.notice });
	return outcomeOf(polled.outcome, fresh.length);
}

/** The other source that is watched where this one has moved for good; null where there is none, or it has moved itself. */
async function twinOf(source: SourceSettings, address: string, press: Press): Promise<SourceSettings | null> {
	if (address === addressOf(source)) return null;
	const twin = press.config.settings.sources.find((other) => addressOf(other) === address) ?? null;
	const state = (await press.archive.polls.get(address)) as SourceState | null;
	return (state?.poll?.address ?? address) === address ? twin : null;
}

/** Two sources that have come to one address are one from now on: the other is asked, and knows both pasts. */
async function mergeInto(
	twin: SourceSettings,
	moved: SourceState & { poll: PollState },
	press: Press,
): Promise<void> {
	const key = addressOf(twin);
	await press.turns.take(key, async () => {
		const { polls } = press.archive;
		const state = ((await polls.get(key)) as SourceState | null) ?? NOTHING_KNOWN;
		const poll = state.poll ?? newPollState(key);
		const isMerged = poll.formerly.some(({ address }) => address === moved.poll.formerly.at(-1)?.address);
		if (isMerged) return;
		await polls.put(key, {
			poll: mergedStates(poll, moved.poll),
			seen: { ...moved.seen, ...state.seen },
			pending: { ...moved.pending, ...state.pending },
		} satisfies SourceState);
	});
}

/** The state with what its host has asked of all sources in this pass. */
function besideOthers(before: PollState, delays: Delays): PollState {
	let state = before;
	for (const [host, until] of delays) state = delayedWith(state, { host, until });
	return state;
}

function notDue({ dueAt }: PollState, now: number): SourceOutcome | null {
	return dueAt !== null && dueAt <= now ? null : { kind: "unchanged" };
}

/** Why a source is not asked though a person wishes it: its server said so, or it has failed for long. */
function heldBack(state: PollState, now: number): SourceOutcome | null {
	const { trouble, dueAt, notBefore } = state;
	const at = manualAt(state);
	if (at === null)
		return { kind: "failed", reason: `${trouble?.reason ?? "it is gone"}: it is asked no more` };
	const until = trouble !== null && trouble.times >= FAILURES_ASKED_AGAIN ? (dueAt ?? notBefore) : notBefore;
	if (until <= now) return null;
	const time = new Date(until).toISOString().slice(0, 16).replace("T", " ");
	return trouble === null
		? { kind: "unchanged" }
		: { kind: "failed", reason: `${trouble.reason}; asked again after ${time} UTC` };
}

/** What polling has to know of a source. */
export function listingSourceOf(source: SourceSettings): ListingSource {
	const address = addressOf(source);
	if (source.feed !== undefined) return { kind: "feed", address };
	if (source.sitemap !== undefined) return { kind: "sitemap", address };
	return { kind: "page", address, ...(source.links === undefined ? {} : { selector: source.links }) };
}

interface Listed {
	readonly sightings: readonly Sighting[];
	readonly capture: CaptureRef | null;
}

/** What the source shows now; its bytes are kept where they say anything new. */
async function listedBy(outcome: PollOutcome, { archive }: Press): Promise<Listed> {
	if (outcome.kind === "unchanged" || outcome.capture === null) return { sightings: [], capture: null };
	const { sightings } = outcome;
	if (sightings.length === 0) return { sightings, capture: null };
	return { sightings, capture: await archive.keepCapture(outcome.capture) };
}

function hubOf(outcome: PollOutcome): HubLinks | null {
	return outcome.kind === "failed" ? null : outcome.hub;
}

/** Presses what a hub sent of a source, in the source's turn. */
export async function pressPushed(
	source: SourceSettings,
	sightings: readonly Sighting[],
	press: Press,
): Promise<void> {
	const key = addressOf(source);
	const state = ((await press.archive.polls.get(key)) as SourceState | null) ?? NOTHING_KNOWN;
	const next = { poll: state.poll, seen: { ...state.seen }, pending: { ...state.pending } };
	await pressAll(freshOf(sightings, state, press.clock.now()), { source, state, next, press, listing: null });
	await press.archive.polls.put(key, next satisfies SourceState);
}

function outcomeOf(outcome: PollOutcome, fresh: number): SourceOutcome {
	if (outcome.kind === "failed") return { kind: "failed", reason: outcome.reason };
	if (outcome.kind === "unchanged") return { kind: "unchanged" };
	return { kind: "read", sightings: outcome.sightings.length, fresh };
}

/** A source that shows nothing (unchanged, failed, emptied) is remembered as it was. */
function seenOf(sightings: readonly Sighting[], state: SourceState): Record<string, string> {
	if (sightings.length === 0) return { ...state.seen };
	const marks = sightings.map((sighting) => markOf(sighting.address));
	return Object.fromEntries(
		marks.flatMap((mark) => (mark in state.seen ? [[mark, state.seen[mark] ?? ""]] : [])),
	);
}

interface Work {
	readonly source: SourceSettings;
	readonly state: SourceState;
	readonly next: { readonly seen: Record<string, string>; readonly pending: Record<string, Pending> };
	readonly press: Press;
	/** The bytes in which the sightings were listed. */
	readonly listing: CaptureRef | null;
}

async function pressAll(fresh: readonly Sighting[], work: Work): Promise<void> {
	const { source, state, next, press } = work;
	await inPool(fresh, ARTICLES_AT_ONCE, async (sighting) => {
		if (press.signal.aborted) return;
		const mark = markOf(sighting.address);
		const pressed = await pressSighting(sighting, work);
		press.report({ kind: "article", outlet: source.outlet, address: sighting.address, pressed });
		delete next.pending[mark];
		const retry = isRetried(pressed) ? pendingAfter(state.pending[mark], sighting, press.clock.now()) : null;
		if (retry !== null) next.pending[mark] = retry;
		next.seen[mark] = saidOf(sighting);
	});
}

/** Presses what the feed's older pages list, once in a source's life; says whether that is done. */
async function pressOlder(
	outcome: PollOutcome,
	work: Work & { next: { poll: PollState } },
): Promise<boolean> {
	const { press, next } = work;
	if (next.poll.archiveWalked || outcome.kind !== "new" || outcome.listing.kind !== "feed")
		return next.poll.archiveWalked;
	for await (const page of walkArchive(outcome.listing.feed, outcome.capture.address, {
		fetcher: press.fetcher,
		...press.clock,
	})) {
		if (press.signal.aborted) return false;
		const listing = await press.archive.keepCapture(page.capture);
		const older = page.sightings.filter(({ address }) => !(markOf(address) in next.seen));
		await pressAll(older, { ...work, listing });
	}
	return true;
}

/** What may answer otherwise another day. */
function isRetried(pressed: Pressed): boolean {
	return pressed.kind === "unreachable" || pressed.kind === "refused" || pressed.kind === "empty";
}

async function pressSighting(sighting: Sighting, { source, state, press, listing }: Work): Promise<Pressed> {
	const mark = markOf(sighting.address);
	const kept = await press.archive.library.article(mark);
	// An index made anew has forgotten what its sources said; what is kept is not asked for again for that.
	const isForgotten = kept !== null && !(mark in state.seen) && !(mark in state.pending);
	if (isForgotten && (kept.headlines?.source ?? kept.title) === sighting.title)
		return { kind: "unchanged", mark, title: kept.title, pictures: 0 };
	return pressOne({ sighting, source, listing, before: kept }, press);
}
