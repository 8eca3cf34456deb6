import { markOf } from "../article/address.ts";
import { isDue, mayAsk } from "../collect/poll.ts";
import { pollSource } from "../collect/poll-source.ts";
import { type ListingSource, type Sighting, sightingsOf } from "../collect/sightings.ts";
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

/** Articles of one source worked on at one time: its host is asked one at a time anyway. */
const ARTICLES_AT_ONCE = 8;

/** Asks one source and presses what is new on it. Null where it is not its time. */
export async function askSource(
	source: SourceSettings,
	when: "asked" | "due",
	press: Press,
): Promise<SourceOutcome | null> {
	const key = addressOf(source);
	const state = ((await press.archive.polls.get(key)) as SourceState | null) ?? NOTHING_KNOWN;
	const now = press.clock.now();
	if (state.poll !== null && !(when === "due" ? isDue(state.poll, now) : mayAsk(state.poll, now)))
		return null;
	const polled = await pollSource(listingSourceOf(source), state.poll, { fetcher: press.fetcher, now });
	const sightings = polled.outcome.kind === "read" ? sightingsOf(polled.outcome.listing, key, now) : [];
	const fresh = freshOf(sightings, state, now);
	const next = { poll: polled.state, seen: seenOf(sightings, state), pending: { ...state.pending } };
	await pressAll(fresh, { source, state, next, press });
	await press.archive.polls.put(key, next satisfies SourceState);
	if (polled.outcome.kind === "failed") return { kind: "failed", reason: polled.outcome.reason };
	if (polled.outcome.kind === "unchanged") return { kind: "unchanged" };
	return { kind: "read", sightings: sightings.length, fresh: fresh.length };
}

function listingSourceOf(source: SourceSettings): ListingSource {
	const address = addressOf(source);
	if (source.feed !== undefined) return { kind: "feed", address };
	if (source.sitemap !== undefined) return { kind: "sitemap", address };
	return { kind: "page", address, ...(source.links === undefined ? {} : { selector: source.links }) };
}

/** A source that shows nothing (unchanged, failed, emptied) is remembered as it was. */
function seenOf(sightings: readonly Sighting[], state: SourceState): Record<string, string> {
	if (sightings.length === 0) return { ...state.seen };
	const known = sightings
		.map((sighting) => markOf(sighting.address))
		.filter((mark) => state.seen[mark] !== undefined);
	return Object.fromEntries(known.map((mark) => [mark, state.seen[mark] ?? ""]));
}

interface Work {
	readonly source: SourceSettings;
	readonly state: SourceState;
	readonly next: { seen: Record<string, string>; pending: Record<string, Pending> };
	readonly press: Press;
}

async function pressAll(fresh: readonly Sighting[], { source, state, next, press }: Work): Promise<void> {
	await inPool(fresh, ARTICLES_AT_ONCE, async (sighting) => {
		if (press.signal.aborted) return;
		const mark = markOf(sighting.address);
		const pressed = await pressSighting(sighting, state.seen[mark] !== undefined, source, press);
		press.report({ kind: "article", outlet: source.outlet, address: sighting.address, pressed });
		delete next.pending[mark];
		const retry = isRetried(pressed) ? pendingAfter(state.pending[mark], sighting, press.clock.now()) : null;
		if (retry !== null) next.pending[mark] = retry;
		next.seen[mark] = saidOf(sighting);
	});
}

/** What may answer otherwise another day. */
function isRetried(pressed: Pressed): boolean {
	return pressed.kind === "unreachable" || pressed.kind === "refused" || pressed.kind === "empty";
}

async function pressSighting(
	sighting: Sighting,
	isKnown: boolean,
	source: SourceSettings,
	press: Press,
): Promise<Pressed> {
	const kept = await press.archive.library.article(markOf(sighting.address));
	if (kept === null) return pressOne(sighting, source, press);
	// An index made anew has forgotten what its sources said; what is kept is not asked for again for that.
	if (!isKnown && kept.title === sighting.title)
		return { kind: "unchanged", mark: kept.mark, title: kept.title, pictures: 0 };
	return pressOne(sighting, source, press);
}
