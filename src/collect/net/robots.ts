import robotsParser from "robots-parser";
import type { Fetched } from "./fetched.ts";

/** The word by which robots.txt names us. */
const TOKEN = "Pressmark";

/** A robots.txt is asked for again after this (RFC 9309, 2.4: no longer than a day). */
const FRESH_MS = 24 * 3_600_000;

/** One that could not be had is asked for again after this. */
const RETRY_MS = 10 * 60_000;

/** What is read of a robots.txt (RFC 9309, 2.5: at least 500 KiB). */
const BYTES_MAX = 512_000;

/**
 * Characters of rules with wildcards, times characters of an address: comparing takes time by that. A third
 * of a second; the largest sites need a hundredth of it, and only an attack needs more.
 */
const WORK_MAX = 50_000_000;

/** Origins whose rules are remembered. */
const ORIGINS_MAX = 2000;

/** What robots.txt says of an address. */
export type Ruling =
	| { readonly kind: "allowed"; readonly crawlDelayMs: number }
	| { readonly kind: "disallowed"; readonly reason: string }
	/** The rules cannot be had, so nothing may be asked (RFC 9309, 2.3.1.4): how that came. */
	| { readonly kind: "unknown"; readonly fetched: Fetched };

/** The rules of origins, fetched once a day each. */
export interface Robots {
	rulingOn(url: URL): Promise<Ruling>;
}

interface Rules {
	isAllowed(address: string, token: string): boolean | undefined;
	getCrawlDelay(token: string): number | undefined;
}

// The package's types claim a default inside its default export; at run time it is the function itself.
const parseRobots = robotsParser as unknown as (address: string, text: string) => Rules;

interface Known {
	/** Null where every address is allowed. */
	readonly rules: Rules | null;
	/** Characters of its rules with wildcards. */
	readonly wildcardChars: number;
	readonly failed: Fetched | null;
	readonly until: number;
}

/** Opens a memory of rules that asks by `fetch`; `now` is ms since 1970. */
export function openRobots(fetch: (address: string) => Promise<Fetched>, now: () => number): Robots {
	const known = new Map<string, Known>();
	const asking = new Map<string, Promise<Known>>();
	const ask = async (origin: string): Promise<Known> => {
		const fetched = await fetch(`${origin}/robots.txt`);
		const learnt = learn(`${origin}/robots.txt`, fetched, { before: known.get(origin), at: now() });
		known.delete(origin);
		known.set(origin, learnt);
		const oldest = known.keys().next();
		if (known.size > ORIGINS_MAX && !oldest.done) known.delete(oldest.value);
		return learnt;
	};
	const knownOf = (origin: string): Promise<Known> => {
		const under = asking.get(origin);
		if (under !== undefined) return under;
		const fresh = ask(origin).finally(() => asking.delete(origin));
		asking.set(origin, fresh);
		return fresh;
	};
	return {
		async rulingOn(url) {
			const held = known.get(url.origin);
			// A clock that jumped back must not make rules last for years.
			const isFresh = held !== undefined && held.until > now() && held.until - now() <= FRESH_MS;
			return rule(isFresh ? held : await knownOf(url.origin), url);
		},
	};
}

function rule({ rules, wildcardChars, failed }: Known, url: URL): Ruling {
	if (failed !== null) return { kind: "unknown", fetched: failed };
	if (rules === null) return { kind: "allowed", crawlDelayMs: 0 };
	if (wildcardChars * url.href.length > WORK_MAX) {
		return { kind: "disallowed", reason: "robots.txt has more wildcards than can be compared" };
	}
	if (rules.isAllowed(url.href, TOKEN) === false) {
		return { kind: "disallowed", reason: "robots.txt asks not to fetch it" };
	}
	return { kind: "allowed", crawlDelayMs: (rules.getCrawlDelay(TOKEN) ?? 0) * 1000 };
}

function learn(
	address: string,
	fetched: Fetched,
	{ before, at }: { readonly before: Known | undefined; readonly at: number },
): Known {
	if (fetched.kind === "page") {
		const text = new TextDecoder().decode(fetched.capture.content.subarray(0, BYTES_MAX));
		const wildcards = text.match(/^.*\*.*$/gm) ?? [];
		const wildcardChars = wildcards.reduce((sum, line) => sum + line.length, 0);
		return { rules: parseRobots(address, text), wildcardChars, failed: null, until: at + FRESH_MS };
	}
	// No rules where the server says there are none (4xx); 429 says only that it is busy.
	const isNone = fetched.kind === "gone" || (fetched.kind === "refused" && isClientError(fetched.status));
	if (isNone) return { rules: null, wildcardChars: 0, failed: null, until: at + FRESH_MS };
	// Old rules are better than none.
	if (before?.failed === null) return { ...before, until: at + RETRY_MS };
	return { rules: null, wildcardChars: 0, failed: fetched, until: at + RETRY_MS };
}

function isClientError(status: number | null): boolean {
	return status !== null && status >= 400 && status < 500 && status !== 429;
}
