import type { Kept, Library, Observation, Revision, Summary } from "../article/library.ts";
import { strictAddress } from "./address.ts";
import { bodyMarkup } from "./body.ts";
import { frame } from "./frame.ts";
import { type Html, html } from "./html.ts";
import { entry, moment, spoken, titleLink } from "./items.ts";
import { fullTime, shortTime, zoneInWords } from "./time.ts";
import { outletName, type View } from "./view.ts";
import { detailIn } from "./words.ts";

/** An article with what the archive knows around it. */
export interface ArticlePage {
	readonly article: Kept;
	/** Oldest first. */
	readonly revisions: readonly Revision[];
	readonly alike: readonly Summary[];
	/** See `gatherEvidence`. */
	readonly evidence: Observation | null;
	/** The outlet's article before this one, and after. */
	readonly previous: Summary | null;
	readonly next: Summary | null;
}

const ALIKE_MAX = 8;
/** How far ahead the article after this one is looked for. */
const NEXT_WITHIN_MS = 3 * 86_400_000;
const NEXT_LIMIT = 200;

/** Reads what an article's page shows; null where the archive has no such article or revision. */
export async function gatherArticle(
	library: Library,
	mark: string,
	revision?: number,
): Promise<ArticlePage | null> {
	const article = await library.article(mark, revision);
	if (article === null) return null;
	const { outlet, sorted, cursor } = article;
	const [revisions, alike, evidence, previous, after] = await Promise.all([
		library.revisions(mark),
		library.alike(mark),
		gatherEvidence(library, article),
		library.list({ outlet, before: cursor, limit: 1 }),
		library.list({ outlet, since: sorted, until: sorted + NEXT_WITHIN_MS, limit: NEXT_LIMIT }),
	]);
	const here = after.findIndex((other) => other.mark === mark);
	return {
		article,
		revisions,
		alike: alike.slice(0, ALIKE_MAX),
		evidence,
		previous: previous[0] ?? null,
		next: after[here - 1] ?? null,
	};
}

/** What was seen when an article's page was last not there as usual; null while it is. */
export async function gatherEvidence(
	library: Library,
	{ mark, state }: Summary,
): Promise<Observation | null> {
	if (state === "present") return null;
	const [last] = await library.observations({ mark, kinds: [state], limit: 1 });
	return last ?? null;
}

/** The page of an article: what it says, when it was published and kept, and what became of it. */
export function articlePage(page: ArticlePage, view: View): Html {
	const { article, revisions } = page;
	const newest = revisions.at(-1)?.revision ?? article.revision;
	const main = html`<article class="story"${spoken(article.language)}>
<header>
${kicker(article, view)}
<h1>${article.title}</h1>
${facts(article, view)}
</header>
${storyNotice(article, page.evidence, view)}${olderNotice(article, newest, view)}
<div class="text">
${bodyMarkup(article, view)}
</div>
</article>
<div class="after">
${history(page, newest, view)}
${page.alike.length > 0 && html`<section aria-labelledby="alike"><h2 id="alike">${view.words.alike}</h2><ul class="entries">${page.alike.map((other) => entry(other, view))}</ul></section>`}
${keeping(article, view)}
${neighbours(page, view)}
</div>`;
	return frame(
		{
			title: article.title,
			description: article.excerpt,
			feed: { subject: { of: "outlet", outlet: article.outlet }, title: outletName(article.outlet, view) },
			canonical: view.links.article(article.mark),
			hidden: article.revision !== newest,
			main,
		},
		view,
	);
}

function kicker(article: Kept, view: View): Html {
	const { links } = view;
	const section =
		article.section !== null &&
		html` <a href="${links.section(article.outlet, article.section)}">${article.section}</a>`;
	return html`<p class="kicker"><a href="${links.outlet(article.outlet)}">${outletName(article.outlet, view)}</a>${section}</p>`;
}

function facts(article: Kept, view: View): Html {
	const { words, links } = view;
	return html`<dl class="facts" lang="${words.language}" dir="ltr">
${storyFacts(article, view)}
${article.revisions > 1 && html`<div><dt>${words.revisions}</dt><dd><a href="#history">${words.revision(article.revision)}</a></dd></div>`}
<div><dt>${words.zone}</dt><dd><a href="${links.settings()}">${zoneInWords(view.zone, article.kept, words)}</a></dd></div>
</dl>`;
}

