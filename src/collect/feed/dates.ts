import { instantOf, isZoneName, monthOf, type WallTime, zoneIn } from "./calendar.ts";

/** Longer texts are no date. */
const DATE_LENGTH_MAX = 100;

/**
 * The instant that a feed's date means, ISO 8601 in UTC: RFC 822 and 2822, ISO 8601 and W3C, asctime,
 * epoch seconds and milliseconds, and the many ways in which people and templates write dates, in the
 * languages of `calendar.ts`. A date without a zone is UTC, unless its writing tells where it is from.
 * Null where the text is no date, or one that no calendar has.
 */
export function readDate(text: string): string | null {
	const written = text.trim();
	if (written === "" || written.length > DATE_LENGTH_MAX) return null;
	return readRfc822(written) ?? readAnyDate(asciiOf(written));
}

const RFC_822 =
	/^(?:[A-Z][a-z]{2}, )?(\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) (\d\d):(\d\d):(\d\d) (GMT|UTC|Z|[+-]\d{4})$/;

/** The form that nearly every feed uses, without the search that the others need. */
function readRfc822(text: string): string | null {
	const found = RFC_822.exec(text);
	if (found === null) return null;
	const [, day, name = "", year, hour, minute, second, zone = ""] = found;
	const month = monthOf(name);
	const offset = zoneIn(zone);
	if (month === null || offset === null) return null;
	const date = { year: Number(year), month, day: Number(day) };
	const time = { hour: Number(hour), minute: Number(minute), second: Number(second), millisecond: 0 };
	return instantOf({ ...date, ...time }, offset);
}

function readAnyDate(text: string): string | null {
	const epoch = readEpoch(text);
	if (epoch !== null) return epoch;
	const { clock, before, after } = timeIn(text);
	const { day, rest } = splitYear(before, after);
	const dated = dateIn(day);
	if (dated === null) return null;
	const zone = rest === "" ? (dated.zone ?? homeOf(text)) : zoneIn(rest);
	return zone === null ? null : instantOf({ ...dated.date, ...clock }, zone);
}

/** Digits, signs and spaces of every writing as ASCII has them. */
function asciiOf(text: string): string {
	return text
		.normalize("NFKC")
		.replace(/[٠-٩۰-۹]/g, (digit) => String(digit.charCodeAt(0) & 15))
		.replace(/[\u2010-\u2015\u2212]/g, "-")
		.replace(/[\s\u200e\u200f]+/g, " ")
		.replace(/(\d{1,2})(?:st|nd|rd|th)\b/gi, "$1")
		.trim();
}

/** Seconds or milliseconds since 1970, between 1973 and 2286. */
function readEpoch(text: string): string | null {
	if (/^\d{9,10}$/.test(text)) return new Date(Number(text) * 1000).toISOString();
	return /^\d{12,13}$/.test(text) ? new Date(Number(text)).toISOString() : null;
}

type Clock = Omit<WallTime, "year" | "month" | "day">;
type CalendarDate = Pick<WallTime, "year" | "month" | "day">;

const MIDNIGHT: Clock = { hour: 0, minute: 0, second: 0, millisecond: 0 };

const MORNING = "上午|凌晨|早上|午前|오전|[Aa]\\.? ?[Mm]\\b\\.?";
const AFTERNOON = "下午|晚上|中午|午後|午后|오후|[Pp]\\.? ?[Mm]\\b\\.?";
const IS_AFTERNOON = new RegExp(`^(?:${AFTERNOON})$`);
const TIME = new RegExp(
	`[T ,]*(${MORNING}|${AFTERNOON})? ?(?<![\\d:+-])(\\d{1,2})[:時时시点點] ?(\\d{1,2})(?:[:分분] ?(\\d{1,2})(?:[.,](\\d{1,9}))?)?[분초分秒]?(?![:\\d]) ?(${MORNING}|${AFTERNOON})?`,
);
const COMPACT_TIME = /(?<=\d{8})[T ]?(\d\d)(\d\d)(\d\d)?(?:[.,]\d+)?(?=$|Z|[+-]\d\d)/i;
const HOUR_ONLY = /(?<=\d-?\d\d)T(\d\d)(?=$|Z|[+-]\d\d)/i;

