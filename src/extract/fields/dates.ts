import { agreeing, isOff, type Run, type TraceLog } from "../trace.ts";
import { type DateClaim, type DateContext, FOLDERS, RECIPE, readDateClaims } from "./date-claims.ts";
import { dayOf, type FoundDate, writeIso } from "./date-text.ts";

export interface Dates {
	readonly published: string | null;
	readonly modified: string | null;
}

/** Chooses when the article was published and last changed; agreement between layers decides. */
export function readDates(context: DateContext, run: Run): Dates {
	const { trace } = run;
	const all = readDateClaims(context).filter(({ source }) => !isOff(run, "date", source));
	const claims = withoutMoves(withoutStrangers(settleRoles(settleOrder(all))));
	const published = elect(claims.filter(({ role }) => role === "published")) ?? elect(claims);
	const modified = elect(claims.filter(({ role }) => role === "modified"));
	const chosen =
		published !== null && modified !== null && isLater(published, modified) ? modified : published;
	return {
		published: write(chosen, "published", { claims, context, trace }),
		modified: modified === chosen ? null : write(modified, "modified", { claims, context, trace }),
	};
}

/** 04/05/2024 is read the other way round where another layer names that day. */
function settleOrder(claims: readonly DateClaim[]): DateClaim[] {
	const sure = new Set(claims.filter(({ date }) => !date.guessed).map(({ date }) => dayOf(date)));
	return claims.map((one) => {
		const other = { ...one.date, month: one.date.day, day: one.date.month };
		const turned = one.date.guessed && !sure.has(dayOf(one.date)) && sure.has(dayOf(other));
		return turned ? { ...one, date: other } : one;
	});
}

/** A visible day without a label that metadata gives as the day of the last change is that, where metadata has another day of publication. */
function settleRoles(claims: readonly DateClaim[]): DateClaim[] {
	const said = (role: DateClaim["role"]): FoundDate[] =>
		claims.filter((one) => one.role === role && !one.visible && one.weight >= 2).map(({ date }) => date);
	const [published, modified] = [said("published"), said("modified")];
	if (published.length === 0) return [...claims];
	const isChange = ({ visible, date }: DateClaim): boolean =>
		visible && isAmong(modified, dayOf(date)) && !isAmong(published, dayOf(date));
	return claims.map((one) => (isChange(one) ? { ...one, role: "modified" } : one));
}

function isAmong(dates: readonly FoundDate[], day: string): boolean {
	return dates.some((date) => dayOf(date) === day || isDayThere(date, day));
}

/** What every layer weighs that may speak of the article: less is a day far from the headline, or beside the article. */
const OWN_WEIGHT_MIN = 0.5;
/** What a day at the headline weighs that is said to be a change's. */
const HEAD_WEIGHT_MIN = 1.5;

/** Where the article's own head shows the day of a change and no layer one of publication, a day elsewhere is another story's. */
function withoutStrangers(claims: readonly DateClaim[]): readonly DateClaim[] {
	const isOwn = ({ role, weight }: DateClaim): boolean => role === "published" && weight >= OWN_WEIGHT_MIN;
	const isHead = (one: DateClaim): boolean =>
		one.role === "modified" && one.visible && one.weight >= HEAD_WEIGHT_MIN;
	if (claims.some(isOwn) || !claims.some(isHead)) return claims;
	return claims.filter(({ role }) => role === "modified");
}

/** How long before publication a story may get its address: a paper of Monday is put together at the weekend. */
const ADDRESS_AHEAD_MS = 3 * 86_400_000;

/** An address keeps the day that its story was put there: days of publication that follow are those of a move, or of a change. */
function withoutMoves(claims: readonly DateClaim[]): readonly DateClaim[] {
	const made = claims.find(({ source }) => source === FOLDERS);
	if (made === undefined) return claims;
	const last = minuteOf(made.date) + ADDRESS_AHEAD_MS;
	const isMove = ({ role, date, source }: DateClaim): boolean =>
		role === "published" && source !== RECIPE && minuteOf(date) > last;
	return claims.filter((one) => !isMove(one));
}

