import { DAY_MS, type Health, type PollState } from "./state.ts";

/** Failures in a row that are worth an operator's eyes. */
const FAILURES_MIN = 3;

/** A source quiet for so many of its usual gaps may be broken, though it answers. */
const QUIET_GAPS = 10;
const QUIET_MS_MIN = 3 * DAY_MS;

/** How a source does. */
export function healthOf(state: PollState, now: number): Health {
	const { trouble, dueAt, posts } = state;
	if (trouble !== null && dueAt === null) {
		return { kind: "gone", reason: "gone for good (410)", since: trouble.since };
	}
	if (trouble !== null && trouble.times >= FAILURES_MIN) {
		const reason = `${trouble.reason}, ${trouble.times} times in a row`;
		return { kind: "failing", reason, since: trouble.since };
	}
	const since = quietSince(posts, now);
	if (since !== null) {
		const day = new Date(since).toISOString().slice(0, 10);
		return { kind: "quiet", reason: `nothing new since ${day}, which is long for it`, since };
	}
	return { kind: "well", reason: "", since: state.okAt };
}

/** When the newest entry was published, where that is long ago for this source; null where it is not. */
function quietSince(posts: readonly number[], now: number): number | null {
	const [newest] = posts;
	const gapMs = usualGapMs(posts);
	if (gapMs === null || newest === undefined) return null;
	return now - newest > Math.max(QUIET_MS_MIN, gapMs * QUIET_GAPS) ? newest : null;
}

/** The mean time between posts, newest first; null where there are too few to say. */
export function usualGapMs(posts: readonly number[]): number | null {
	const [newest] = posts;
	const oldest = posts.at(-1);
	if (posts.length < 3 || newest === undefined || oldest === undefined) return null;
	return (newest - oldest) / (posts.length - 1);
}

/**
 * The state with the operator told, and what to tell: each trouble once, until it is over. A source that
 * was quiet before it was watched has not changed: its status says so, and no alarm.
 */
export function afterNotice(
	before: PollState,
	state: PollState,
	now: number,
): { readonly state: PollState; readonly notice: Health | null } {
	const health = healthOf(state, now);
	if (health.kind === "well") return { state: { ...state, noticed: null }, notice: null };
	if (health.kind === state.noticed) return { state, notice: null };
	const isAsFound = health.kind === "quiet" && before.wholeAt === null;
	return { state: { ...state, noticed: health.kind }, notice: isAsFound ? null : health };
}
