import { plainLine, textOf } from "../../article/text.ts";
import { lettersOf } from "../letters.ts";
import { agreeing, isOff, type Run } from "../trace.ts";
import type { Evidence, Heading, Line } from "./evidence.ts";
import { isObject, type LinkedData, stringsOf } from "./linked-data.ts";

export interface Title {
	readonly text: string;
	/** The line that shows it; -1 where the page shows no title. */
	readonly at: number;
}

interface Candidate {
	readonly text: string;
	readonly source: string;
	readonly weight: number;
}

const TITLE_LENGTH_MAX = 400;
const HEADINGS_MAX = 200;
/** Of more divisions the last are tried: names of sites stand at the end. */
const CUTS_MAX = 10;
/** The score of a first-level heading that says just what a layer says: nothing is better. */
const EXACT_SCORE = 1.3;
const HEADING_WEIGHT = 2;

/** The headline: what layers agree on, without the site's name, as the page shows it. */
export function readTitle(evidence: Evidence, data: LinkedData, run: Run): Title {
	const names = siteNames(evidence, data);
	const named = headlines(namedTitles(evidence, data), names, evidence).filter(
		({ source }) => !isOff(run, "title", source),
	);
	const shown = visibleTitle(evidence, named, names);
	const heading = shown === null ? null : { ...shown, text: withoutSiteName(shown.text, names) };
	const declared = named.map((one) => ({
		...one,
		text: withoutSite(one.text, { names, evidence, shown: heading?.text ?? null }),
	}));
	const best = elect([...(heading === null ? [] : headline(heading, declared)), ...declared]);
	if (best === null) return { text: "", at: -1 };
	run.trace.push({ step: "fields", rule: "title", text: best.text, why: best.why });
	return { text: best.text, at: heading?.at ?? lineOf(best.text, evidence) };
}

/**
 * The heading as a candidate. One made of a kicker and a headline stands for the part that a layer names alone;
 * one of several parts is written as the layers write it, which divide kicker and headline by a mark.
 */
function headline({ text, parts, weight }: Shown, declared: readonly Candidate[]): Candidate[] {
	const source = "the page's heading";
	if (parts.length < 2) return [{ text, source, weight }];
	const key = lettersOf(text);
	const isPart = (other: string): boolean =>
		other.length > 0.4 * key.length && (key.endsWith(other) || key.startsWith(other));
	const named = [...declared].sort((a, b) => b.weight - a.weight).find((one) => isPart(lettersOf(one.text)));
	return [{ text: named?.text ?? text, source, weight }];
}

/** What tools write where a page's title should be, and names of the packages that pages are made by. */
const PLACEHOLDER =
	/^(?:untitled(?: (?:document|page))?|(?:react|vite|vue|nuxt|next|angular|my) ?app|create (?:next|react) app|[a-z\d]+(?:-[a-z\d]+)*-(?:frontend|backend|webapp|app|client|spa|ui|theme|starter|template))$/i;

/** The titles that may be headlines: none is but a placeholder, nor, of a page that is not the site's first, but the site's name. */
function headlines(
	named: readonly Candidate[],
	names: readonly string[],
	{ page, headings }: Evidence,
): readonly Candidate[] {
	const own = named.filter(({ text }) => !PLACEHOLDER.test(text));
	const others = own.filter(({ text }) => !names.includes(lettersOf(text)));
	const isFirst = URL.parse(page.address)?.pathname === "/";
	return isFirst || (others.length === 0 && !headings.some(isOwn)) ? own : others;
}