interface Elected {
	readonly best: DateClaim;
	readonly day: string;
	readonly weight: number;
	readonly others: readonly string[];
}

/** The day with most weight behind it, and the claim that gives it most exactly. */
function elect(claims: readonly DateClaim[]): Elected | null {
	const days = new Set(claims.map(({ date }) => dayOf(date)));
	let winner: Elected | null = null;
	for (const day of days) {
		const agreed = claims.filter(({ date }) => dayOf(date) === day || isDayThere(date, day));
		const weight = agreed.reduce((sum, one) => sum + one.weight * (dayOf(one.date) === day ? 1 : 0.95), 0);
		if (winner !== null && weight <= winner.weight) continue;
		const [best, ...rest] = agreed.sort(
			(a, b) => exactness(b.date) - exactness(a.date) || b.weight - a.weight,
		);
		if (best !== undefined)
			winner = { best, day, weight, others: [...new Set(rest.map(({ source }) => source))] };
	}
	return winner;
}

const HOUR_MS = 3_600_000;

/** Newsrooms keep clocks from Honolulu's to Auckland's. */
const EASTMOST_HOURS = 13;
const WESTMOST_HOURS = 10;

/** True where a time in UTC falls on that day by some newsroom's clock. */
function isDayThere(date: FoundDate, day: string): boolean {
	if (date.offset !== "Z" || date.time === null) return false;
	const hours = (Date.parse(writeIso(date)) - Date.parse(`${day}T00:00:00Z`)) / HOUR_MS;
	return hours >= -EASTMOST_HOURS && hours < 24 + WESTMOST_HOURS;
}

/** A change before publication means that a weak layer named a wrong day of publication. */
function isLater(published: Elected, modified: Elected): boolean {
	return published.day > modified.day && published.weight < modified.weight;
}

/** Times before days, times of a known zone before others; midnight to the second is a day. */
function exactness({ time, offset }: FoundDate): number {
	if (time === null || time === "00:00:00") return 0;
	return offset === null ? 2 : offset === "Z" ? 3 : 4;
}

interface Writing {
	readonly claims: readonly DateClaim[];
	readonly context: DateContext;
	readonly trace: TraceLog;
}

function write(elected: Elected | null, rule: string, { claims, context, trace }: Writing): string | null {
	if (elected === null) return null;
	const { best, day, others } = elected;
	const text = exactness(best.date) === 0 ? day : writeIso(atHome(best, claims, context));
	trace.push({
		step: "fields",
		rule,
		text,
		why: `${best.source}${agreeing(others, "name the same day")}`,
	});
	return text;
}

/** Where one time zone is everywhere that a language's outlets are. */
const HOME_OFFSETS: Readonly<Record<string, string>> = {
	zh: "+08:00",
	ja: "+09:00",
	ko: "+09:00",
	vi: "+07:00",
};

/** The time with the outlet's own offset: one that the page gives elsewhere for it, or the one that its language's outlets keep. */
function atHome(
	{ date, role }: DateClaim,
	claims: readonly DateClaim[],
	{ evidence, language }: DateContext,
): FoundDate {
	if (date.offset === null) {
		const declared = claims.find((one) => one.date.offset !== null && one.date.offset !== "Z")?.date.offset;
		return { ...date, offset: declared ?? HOME_OFFSETS[language?.split("-")[0] ?? ""] ?? null };
	}
	if (date.offset !== "Z" || date.time === null) return date;
	const shown = claims.filter((one) => one.role === role && one.visible && one.weight >= OWN_WEIGHT_MIN);
	const offset = offsetInPage(date, evidence.page.html) ?? offsetShown(date, shown);
	return offset === null ? date : moved(date, offset);
}

