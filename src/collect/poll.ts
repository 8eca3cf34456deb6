import type { Capture } from "../article/capture.ts";
import { rememberValidators } from "./net/answer.ts";
import type { Fetched, Validators } from "./net/fetched.ts";
import { ADAPTIVE_MS_MAX, afterSkipped, cadenceAfter, JITTER, later, POSTS_MAX } from "./poll/cadence.ts";
import { freshMsOf } from "./poll/freshness.ts";
import { usualGapMs } from "./poll/health.ts";
import { afterHops, boundedValidators } from "./poll/moves.ts";
import { DAY_MS, type Moment, type PollState, type Wishes } from "./poll/state.ts";
import { afterFailure, type Failed } from "./poll/trouble.ts";
import { BACKUP_MS, type HubState, isPushed, PUSH_GRACE_MS } from "./websub.ts";

export { afterNotice, healthOf } from "./poll/health.ts";
export { mergedStates } from "./poll/moves.ts";
export {
	type Health,
	type Moment,
	newPollState,
	POLL_SETTINGS,
	type PollSettings,
	type PollState,
	type Trouble,
	type Wishes,
} from "./poll/state.ts";
export { delayedWith, type HostDelay, hostDelayOf, siteOf } from "./poll/trouble.ts";

/** A person's own wish to look now is heard this long after the last request. */
const MANUAL_MS = 10 * 60_000;

/**
 * Nothing but 304 for so long from a source that should have had news: it is asked without conditions.
 * A week, less the longest wait, so that the question falls within the week.
 */
const STUCK_MS = 7 * DAY_MS - ADAPTIVE_MS_MAX * (1 + JITTER);
const STUCK_GAPS = 3;
/** Taken as the usual gap of a source that shows too few posts to tell. */
const UNKNOWN_GAP_MS = 10 * DAY_MS;
const UNCONDITIONAL_MS_MIN = DAY_MS;

/** What a poll found, as the policy sees it. */
export type Polled =
	| { readonly kind: "listed"; readonly fetched: Extract<Fetched, { kind: "page" }>; readonly facts: Facts }
	| { readonly kind: "unchanged"; readonly fetched: Extract<Fetched, { kind: "unchanged" }> }
	| { readonly kind: "failed"; readonly failed: Failed };

/** What a listing says that polling cares about. */
export interface Facts {
	/** Of what is listed, so that a listing like the last one is known. */
	readonly digest: string;
	/** When its entries were published, in any order. */
	readonly posts: readonly number[];
	readonly wishes: Wishes;
	readonly suggested: string | null;
	/** It ended before its end: its validators would hide the rest for as long as it stays the same. */
	readonly isCut: boolean;
}

/** The state after a poll. Pure: the same state, poll and moment always give the same. */
export function afterPoll(state: PollState, polled: Polled, moment: Moment): PollState {
	const { now } = moment;
	if (polled.kind === "failed") return afterFailure(state, polled.failed, moment);
	const { capture, hops, validators } = polled.fetched;
	const moved = afterHops(state, hops, { final: capture.address, now });
	const isWhole = polled.kind === "listed";
	const isCut = isWhole && polled.facts.isCut;
	const known = {
		...moved,
		askedAt: now,
		okAt: now,
		trouble: null,
		validators: isCut ? moved.validators : rememberedIn(moved, capture, validators),
		...(isWhole && { wholeAt: now, ...learntFrom(state, polled.facts, now) }),
	};
	const cadence = cadenceAfter(paced(known, state), freshMsOf(capture.headers, now), moment);
	const hub = isWhole ? hubAfter(state, polled.facts, now) : state.hub;
	if (!isPushed(hub, now)) return { ...known, ...cadence, hub };
	return {
		...known,
		...cadence,
		hub,
		dueAt: Math.max(cadence.dueAt ?? 0, now + later(BACKUP_MS, moment.random)),
	};
}

