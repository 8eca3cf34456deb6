import type { Library, ListQuery, Summary } from "../article/library.ts";
import { strictAddress } from "./address.ts";
import { type Counted, monthLinks } from "./calendar.ts";
import { frame } from "./frame.ts";
import { columns, daysBeside } from "./front.ts";
import { type Html, html } from "./html.ts";
import { entry, outletEntry } from "./items.ts";
import { type DaysBeside, dayInWords, dayOf, gatherDaysBeside, monthInWords, spanOf } from "./time.ts";
import { outletName, type View } from "./view.ts";

const LIST_LIMIT = 40;
const DAY_LIMIT = 600;

/** A page of a list, newest first, and the cursor from which the next page is read. */
export interface Listed {
	readonly articles: readonly Summary[];
	readonly before: string | null;
	/** The months in which an outlet published; known where all of them have been counted. */
	readonly months?: readonly Counted[];
}

/** Reads one page of a list. */
export async function gatherList(library: Library, query: Omit<ListQuery, "limit">): Promise<Listed> {
	const articles = await library.list({ ...query, limit: LIST_LIMIT });
	return { articles, before: articles.length < LIST_LIMIT ? null : (articles.at(-1)?.cursor ?? null) };
}

/** A day: its articles as far as one page can show them, and the days beside it. */
export interface DayPage extends DaysBeside {
	/** yyyy-mm-dd. */
	readonly day: string;
	readonly articles: readonly Summary[];
}

/** Reads a day in a zone; null where there is no such day. */
export async function gatherDay(library: Library, day: string, zone: string): Promise<DayPage | null> {
	const span = day.length === 10 ? spanOf(day, zone) : null;
	if (span === null) return null;
	const articles = await library.list({ ...span, limit: DAY_LIMIT });
	return { day, articles, ...(await gatherDaysBeside(library, day, zone)) };
}

/** A day's page: its outlets side by side. */
export function dayPage({ day, articles, ...beside }: DayPage, view: View): Html {
	const { words } = view;
	const title = dayInWords(day, words);
	const main = html`<header class="dateline"><h1>${title}</h1><p>${words.articles(articles.length)}</p></header>
${articles.length === 0 ? html`<p>${words.nothing}</p>` : columns(articles, view)}
${daysBeside(day, beside, view)}`;
	return frame({ title, main }, view);
}

/** A month's page: its articles under their days. */
export function monthPage(month: string, listed: Listed, view: View): Html {
	const title = monthInWords(month, view.words);
	const main = html`<header class="pagehead"><h1>${title}</h1></header>${byDay(listed.articles, view, (article) => entry(article, view, "hour"))}${older(listed, view)}`;
	return frame({ title, main, hidden: true }, view);
}

/** An outlet's page, or that of one of its sections. */
export function outletPage(
	place: { readonly outlet: string; readonly section: string | null },
	listed: Listed,
	view: View,
): Html {
	const { outlet, section } = place;
	const { words, links } = view;
	const name = outletName(outlet, view);
	const known = view.outlets.get(outlet);
	const title = section === null ? name : `${name} · ${section}`;
	const sections = section === null ? sectionsOf(listed.articles) : [];
	const main = html`<header class="pagehead"><h1>${section === null ? name : html`<a href="${links.outlet(outlet)}">${name}</a> ${section}`}</h1>
${known !== undefined && section === null && html`<p>${words.articles(known.articles)}${known.home !== null && html` <a href="${strictAddress(known.home)}" rel="noopener noreferrer">${URL.parse(known.home)?.hostname ?? known.home}</a>`}</p>`}
${sections.length > 0 && html`<ul class="sections" aria-label="${words.section}">${sections.map((one) => html`<li><a href="${links.section(outlet, one)}">${one}</a></li>`)}</ul>`}</header>
${byDay(listed.articles, view, (article) => outletEntry(article, view))}${older(listed, view)}${listed.months !== undefined && monthLinks(outlet, listed.months, view)}`;
	const subject =
		section === null ? ({ of: "outlet", outlet } as const) : ({ of: "section", outlet, section } as const);
	return frame({ title, place: "outlets", feed: { subject, title }, main }, view);
}

/** The page that names every outlet. */
export function outletsPage(view: View): Html {
	const { words, links } = view;
	const rows = [...view.outlets.values()]
		.toSorted((one, other) => other.articles - one.articles)
		.map(
			({ outlet, name, articles, newest }) =>
				html`<tr><th scope="row"><a href="${links.outlet(outlet)}">${name}</a></th><td>${articles.toLocaleString(words.locale)}</td><td>${newest === null ? words.never : html`<a href="${links.day(dayOf(newest, view.zone))}">${dayOf(newest, view.zone)}</a>`}</td></tr>`,
		);
	const main = html`<header class="pagehead"><h1>${words.outlets}</h1></header>
<div class="table" role="region" tabindex="0" aria-label="${words.outlets}"><table><thead><tr><th scope="col">${words.outlet}</th><th scope="col">${words.articleCount}</th><th scope="col">${words.newestArticle}</th></tr></thead><tbody>${rows}</tbody></table></div>`;
	return frame({ title: words.outlets, place: "outlets", main }, view);
}

function sectionsOf(articles: readonly Summary[]): readonly string[] {
	return [...new Set(articles.flatMap(({ section }) => (section === null ? [] : [section])))].toSorted();
}

function byDay(articles: readonly Summary[], view: View, item: (article: Summary) => Html): Html {
	if (articles.length === 0) return html`<p>${view.words.nothing}</p>`;
	const days = [...Map.groupBy(articles, ({ sorted }) => dayOf(sorted, view.zone))];
	return html`${days.map(
		([day, of]) =>
			html`<section class="day"><h2><a href="${view.links.day(day)}">${dayInWords(day, view.words)}</a></h2><ul class="entries">${of.map(item)}</ul></section>`,
	)}`;
}

function older({ before }: Listed, { words, path }: View): Html {
	if (before === null || path === null) return html``;
	return html`<nav class="pages" aria-label="${words.earlier}"><a rel="next" href="${path}?before=${encodeURIComponent(before)}">${words.earlier}</a></nav>`;
}
