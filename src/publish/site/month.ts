import type { Kept, Library, Revision, Summary } from "../../article/library.ts";
import { articlePage, gatherEvidence } from "../../pages/article.ts";
import { calendarPage, outletMonthPage } from "../../pages/calendar.ts";
import { differencePage, gatherDifference } from "../../pages/difference.ts";
import { dayPage } from "../../pages/listing.ts";
import { dayOf, gatherDaysBeside, spanOf } from "../../pages/time.ts";
import type { View } from "../../pages/view.ts";
import { pause } from "../pause.ts";
import { articleFile, fileName, mediaFile, siteLinks } from "./links.ts";
import type { Site } from "./options.ts";
import { searchOfMonth } from "./search-index.ts";
import { sitemapOfMonth } from "./sitemap.ts";
import type { MonthState } from "./state.ts";

const PAGE = 500;
/** Of an outlet in one month; more would be a page that nobody opens. */
const OUTLET_ARTICLES_MAX = 20_000;
const DAY_ARTICLES_MAX = 600;
const NEIGHBOUR_WITHIN_MS = 31 * 86_400_000;
const NEIGHBOURS_LIMIT = 200;

type Wants = (article: Summary) => boolean;

/** Writes everything of one month, a day held in memory at a time; of its articles only those that `wants` names. */
export async function writeMonth(month: string, site: Site, wants: Wants): Promise<MonthState> {
	const { output, zone } = site;
	const search = searchOfMonth(month, site, wants);
	const sitemap = sitemapOfMonth(month, site);
	const counted: { when: string; count: number }[] = [];
	const outlets = new Map<string, number>();
	const touched = new Set<string>();
	const newer = new Map<string, Summary>();
	for await (const [day, articles] of daysOf(month, site)) {
		for (const [outlet, of] of Map.groupBy(articles, (article) => article.outlet)) {
			await writeOutletDay(of, { site, wants, newer });
			outlets.set(outlet, (outlets.get(outlet) ?? 0) + of.length);
			if (of.some(wants)) touched.add(outlet);
		}
		if (articles.some(wants)) {
			const beside = await gatherDaysBeside(site.library, day, zone);
			const page = dayPage(
				{ day, articles: articles.slice(0, DAY_ARTICLES_MAX), ...beside },
				site.view("../"),
			);
			output.write(`day/${day}.html`, page.toString());
		}
		counted.push({ when: day, count: articles.length });
		search.add(day, articles);
		sitemap.add(articles);
	}
	for (const outlet of touched) await writeOutletMonth(outlet, month, site);
	output.write(`month/${month}.html`, calendarPage(month, counted, site.view("../")).toString());
	sitemap.end();
	const total = counted.reduce((sum, { count }) => sum + count, 0);
	return { month, articles: total, search: search.end(), outlets: Object.fromEntries(outlets) };
}

/** The days of a month with their articles, newest first. */
async function* daysOf(month: string, site: Site): AsyncGenerator<readonly [string, readonly Summary[]]> {
	let day = "";
	let articles: Summary[] = [];
	for await (const article of articlesIn(month, site)) {
		const on = dayOf(article.sorted, site.zone);
		if (on !== day && articles.length > 0) {
			yield [day, articles];
			articles = [];
		}
		day = on;
		articles.push(article);
	}
	if (articles.length > 0) yield [day, articles];
}

/** The articles of a month, newest first, of one outlet or of all. */
async function* articlesIn(
	month: string,
	{ library, zone, signal }: Site,
	of: { readonly outlet?: string } = {},
): AsyncGenerator<Summary> {
	const span = spanOf(month, zone);
	if (span === null) throw new Error(`${month} is no month`);
	let before: string | undefined;
	for (;;) {
		const query = { ...span, ...of, limit: PAGE };
		await pause(signal);
		const some = await library.list(before === undefined ? query : { ...query, before });
		yield* some;
		before = some.at(-1)?.cursor;
		if (some.length < PAGE) return;
	}
}