/** The state after a hub sent news that was believed. */
export function afterPush(
	state: PollState,
	facts: Pick<Facts, "posts">,
	hub: HubState | null,
	now: number,
): PollState {
	return { ...state, hub, posts: newestOf([...facts.posts, ...state.posts], now) };
}

/** A hub that should have sent what the poll found is not to be relied on. */
function hubAfter({ hub, posts, digest }: PollState, facts: Facts, now: number): HubState | null {
	if (hub === null || !isPushed(hub, now) || digest === null) return hub;
	const isMissed = facts.posts.some((at) => at <= now - PUSH_GRACE_MS && at > (posts[0] ?? 0));
	const isUndatedNews = facts.posts.length === 0 && facts.digest !== digest && hub.pushedAt === null;
	return isMissed || isUndatedNews ? { ...hub, kind: "unreliable" } : hub;
}

function rememberedIn(state: PollState, capture: Capture, validators: Validators): PollState["validators"] {
	return boundedValidators(rememberValidators(state.validators, capture.address, validators));
}

function learntFrom(
	state: PollState,
	facts: Facts,
	now: number,
): Pick<PollState, "digest" | "posts" | "wishes" | "suggested"> {
	const { digest, posts, wishes, suggested } = facts;
	// A listing that is empty for once says nothing of how often there is news.
	return { digest, posts: posts.length === 0 ? state.posts : newestOf(posts, now), wishes, suggested };
}

/** Times of posts, newest first. A date in the future is no post yet. */
function newestOf(posts: readonly number[], now: number): readonly number[] {
	const past = new Set(posts.filter((at) => at <= now));
	return [...past].sort((a, b) => b - a).slice(0, POSTS_MAX);
}

/** Where entries have no dates, finding news shortens the wait and finding none lengthens it. */
function paced(state: PollState, before: PollState): PollState {
	if (state.posts.length > 0 || before.intervalMs === 0) return state;
	const factor = state.digest === before.digest ? 1.5 : 0.5;
	return { ...state, intervalMs: before.intervalMs * factor };
}

/** The first moment at which a person may have the source asked out of turn; null for never. */
export function manualAt({ askedAt, notBefore, dueAt }: PollState): number | null {
	return dueAt === null ? null : Math.max(notBefore, askedAt === null ? 0 : askedAt + MANUAL_MS);
}

/**
 * The state as the clock now stands, to be asked for before `dueAt` is believed. A clock that was set
 * back makes no source wait for longer than was chosen: its wait begins again. A source that comes late
 * to its turn, in an hour or on a day that it asked to be left alone in, waits for the end of that.
 */
export function atClock(state: PollState, now: number): PollState {
	const { askedAt, dueAt, notBefore, wishes } = state;
	if (askedAt === null || dueAt === null) return state;
	if (askedAt > now) {
		const back = askedAt - now;
		return { ...state, askedAt: now, dueAt: dueAt - back, notBefore: Math.max(0, notBefore - back) };
	}
	const turn = dueAt <= now ? afterSkipped(now, wishes) : now;
	return turn > now ? { ...state, dueAt: turn } : state;
}

/**
 * The validators to ask with: those known, or none where the server has said nothing but "unchanged" for
 * a week, of a source that was alive when it was last seen whole and should have had news since. Some
 * servers never say anything else. A source that was silent even then is believed.
 */
export function validatorsToAskWith(state: PollState, now: number): PollState["validators"] {
	const { wholeAt, wholeAskedAt, posts, validators } = state;
	if (wholeAt === null) return validators;
	const silentMs = STUCK_GAPS * (usualGapMs(posts) ?? UNKNOWN_GAP_MS);
	const newest = posts[0] ?? wholeAt;
	const isStuck =
		now - wholeAt >= STUCK_MS &&
		wholeAt - newest < silentMs &&
		now - newest >= silentMs &&
		now - (wholeAskedAt ?? 0) >= UNCONDITIONAL_MS_MIN;
	return isStuck ? {} : validators;
}