/** Zones that are not whole hours from UTC: Iran's, Afghanistan's, India's, Myanmar's and Australia's. */
const HALF_HOURS: readonly number[] = [3.5, 4.5, 5.5, 6.5, 9.5, 10.5];

/** The offset of a clock that shows another hour, or null where no zone lies so far from UTC. */
function offsetOfHours(hours: number): string | null {
	const isZone = Number.isInteger(hours) || HALF_HOURS.includes(hours);
	if (hours === 0 || !isZone || hours < -WESTMOST_HOURS || hours > EASTMOST_HOURS) return null;
	const whole = String(Math.floor(Math.abs(hours))).padStart(2, "0");
	return `${hours < 0 ? "-" : "+"}${whole}:${Number.isInteger(hours) ? "00" : "30"}`;
}

/** The offset at which readers see this time: one shown without a zone, to the minute the same in another. */
function offsetShown(date: FoundDate, claims: readonly DateClaim[]): string | null {
	for (const { date: shown } of claims) {
		if (shown.time === null || shown.offset !== null) continue;
		const offset = offsetOfHours((minuteOf(shown) - minuteOf(date)) / HOUR_MS);
		if (offset !== null) return offset;
	}
	return null;
}

/** The minute on its own clock, ms since 1970. */
function minuteOf(date: FoundDate): number {
	return Date.parse(`${dayOf(date)}T${(date.time ?? "00:00").slice(0, 5)}Z`);
}

/** How much of a page is searched for its offset: scripts that name times stand in its head. */
const OFFSET_WITHIN = 200_000;
const STAMP = /T(\d\d):\d\d:\d\d(?:\.\d{1,9})?([+-]\d\d):?00/y;
const LOCAL_STAMP = /(\d{4})-(\d\d)-(\d\d)[T ](\d\d:\d\d):\d\d(?![\d.Z+-])/y;

/** Scripts and attributes often repeat a time with the outlet's offset, or by its clock alone: the same minutes and seconds, another hour. */
function offsetInPage(date: FoundDate, html: string): string | null {
	const hour = Number(date.time?.slice(0, 2));
	const minutes = date.time?.slice(2) ?? "";
	let local: string | null = null;
	for (let at = html.indexOf(minutes); at >= 0 && at < OFFSET_WITHIN; at = html.indexOf(minutes, at + 1)) {
		STAMP.lastIndex = at - "T00".length;
		const [, there = "", hours = ""] = STAMP.exec(html) ?? [];
		const isSame = (Number(there) - Number(hours) + 24) % 24 === hour;
		if (hours !== "" && isSame && Number(hours) !== 0) return `${hours}:00`;
		// Stories are set for full minutes: only seconds tell that two stamps are one.
		if (!minutes.endsWith(":00")) local ??= offsetOfStamp(date, html, at - "2000-01-01T00".length);
	}
	return local;
}

function offsetOfStamp(date: FoundDate, html: string, at: number): string | null {
	LOCAL_STAMP.lastIndex = Math.max(0, at);
	const [, year, month, day, time = ""] = LOCAL_STAMP.exec(html) ?? [];
	if (time === "") return null;
	const stamp = { ...date, year: Number(year), month: Number(month), day: Number(day), time };
	return offsetOfHours((minuteOf(stamp) - minuteOf(date)) / HOUR_MS);
}

function moved(date: FoundDate, offset: string): FoundDate {
	const [hours = 0, minutes = 0] = offset.slice(1).split(":").map(Number);
	const away = (offset.startsWith("-") ? -1 : 1) * (hours + minutes / 60) * HOUR_MS;
	const there = new Date(Date.parse(writeIso(date)) + away);
	const [year = 0, month = 0, day = 0] = there.toISOString().slice(0, 10).split("-").map(Number);
	return { ...date, year, month, day, time: there.toISOString().slice(11, 19), offset };
}
