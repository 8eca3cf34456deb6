import type { Kept, Library, Revision, Summary } from "../../article/library.ts";
import { articlePage, gatherEvidence } from "../../pages/article.ts";
import { calendarPage, outletMonthPage } from "../../pages/calendar.ts";
import { differencePage, gatherDifference } from "../../pages/difference.ts";
import { dayPage } from "../../pages/listing.ts";
import { dayOf, gatherDaysBeside, spanOf } from "../../pages/time.ts";
import type { View } from "../../pages/view.ts";
import { articleFile, fileName, mediaFile, siteLinks } from "./links.ts";
import type { Site } from "./options.ts";
import { writeSearchMonth } from "./search-index.ts";
import { writeSitemap } from "./sitemap.ts";
import type { MonthState } from "./state.ts";

const PAGE = 500;
/** A month with more is written as far as its newest, so that memory stays bounded. */
const MONTH_ARTICLES_MAX = 200_000;
const DAY_ARTICLES_MAX = 600;
const NEIGHBOUR_WITHIN_MS = 31 * 86_400_000;
const NEIGHBOURS_LIMIT = 200;

/** Writes everything of one month; of its articles only those that `wants` names. */
export async function writeMonth(
	month: string,
	site: Site,
	wants: (article: Summary) => boolean,
): Promise<MonthState> {
	const { output, zone } = site;
	const articles = await articlesOf(month, site);
	const touched = articles.filter(wants);
	const outlets = Map.groupBy(articles, ({ outlet }) => outlet);
	const days = Map.groupBy(articles, ({ sorted }) => dayOf(sorted, zone));
	for (const [outlet, of] of outlets) await writeOutlet(outlet, of, site, wants);
	for (const day of new Set(touched.map(({ sorted }) => dayOf(sorted, zone)))) {
		const of = (days.get(day) ?? []).slice(0, DAY_ARTICLES_MAX);
		const beside = await gatherDaysBeside(site.library, day, zone);
		output.write(`day/${day}.html`, dayPage({ day, articles: of, ...beside }, site.view("../")).toString());
	}
	for (const outlet of new Set(touched.map((article) => article.outlet))) {
		const page = outletMonthPage(outlet, month, outlets.get(outlet) ?? [], site.view("../../"));
		output.write(`outlet/${fileName(outlet)}/${month}.html`, page.toString());
	}
	const counted = [...days].map(([when, of]) => ({ when, count: of.length }));
	output.write(`month/${month}.html`, calendarPage(month, counted, site.view("../")).toString());
	const search = writeSearchMonth(month, articles, { site, wants });
	writeSitemap(month, articles, site);
	const counts = Object.fromEntries([...outlets].map(([outlet, of]) => [outlet, of.length]));
	return { month, articles: articles.length, search, outlets: counts };
}

async function articlesOf(month: string, { library, zone }: Site): Promise<readonly Summary[]> {
	const span = spanOf(month, zone);
	if (span === null) throw new Error(`${month} is no month`);
	const found: Summary[] = [];
	let before: string | undefined;
	while (found.length < MONTH_ARTICLES_MAX) {
		const some = await library.list({ ...span, limit: PAGE, ...(before !== undefined && { before }) });
		found.push(...some);
		before = some.at(-1)?.cursor;
		if (some.length < PAGE) break;
	}
	return found;
}

/** Writes an outlet's articles of a month, newest first; those beside a wanted one too, since they lead to it. */
async function writeOutlet(
	outlet: string,
	articles: readonly Summary[],
	site: Site,
	wants: (article: Summary) => boolean,
): Promise<void> {
	const { library } = site;
	const wanted = articles.map(wants);
	for (const [at, summary] of articles.entries()) {
		if (!(wanted[at] || wanted[at - 1] || wanted[at + 1])) continue;
		const last = at === articles.length - 1;
		const previous = last
			? (await library.list({ outlet, before: summary.cursor, limit: 1 }))[0]
			: articles[at + 1];
		const next = at === 0 ? await newerThan(summary, library) : articles[at - 1];
		await writeArticle(summary, { previous: previous ?? null, next: next ?? null }, site);
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
	const { library, output } = site;
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