/** Titles as the page's layers name them, the site's name still in them. */
function namedTitles({ page }: Evidence, data: LinkedData): Candidate[] {
	const [article] = data.articles;
	const named = (text: string | undefined, source: string, weight: number): Candidate[] => {
		const line = text === undefined ? "" : plainText(text);
		return line === "" ? [] : [{ text: line, source, weight }];
	};
	return [
		...named(stringsOf(article?.["headline"])[0] ?? stringsOf(article?.["name"])[0], "JSON-LD headline", 1.3),
		...named(page.metas("og:title")[0], "og:title", 1.4),
		...named(page.metas("twitter:title")[0], "twitter:title", 0.5),
		...named(page.metas("title")[0] ?? page.metas("dc.title")[0], "meta title", 0.4),
		...named(stringsOf(article?.["alternativeHeadline"])[0], "JSON-LD alternativeHeadline", 0.3),
		...named(page.titleElement(), "the title element", 0.6),
	];
}

/** Markup and escaped entities in metadata, read as the text they mean. */
function plainText(text: string): string {
	return plainLine(/[<&]/.test(text) ? textOf(text).replaceAll("\n", " ") : text).slice(0, TITLE_LENGTH_MAX);
}

/** What the site calls itself: declared names and the words of its host. */
export function siteNames({ page }: Evidence, data: LinkedData): string[] {
	const publisher = data.resolve(data.articles[0]?.["publisher"]);
	const declared = [
		...page.metas("og:site_name"),
		...page.metas("application-name"),
		...page.metas("apple-mobile-web-app-title"),
		...(isObject(publisher) ? stringsOf(publisher["name"]) : []),
	];
	const host = URL.parse(page.address)?.hostname.replace(/^www\d?\./, "") ?? "";
	return [...declared, host, ...host.split(".").slice(0, -1)]
		.map(lettersOf)
		.filter((name) => name.length > 1);
}

interface Shown {
	readonly text: string;
	readonly at: number;
	/** The inline pieces and lines that the heading is made of. */
	readonly parts: readonly string[];
	readonly weight: number;
}

/** The heading that says what the layers say; without one, a line that does; without such layers, the first heading. */
function visibleTitle(
	evidence: Evidence,
	named: readonly Candidate[],
	names: readonly string[],
): Shown | null {
	const keys = [...new Set(named.map(({ text }) => lettersOf(text)))];
	let best: Heading | null = null;
	let bestScore = 0;
	const seen = new Set<string>();
	for (const heading of [...evidence.headings, ...markedTitles(evidence)]) {
		if (bestScore >= EXACT_SCORE || seen.size > HEADINGS_MAX) break;
		if (seen.has(heading.text)) continue;
		seen.add(heading.text);
		const score = scoreOf(heading, keys, names);
		if (score > bestScore + 0.001) [best, bestScore] = [heading, score];
	}
	if (best !== null) return shownBy(best, evidence, best.level === 1 && !best.aside ? HEADING_WEIGHT : 1.5);
	const line = lineLike(keys, evidence);
	if (line !== null) return { text: plainLine(line.text), at: line.at, parts: [], weight: 1 };
	const first = named.length > 0 ? undefined : firstHeading(evidence);
	return first === undefined ? null : shownBy(first, evidence, 1);
}

function firstHeading({ headings }: Evidence): Heading | undefined {
	const own = headings.filter(isOwn);
	return own.find(({ level }) => level === 1) ?? own[0];
}

/** Whether a heading may be the page's own where no layer says so. */
const isOwn = ({ level, aside, linked }: Heading): boolean =>
	level <= 2 && !aside && (level === 1 || !linked);

/** The shortest line that says most of a declared title from its beginning: the site's name, which comes after, is on no line. */
function lineLike(keys: readonly string[], { lines }: Evidence): Line | null {
	let best: Line | null = null;
	for (const line of lines) {
		if (line.linked || line.text.length < 6 || line.text.length > TITLE_LENGTH_MAX) continue;
		const text = lettersOf(line.text);
		const says = keys.some((key) => key.startsWith(text) && text.length > 0.6 * key.length);
		if (says && (best === null || line.text.length < best.text.length)) best = line;
	}
	return best;
}

