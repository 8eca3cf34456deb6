import type { Fetched } from "../net/fetched.ts";
import { FLOOR_MS, later, SERVER_MS_MAX } from "./cadence.ts";
import { freshMsOf } from "./freshness.ts";
import { DAY_MS, HOUR_MS, type Moment, type PollState, type Trouble } from "./state.ts";

/** A failing source is asked daily for this long, and weekly for ever after. */
const DAILY_FOR_MS = 30 * DAY_MS;

/** How much longer waits become, for good, after a 429 that names no time. */
const STRETCH = 1.5;
const STRETCH_MAX = 8;

/** What came in place of a listing, or that nothing came. */
export type Failed =
	| { readonly kind: "not a listing"; readonly reason: string }
	| Extract<Fetched, { kind: "gone" | "refused" | "unreachable" }>;

/**
 * The state after a failure: waits double from an hour to a day, and go on for ever. What a server asks
 * to be waited is waited. 410 is asked once more after a day, and is then believed.
 */
export function afterFailure(state: PollState, failed: Failed, moment: Moment): PollState {
	const { now, random } = moment;
	const trouble = troubleOf(state, failed, now);
	const unstretched = { ...state, askedAt: now, trouble };
	if (trouble.kind === "gone" && trouble.status === 410) {
		const isSecond = state.trouble?.kind === "gone" && state.trouble.status === 410;
		const isConfirmed = isSecond && now - (state.askedAt ?? now) >= DAY_MS;
		const dueAt = isConfirmed ? null : now + later(DAY_MS, random);
		return { ...unstretched, dueAt, notBefore: now + DAY_MS, intervalMs: DAY_MS };
	}
	const askedMs = askedToWaitMs(failed, now);
	const isUnnamed429 = trouble.status === 429 && askedMs === 0;
	const waitMs = Math.max(isOurs(failed) ? FLOOR_MS : backOffMs(trouble, now), askedMs);
	return {
		...unstretched,
		stretch: isUnnamed429 ? Math.min(STRETCH_MAX, state.stretch * STRETCH) : state.stretch,
		intervalMs: waitMs,
		notBefore: askedMs > 0 ? now + askedMs : 0,
		dueAt: now + later(waitMs, random),
	};
}

function troubleOf({ trouble }: PollState, failed: Failed, now: number): Trouble {
	const { kind } = failed;
	const reason = kind === "gone" ? `answered ${failed.status}` : failed.reason;
	const status = kind === "not a listing" ? null : failed.status;
	const times = (trouble?.times ?? 0) + (isOurs(failed) ? 0 : 1);
	return { kind, reason, status, since: trouble?.since ?? now, times };
}

function isOurs(failed: Failed): boolean {
	return failed.kind === "unreachable" && failed.side === "ours";
}

function backOffMs({ times, since }: Trouble, now: number): number {
	if (now - since >= DAILY_FOR_MS) return 7 * DAY_MS;
	return Math.min(DAY_MS, HOUR_MS * 2 ** Math.min(10, Math.max(0, times - 1)));
}

/** What the server asks to be waited: `Retry-After`, and of a 429 its freshness too; 0 where nothing. */
function askedToWaitMs(failed: Failed, now: number): number {
	if (failed.kind !== "refused" && failed.kind !== "unreachable") return 0;
	const capture = failed.kind === "refused" ? failed.capture : null;
	const freshMs = failed.status === 429 && capture !== null ? freshMsOf(capture.headers, now) : 0;
	return Math.min(SERVER_MS_MAX, Math.max(failed.retryAfterMs ?? 0, freshMs));
}

/** A whole host that wants to be left alone until then (429), as other sources on it should know. */
export interface HostDelay {
	readonly host: string;
	readonly until: number;
}

/** The delay that a failure means for every source of its host; null where it means its own source alone. */
export function hostDelayOf(state: PollState): HostDelay | null {
	const { trouble, dueAt, address } = state;
	return trouble?.status === 429 && dueAt !== null ? { host: siteOf(address), until: dueAt } : null;
}

/** The state of a source beside one whose host wants to be left alone. */
export function delayedWith(state: PollState, { host, until }: HostDelay): PollState {
	if (state.dueAt === null || siteOf(state.address) !== host) return state;
	const dueAt = Math.max(state.dueAt, until);
	return { ...state, dueAt, notBefore: Math.max(state.notBefore, until) };
}

/** Second levels under which names are registered in many countries. */
const SHARED_SECOND = /^(ac|co|com|edu|go|gob|gov|govt|gouv|ltd|me|mil|ne|net|nom|or|org|plc|sch)$/;

/** Hosts whose every subdomain is somebody else's. */
const SHARED_HOSTS =
	/(^|\.)(blogspot\.[a-z.]+|wordpress\.com|substack\.com|medium\.com|tumblr\.com|ghost\.io|github\.io|gitlab\.io|netlify\.app|vercel\.app|pages\.dev|workers\.dev|herokuapp\.com|cloudfront\.net|amazonaws\.com|azurewebsites\.net|livejournal\.com|over-blog\.com|typepad\.com|hatenablog\.com|bearblog\.dev|micro\.blog|neocities\.org)$/;

/** Whose servers an address is on: the registered name, or the host itself where that is shared or a number. */
export function siteOf(address: string): string {
	const { hostname, host } = new URL(address);
	if (/^[\d.]+$|^\[/.test(hostname) || SHARED_HOSTS.test(hostname)) return host;
	const labels = hostname.split(".");
	const [second = "", top = ""] = labels.slice(-2);
	return labels.slice(top.length === 2 && SHARED_SECOND.test(second) ? -3 : -2).join(".");
}
