import type { Hit, Library, Piece, SearchResult } from "../article/library.ts";
import { frame } from "./frame.ts";
import { type Html, html } from "./html.ts";
import { moment, spoken } from "./items.ts";
import { monthInWords, shortTime } from "./time.ts";
import { outletName, type View } from "./view.ts";

export type SearchOrder = "relevant" | "newest";

/** What a reader asked, and what was found. */
export interface SearchPage {
	readonly query: string;
	readonly order: SearchOrder;
	readonly offset: number;
	/** Null while nothing has been asked. */
	readonly result: SearchResult | null;
}

const HITS_LIMIT = 20;
/** Nobody reads further; a deeper offset costs the index and helps only machines, which have feeds. */
const OFFSET_MAX = 1_000;
const COUNTS_MAX = 24;

/** Asks the archive. An empty query finds nothing and asks for one. */
export async function gatherSearch(
	library: Library,
	asked: { readonly query: string; readonly order: SearchOrder; readonly offset: number },
): Promise<SearchPage> {
	const query = asked.query.trim();
	const offset = Math.min(Math.max(asked.offset, 0), OFFSET_MAX);
	const { order } = asked;
	const result = query === "" ? null : await library.search(query, { limit: HITS_LIMIT, offset, order });
	return { query, order, offset, result };
}

/** The search page: the question, what was found with its matches marked, and counts to narrow it. */
export function searchPage(page: SearchPage, view: View): Html {
	const { words, links } = view;
	const { query, order, result } = page;
	const main = html`<header class="pagehead"><h1>${words.search}</h1>
<form role="search" class="ask" action="${links.search("")}" method="get" aria-label="${words.search}"><input type="search" name="q" value="${query}" aria-label="${words.searchFor}" maxlength="200" autocomplete="off"${query === "" && html` autofocus`}><select name="order" aria-label="${words.relevant} / ${words.newest}"><option value="relevant"${order === "relevant" && html` selected`}>${words.relevant}</option><option value="newest"${order === "newest" && html` selected`}>${words.newest}</option></select><button>${words.search}</button></form>
<p class="help"><code>${words.searchHelp}</code></p></header>
${result !== null && found(page, result, view)}`;
	const feed = query === "" ? undefined : { subject: { of: "search", query } as const, title: query };
	return frame(
		{
			title: query === "" ? words.search : `${query} · ${words.search}`,
			place: "search",
			query,
			hidden: true,
			main,
			...(feed !== undefined && { feed }),
		},
		view,
	);
}

/** The search page of a site of files: a script of its own finds what is asked for. `root` leads to the site's root. */
export function fileSearchPage(root: string, view: View): Html {
	const { words, links } = view;
	const main = html`<header class="pagehead"><h1>${words.search}</h1>
<form role="search" class="ask" action="${links.search("")}" method="get" aria-label="${words.search}"><input type="search" name="q" aria-label="${words.searchFor}" maxlength="200" autocomplete="off"><button>${words.search}</button></form></header>
<noscript><p class="notice">${words.searchNeedsScript} <a href="${links.outlets()}">${words.outlets}</a></p></noscript>
<p class="total" id="total" role="status"></p><ol class="hits" id="found" data-root="${root}" data-nothing="${words.noResults}"></ol>`;
	return frame({ title: words.search, place: "search", hidden: true, script: "search.js", main }, view);
}

function found(page: SearchPage, result: SearchResult, view: View): Html {
	const { words, links } = view;
	const suggestions =
		result.suggestions.length > 0 &&
		html`<p class="suggestions">${words.didYouMean} ${result.suggestions.map((text) => html`<a href="${links.search(text)}">${text}</a> `)}</p>`;
	return html`<div class="found"><div>
<p class="total" role="status">${result.total === 0 ? words.noResults : words.results(result.total, result.more)}</p>
${result.warnings.map((warning) => html`<p class="notice">${words.searchWarning(warning)}</p>`)}${suggestions}
<ol class="hits" start="${page.offset + 1}">${result.hits.map((hit) => hitItem(hit, view))}</ol>
${turns(page, result, view)}
</div>${counts(page, result, view)}</div>`;
}

function hitItem({ article, title, snippet }: Hit, view: View): Html {
	const { links } = view;
	return html`<li class="item"><p class="source"><a href="${links.outlet(article.outlet)}">${outletName(article.outlet, view)}</a> ${moment(article.sorted, shortTime(article.sorted, view))}</p><h2><a class="title" href="${links.article(article.mark)}"${spoken(article.language)}>${marked(title)}</a></h2><p class="excerpt"${spoken(article.language)}>${marked(snippet)}</p></li>`;
}

/** Text with its matches marked. */
function marked(pieces: readonly Piece[]): Html {
	return html`${pieces.map(({ text, match }) => (match ? html`<mark>${text}</mark>` : text))}`;
}

function turns({ query, order, offset }: SearchPage, result: SearchResult, { words, links }: View): Html {
	const to = (at: number): string => `${links.search(query)}&order=${order}&offset=${at}`;
	const last = Math.min(result.total, OFFSET_MAX);
	const isMore = offset + HITS_LIMIT < last;
	if (offset === 0 && !isMore) return html``;
	return html`<nav class="pages" aria-label="${words.search}">${offset > 0 && html`<a rel="prev" href="${to(Math.max(0, offset - HITS_LIMIT))}">${words.previous}</a> `}${isMore && html`<a rel="next" href="${to(offset + HITS_LIMIT)}">${words.next}</a>`}</nav>`;
}

function counts({ query }: SearchPage, result: SearchResult, view: View): Html {
	const { words, links } = view;
	if (result.total === 0) return html``;
	const row = (text: string, filter: string, count: number): Html =>
		html`<li><a href="${links.search(`${query} ${filter}`)}">${text}</a> <span>${count.toLocaleString(words.locale)}</span></li>`;
	const outlets = result.outlets.slice(0, COUNTS_MAX);
	const months = result.months.slice(0, COUNTS_MAX);
	return html`<aside class="counts" aria-label="${words.byOutlet}, ${words.byMonth}"><h2>${words.byOutlet}</h2><ul>${outlets.map(({ outlet, count }) => row(outletName(outlet, view), `outlet:${outlet}`, count))}</ul><h2>${words.byMonth}</h2><ul>${months.map(({ month, count }) => row(monthInWords(month, words), `after:${month}-01 before:${monthAfter(month)}-01`, count))}</ul></aside>`;
}

function monthAfter(month: string): string {
	const [year = 1970, number = 1] = month.split("-").map(Number);
	return new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 7);
}