interface Timed {
	readonly clock: Clock;
	readonly before: string;
	readonly after: string;
}

/** The time of day, and what stands on both sides of it. */
function timeIn(text: string): Timed {
	const found = TIME.exec(text) ?? null;
	if (found !== null) {
		const [, early, hour, minute, second = "0", fraction = "", late] = found;
		const half = early ?? late ?? "";
		const clock = {
			hour: hourOf(Number(hour), half),
			minute: Number(minute),
			second: Number(second),
			millisecond: Math.floor(Number(`0.${fraction || "0"}`) * 1000),
		};
		return { clock, ...around(text, found) };
	}
	const compact = COMPACT_TIME.exec(text) ?? HOUR_ONLY.exec(text);
	if (compact === null) return { clock: MIDNIGHT, before: text, after: "" };
	const [, hour, minute = "0", second = "0"] = compact;
	const clock = { hour: Number(hour), minute: Number(minute), second: Number(second), millisecond: 0 };
	return { clock, ...around(text, compact) };
}

function around(text: string, found: RegExpExecArray): { before: string; after: string } {
	return { before: text.slice(0, found.index), after: text.slice(found.index + found[0].length).trim() };
}

function hourOf(hour: number, half: string): number {
	if (half === "" || hour > 12) return hour;
	if (IS_AFTERNOON.test(half)) return hour === 12 ? 12 : hour + 12;
	return hour === 12 ? 0 : hour;
}

/** The asctime order has its year behind the time: `Sun Jan 4 16:29:06 PST 2004`. */
function splitYear(before: string, after: string): { day: string; rest: string } {
	const year = /(?:^|\s)(\d{4})$/.exec(after);
	if (year !== null) return { day: `${before} ${year[1]}`, rest: after.slice(0, year.index).trim() };
	const bare = /^[,-]? ?$/.test(after) ? "" : after;
	return { day: before, rest: bare };
}

interface Dated {
	readonly date: CalendarDate;
	/** From a zone that stood behind a date without a time. */
	readonly zone: number | string | null;
}

function dateIn(text: string): Dated | null {
	const trimmed = text.replace(/^[\s,]+|[\s,]+$|(?: ?[-–,]| at| à| um| kl\.?)+ ?$/gi, "");
	const zoned = /^(.*\d)(?:(Z)| ([A-Z]{1,5})|([+-]\d\d:\d\d)| ([+-]\d{4}))$/i.exec(trimmed);
	const name = zoned?.[2] ?? zoned?.[3] ?? zoned?.[4] ?? zoned?.[5];
	if (zoned !== null && name !== undefined && (!/[a-z]/i.test(name) || isZoneName(name))) {
		const date = calendarDateIn(zoned[1] ?? "");
		return date === null ? null : { date, zone: zoneIn(name) };
	}
	const date = calendarDateIn(trimmed);
	return date === null ? null : { date, zone: null };
}

function calendarDateIn(text: string): CalendarDate | null {
	return isoDateIn(text) ?? wordedDateIn(text);
}

/** ISO 8601's dates without separators or without a day, in two-digit years as well, and ordinal days. */
const ISO_DATES: readonly (readonly [RegExp, (...parts: string[]) => CalendarDate])[] = [
	[/^(\d{4})$/, (year) => dateOf(year, "1", "1")],
	[/^(\d{4})-(\d{1,2})$/, (year, month) => dateOf(year, month, "1")],
	[/^(\d{4})(\d\d)(\d\d)$/, dateOf],
	[/^(\d\d)(\d\d)(\d\d)$/, dateOf],
	[/^(\d\d)-(\d\d)-(\d\d)$/, dateOf],
	[/^-(\d\d)-?(\d\d)$/, (year, month) => dateOf(year, month, "1")],
	[/^(\d{4})-?(\d{3})$/, ordinalDate],
	[/^(\d\d)-?(\d{3})$/, ordinalDate],
];

function isoDateIn(text: string): CalendarDate | null {
	for (const [pattern, read] of ISO_DATES) {
		const found = pattern.exec(text);
		if (found !== null) return read(...found.slice(1));
	}
	return null;
}

