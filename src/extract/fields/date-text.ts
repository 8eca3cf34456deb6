import { monthOf } from "./months.ts";

/** A date as a text gives it. `time` and `offset` are null where the text is silent. */
export interface FoundDate {
	readonly year: number;
	readonly month: number;
	readonly day: number;
	/** `HH:MM:SS`, on a 24-hour clock. */
	readonly time: string | null;
	/** `Z` or `+HH:MM`. */
	readonly offset: string | null;
	/** True for 04/05/2024, where the order of day and month was guessed. */
	readonly guessed: boolean;
	/** Where it stands in the text, which `plainDigits` has not made longer or shorter. */
	readonly at: number;
	readonly end: number;
}

/** How a site writes 04/05/24: month first (the United States), year first (East Asia) or day first (most others). */
export type Order = "month-first" | "day-first" | "year-first";

const TEXT_LENGTH_MAX = 400;
const YEAR_MIN = 1990;
const YEAR_MAX = 2100;

/** Digits of other scripts: each block's zero. */
const ZEROS: readonly number[] = [0x0660, 0x06f0, 0x0966, 0x09e6, 0x0e50, 0xff10];

/** Arabic, Persian, Indic, Thai and full-width digits as ASCII ones, length kept. */
export function plainDigits(text: string): string {
	return text.replace(/[٠-٩۰-۹०-९০-৯๐-๙０-９]/g, (digit) => {
		const code = digit.charCodeAt(0);
		const zero = ZEROS.find((first) => code >= first && code < first + 10) ?? code;
		return String(code - zero);
	});
}

/** The dates of a text, in its order; at most the first 400 characters are read. */
export function findDates(text: string, order: Order = "day-first"): FoundDate[] {
	if (!/\p{Nd}|[〇零一二三四五六七八九]/u.test(text)) return [];
	const line = plainChineseYear(plainDigits(text.slice(0, TEXT_LENGTH_MAX)));
	const stamp = readForm(line, YEAR_FIRST, order);
	if (stamp[0]?.at === 0 && !/\d/.test(line.slice(stamp[0].end))) return stamp;
	const others = FORMS.flatMap((form) =>
		form.needs?.test(line) === false ? [] : readForm(line, form, order),
	);
	return [...stamp, ...others]
		.sort((a, b) => a.at - b.at || b.end - a.end)
		.filter((date, at, all) => !all.slice(0, at).some((earlier) => date.at < earlier.end));
}

/** The first date of a text, or null. */
export function findDate(text: string, order: Order = "day-first"): FoundDate | null {
	return findDates(text, order)[0] ?? null;
}

/** ISO 8601: `2019-09-07` where only the day is known, else to the second, with an offset where one is known. */
export function writeIso(date: FoundDate): string {
	return date.time === null ? dayOf(date) : `${dayOf(date)}T${date.time}${date.offset ?? ""}`;
}

/** The day as written, `YYYY-MM-DD`. */
export function dayOf(date: FoundDate): string {
	const two = (value: number): string => String(value).padStart(2, "0");
	return `${date.year}-${two(date.month)}-${two(date.day)}`;
}

/** Year, month, day. */
type Day = readonly [number, number, number];

interface Form {
	readonly pattern: RegExp;
	/** What a line must have in it; quicker to see than the pattern. */
	readonly needs?: RegExp;
	readonly read: (parts: readonly string[], order: Order) => Day | null;
}

/** 07.09.2019, 7/9/2019, 09-07-19: who writes it says which number is the month. */
const NUMERIC: Form = {
	pattern: /(?<![\d.:/-])(\d{1,2})\s?([./|-])\s?(\d{1,2})\s?\2\s?((?:19|20)\d\d|\d\d)(?![\d:]|[./-]\d)/g,
	read: ([a = "", mark = "", b = "", y = ""], order) =>
		readNumeric([a, b, y], mark === "." && order === "month-first" ? "day-first" : order),
};

/** Months of Iran's calendar, with the letters of either keyboard. */
const PERSIAN_MONTHS: readonly string[] = "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند"
	.split(" ")
	.map((name) => name.replaceAll("ی", "[یي]"));

