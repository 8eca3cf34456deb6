import type { Library, Observation, Summary } from "../article/library.ts";
import { CHANGES } from "./changes.ts";
import { frame } from "./frame.ts";
import { gapsBetween, gapsOn, hoursOf } from "./gaps.ts";
import { type Html, html } from "./html.ts";
import { moment } from "./items.ts";
import { barPlot } from "./plot.ts";
import { dayBeside, dayOf, type Span, shortTime, spanOf } from "./time.ts";
import { outletName, type View } from "./view.ts";

/** What one outlet did on one day, in UTC. */
export interface DayCount {
	/** yyyy-mm-dd. */
	readonly day: string;
	readonly outlet: string;
	readonly articles: number;
	readonly edits: number;
	readonly disappearances: number;
	/** Minutes from publication to our first sight of it, the median; null where no article says when it was published. */
	readonly delayMinutes: number | null;
}

/** The last weeks counted. `complete` is false where there was more than one page may count. */
export interface Numbers {
	readonly since: string;
	readonly until: string;
	readonly complete: boolean;
	readonly counts: readonly DayCount[];
	/** When nobody watched, oldest first: from and until, in ISO 8601. */
	readonly gaps: readonly { readonly from: string; readonly until: string }[];
}

const DAYS = 42;
const PAGE = 500;
const COUNTED_MAX = 20_000;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** What was published longer before it was seen was found in an old list, and says nothing of our speed. */
const DELAY_MAX_MS = 2 * 86_400_000;

/** Counts the weeks that end with the newest article. */
export async function gatherNumbers(library: Library): Promise<Numbers> {
	const [newest] = await library.list({ limit: 1 });
	if (newest === undefined) return { since: "", until: "", complete: true, counts: [], gaps: [] };
	const until = dayOf(newest.sorted, "UTC");
	const since = dayBeside(until, 1 - DAYS);
	const start = spanOf(since, "UTC")?.since ?? 0;
	const articles = await articlesSince(library, start);
	const changes = await changesSince(library, start);
	const complete = articles.length < COUNTED_MAX && changes.length < COUNTED_MAX;
	const counts = countsOf(articles, changes);
	const gaps = gapsBetween(await library.observedHours(start))
		.filter((gap) => gap.until > start)
		.map((gap) => ({ from: isoOf(gap.since), until: isoOf(gap.until) }));
	return { since, until, complete, counts, gaps };
}

const isoOf = (at: number): string => new Date(at).toISOString();

function spansOf({ gaps }: Numbers): readonly Span[] {
	return gaps.map(({ from, until }) => ({ since: Date.parse(from), until: Date.parse(until) }));
}

async function articlesSince(library: Library, since: number): Promise<readonly Summary[]> {
	const found: Summary[] = [];
	let before: string | undefined;
	while (found.length < COUNTED_MAX) {
		const some = await library.list({ since, limit: PAGE, ...(before !== undefined && { before }) });
		found.push(...some);
		before = some.at(-1)?.cursor;
		if (some.length < PAGE) break;
	}
	return found;
}

async function changesSince(library: Library, since: number): Promise<readonly Observation[]> {
	const found: Observation[] = [];
	let before: number | undefined;
	while (found.length < COUNTED_MAX) {
		const some = await library.observations({
			kinds: CHANGES.all,
			limit: PAGE,
			...(before !== undefined && { before }),
		});
		found.push(...some.filter(({ at }) => at >= since));
		const last = some.at(-1);
		if (last === undefined || some.length < PAGE || last.at < since) break;
		before = last.seq;
	}
	return found;
}

function countsOf(articles: readonly Summary[], changes: readonly Observation[]): readonly DayCount[] {
	const key = (at: number, outlet: string): string => `${dayOf(at, "UTC")} ${outlet}`;
	const kept = Map.groupBy(articles, ({ sorted, outlet }) => key(sorted, outlet));
	const changed = Map.groupBy(changes, ({ at, outlet }) => key(at, outlet));
	return [...new Set([...kept.keys(), ...changed.keys()])].toSorted().map((one): DayCount => {
		const of = kept.get(one) ?? [];
		const edits = changed.get(one)?.filter(({ kind }) => kind === "revised").length ?? 0;
		const disappearances =
			changed.get(one)?.filter(({ kind }) => CHANGES.disappearances.includes(kind)).length ?? 0;
		return {
			day: one.slice(0, 10),
			outlet: one.slice(11),
			articles: of.length,
			edits,
			disappearances,
			delayMinutes: delayOf(of),
		};
	});
}

function delayOf(articles: readonly Summary[]): number | null {
	const delays = articles
		.flatMap(({ published, firstSeen }) => (published === null ? [] : [firstSeen - published]))
		.filter((delay) => delay >= 0 && delay <= DELAY_MAX_MS)
		.toSorted((one, other) => one - other);
	const middle = delays[Math.floor(delays.length / 2)];
	return middle === undefined ? null : Math.round(middle / MINUTE_MS);
}

/**
 * The counts as CSV (RFC 4180), a line for each day and outlet, and one without outlet for any other day of which
 * some hours were not watched.
 */
