import type { Span } from "./time.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** A shorter silence tells nothing: passes are an hour apart, and not each learns something. */
const GAP_MS_MIN = 3 * HOUR_MS;
/** A silence that comes oftener than this is how the outlets work, nights and Sundays, and no gap of ours. */
const RHYTHM_MS = 3 * DAY_MS;
/** How much longer than the usual silences a gap is. */
const LONGER = 2;

/**
 * The spans in which an archive learnt nothing of any page, not even that one is unchanged, though otherwise it
 * does: nobody watched. From the hours in which it learnt something, oldest first.
 */
export function gapsBetween(hours: readonly number[]): readonly Span[] {
	const silences = hours.slice(1).map((until, at) => ({ since: (hours[at] ?? 0) + HOUR_MS, until }));
	const lengths = silences.map(lengthOf).toSorted((one, other) => other - one);
	const oftener = Math.ceil(((hours.at(-1) ?? 0) - (hours[0] ?? 0)) / RHYTHM_MS);
	const least = Math.max(GAP_MS_MIN, LONGER * (lengths[oftener] ?? 0));
	return silences.filter((silence) => lengthOf(silence) >= least);
}

function lengthOf({ since, until }: Span): number {
	return until - since;
}

/** What of some gaps falls into a day yyyy-mm-dd in UTC. */
export function gapsOn(day: string, gaps: readonly Span[]): readonly Span[] {
	const start = Date.parse(`${day}T00:00:00Z`);
	return gaps
		.map(({ since, until }) => ({ since: Math.max(since, start), until: Math.min(until, start + DAY_MS) }))
		.filter((part) => lengthOf(part) > 0);
}

/** How many hours some gaps last together. */
export function hoursOf(gaps: readonly Span[]): number {
	return Math.round(gaps.reduce((sum, gap) => sum + lengthOf(gap), 0) / HOUR_MS);
}