function dateOf(year = "", month = "", day = ""): CalendarDate {
	return { year: yearOf(year), month: Number(month), day: Number(day) };
}

function ordinalDate(year = "", ordinal = ""): CalendarDate {
	const date = new Date(Date.UTC(yearOf(year), 0, Number(ordinal)));
	const inYear = date.getUTCFullYear() === yearOf(year);
	return { year: yearOf(year), month: inYear ? date.getUTCMonth() + 1 : 0, day: date.getUTCDate() };
}

/** RFC 2822, section 4.3: years of two and of three digits. */
function yearOf(digits: string): number {
	const year = Number(digits);
	if (digits.length > 3) return year;
	return digits.length < 3 && year < 50 ? 2000 + year : 1900 + year;
}

/** Words that join the parts of a date and say nothing. */
const JOINING: ReadonlySet<string> = new Set(["de", "del", "of", "the", "den", "der", "le", "г", "р"]);

/** A date in words or in three numbers: weekday and order are what the language has. */
function wordedDateIn(text: string): CalendarDate | null {
	const spaced = text
		.replace(/(\d{1,2}) ?[月월]/g, (_, month: string) => ` ${MONTH_WORDS[Number(month) - 1] ?? "?"} `)
		.replace(/(\d{4}) ?[年년]/g, "$1 ")
		.replace(/(\d) ?[日号號일]/g, "$1 ");
	if (/[^\p{L}\p{M}\d\s,./'’()-]/u.test(spaced)) return null;
	const words = spaced.match(/[\p{L}\p{M}]+|\d+/gu) ?? [];
	const firstNumber = words.findIndex((word) => /^\d/.test(word));
	const months = words.filter((word) => monthOf(word) !== null);
	const strange = words.some((word, at) => at > firstNumber && !isDatePart(word));
	const numbers = words.filter((word) => /^\d/.test(word));
	if (firstNumber < 0 || strange) return null;
	// Of two, the first is a weekday: mardi and martes are shortened as March is.
	const month = months.at(-1);
	if (month === undefined) return numericDate(numbers, spaced);
	return namedDate(monthOf(month) ?? 0, numbers);
}

const MONTH_WORDS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

function isDatePart(word: string): boolean {
	return /^\d/.test(word) || monthOf(word) !== null || JOINING.has(word.toLowerCase()) || isWeekday(word);
}

/** Weekdays may stand behind the date as well, in the languages where they are found there. */
function isWeekday(word: string): boolean {
	return /^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*$|^(?:周|星期|週|礼拜|禮拜)?[一二三四五六日天]$|^[월화수목금토일](?:요일)?$|^[月火水木金土日](?:曜日?)?$/i.test(
		word,
	);
}

function namedDate(month: number, numbers: readonly string[]): CalendarDate | null {
	const [first = "", second] = numbers;
	if (numbers.length > 2) return null;
	if (second === undefined) return first.length === 4 ? { year: Number(first), month, day: 1 } : null;
	const yearFirst = first.length > 2 || Number(first) > 31;
	const [year, day] = yearFirst ? [first, second] : [second, first];
	return year.length > 4 || day.length > 2 ? null : { year: yearOf(year), month, day: Number(day) };
}

function numericDate(numbers: readonly string[], text: string): CalendarDate | null {
	const [first = "", second = "", third = "", more] = numbers;
	if (third === "" || more !== undefined) return null;
	if (first.length === 4) return dateOf(first, second, third);
	if (third.length !== 4 && third.length !== 2) return null;
	// America writes the month first, with slashes; with full stops, the day stands first everywhere.
	const dayFirst = text.includes(".") || Number(first) > 12;
	return dayFirst ? dateOf(third, second, first) : dateOf(third, first, second);
}

/** Where a date without a zone was written, minutes ahead of UTC, as its own writing tells. */
function homeOf(text: string): number {
	if (/[년월일]|오전|오후/.test(text)) return 540;
	if (/午前|午後/.test(text)) return 540;
	return /[年月日号號]|上午|下午/.test(text) ? 480 : 0;
}
