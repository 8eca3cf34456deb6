import type { Summary } from "../article/library.ts";
import { frame } from "./frame.ts";
import { type Html, html } from "./html.ts";
import { headline } from "./items.ts";
import { dayInWords, dayOf, monthInWords } from "./time.ts";
import { outletName, type View } from "./view.ts";

/** How many articles stand on a day or in a month. */
export interface Counted {
	/** yyyy-mm-dd or yyyy-mm. */
	readonly when: string;
	readonly count: number;
}

/** A month as its days, each with its number of articles: for sites of files, where no list can be asked for the rest of itself. */
export function calendarPage(month: string, days: readonly Counted[], view: View): Html {
	const { words, links } = view;
	const title = monthInWords(month, words);
	const rows = days.map(
		({ when, count }) =>
			html`<li><a href="${links.day(when)}">${dayInWords(when, words)}</a> <span>${words.articles(count)}</span></li>`,
	);
	return frame(
		{
			title,
			main: html`<header class="pagehead"><h1>${title}</h1></header><ul class="calendar">${rows}</ul>`,
		},
		view,
	);
}

/** What one outlet published in a month: every title under its day. */
export function outletMonthPage(
	outlet: string,
	month: string,
	articles: readonly Summary[],
	view: View,
): Html {
	const { links, words } = view;
	const name = outletName(outlet, view);
	const days = [...Map.groupBy(articles, ({ sorted }) => dayOf(sorted, view.zone))];
	const main = html`<header class="pagehead"><h1><a href="${links.outlet(outlet)}">${name}</a> ${monthInWords(month, words)}</h1><p>${words.articles(articles.length)}</p></header>
${days.map(([day, of]) => html`<section class="day"><h2><a href="${links.day(day)}">${dayInWords(day, words)}</a></h2><ul class="headlines">${of.map((article) => headline(article, view))}</ul></section>`)}`;
	return frame({ title: `${name} · ${monthInWords(month, words)}`, place: "outlets", main }, view);
}

/** Links to the months in which an outlet published. */
export function monthLinks(outlet: string, months: readonly Counted[], { words, links }: View): Html {
	const rows = months.map(
		({ when, count }) =>
			html`<li><a href="${links.outletMonth(outlet, when)}">${monthInWords(when, words)}</a> <span>${words.articles(count)}</span></li>`,
	);
	return html`<section><h2>${words.byMonth}</h2><ul class="calendar">${rows}</ul></section>`;
}
