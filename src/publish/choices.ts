import { dayBeside, type Span, spanOf } from "../pages/time.ts";

export { isLanguage as isReaderLanguage } from "../pages/languages.ts";
export { isZone as isReaderZone } from "../pages/time.ts";
export type { Language as ReaderLanguage } from "../pages/words.ts";

/** The span of a day yyyy-mm-dd, a month yyyy-mm or a week yyyy-Www (ISO 8601) in a zone; null where the text is none. */
export function readerSpan(text: string, zone: string): Span | null {
	const monday = mondayOf(text);
	if (monday === null) return spanOf(text, zone);
	const [first, last] = [spanOf(monday, zone), spanOf(dayBeside(monday, 7), zone)];
	return first === null || last === null ? null : { since: first.since, until: last.since };
}

const WEEKS_MAX = 53;

/** The first day of a week: week 1 is the one that 4 January falls in (ISO 8601). */
function mondayOf(text: string): string | null {
	const [, year, week] = /^(\d{4})-W(\d\d)$/.exec(text) ?? [];
	if (year === undefined || Number(week) < 1 || Number(week) > WEEKS_MAX) return null;
	const fourth = `${year}-01-04`;
	const weekday = (new Date(`${fourth}T00:00:00Z`).getUTCDay() + 6) % 7;
	return dayBeside(fourth, (Number(week) - 1) * 7 - weekday);
}
