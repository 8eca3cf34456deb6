import { DAY_MS, HOUR_MS, type Moment, type PollState, type Wishes } from "./state.ts";

/** Never more often than this, whatever anyone says. */
export const FLOOR_MS = 15 * 60_000;

/** The longest wait that the posting rate alone can ask for. */
export const ADAPTIVE_MS_MAX = DAY_MS;

/** A server may ask for no longer a wait than this: a mistake in a header must not lose a week's news twice. */
export const SERVER_MS_MAX = 7 * DAY_MS;

const WEEK_MS = 7 * DAY_MS;

/** Posting times remembered. */
export const POSTS_MAX = 32;

/** Waits are spread by this part of themselves, so that what was due together is not due together again. */
export const JITTER = 0.1;

/** When to ask next, and what that comes from. */
export type Cadence = Pick<PollState, "dueAt" | "notBefore" | "intervalMs">;

/**
 * The next poll after a good answer. The posting rate proposes a wait between a quarter of an hour and
 * a day; the server's and the feed's own word is the least it may be, and where they name a quarter of
 * an hour or more, the operator's least does not apply. Without validators every answer is a whole
 * one, so a day is the least.
 */
export function cadenceAfter(state: PollState, freshMs: number, moment: Moment): Cadence {
	const { now, random, settings } = moment;
	const namedMs = Math.min(SERVER_MS_MAX, Math.max(freshMs, state.wishes.leastMs));
	const isConditional = Object.keys(state.validators).length > 0;
	const unnamedMs = isConditional ? Math.max(FLOOR_MS, settings.leastMs) : DAY_MS;
	const leastMs = namedMs >= FLOOR_MS ? namedMs : unnamedMs;
	const rateMs = Math.min(ADAPTIVE_MS_MAX, Math.max(FLOOR_MS, rateMsOf(state, now) * state.stretch));
	const intervalMs = Math.max(leastMs, rateMs);
	const spreadMs = Math.max(intervalMs * (1 - JITTER + 2 * JITTER * random), later(leastMs, random));
	return {
		intervalMs,
		notBefore: namedMs > 0 ? now + namedMs : 0,
		dueAt: afterSkipped(now + Math.round(spreadMs), state.wishes),
	};
}

/** A wait spread to the late side only: what a server asked for is never cut short. */
export function later(ms: number, random: number): number {
	return Math.round(ms * (1 + JITTER * random));
}

/**
 * The time between two posts lately, of a week or of what is known of it: a feed shows its newest posts
 * only. Without dates, the last wait, which `paced` fits to whether polls found news.
 */
function rateMsOf({ posts, intervalMs, digest }: PollState, now: number): number {
	if (posts.length === 0) return digest === null || intervalMs === 0 ? HOUR_MS : intervalMs;
	const oldest = posts.at(-1) ?? now;
	const windowMs = Math.min(WEEK_MS, Math.max(1, now - oldest));
	const recent = posts.filter((at) => at >= now - windowMs).length;
	return recent === 0 ? ADAPTIVE_MS_MAX : windowMs / recent;
}

/** The first moment from then on that is in none of the hours and days the feed asks to be left alone in. */
export function afterSkipped(at: number, { skipHours, skipDays }: Wishes): number {
	if (skipHours.length === 0 && skipDays.length === 0) return at;
	let then = at;
	// A feed that skips everything means nothing by it: after a week of hours its wish is dropped.
	for (let hour = 0; hour < 7 * 24; hour++) {
		const date = new Date(then);
		if (!skipHours.includes(date.getUTCHours()) && !skipDays.includes(date.getUTCDay())) return then;
		then = Math.floor(then / HOUR_MS + 1) * HOUR_MS + (at % HOUR_MS);
		if (then - at > WEEK_MS) break;
	}
	return at;
}
