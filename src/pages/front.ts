import type { Library, Observation, Summary } from "../article/library.ts";
import { CHANGES, observationItem } from "./changes.ts";
import { frame } from "./frame.ts";
import { type Html, html } from "./html.ts";
import { entry, excerpt, headline, moment, thumbnail, titleLink } from "./items.ts";
import { type DaysBeside, dayInWords, dayOf, hourTime, spanOf } from "./time.ts";
import { outletName, type View } from "./view.ts";

/** The articles of one day, newest first, what stands before them where the day is thin, and what changed of late. */
export interface FrontPage {
	/** yyyy-mm-dd in the reader's zone; null while the archive is empty. */
	readonly day: string | null;
	readonly articles: readonly Summary[];
	readonly earlier: readonly Summary[];
	readonly changes: readonly Observation[];
	/** The day before on which anything stands. */
	readonly previous: string | null;
}

const ARTICLES_MAX = 600;
const CHANGES_MAX = 6;
/** A morning has few articles yet: the front page is filled with those of the days before. */
const FILLED_TO = 24;
/** Outlets that stand side by side, and the titles of each; the others are named below. */
const COLUMNS_MAX = 18;
const TITLES_MAX = 7;
const SECONDS_MAX = 3;

/** Reads the day of the newest article. */
export async function gatherFront(library: Library, zone: string): Promise<FrontPage> {
	const [newest] = await library.list({ limit: 1 });
	if (newest === undefined) return { day: null, articles: [], earlier: [], changes: [], previous: null };
	const day = dayOf(newest.sorted, zone);
	const span = spanOf(day, zone) ?? { since: newest.sorted, until: newest.sorted + 1 };
	const [articles, before, changes] = await Promise.all([
		library.list({ ...span, limit: ARTICLES_MAX }),
		library.list({ until: span.since, limit: FILLED_TO }),
		library.observations({ kinds: CHANGES.all, limit: CHANGES_MAX }),
	]);
	const previous = before[0] === undefined ? null : dayOf(before[0].sorted, zone);
	const earlier = before.slice(0, Math.max(0, FILLED_TO - articles.length));
	return { day, articles, earlier, changes, previous };
}

/** The front page: the newest day, its outlets side by side. */
export function frontPage({ day, articles, earlier, changes, previous }: FrontPage, view: View): Html {
	const { words, name, links } = view;
	if (day === null)
		return frame(
			{ title: name, place: "front", main: html`<h1>${name}</h1><p class="lead">${words.emptyArchive}</p>` },
			view,
		);
	const lead =
		articles.find(({ picture, excerpt }) => picture?.sha256 != null && excerpt !== "") ?? articles[0];
	const seconds = secondStories([...articles, ...earlier], lead);
	const shown = new Set([lead, ...seconds]);
	const before = earlier.filter((article) => !shown.has(article));
	const main = html`<header class="dateline"><h1>${moment(Date.parse(day), dayInWords(day, words))}</h1><p>${words.articles(articles.length)}</p></header>
<div class="front">
<div>${lead !== undefined && leadStory(lead, view)}
${seconds.length > 0 && html`<ul class="seconds">${seconds.map((article) => entry(article, view, articles.includes(article) ? "hour" : "date"))}</ul>`}</div>
${changes.length > 0 && html`<aside class="changed" aria-labelledby="changed"><h2 id="changed"><a href="${links.changes()}">${words.changes}</a></h2><ul>${changes.map((change) => observationItem(change, view))}</ul></aside>`}
</div>
${columns(
	articles.filter((article) => !shown.has(article)),
	view,
)}
${before.length > 0 && html`<section class="day earlier"><h2>${words.earlier}</h2><ul class="entries">${before.map((article) => entry(article, view))}</ul></section>`}
${daysBeside(day, { previous, next: null }, view)}`;
	return frame({ title: name, description: words.tagline, place: "front", main }, view);
}

/** The newest of outlets other than the lead's, one of each. */
function secondStories(articles: readonly Summary[], lead: Summary | undefined): readonly Summary[] {
	const seen = new Set([lead?.outlet]);
	return articles
		.filter(({ outlet, excerpt: text }) => text !== "" && !seen.has(outlet) && seen.add(outlet))
		.slice(0, SECONDS_MAX);
}

function leadStory(article: Summary, view: View): Html {
	return html`<section class="first item">${thumbnail(article.picture, "leading", view)}<div><p class="source"><a href="${view.links.outlet(article.outlet)}">${outletName(article.outlet, view)}</a> ${moment(article.sorted, hourTime(article.sorted, view))}</p><h2>${titleLink(article, view)}</h2>${excerpt(article)}</div></section>`;
}

/** Links to the days beside a day, and to its month. */
export function daysBeside(day: string, { previous, next }: DaysBeside, { words, links }: View): Html {
	return html`<nav class="pages" aria-label="${words.earlier}">${previous !== null && html`<a rel="prev" href="${links.day(previous)}">${words.previousDay}</a> `}<a href="${links.month(day.slice(0, 7))}">${words.wholeMonth}</a>${next !== null && html` <a rel="next" href="${links.day(next)}">${words.nextDay}</a>`}</nav>`;
}

/** Each outlet of a day with its newest titles, the most productive first, then the others by name. */
export function columns(articles: readonly Summary[], view: View): Html {
	const groups = [...Map.groupBy(articles, ({ outlet }) => outlet)].toSorted(
		([, one], [, other]) => other.length - one.length,
	);
	const others = groups.slice(COLUMNS_MAX);
	if (groups.length === 0) return html``;
	return html`<div class="columns">${groups.slice(0, COLUMNS_MAX).map(([outlet, of]) => column(outlet, of, view))}</div>
${others.length > 0 && html`<section class="others"><h2>${view.words.moreOutlets}</h2><ul>${others.map(([outlet, of]) => html`<li><a href="${view.links.outlet(outlet)}">${outletName(outlet, view)}</a> ${of.length}</li>`)}</ul></section>`}`;
}

function column(outlet: string, articles: readonly Summary[], view: View): Html {
	const { links, words } = view;
	const [first, ...rest] = articles;
	if (first === undefined) return html``;
	const more = rest.length - TITLES_MAX;
	return html`<section class="column"><h2><a href="${links.outlet(outlet)}">${outletName(outlet, view)}</a></h2>
<div class="item top">${thumbnail(first.picture, "above", view)}<h3>${titleLink(first, view)}</h3>${excerpt(first)}<p class="source">${moment(first.sorted, hourTime(first.sorted, view))}</p></div>
${rest.length > 0 && html`<ul class="headlines">${rest.slice(0, TITLES_MAX).map((article) => headline(article, view))}</ul>`}
${more > 0 && html`<p class="more"><a href="${links.outlet(outlet)}">${words.more(more)}</a></p>`}</section>`;
}
