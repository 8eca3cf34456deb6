import type { Library } from "../article/library.ts";
import type { Words } from "./words.ts";

const DAY_MS = 86_400_000;

/** Every way in which times are written. */
const SHAPES = {
	day: { year: "numeric", month: "2-digit", day: "2-digit" },
	clock: { dateStyle: "short", timeStyle: "medium" },
	full: {
		...{ weekday: "long", year: "numeric", month: "long", day: "numeric" },
		...{ hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
	},
	short: {
		...{ year: "numeric", month: "short", day: "numeric" },
		...{ hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
	},
	hour: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
	longDay: { weekday: "long", year: "numeric", month: "long", day: "numeric" },
	month: { year: "numeric", month: "long" },
	zone: { timeZoneName: "short" },
} as const satisfies Readonly<Record<string, Intl.DateTimeFormatOptions>>;

/** Formatters are dear to make and pages need few: one for each locale, zone and shape. */
const formatters = new Map<string, Intl.DateTimeFormat>();
const FORMATTERS_MAX = 2_000;

function formatter(locale: string, zone: string, shape: keyof typeof SHAPES): Intl.DateTimeFormat {
	const key = `${locale} ${zone} ${shape}`;
	const known = formatters.get(key);
	if (known !== undefined) return known;
	if (formatters.size >= FORMATTERS_MAX) formatters.clear();
	const made = new Intl.DateTimeFormat(locale, { ...SHAPES[shape], timeZone: zone });
	formatters.set(key, made);
	return made;
}

const ZONES: ReadonlySet<string> = new Set(["UTC", ...Intl.supportedValuesOf("timeZone")]);

/** The time zones that a reader may choose, by their IANA names, UTC first. */
export function zones(): readonly string[] {
	return [...ZONES];
}

/** True for an IANA zone name that can be chosen. */
export function isZone(text: string): boolean {
	return ZONES.has(text);
}

/** The day on which a moment falls in a zone, as yyyy-mm-dd. */
export function dayOf(at: number, zone: string): string {
	return formatter("sv-SE", zone, "day").format(at);
}

/** A span of time, ms since 1970: `since` inclusive, `until` exclusive. */
export interface Span {
	readonly since: number;
	readonly until: number;
}

/** The span of a day yyyy-mm-dd or a month yyyy-mm in a zone, or null where there is no such day or month. */
export function spanOf(text: string, zone: string): Span | null {
	const match = /^(\d{4})-(\d\d)(?:-(\d\d))?$/.exec(text);
	if (match === null) return null;
	const [, year = "", month = "", day] = match;
	const first = Date.UTC(Number(year), Number(month) - 1, Number(day ?? 1));
	if (!new Date(first).toISOString().startsWith(text)) return null;
	const last = day === undefined ? Date.UTC(Number(year), Number(month), 1) : first + DAY_MS;
	return { since: localMidnight(first, zone), until: localMidnight(last, zone) };
}

/** The moment at which the clocks of a zone show the midnight that `utc` shows in UTC. */
function localMidnight(utc: number, zone: string): number {
	const guess = utc - offsetAt(utc, zone);
	return utc - offsetAt(guess, zone);
}

/** How far a zone's clocks are ahead of UTC at a moment, in ms. */
function offsetAt(at: number, zone: string): number {
	const shown = formatter("sv-SE", zone, "clock").format(at);
	return Date.parse(`${shown.replace(" ", "T")}Z`) - Math.floor(at / 1000) * 1000;
}

/** The day before or after a day, by the calendar. */
export function dayBeside(day: string, days: number): string {
	return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** How far the next day with anything on it is looked for. */
const DAYS_AHEAD_MAX = 31;

/** The days before and after a span on which anything stands; null where there is none, or none near. */
export interface DaysBeside {
	readonly previous: string | null;
	readonly next: string | null;
}

/** Finds the days beside a day yyyy-mm-dd in a zone. */
export async function gatherDaysBeside(
	library: Pick<Library, "list">,
	day: string,
	zone: string,
): Promise<DaysBeside> {
	const until = spanOf(day, zone)?.since ?? 0;
	const [before] = await library.list({ until, limit: 1 });
	const previous = before === undefined ? null : dayOf(before.sorted, zone);
	for (let ahead = 1; ahead <= DAYS_AHEAD_MAX; ahead++) {
		const next = dayBeside(day, ahead);
		const span = spanOf(next, zone);
		if (span !== null && (await library.list({ ...span, limit: 1 })).length > 0) return { previous, next };
	}
	return { previous, next: null };
}

/** How a page writes times: in one language, in one zone. */
export interface Clock {
	readonly words: Words;
	readonly zone: string;
}

/** Weekday, date and time of day, 24 h: for an article's own times. */
export function fullTime(at: number, { words, zone }: Clock): string {
	return formatter(words.locale, zone, "full").format(at);
}

/** Date and time of day in the short form of lists. */
export function shortTime(at: number, { words, zone }: Clock): string {
	return formatter(words.locale, zone, "short").format(at);
}

/** Time of day, 24 h. */
export function hourTime(at: number, { words, zone }: Clock): string {
	return formatter(words.locale, zone, "hour").format(at);
}

/** A day yyyy-mm-dd in words, with its weekday. */
export function dayInWords(day: string, words: Words): string {
	return formatter(words.locale, "UTC", "longDay").format(Date.parse(`${day}T00:00:00Z`));
}

/** A month yyyy-mm in words. */
export function monthInWords(month: string, words: Words): string {
	return formatter(words.locale, "UTC", "month").format(Date.parse(`${month}-01T00:00:00Z`));
}

/** A zone as readers know it: `Asia/Shanghai (GMT+8)`. */
export function zoneInWords(zone: string, at: number, words: Words): string {
	const part = formatter(words.locale, zone, "zone")
		.formatToParts(at)
		.find(({ type }) => type === "timeZoneName");
	return part === undefined || part.value === zone ? zone : `${zone} (${part.value})`;
}