/** Who wrote an article, when it was published and kept, and where: groups of a description list. */
export function storyFacts(article: Kept, view: View): Html {
	const { words } = view;
	const time = (label: string, at: number | null): Html | false =>
		at !== null && html`<div><dt>${label}</dt><dd>${moment(at, fullTime(at, view))}</dd></div>`;
	const list = (label: string, texts: readonly string[]): Html | false =>
		texts.length > 0 &&
		html`<div><dt>${label}</dt><dd${spoken(article.language)}>${texts.join(words.language === "en" ? ", " : "、")}</dd></div>`;
	return html`${list(words.by, article.bylines)}
${time(words.published, article.published)}
${time(words.modified, changedAfterwards(article))}
${time(words.kept, article.kept)}
${list(words.wires, article.wires)}
<div><dt>${words.original}</dt><dd><a class="address" dir="ltr" href="${strictAddress(article.address)}" rel="noopener noreferrer">${shortAddress(article.address)}</a></dd></div>`;
}

/** When the outlet says that it changed an article; some say so of a time before they published it. */
function changedAfterwards({ published, modified }: Kept): number | null {
	return modified !== null && modified > (published ?? Number.NEGATIVE_INFINITY) ? modified : null;
}

const ADDRESS_LENGTH_MAX = 60;

function shortAddress(address: string): string {
	const { hostname, pathname } = new URL(address);
	const text = `${hostname.replace(/^www\./, "")}${pathname === "/" ? "" : pathname}`;
	return text.length > ADDRESS_LENGTH_MAX ? `${text.slice(0, ADDRESS_LENGTH_MAX)}…` : text;
}

/** What became of an article's page where the outlet no longer shows it; nothing while it does. */
export function storyNotice(article: Kept, evidence: Observation | null, view: View): Html {
	const { words } = view;
	if (article.state === "present") return html``;
	const detail = evidence === null ? "" : detailIn(words, evidence.detail);
	return html`<p class="notice lost ${article.state}" lang="${words.language}"><strong>${words.state[article.state]}</strong> · ${moment(article.stateSince, fullTime(article.stateSince, view))}<br>${words.stateNotice[article.state]}${detail !== "" && html` <span class="detail">${detail}</span>`}</p>`;
}

function olderNotice(article: Kept, newest: number, { words, links }: View): Html {
	if (article.revision === newest) return html``;
	return html`<p class="notice" lang="${words.language}">${words.olderRevision(article.revision)} <a href="${links.article(article.mark)}">${words.showCurrent}</a></p>`;
}

function history({ article, revisions }: ArticlePage, newest: number, view: View): Html {
	const { words, links } = view;
	if (revisions.length < 2)
		return html`<section aria-labelledby="history"><h2 id="history">${words.revisions}</h2><p>${words.oneRevision}</p></section>`;
	const rows = revisions
		.toReversed()
		.map(
			({ revision, kept, by }) =>
				html`<li><a href="${revision === newest ? links.article(article.mark) : links.revision(article.mark, revision)}"${revision === article.revision && html` aria-current="page"`}>${words.revision(revision)}</a> ${moment(kept, shortTime(kept, view))} <span class="by">${revision === revisions[0]?.revision ? words.observed.kept : by === "outlet" ? words.byOutletChange : words.byPressmark}</span>${revision !== revisions[0]?.revision && html` <a class="difference" href="${links.difference(article.mark, revision)}">${words.whatChanged}</a>`}</li>`,
		);
	return html`<section aria-labelledby="history"><h2 id="history">${words.revisions}</h2><ol class="history" reversed>${rows}</ol></section>`;
}

function keeping(article: Kept, { words }: View): Html {
	return html`<details><summary>${words.howKept}</summary><dl class="keeping"><dt>${words.file}</dt><dd><code>${article.file}</code></dd><dt>${words.checksum}</dt><dd><code>${article.sha256}</code></dd></dl></details>`;
}

function neighbours({ previous, next, article }: ArticlePage, view: View): Html {
	const { words } = view;
	if (previous === null && next === null) return html``;
	return html`<nav class="neighbours" aria-label="${outletName(article.outlet, view)}">
${previous !== null && html`<p class="previous"><span>${words.previous}</span> ${titleLink(previous, view)}</p>`}
${next !== null && html`<p class="next"><span>${words.next}</span> ${titleLink(next, view)}</p>`}
</nav>`;
}