export function numbersCsv(numbers: Numbers): string {
	const field = (value: string | number | null): string => {
		const text = value === null ? "" : String(value);
		return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
	};
	const spans = spansOf(numbers);
	const unwatched = (day: string): number => hoursOf(gapsOn(day, spans));
	const rows = numbers.counts.map(({ day, outlet, articles, edits, disappearances, delayMinutes }) =>
		[day, outlet, articles, edits, disappearances, delayMinutes, unwatched(day)].map(field).join(","),
	);
	const counted = new Set(numbers.counts.map(({ day }) => day));
	const others = daysOf(numbers)
		.filter((day) => !counted.has(day) && unwatched(day) > 0)
		.map((day) => `${day},,0,0,0,,${unwatched(day)}`);
	const head = "day,outlet,articles,edits,disappearances,delay_minutes,unwatched_hours";
	return `${[head, ...[...rows, ...others].toSorted()].join("\r\n")}\r\n`;
}

function daysOf({ since }: Numbers): readonly string[] {
	return since === "" ? [] : Array.from({ length: DAYS }, (_, at) => dayBeside(since, at));
}

/** The page of numbers: plots, the same as a table, and the data to take away. */
export function numbersPage(numbers: Numbers, view: View): Html {
	const { words, links } = view;
	const byDay = Map.groupBy(numbers.counts, ({ day }) => day);
	const days = daysOf(numbers);
	const spans = spansOf(numbers);
	const bar = (
		day: string,
		value: (of: readonly DayCount[]) => number,
		second?: (of: readonly DayCount[]) => number,
	) => {
		const of = byDay.get(day) ?? [];
		const shareOf = (at: number): number => (at - Date.parse(`${day}T00:00:00Z`)) / DAY_MS;
		return {
			label: day.slice(5),
			value: value(of),
			gaps: gapsOn(day, spans).map(({ since, until }) => ({ from: shareOf(since), until: shareOf(until) })),
			...(second !== undefined && { second: second(of) }),
		};
	};
	const main = html`<div class="numbers"><header class="pagehead"><h1>${words.numbers}</h1><p>${words.numbersLead} ${numbers.since} – ${numbers.until} (UTC)</p></header>
<section><h2>${words.perDay}</h2>${barPlot(
		words.perDay,
		days.map((day) => bar(day, (of) => sum(of, "articles"))),
	)}${gapList(spans, view)}</section>
<section><h2>${words.changesPerDay}</h2>${barPlot(
		words.changesPerDay,
		days.map((day) =>
			bar(
				day,
				(of) => sum(of, "edits"),
				(of) => sum(of, "disappearances"),
			),
		),
	)}<p class="legend"><span class="swatch"></span> ${words.edits} <span class="swatch second"></span> ${words.disappearances}</p></section>
<section><h2>${words.delay}</h2><p>${words.delayLead}</p>${barPlot(
		words.delay,
		days.map((day) => bar(day, middleDelay)),
	)}</section>
<section><h2>${words.perOutlet}</h2>${outletTable(numbers, view)}</section>
<p>${words.openData}: <a href="${links.numbersFile("csv")}">CSV</a> <a href="${links.numbersFile("json")}">JSON</a></p></div>`;
	return frame({ title: words.numbers, place: "numbers", main }, view);
}

/** A long list of gaps says no more than its sum. */
const GAPS_LISTED_MAX = 12;

/** When nobody watched: the sum, and the newest from hour to hour. */
function gapList(gaps: readonly Span[], view: View): Html {
	if (gaps.length === 0) return html``;
	const { words } = view;
	const rows = gaps
		.slice(-GAPS_LISTED_MAX)
		.toReversed()
		.map(
			({ since, until }) =>
				html`<li>${moment(since, shortTime(since, view))} – ${moment(until, shortTime(until, view))}</li>`,
		);
	return html`<details><summary class="legend"><span class="swatch gap"></span> ${words.gap(hoursOf(gaps))}</summary><ul class="gaps">${rows}</ul></details>`;
}

function outletTable({ counts }: Numbers, view: View): Html {
	const { words, links } = view;
	const rows = [...Map.groupBy(counts, ({ outlet }) => outlet)]
		.toSorted(([, one], [, other]) => sum(other, "articles") - sum(one, "articles"))
		.map(
			([outlet, of]) =>
				html`<tr><th scope="row"><a href="${links.outlet(outlet)}">${outletName(outlet, view)}</a></th>${(["articles", "edits", "disappearances"] as const).map((name) => html`<td>${sum(of, name).toLocaleString(words.locale)}</td>`)}</tr>`,
		);
	return html`<div class="table" role="region" tabindex="0" aria-label="${words.perOutlet}"><table><thead><tr><th scope="col">${words.outlet}</th><th scope="col">${words.articleCount}</th><th scope="col">${words.edits}</th><th scope="col">${words.disappearances}</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}

function sum(counts: readonly DayCount[], name: "articles" | "edits" | "disappearances"): number {
	return counts.reduce((total, count) => total + count[name], 0);
}

function middleDelay(counts: readonly DayCount[]): number {
	const delays = counts
		.flatMap(({ delayMinutes }) => delayMinutes ?? [])
		.toSorted((one, other) => one - other);
	return delays[Math.floor(delays.length / 2)] ?? 0;
}
