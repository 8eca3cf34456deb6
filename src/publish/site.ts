import type { Library, Outlet } from "../article/library.ts";
import { assetFiles } from "../pages/assets.ts";
import { CHANGES, changesPage, gatherChanges } from "../pages/changes.ts";
import { frontPage, gatherFront } from "../pages/front.ts";
import { LANGUAGES } from "../pages/languages.ts";
import { gatherList, outletPage, outletsPage } from "../pages/listing.ts";
import { gatherNumbers, numbersCsv, numbersPage } from "../pages/numbers.ts";
import { aboutPage, missingPage } from "../pages/plain.ts";
import { fileSearchPage } from "../pages/search.ts";
import { dayOf, spanOf } from "../pages/time.ts";
import type { View } from "../pages/view.ts";
import { articleEntries, changeEntries, writeFeed } from "./entries.ts";
import { FORMATS } from "./formats.ts";
import { pause } from "./pause.ts";
import { feedFile, fileName, siteLinks } from "./site/links.ts";
import { writeMonth } from "./site/month.ts";
import type { Site, SiteOptions } from "./site/options.ts";
import { writeSearchTop } from "./site/search-index.ts";
import { writeSitemapIndex } from "./site/sitemap.ts";
import { type MonthState, readState, type SiteState, stateKey, writeState } from "./site/state.ts";

export interface SiteWritten {
	/** Articles whose pages were made; all of them on the first writing. */
	readonly articles: number;
	/** False where only what had changed was made. */
	readonly whole: boolean;
}

/** More changes than this since the last writing, and everything is made again. */
const CHANGES_MAX = 20_000;
const PAGE = 500;
const FEED_ENTRIES = 50;

/**
 * Writes the reader's pages as files for any static host or a disk: links are relative, search runs in
 * the browser. A day is held in memory at a time. On a site written before, only what has changed
 * since is made again; what is the same on disk is left alone. Rejects with the signal's reason where it is
 * stopped: the next writing goes on from the last whole month.
 */
export async function writeSite(options: SiteOptions): Promise<SiteWritten> {
	const site = await siteOf(options);
	const { library, output } = site;
	const [newest] = await library.observations({ limit: 1 });
	const seq = newest?.seq ?? 0;
	const key = stateKey(options);
	const before = readState(output, key);
	const changed = before === null ? null : await changedSince(before.seq, library);
	const keep = (months: readonly MonthState[], left: string | null): void =>
		writeState(output, { key, seq, months, left });
	const isWhole = before === null || changed === null;
	const known = isWhole ? [] : await changedMonths(site, before, changed);
	const rest =
		isWhole || before.left !== null
			? await olderMonths(site, isWhole ? null : before.left, (some) =>
					keep([...known, ...some], some.at(-1)?.month ?? null),
				)
			: [];
	const months = [...known, ...rest];
	await writeTop(site, months);
	keep(months, null);
	const made = rest.reduce((sum, { articles }) => sum + articles, changed?.size ?? 0);
	return { articles: made, whole: isWhole };
}

async function siteOf(options: SiteOptions): Promise<Site> {
	const { library, name, language, zone, baseUrl } = options;
	const outlets = new Map(
		(await library.outlets()).map((outlet): [string, Outlet] => [outlet.outlet, outlet]),
	);
	const base = baseUrl === null ? null : `${baseUrl.replace(/\/+$/, "")}/`;
	const view = (root: string): View => ({
		...{ name, zone, outlets, words: LANGUAGES[language], links: siteLinks(root) },
		...{ theme: "auto", size: "normal", path: null, feeds: base !== null },
	});
	return { ...options, baseUrl: base, view };
}

/** The marks of what has been observed since; null where there is too much of it. */
async function changedSince(seq: number, library: Library): Promise<ReadonlySet<string> | null> {
	const marks = new Set<string>();
	let before: number | undefined;
	for (let seen = 0; seen < CHANGES_MAX; seen += PAGE) {
		const some = await library.observations({ limit: PAGE, ...(before !== undefined && { before }) });
		const fresh = some.filter((one) => one.seq > seq);
		for (const { mark, kind } of fresh) if (kind !== "unchanged") marks.add(mark);
		before = some.at(-1)?.seq;
		if (fresh.length < PAGE) return marks;
	}
	return null;
}