/** How well a heading says what the layers say; 0 where it says something else. */
function scoreOf(heading: Heading, keys: readonly string[], names: readonly string[]): number {
	const key = lettersOf(heading.text);
	if (key.length < 2 || names.includes(key)) return 0;
	const needed = heading.level === 1 ? 0.4 : 0.7;
	const likeness = Math.max(0, ...keys.map((other) => likenessOf(key, other, needed)));
	const elsewhere = (heading.aside ? 0.1 : 0) + (heading.linked ? 0.25 : 0);
	return likeness < needed ? 0 : likeness + (4 - heading.level) * 0.1 - elsewhere;
}

function shownBy({ text, at, end }: Heading, { lines }: Evidence, weight: number): Shown {
	return { text: plainLine(text), at, parts: lines.slice(at, end).flatMap(({ pieces }) => pieces), weight };
}

function markedTitles({ marked, lines }: Evidence): Heading[] {
	return marked.flatMap(({ mark, at, aside, element }) => {
		const { text = "", linked = false } = lines[at] ?? {};
		return mark === "title" && text !== "" && text.length < TITLE_LENGTH_MAX
			? [{ level: 3, text, at, end: at + 1, aside, linked, element }]
			: [];
	});
}

/** 1 where texts are the same; where one holds the other, nearly as much as it fills of it; else how many pairs of letters they share. */
function likenessOf(a: string, b: string, needed: number): number {
	if (a === b) return 1;
	const [short, long] = a.length < b.length ? [a, b] : [b, a];
	if (short.length > 5 && long.includes(short)) return 0.55 + 0.4 * (short.length / long.length);
	// So few pairs cannot be enough, even if all of them are shared.
	const canReach = 2 * short.length >= needed * (short.length + long.length);
	return short.length < 4 || !canReach ? 0 : sharedPairs(short, long);
}

function sharedPairs(a: string, b: string): number {
	const pairs = new Map<string, number>();
	for (let at = 0; at + 1 < a.length; at++) {
		const pair = a.slice(at, at + 2);
		pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
	}
	let shared = 0;
	for (let at = 0; at + 1 < b.length; at++) {
		const pair = b.slice(at, at + 2);
		const left = pairs.get(pair) ?? 0;
		if (left > 0) {
			shared++;
			pairs.set(pair, left - 1);
		}
	}
	return (2 * shared) / (a.length + b.length - 2);
}

interface Known {
	readonly names: readonly string[];
	readonly evidence: Evidence;
	readonly shown: string | null;
}

/** What divides a headline from the site's name: `_` and `|` always, a dash or colon with space around it, `--`. */
const DIVIDERS =
	/\s*[|｜丨_]+\s*|\s+[-–—―•·:/~»«‹›]+\s+|\s*(?:--|——)\s*|(?<=[\u0080-\uffff])\s?[-–—](?=[\u0080-\uffff]|[A-Z])|：(?=[^：]{2,14}$)/g;

/** A declared title without the site's name and sections: the part that the page shows, or what is left of its names. */
function withoutSite(title: string, known: Known): string {
	const cuts = [...title.matchAll(DIVIDERS)];
	// A Chinese headline and its site's section may have but a space between them: only what the page shows can tell.
	const spaces = /[\u3400-\u9fff]/.test(title)
		? [...title.matchAll(/\s+/g)].filter(({ index }) => index > 0.6 * title.length)
		: [];
	if (cuts.length + spaces.length === 0) return title;
	const all = [...cuts, ...spaces].sort((a, b) => a.index - b.index).slice(-CUTS_MAX);
	return shownPart(title, all, known) ?? namelessPart(title, cuts, known.names);
}

/** The longest run of parts that stands on the page as a heading or a line. */
function shownPart(
	title: string,
	cuts: readonly RegExpExecArray[],
	{ names, evidence, shown }: Known,
): string | null {
	const starts = [0, ...cuts.map((cut) => cut.index + cut[0].length)];
	const ends = [...cuts.map((cut) => cut.index), title.length];
	const runs = starts.flatMap((start, from) => ends.slice(from).map((end) => title.slice(start, end)));
	const keys = runs.map(lettersOf).sort((a, b) => b.length - a.length);
	const whole = lettersOf(title).length;
	const enough = keys.filter((run) => run.length > 5 && run.length > 0.3 * whole && !names.includes(run));
	const heading = lettersOf(shown ?? "");
	const visible = enough.includes(heading)
		? new Set([heading])
		: new Set(evidence.lines.flatMap((line) => linesLike(line, title.length)));
	const key = enough.find((run) => visible.has(run));
	return runs.find((run) => lettersOf(run) === key) ?? null;
}