function persianMonthOf(word: string): number {
	return PERSIAN_MONTHS.findIndex((name) => new RegExp(`^${name}$`).test(word)) + 1;
}

const DAY_MS = 86_400_000;
/** 1 فروردین 1399. */
const PERSIAN_EPOCH: Day = [1399, 1, 1];
const EPOCH_MS = Date.UTC(2020, 2, 20);

/** A day of Iran's calendar in ours; its leap years come in cycles of 33, right from 1925 to 2088. */
function fromPersian(day: Day): Day | null {
	const [, month, dayOfMonth] = day;
	if (month < 1 || month > 12 || dayOfMonth < 1 || dayOfMonth > (month <= 6 ? 31 : 30)) return null;
	const date = new Date(EPOCH_MS + (persianDays(day) - persianDays(PERSIAN_EPOCH)) * DAY_MS);
	return [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
}

function persianDays([y, month, day]: Day): number {
	const year = y + 1595;
	const leapDays = Math.floor(year / 33) * 8 + Math.floor(((year % 33) + 3) / 4);
	return 365 * year + leapDays + (month <= 6 ? (month - 1) * 31 : 186 + (month - 7) * 30) + day;
}

/** A line in which a month may be named: stamps such as 2019-09-07T13:43:45Z have no word. */
const WORD = /\p{L}[\p{L}\p{M}’']/u;

/** 2019-09-07, 2019/9/7, 2019.09.07, 2019年9月7日, 2019년 9월 7일: what stamps of machines are, alone. */
const YEAR_FIRST: Form = {
	pattern:
		/(?<![\d.])((?:19|20|25)\d\d)\s?(?:年|년|[-/.·])\s?(\d{1,2})\s?(?:月|월|[-/.·])\s?(\d{1,2})(?!\d)(?:\s?[日号號일])?/g,
	read: ([y = "", m = "", d = ""]) => [Number(y), Number(m), Number(d)],
};

const FORMS: readonly Form[] = [
	// 20190907T134345
	{
		pattern: /(?<!\d)((?:19|20)\d\d)([01]\d)([0-3]\d)(?=T?\d{4}|T?\d{6}|\D|$)/g,
		read: ([y = "", m = "", d = ""]) => [Number(y), Number(m), Number(d)],
	},
	// 民國109年10月4日
	{
		pattern: /(?:民國|中華民國)\s?(\d{2,3})\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日?/g,
		read: ([y = "", m = "", d = ""]) => [Number(y) + 1911, Number(m), Number(d)],
	},
	// 113/05/20 in Taiwan
	{
		needs: /1[01]\d\//,
		pattern: /(?<![\d./-])(1[01]\d)\/(\d{2})\/(\d{2})(?![\d./-])/g,
		read: ([y = "", m = "", d = ""]) => [Number(y) + 1911, Number(m), Number(d)],
	},
	// 20 5月 2024
	{
		needs: /月 ?20/,
		pattern: /(?<!\d)(\d{1,2})\s(\d{1,2})月[\s,]{1,2}((?:19|20)\d\d)(?!\d)/g,
		read: ([d = "", m = "", y = ""]) => [Number(y), Number(m), Number(d)],
	},
	// 令和2年4月1日, 平成元年4月1日
	{
		needs: /令和|平成/,
		pattern: /(令和|平成)(\d{1,2}|元)年(\d{1,2})月(\d{1,2})日/g,
		read: ([era = "", y = "", m = "", d = ""]) => [
			(era === "令和" ? 2018 : 1988) + (y === "元" ? 1 : Number(y)),
			Number(m),
			Number(d),
		],
	},
	// 13 تیر 1399, 1399/04/13
	{
		needs: /1[34]\d\d/,
		pattern: new RegExp(
			String.raw`(?<![\p{Nd}/.])(\d{1,2})\s(${PERSIAN_MONTHS.join("|")})(?:\sماه)?[\s،,]{1,3}(1[34]\d\d)(?!\d)`,
			"gu",
		),
		read: ([d = "", month = "", y = ""]) => fromPersian([Number(y), persianMonthOf(month), Number(d)]),
	},
	{
		needs: /1[34]\d\d\//,
		pattern: /(?<![\d./-])(13[6-9]\d|14[0-4]\d)\/(\d{1,2})\/(\d{1,2})(?![\d/-])/g,
		read: ([y = "", m = "", d = ""]) => fromPersian([Number(y), Number(m), Number(d)]),
	},
	NUMERIC,
	// 7 September 2019, 7. September 2019, 7 de septiembre de 2019, 7th of September, 2019, 7-Sep-2019, le 1er mai 2019, 7 أيلول / سبتمبر 2019
	{
		needs: WORD,
		pattern:
			/(?<![\d.:])(\d{1,2})(?:\s?(?:st|nd|rd|th|er|re|º|ª|-?го|η))?[\s.,/-]{0,3}(?:(?:de|of|d[’'])\s?)?((?:كانون|تشرين)\s\p{L}{4,7}|\p{L}[\p{L}\p{M}’']{1,14})(?:\s?\/\s?\p{Script=Arabic}{3,8})?\.?(?:[\s,./-]{1,3}(?:(?:de|del|di|von|года)\s)?|,)((?:19|20|25)\d\d|[’']\d\d|(?<=-)\d\d(?!:))(?!\d)/gu,
		read: ([d = "", month = "", y = ""]) => readNamed(y.length === 2 ? `20${y}` : y, month, d),
	},
	// September 7, 2019; Sep. 7th 2019
	{
		needs: WORD,
		pattern:
			/(?<!\p{L})(\p{L}[\p{L}\p{M}]{2,14})\.?[\s-]{0,2}(\d{1,2})(?:st|nd|rd|th)?[\s,.-]{1,4}((?:19|20)\d\d)(?!\d)/gu,
		read: ([month = "", d = "", y = ""]) => readNamed(y, month, d),
	},
	// 2019 September 7; 2019. szeptember 7.; 2019 m. rugsėjo 7 d.
	{
		needs: WORD,
		pattern:
			/(?<!\d)((?:19|20)\d\d)(?:\s?m)?[\s.,-]{1,3}(\p{L}[\p{L}\p{M}]{2,14})\.?[\s-]{1,2}(\d{1,2})(?![\d:])/gu,
		read: ([y = "", month = "", d = ""]) => readNamed(y, month, d),
	},
	// 7 tháng 9, 2019; ngày 7 tháng 9 năm 2019
	{
		needs: /tháng/i,
		pattern: /(?<!\d)(\d{1,2})\s?tháng\s?(\d{1,2})(?:,|\snăm|\/|-)?\s?((?:19|20)\d\d)/gi,
		read: ([d = "", m = "", y = ""]) => [Number(y), Number(m), Number(d)],
	},
	// Fri Apr 28 17:23:42 +0000 2023
	{
		needs: /\d\d:\d\d:\d\d [^,]{1,9}\d\d\d\d/,
		pattern: /\b([A-Z][a-z]{2}) (\d{1,2}) (?=\d\d:\d\d:\d\d [^,]{1,9}?((?:19|20)\d\d)(?!\d))/g,
		read: ([month = "", d = "", y = ""]) => readNamed(y, month, d),
	},
];

function readForm(line: string, form: Form, order: Order): FoundDate[] {
	return [...line.matchAll(form.pattern)].flatMap((match) => {
		const day = form.read(match.slice(1), order);
		if (day === null || !isDay(day)) return [];
		const [year, month, dayOfMonth] = day;
		const end = match.index + match[0].length;
		const after = readTime(line.slice(end, end + 48));
		const before =
			after === null ? readTimeBefore(line.slice(Math.max(0, match.index - 24), match.index)) : null;
		const { time, offset, length } = after ?? before ?? { time: null, offset: null, length: 0 };
		const guessed = form === NUMERIC && month <= 12 && dayOfMonth <= 12 && month !== dayOfMonth;
		const found = { year: gregorian(year), month, day: dayOfMonth, time, offset, guessed };
		return [{ ...found, at: match.index, end: end + length }];
	});
}

/** Thai news counts years from the Buddha: 2567 is 2024. */
function gregorian(year: number): number {
	return year >= 2500 ? year - 543 : year;
}

function isDay([year, month, day]: Day): boolean {
	const shown = gregorian(year);
	if (shown < YEAR_MIN || shown > YEAR_MAX || month < 1 || month > 12 || day < 1) return false;
	return day <= new Date(Date.UTC(shown, month, 0)).getUTCDate();
}

function readNumeric([a, b, c]: readonly [string, string, string], order: Order): Day {
	const [first, second] = [Number(a), Number(b)];
	// 18-03-08: only two digits can stand for a year that comes first.
	if (order === "year-first" && c.length === 2) return [2000 + first, second, Number(c)];
	const year = c.length === 2 ? 2000 + Number(c) : Number(c);
	const monthFirst = first > 12 ? false : second > 12 ? true : order === "month-first";
	return monthFirst ? [year, first, second] : [year, second, first];
}

function readNamed(y: string, month: string, d: string): Day | null {
	const number = monthOf(month);
	if (number === null) return null;
	const year = /^[’']/.test(y) ? 2000 + Number(y.slice(1)) : Number(y);
	return [year, number, Number(d)];
}

/** Half days, before the hour in East Asia. */
const HALVES = "上午|早上|凌晨|中午|下午|晚上|傍晚|오전|오후|午前|午後";
/** What stands between a date and its time: spaces and marks, a weekday in brackets, a word such as `at` or `um`. */
const BETWEEN = String.raw`T?(?:[\s,，.|｜·•/()（）@～~—–-]|\p{L}{1,3}[,)]\s|(?:星期|[周週]|[礼禮]拜)[一二三四五六日天]|[月火水木金土日]曜日?|[월화수목금토일]요일)*(?:(?:at|um|kl|klo|ore|às|as|a las|alle|a las|o|om|в|года|г|u|à|saat|godz|lúc|d)(?!\p{L})[.,\s]{0,2})?`;
const CLOCK = String.raw`(?:\p{Script=Han}?(${HALVES}|[ap]m)\s?)?(\d{1,2})\s?(?:[:：h]|时|時|시|點|点|\.(?=\d\d(?:\D|$)))\s?(\d{2}|\d(?=\s?分))(?:\s?[:：.分분]\s?(\d{2})(?!\d))?(?:[.,]\d{1,9})?\s?(?:分|분|秒|초)?`;
const HALF_AFTER = String.raw`\s?([ap]\.?\s?m\b\.?|[πμ]\.?\s?μ(?!\p{L})\.?|(?:مساء|صباح)[\p{L}\p{M}]*|[بق]\.?\s?ظ\.?)?(?:\s?(?:Uhr|uur|h|hrs|horas|часов|น\.))?`;
const ZONE = String.raw`\s*\(?(Z\b|(?:UTC|GMT)?\s?[+-−]\d{1,2}:?\d{0,2}(?!\d)|[A-Z]{2,4}\b)?`;
const TIME_AFTER = new RegExp(`^${BETWEEN}${CLOCK}${HALF_AFTER}${ZONE}`, "iu");

interface FoundTime {
	readonly time: string;
	readonly offset: string | null;
	readonly length: number;
}

function readTime(text: string): FoundTime | null {
	const compact = /^T?(\d\d)(\d\d)(\d\d)?(Z|[+-]\d{4})?(?!\d)/.exec(text);
	if (compact !== null) {
		const [all, hour = "", minute = "", second = "0", zone = ""] = compact;
		return timeOf([Number(hour), Number(minute), Number(second)], offsetOf(zone), all.length);
	}
	const match = TIME_AFTER.exec(text);
	if (match === null) return null;
	const [all, half = "", hour = "", minute = "", second = "0", noon = "", zone = ""] = match;
	const value = hourOf(Number(hour), half + noon);
	return timeOf([value, Number(minute), Number(second)], offsetOf(zone), all.length);
}

function readTimeBefore(text: string): FoundTime | null {
	const match =
		/(?<![\d:])(\d{1,2})[:：](\d{2})(?::(\d{2}))?\s?([ap]\.?m\.?)?\s?([A-Z]{2,4})?[\s,|·–-]*(?:\p{L}{2,10},?\s)?$/iu.exec(
			text,
		);
	if (match === null) return null;
	const [, hour = "", minute = "", second = "0", noon = "", zone = ""] = match;
	return timeOf([hourOf(Number(hour), noon), Number(minute), Number(second)], offsetOf(zone), 0);
}

function hourOf(hour: number, half: string): number {
	const late = /^[pμمب]|下午|晚上|傍晚|오후|午後/i.test(half);
	if (late && hour < 12) return hour + 12;
	const early = /^[aπصق]|凌晨|오전|午前|上午/i.test(half);
	return early && hour === 12 ? 0 : hour;
}

function timeOf(
	[hour, minute, second]: readonly [number, number, number],
	offset: string | null,
	length: number,
): FoundTime | null {
	if (hour > 23 || minute > 59 || second > 60) return null;
	const two = (value: number): string => String(Math.min(value, 59)).padStart(2, "0");
	return { time: `${two(hour)}:${two(minute)}:${two(second)}`, offset, length };
}

/** Names that mean one offset wherever they are used; `CST`, `IST` and `BST` mean several, the last mostly one. */
const ZONES: Readonly<Record<string, string>> = {
	Z: "Z",
	UTC: "Z",
	GMT: "Z",
	EST: "-05:00",
	EDT: "-04:00",
	CDT: "-05:00",
	MST: "-07:00",
	MDT: "-06:00",
	PST: "-08:00",
	PDT: "-07:00",
	BST: "+01:00",
	WIB: "+07:00",
	CET: "+01:00",
	MEZ: "+01:00",
	CEST: "+02:00",
	MESZ: "+02:00",
	EET: "+02:00",
	EEST: "+03:00",
	MSK: "+03:00",
	МСК: "+03:00",
	SAST: "+02:00",
	HKT: "+08:00",
	SGT: "+08:00",
	JST: "+09:00",
	KST: "+09:00",
	AEST: "+10:00",
	AEDT: "+11:00",
};

/** No place's clock is further from UTC. */
const OFFSET_HOURS_MAX = 14;

/** An offset as ISO 8601 writes it; null where a text gives none, or one that no clock has. */
function offsetOf(zone: string): string | null {
	const name = zone.trim();
	const number = /([+-−])(\d{1,2}):?(\d{2})?$/.exec(name);
	if (number === null) return ZONES[name] ?? null; // Upper case only: "est" is a word in French.
	const [, sign = "+", hours = "", minutes = "00"] = number;
	if (Number(hours) > OFFSET_HOURS_MAX || Number(minutes) > 59) return null;
	const offset = `${sign === "+" ? "+" : "-"}${hours.padStart(2, "0")}:${minutes}`;
	return offset === "+00:00" || offset === "-00:00" ? "Z" : offset;
}

const CHINESE_DIGITS = "〇一二三四五六七八九";

/** 二〇一九年九月七日 and 民國一一三年五月二十日 with ASCII digits; other texts are given back. */
function plainChineseYear(text: string): string {
	return text.replace(
		/([〇零○一二三四五六七八九]{4}|(?<=民國)[〇零○一二三四五六七八九]{2,3})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日/g,
		(_, year: string, month: string, day: string) => {
			const digits = [...year].map((digit) => Math.max(0, CHINESE_DIGITS.indexOf(digit))).join("");
			return `${digits}年${chineseNumber(month)}月${chineseNumber(day)}日`;
		},
	);
}

function chineseNumber(text: string): number {
	const [tens, ones] = text.includes("十") ? text.split("十") : ["零", text];
	const digit = (value: string | undefined, none: number): number =>
		value ? Math.max(0, CHINESE_DIGITS.indexOf(value)) : none;
	return text.includes("十") ? digit(tens, 1) * 10 + digit(ones, 0) : digit(ones, 0);
}