/** Every month before a month, or of the whole archive, newest first; `keep` is told after each what there is so far. */
async function olderMonths(
	site: Site,
	before: string | null,
	keep: (months: readonly MonthState[]) => void,
): Promise<readonly MonthState[]> {
	const { library, zone } = site;
	const months: MonthState[] = [];
	const newestBefore = async (month: string | null): Promise<string | null> => {
		const until = month === null ? {} : { until: spanOf(month, zone)?.since ?? 0 };
		const [newest] = await library.list({ ...until, limit: 1 });
		return newest === undefined ? null : dayOf(newest.sorted, zone).slice(0, 7);
	};
	for (let month = await newestBefore(before); month !== null; month = await newestBefore(month)) {
		months.push(await writeMonth(month, site, () => true));
		keep(months);
	}
	return months;
}

/** The months that were written before, those that have changed made again. */
async function changedMonths(
	site: Site,
	before: SiteState,
	changed: ReadonlySet<string>,
): Promise<readonly MonthState[]> {
	const { library, zone } = site;
	const articles = await Promise.all([...changed].map((mark) => library.article(mark)));
	const touched = new Set(
		articles.flatMap((article) => (article === null ? [] : [dayOf(article.sorted, zone).slice(0, 7)])),
	);
	const months = new Map(before.months.map((one) => [one.month, one]));
	for (const month of touched) {
		if (before.left !== null && month < before.left) continue;
		months.set(month, await writeMonth(month, site, (article) => changed.has(article.mark)));
	}
	return [...months.values()].toSorted((one, other) => (one.month < other.month ? 1 : -1));
}

/** Writes what stands above the months: the front page, outlets, changes, numbers, feeds, and the site's own files. */
async function writeTop(site: Site, months: readonly MonthState[]): Promise<void> {
	const { library, output, zone, name, baseUrl } = site;
	const view = site.view("");
	const write = (path: string, page: { toString(): string }): boolean => output.write(path, page.toString());
	const numbers = await gatherNumbers(library);
	write("index.html", frontPage(await gatherFront(library, zone), view));
	write("outlets.html", outletsPage(view));
	write("changes.html", changesPage(await gatherChanges(library, "all"), view));
	write("numbers.html", numbersPage(numbers, view));
	write("numbers.csv", numbersCsv(numbers));
	write("numbers.json", JSON.stringify(numbers));
	write("about.html", aboutPage(view));
	write("search.html", fileSearchPage("", view));
	// A host shows it for any path, so that only whole paths lead anywhere from it.
	write("404.html", missingPage(site.view(baseUrl === null ? "/" : new URL(baseUrl).pathname)));
	for (const [file, { content }] of Object.entries(assetFiles(name, "../")))
		output.write(`assets/${file}`, content);
	output.write(".nojekyll", "");
	for (const outlet of view.outlets.keys()) {
		await pause(site.signal);
		await writeOutlet(outlet, site, months);
	}
	writeSearchTop(
		months.flatMap(({ search }) => search),
		output,
	);
	writeSitemapIndex(months, site);
	if (baseUrl !== null) await writeFeeds(site, baseUrl);
}

async function writeOutlet(outlet: string, site: Site, months: readonly MonthState[]): Promise<void> {
	const { library, output } = site;
	const listed = await gatherList(library, { outlet });
	const counted = months.flatMap(({ month, outlets }) =>
		outlets[outlet] === undefined ? [] : [{ when: month, count: outlets[outlet] }],
	);
	const page = outletPage({ outlet, section: null }, { ...listed, months: counted }, site.view("../../"));
	output.write(`outlet/${fileName(outlet)}/index.html`, page.toString());
}

/** Feeds of everything, of changes and of each outlet, in every format; their addresses are whole. */
async function writeFeeds(site: Site, baseUrl: string): Promise<void> {
	const { library, output } = site;
	const view = site.view(baseUrl);
	const changes = await library.observations({ kinds: CHANGES.all, limit: FEED_ENTRIES });
	const subjects = [
		{ subject: { of: "all" } as const, entries: await newestEntries({}, site, view) },
		{ subject: { of: "changes" } as const, entries: await changeEntries(changes, library, view) },
	];
	const write = ({ subject, entries }: (typeof subjects)[number] | OutletFeed): void => {
		for (const format of Object.keys(FORMATS) as (keyof typeof FORMATS)[]) {
			const made = { subject, format, day: null, previousArchive: null, hub: null, entries };
			output.write(feedFile(subject, format), writeFeed(made, view).body);
		}
	};
	subjects.forEach(write);
	for (const outlet of view.outlets.keys()) {
		write({ subject: { of: "outlet", outlet }, entries: await newestEntries({ outlet }, site, view) });
	}
}

interface OutletFeed {
	readonly subject: { readonly of: "outlet"; readonly outlet: string };
	readonly entries: Awaited<ReturnType<typeof newestEntries>>;
}

async function newestEntries(of: { outlet?: string }, { library }: Site, view: View) {
	return articleEntries(await library.list({ ...of, limit: FEED_ENTRIES }), library, view);
}