function linesLike({ text, linked }: Line, lengthMax: number): string[] {
	return linked || text.length < 6 || text.length > lengthMax + 8 ? [] : [lettersOf(text)];
}

/** Cuts names from both ends: what the site calls itself, then, at the end, short parts as sections are. */
function namelessPart(title: string, cuts: readonly RegExpExecArray[], names: readonly string[]): string {
	const last = cuts.at(-1);
	const first = cuts[0];
	if (last === undefined || first === undefined) return title;
	const tail = title.slice(last.index + last[0].length);
	const head = title.slice(0, last.index);
	if (
		isName(tail, names) ||
		(isSection(tail, last[0], head) && lettersOf(head).length > lettersOf(tail).length)
	) {
		return namelessPart(head, cuts.slice(0, -1), names);
	}
	const start = title.slice(0, first.index);
	return names.includes(lettersOf(start)) ? title.slice(first.index + first[0].length) : title;
}

/** A heading without the site's name at its end. */
function withoutSiteName(heading: string, names: readonly string[]): string {
	const last = [...heading.matchAll(DIVIDERS)].at(-1);
	if (last === undefined || last.index === 0) return heading;
	const tail = heading.slice(last.index + last[0].length);
	return isName(tail, names) || CHINESE_SITE.test(tail) ? heading.slice(0, last.index) : heading;
}

/** How names of Chinese sites and their channels end. */
const CHINESE_SITE = /^.{1,20}(?:网|網|新闻|新聞|频道|頻道|日报|日報|在线|資訊|资讯|订阅|\.com|\.net)$/i;

function isName(part: string, names: readonly string[]): boolean {
	const key = lettersOf(part);
	return (
		key !== "" &&
		names.some(
			(name) =>
				name === key || (Math.min(name.length, key.length) > 3 && (name.includes(key) || key.includes(name))),
		)
	);
}

/** A short part behind a divider that headlines rarely use, or that ends as names of Chinese sites do. */
function isSection(part: string, divider: string, headline: string): boolean {
	if (/[?？!！。]$/.test(part)) return false;
	const short = /[\u3040-\u9fff\uac00-\ud7af]/.test(part) ? part.length <= 14 : part.split(/\s+/).length <= 5;
	if (CHINESE_SITE.test(part)) return true;
	if (/^[-–—]$/.test(divider)) return short && headline.length > 2.5 * part.length;
	return short && /[|｜丨_»]|--/.test(divider);
}

/** The text with most weight behind it; layers that say the same in other punctuation count as one. */
function elect(candidates: readonly Candidate[]): { readonly text: string; readonly why: string } | null {
	const groups = new Map<string, Candidate[]>();
	for (const candidate of candidates) {
		const key = lettersOf(candidate.text);
		if (key !== "") groups.set(key, [...(groups.get(key) ?? []), candidate]);
	}
	const weightOf = (group: readonly Candidate[]): number =>
		group.reduce((sum, { weight }) => sum + weight, 0);
	const [winner] = [...groups.values()].sort((a, b) => weightOf(b) - weightOf(a));
	const [first, ...others] = winner ?? [];
	if (first === undefined) return null;
	const agree = [...new Set(others.map(({ source }) => source))];
	return { text: first.text, why: `${first.source}${agreeing(agree, "say the same")}` };
}

/** The line that says just the title; -1 where none does. */
export function lineOf(title: string, { lines }: Evidence): number {
	const key = lettersOf(title);
	return (
		lines.find((line) => line.text.length < 2 * TITLE_LENGTH_MAX && lettersOf(line.text) === key)?.at ?? -1
	);
}
