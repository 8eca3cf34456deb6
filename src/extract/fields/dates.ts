import { agreeing, isOff, type Run, type TraceLog } from "../trace.ts";
import { type DateClaim, type DateContext, readDateClaims } from "./date-claims.ts";
import { dayOf, type FoundDate, writeIso } from "./date-text.ts";

export interface Dates {
	readonly published: string | null;
	readonly modified: string | null;
}

/** Chooses when the article was published and last changed; agreement between layers decides. */
export function readDates(context: DateContext, run: Run): Dates {
	const { trace } = run;
	const all = readDateClaims(context).filter(({ source }) => !isOff(run, "date", source));
	const claims = withoutStrangers(settleRoles(settleOrder(all)));
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
	const text = exactness(best.date) === 0 ? day : writeIso(atHome(best.date, claims, context));
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
	date: FoundDate,
	claims: readonly DateClaim[],
	{ evidence, language }: DateContext,
): FoundDate {
	if (date.offset === null) {
		const declared = claims.find((one) => one.date.offset !== null && one.date.offset !== "Z")?.date.offset;
		return { ...date, offset: declared ?? HOME_OFFSETS[language?.split("-")[0] ?? ""] ?? null };
	}
	if (date.offset !== "Z" || date.time === null) return date;
	const offset = offsetInPage(date.time, evidence.page.html);
	return offset === null ? date : moved(date, offset);
}

/** How much of a page is searched for its offset: scripts that name times stand in its head. */
const OFFSET_WITHIN = 200_000;
const STAMP = /T(\d\d):\d\d:\d\d(?:\.\d{1,9})?([+-]\d\d):?00/y;

/** Scripts and attributes often repeat a time with the outlet's offset: the same minutes and seconds, another hour. */
function offsetInPage(time: string, html: string): string | null {
	const hour = Number(time.slice(0, 2));
	const minutes = time.slice(2);
	for (let at = html.indexOf(minutes); at >= 0 && at < OFFSET_WITHIN; at = html.indexOf(minutes, at + 1)) {
		STAMP.lastIndex = at - "T00".length;
		const [, there = "", hours = ""] = STAMP.exec(html) ?? [];
		const isSame = (Number(there) - Number(hours) + 24) % 24 === hour;
		if (hours !== "" && isSame && Number(hours) !== 0) return `${hours}:00`;
	}
	return null;
}

function moved(date: FoundDate, offset: string): FoundDate {
	const there = new Date(Date.parse(writeIso(date)) + Number(offset.slice(0, 3)) * HOUR_MS);
	const [year = 0, month = 0, day = 0] = there.toISOString().slice(0, 10).split("-").map(Number);
	return { ...date, year, month, day, time: there.toISOString().slice(11, 19), offset };
}
