import type { Validators } from "../net/fetched.ts";
import type { HubState } from "../websub.ts";

/**
 * All that is remembered of a source between polls, as plain JSON: one line a source. Written after
 * every poll, it makes a restart cost neither an early nor an unconditional request. Times are ms
 * since 1970.
 */
export interface PollState {
	/** Where the source is asked: as configured, or where it has moved for good. */
	readonly address: string;
	/** Where it was asked before, oldest first. */
	readonly formerly: readonly { readonly address: string; readonly until: number }[];
	/** What each address gave to ask by later, to the byte. */
	readonly validators: Readonly<Record<string, Validators>>;
	/** When it was last asked; null before the first time. */
	readonly askedAt: number | null;
	/** When to ask next; null for never again, since it is gone. */
	readonly dueAt: number | null;
	/** Not even on a person's wish before this: the server said so. */
	readonly notBefore: number;
	/** The wait chosen last, before jitter. */
	readonly intervalMs: number;
	/** Waits are this much longer than the posting rate asks for: grows with each 429 that names no time. */
	readonly stretch: number;
	/** The last answer that told the source's state: a listing, or that nothing had changed. */
	readonly okAt: number | null;
	/** The last whole listing, and the last time that one was asked for without conditions. */
	readonly wholeAt: number | null;
	readonly wholeAskedAt: number | null;
	/** Of what was listed last; null before. */
	readonly digest: string | null;
	/** When the newest entries were published, newest first; empty where entries have no dates. */
	readonly posts: readonly number[];
	readonly wishes: Wishes;
	/** What is wrong now; null while all is well. */
	readonly trouble: Trouble | null;
	/** A move that is not believed yet. */
	readonly moving: { readonly to: string; readonly since: number; readonly times: number } | null;
	/** Another address that the feed names as its own: shown to the operator, not followed. */
	readonly suggested: string | null;
	/** What the operator has been told of, so that it is told once. */
	readonly noticed: Health["kind"] | null;
	/** Whether the older pages that the feed links to have been walked. */
	readonly archiveWalked: boolean;
	readonly hub: HubState | null;
}

/** What a listing says of when it wants to be asked. */
export interface Wishes {
	/** Time between two polls, by `ttl` or `sy:updatePeriod`; 0 where it says nothing. */
	readonly leastMs: number;
	/** GMT. */
	readonly skipHours: readonly number[];
	/** GMT, 0 for Sunday. */
	readonly skipDays: readonly number[];
}

/** A run of failures: all since the last good answer. */
export interface Trouble {
	readonly kind: "unreachable" | "refused" | "gone" | "not a listing";
	/** In plain words, of the latest. */
	readonly reason: string;
	readonly status: number | null;
	/** When it began. */
	readonly since: number;
	/** How often in a row, not counting what was our own side's fault. */
	readonly times: number;
}

/** How a source does, in words that a status page can print. */
export interface Health {
	readonly kind: "well" | "failing" | "quiet" | "gone";
	readonly reason: string;
	readonly since: number | null;
}

/** What an operator may set of the polling. */
export interface PollSettings {
	/** Least time between two polls where the server names none: a quarter of an hour or more. */
	readonly leastMs: number;
}

/** The moment of a decision: ms since 1970, and a number from 0 to 1 that spreads waits. */
export interface Moment {
	readonly now: number;
	readonly random: number;
	readonly settings: PollSettings;
}

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

export const POLL_SETTINGS: PollSettings = { leastMs: HOUR_MS };

export const NO_WISHES: Wishes = { leastMs: 0, skipHours: [], skipDays: [] };

/** A source that has never been asked: due at once. */
export function newPollState(address: string): PollState {
	return {
		address,
		formerly: [],
		validators: {},
		askedAt: null,
		dueAt: 0,
		notBefore: 0,
		intervalMs: 0,
		stretch: 1,
		okAt: null,
		wholeAt: null,
		wholeAskedAt: null,
		digest: null,
		posts: [],
		wishes: NO_WISHES,
		trouble: null,
		moving: null,
		suggested: null,
		noticed: null,
		archiveWalked: false,
		hub: null,
	};
}
