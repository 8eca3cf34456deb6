import { HOUR, MINUTE, rss } from "../../test/support/polling.ts";

/** What was seen of a client's manners, over all feeds. */
export interface Tally {
	requests: number;
	/** First requests, and any later one without the validators that were given. */
	unconditional: number;
	/** Sooner than the server had asked for, or than an hour where it had not. */
	early: number;
	/** Not what was given last, to the byte. */
	wrongValidators: number;
	/** In hours that the feed asked to be left alone in. */
	skippedHours: number;
	unchanged: number;
	/** Requests that the server answered badly on purpose. */
	faults: number;
	/** ms between a post and the request that brought it. */
	readonly delays: number[];
}

/** Nothing seen yet. */
export function newTally(): Tally {
	return {
		requests: 0,
		unconditional: 0,
		early: 0,
		wrongValidators: 0,
		skippedHours: 0,
		unchanged: 0,
		faults: 0,
		delays: [],
	};
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function dice(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

export type FeedHeaders = Readonly<Record<string, string | undefined>>;

/** What a feed answers. One that `isCut` announces more than it sends. */
export interface FeedAnswer {
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly text: string;
	readonly isCut?: boolean;
}

/** One feed on the web of the simulation: it answers, and keeps count of how it is asked. */
export interface FeedServer {
	answer(asked: FeedHeaders): FeedAnswer;
}

interface Character {
	readonly seed: number;
	readonly gapMs: number;
	readonly hasEtag: boolean;
	readonly hasModified: boolean;
	readonly maxAgeMs: number;
	readonly ttlMs: number;
	readonly skipsNight: boolean;
	/** How many in a hundred requests go wrong. */
	readonly faults: number;
}

/** What a feed is like: posting from three times an hour to once in five days, with some validators always. */
function characterOf(seed: number, random: () => number): Character {
	const pick = (...options: readonly number[]): number => options[Math.floor(random() * options.length)] ?? 0;
	const kind = random();
	return {
		seed,
		gapMs: Math.round(20 * MINUTE * 360 ** random()),
		hasEtag: kind < 0.8,
		hasModified: kind > 0.4,
		maxAgeMs: pick(0, 0, 0, MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR, 6 * HOUR),
		ttlMs: pick(0, 0, 0, 30 * MINUTE, HOUR, 3 * HOUR),
		skipsNight: random() < 0.05,
		faults: pick(0, 0, 1, 5),
	};
}

/** The servers' clock, which is right, and the program's, which need not be. */
export interface Clocks {
	readonly world: () => number;
	readonly program: () => number;
}

const NIGHT = [0, 1, 2, 3, 4];

/** Opens the feed of a seed, which writes what it sees into the tally. */
export function openFeed(seed: number, { world, program }: Clocks, tally: Tally): FeedServer {
	const random = dice(seed);
	const character = characterOf(seed, random);
	let given: FeedHeaders | null = null;
	let notBefore = 0;
	let seenUpTo = world();

	const note = (asked: FeedHeaders): void => {
		const etag = asked["if-none-match"];
		const modified = asked["if-modified-since"];
		tally.requests++;
		if (etag === undefined && modified === undefined) tally.unconditional++;
		else if (etag !== given?.["etag"] || modified !== given?.["last-modified"]) tally.wrongValidators++;
		if (world() < notBefore) tally.early++;
		const isNight = NIGHT.includes(new Date(program()).getUTCHours());
		if (character.skipsNight && given !== null && isNight) tally.skippedHours++;
	};
	return {
		answer(asked) {
			note(asked);
			if (given !== null && random() * 100 < character.faults) {
				tally.faults++;
				const fault = faultOf(random, world());
				notBefore = world() + fault.waitMs;
				return fault.answer;
			}
			notBefore = world() + leastWaitMs(character);
			const newest = Math.floor((world() - seed) / character.gapMs) * character.gapMs;
			const headers = headersOf(character, newest);
			if (
				given !== null &&
				given["etag"] === headers["etag"] &&
				given["last-modified"] === headers["last-modified"]
			) {
				tally.unchanged++;
				return { status: 304, headers, text: "" };
			}
			for (let at = newest; at > seenUpTo; at -= character.gapMs) tally.delays.push(world() - at);
			seenUpTo = newest;
			given = headers;
			return { status: 200, headers, text: textOf(character, newest) };
		},
	};
}

function leastWaitMs({ maxAgeMs, ttlMs }: Character): number {
	const namedMs = Math.max(maxAgeMs, ttlMs);
	return namedMs >= 15 * MINUTE ? namedMs : HOUR;
}

function headersOf(
	{ seed, hasEtag, hasModified, maxAgeMs }: Character,
	newest: number,
): Record<string, string> {
	return {
		...(hasEtag && { etag: `${seed % 3 === 0 ? "W/" : ""}"${newest}-${seed}"` }),
		...(hasModified && { "last-modified": new Date(newest).toUTCString() }),
		...(maxAgeMs > 0 && { "cache-control": `max-age=${maxAgeMs / 1000}` }),
	};
}

/** One of the ways in which servers fail, and how long they want to be left alone after it. */
function faultOf(
	random: () => number,
	now: number,
): { readonly answer: FeedAnswer; readonly waitMs: number } {
	const hours = 1 + Math.floor(random() * 5);
	const until = new Date(now + hours * HOUR).toUTCString();
	const faults: readonly (readonly [FeedAnswer, number])[] = [
		[{ status: 503, headers: { "retry-after": String(hours * 3600) }, text: "" }, hours],
		[{ status: 429, headers: { "retry-after": until }, text: "" }, hours],
		[{ status: 429, headers: {}, text: "" }, 1],
		[{ status: 500, headers: {}, text: "" }, 1],
		[{ status: 200, headers: { "content-type": "text/html" }, text: "<p>Please log in.</p>" }, 1],
		[{ status: 200, headers: { etag: '"cut"' }, text: "<rss version='2.0'><channel>", isCut: true }, 1],
	];
	const [answer, waited] = faults[Math.floor(random() * faults.length)] ?? [
		{ status: 500, headers: {}, text: "" },
		1,
	];
	// A date has no parts of a second.
	return {
		answer,
		waitMs: answer.headers["retry-after"] === until ? Date.parse(until) - now : waited * HOUR,
	};
}

const POSTS_SHOWN = 10;

function textOf({ gapMs, ttlMs, skipsNight }: Character, newest: number): string {
	const posts = Array.from({ length: POSTS_SHOWN }, (_, n) => newest - n * gapMs);
	const ttl = ttlMs > 0 ? `<ttl>${ttlMs / MINUTE}</ttl>` : "";
	const hours = NIGHT.map((hour) => `<hour>${hour}</hour>`).join("");
	return rss({ posts, channel: ttl + (skipsNight ? `<skipHours>${hours}</skipHours>` : "") });
}

/** The value that this part of the numbers lies below. */
export function quantile(numbers: readonly number[], part: number): number {
	const sorted = [...numbers].sort((a, b) => a - b);
	return sorted[Math.floor(sorted.length * part)] ?? 0;
}