async function writeOutletMonth(outlet: string, month: string, site: Site): Promise<void> {
	const articles: Summary[] = [];
	for await (const article of articlesIn(month, site, { outlet })) {
		if (articles.length === OUTLET_ARTICLES_MAX) break;
		articles.push(article);
	}
	const page = outletMonthPage(outlet, month, articles, site.view("../../"));
	site.output.write(`outlet/${fileName(outlet)}/${month}.html`, page.toString());
}

/**
 * Writes an outlet's articles of a day, newest first; those beside a wanted one too, since they lead to it.
 * `newer` has the article after these of each outlet, and is left with the oldest of them.
 */
async function writeOutletDay(
	articles: readonly Summary[],
	{
		site,
		wants,
		newer,
	}: { readonly site: Site; readonly wants: Wants; readonly newer: Map<string, Summary> },
): Promise<void> {
	const { library } = site;
	for (const [at, summary] of articles.entries()) {
		const { outlet, cursor } = summary;
		const next = newer.get(outlet) ?? (await newerThan(summary, library)) ?? null;
		const previous =
			articles[at + 1] ?? (await library.list({ outlet, before: cursor, limit: 1 }))[0] ?? null;
		newer.set(outlet, summary);
		if ([next, summary, previous].some((one) => one !== null && wants(one)))
			await writeArticle(summary, { previous, next }, site);
	}
}

async function newerThan({ outlet, sorted, mark }: Summary, library: Library): Promise<Summary | undefined> {
	const span = { since: sorted, until: sorted + NEIGHBOUR_WITHIN_MS };
	const newer = await library.list({ outlet, ...span, limit: NEIGHBOURS_LIMIT });
	return newer[newer.findIndex((other) => other.mark === mark) - 1];
}

interface Neighbours {
	readonly previous: Summary | null;
	readonly next: Summary | null;
}

async function writeArticle(
	{ mark, revisions: count }: Summary,
	beside: Neighbours,
	site: Site,
): Promise<void> {
	const { library, output, signal } = site;
	await pause(signal);
	const article = await library.article(mark);
	if (article === null) return;
	const revisions = count > 1 ? await library.revisions(mark) : [];
	const view = site.view("../../");
	// Which articles tell the same story is asked of the index for each: on a whole site it would cost more than all else.
	const evidence = await gatherEvidence(library, article);
	const page = articlePage({ article, revisions, alike: [], evidence, ...beside }, view);
	output.write(articleFile(mark), page.toString());
	await copyPictures(article, site);
	for (const { revision } of revisions)
		await writeRevision({ mark, revision, revisions, beside }, site, view);
}

interface OldRevision {
	readonly mark: string;
	readonly revision: number;
	readonly revisions: readonly Revision[];
	readonly beside: Neighbours;
}

async function writeRevision(
	{ mark, revision, revisions, beside }: OldRevision,
	site: Site,
	view: View,
): Promise<void> {
	const { library, output } = site;
	const links = siteLinks("");
	if (revision !== revisions.at(-1)?.revision) {
		const article = await library.article(mark, revision);
		if (article === null) return;
		const evidence = await gatherEvidence(library, article);
		const page = articlePage({ article, revisions, alike: [], evidence, ...beside }, view);
		output.write(links.revision(mark, revision), page.toString());
		await copyPictures(article, site);
	}
	const difference = await gatherDifference(library, mark, revision);
	if (difference !== null)
		output.write(links.difference(mark, revision), differencePage(difference, view).toString());
}

async function copyPictures({ pictures, picture }: Kept, { library, output }: Site): Promise<void> {
	for (const { sha256 } of picture === null ? pictures : [picture, ...pictures]) {
		const blob = sha256 === null ? null : await library.blob(sha256);
		if (blob !== null) output.copy(mediaFile(blob.sha256, blob.type), blob.path);
	}
}
