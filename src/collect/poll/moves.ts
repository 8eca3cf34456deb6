import type { Hop } from "../net/fetched.ts";
import { HOUR_MS, type PollState } from "./state.ts";

/** A move for good is believed when the same target was seen so often, over so long. */
const SEEN_MIN = 3;
const OVER_MS = 48 * HOUR_MS;

/** Former addresses remembered. */
const FORMERLY_MAX = 10;

/** Addresses whose validators are remembered: one's own and those of redirects' targets. */
const VALIDATORS_MAX = 4;

/**
 * The state after an answer that was a listing, or that none had changed, came by these hops. A
 * permanent redirect (301, 308) is adopted once it is stable; any other changes nothing. Only
 * validators of addresses that are still asked are remembered.
 */
export function afterHops(
	state: PollState,
	hops: readonly Hop[],
	{ final, now }: { readonly final: string; readonly now: number },
): PollState {
	const to = movedTo(state.address, hops, final);
	if (to === null) return { ...state, moving: null };
	const moving =
		state.moving?.to === to
			? { ...state.moving, times: state.moving.times + 1 }
			: { to, since: now, times: 1 };
	if (moving.times < SEEN_MIN || now - moving.since < OVER_MS) return { ...state, moving };
	const formerly = [...state.formerly, { address: state.address, until: now }].slice(-FORMERLY_MAX);
	return { ...state, address: to, formerly, moving: null };
}

/** Where the permanent redirects at the beginning lead; null where there are none. */
function movedTo(address: string, hops: readonly Hop[], final: string): string | null {
	const temporary = hops.findIndex(({ status }) => status !== 301 && status !== 308);
	const to = temporary < 0 ? final : (hops[temporary]?.address ?? final);
	return hops.length === 0 || to === address ? null : to;
}

/** The newest validators, of as many addresses as are worth remembering. */
export function boundedValidators(validators: PollState["validators"]): PollState["validators"] {
	return Object.fromEntries(Object.entries(validators).slice(-VALIDATORS_MAX));
}

/** One state for two sources that turned out to be one: `kept` goes on, and knows what `other` was. */
export function mergedStates(kept: PollState, other: PollState): PollState {
	const known = new Set([kept.address, ...kept.formerly.map(({ address }) => address)]);
	const added = other.formerly.filter(({ address }) => !known.has(address));
	return {
		...kept,
		formerly: [...added, ...kept.formerly].slice(-FORMERLY_MAX),
		validators: boundedValidators({ ...other.validators, ...kept.validators }),
	};
}
