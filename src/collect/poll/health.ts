import { DAY_MS, type Health, type PollState } from "./state.ts";

/** Failures in a row that are worth an operator's eyes. */
const FAILURES_MIN = 3;

/** A source silent for so many of its usual gaps may be broken, though it answers. */
const SILENT_GAPS = 10;
const SILENT_MS_MIN = 3 * DAY_MS;

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
	const gapMs = usualGapMs(posts);
	const [newest] = posts;
	if (gapMs !== null && newest !== undefined && now - newest > Math.max(SILENT_MS_MIN, gapMs * SILENT_GAPS)) {
		return {
			kind: "silent",
			reason: `nothing new for more than ${SILENT_GAPS} times the usual gap`,
			since: newest,
		};
	}
	return { kind: "well", reason: "", since: state.okAt };
}

/** The mean time between posts, newest first; null where there are too few to say. */
export function usualGapMs(posts: readonly number[]): number | null {
	const [newest] = posts;
	const oldest = posts.at(-1);
	if (posts.length < 3 || newest === undefined || oldest === undefined) return null;
	return (newest - oldest) / (posts.length - 1);
}

/** The state with the operator told, and what to tell: each trouble once, until it is over. */
export function afterNotice(
	state: PollState,
	now: number,
): { readonly state: PollState; readonly notice: Health | null } {
	const health = healthOf(state, now);
	if (health.kind === "well") return { state: { ...state, noticed: null }, notice: null };
	if (health.kind === state.noticed) return { state, notice: null };
	return { state: { ...state, noticed: health.kind }, notice: health };
}
