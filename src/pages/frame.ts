import { type Html, html } from "./html.ts";
import { LANGUAGES } from "./languages.ts";
import type { Asset, FeedSubject } from "./links.ts";
import type { View } from "./view.ts";

/** What a page gives its frame. */
export interface Framed {
	readonly title: string;
	readonly description?: string;
	/** Which entry of the navigation this page is. */
	readonly place?: "front" | "outlets" | "changes" | "numbers" | "search" | "status" | "about";
	/** The feed that carries what this page lists. */
	readonly feed?: { readonly subject: FeedSubject; readonly title: string };
	/** Where the newest form of this page lives. */
	readonly canonical?: string;
	/** Not for search engines: lists of lists, old revisions, searches. */
	readonly hidden?: boolean;
	readonly query?: string;
	/** A script that only this page needs. */
	readonly script?: Asset;
	readonly main: Html;
}

/** A whole page: head, masthead, the page's own part, footer. */
export function frame(page: Framed, view: View): Html {
	const { words, name } = view;
	const title = page.place === "front" ? name : `${page.title} · ${name}`;
	return html`<!doctype html>
<html lang="${words.language}" data-theme="${view.theme}" data-size="${view.size}"${view.path !== null && html` data-worker="/worker.js"`}>
<head>
<meta charset="utf-8">
<title>${title}</title>
${head(page, view)}
</head>
<body>
<a class="skip" href="#main">${words.skip}</a>
${masthead(page, view)}
<main id="main" tabindex="-1">
${page.main}
</main>
${footer(page, view)}
${keyHelp(view)}
</body>
</html>
`;
}

function head(page: Framed, { links, words, feeds, path }: View): Html {
	const feed = page.feed ?? { subject: { of: "all" }, title: words.latest };
	return html`<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
${page.description !== undefined && html`<meta name="description" content="${page.description}">\n`}${page.hidden === true && html`<meta name="robots" content="noindex">\n`}${page.canonical !== undefined && html`<link rel="canonical" href="${page.canonical}">\n`}<link rel="stylesheet" href="${links.asset("style.css")}">
<link rel="icon" href="${links.asset("icon.svg")}" type="image/svg+xml">
<link rel="manifest" href="${links.asset("manifest.webmanifest")}">
${feeds && html`<link rel="alternate" type="application/atom+xml" title="${feed.title}" href="${links.feed(feed.subject, "atom")}">\n`}${path !== null && html`<link rel="search" type="application/opensearchdescription+xml" title="${words.search}" href="/opensearch.xml">\n`}${page.script !== undefined && html`<script src="${links.asset(page.script)}" defer></script>\n`}<script src="${links.asset("reader.js")}" defer></script>`;
}

/** A printer's registration mark: what this archive is named after. */
const MARK = html`<svg class="mark" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true"><circle cx="12" cy="12" r="7" fill="none" stroke="currentColor" stroke-width="1.5"/><path d="M12 1v22M1 12h22" stroke="currentColor" stroke-width="1.5"/><circle cx="12" cy="12" r="2.6" fill="currentColor"/></svg>`;

function masthead(page: Framed, view: View): Html {
	const { words, links, name } = view;
	const entry = (place: Framed["place"], href: string, text: string): Html =>
		html`<li><a href="${href}"${page.place === place && html` aria-current="page"`}>${text}</a></li>`;
	return html`<header class="masthead">
<a class="name" href="${links.front()}">${MARK}<span>${name}</span></a>
<nav aria-label="${words.menu}"><ul>
${entry("front", links.front(), words.front)}
${entry("outlets", links.outlets(), words.outlets)}
${entry("changes", links.changes(), words.changes)}
${entry("numbers", links.numbers(), words.numbers)}
<li class="tosearch"><a href="${links.search("")}"${page.place === "search" && html` aria-current="page"`}>${words.search}</a></li>
</ul></nav>
<form role="search" action="${links.search("")}" method="get"><input type="search" name="q" value="${page.query ?? ""}" aria-label="${words.searchFor}" placeholder="${words.searchFor}" autocomplete="off" maxlength="200"><button>${words.search}</button></form>
</header>`;
}

function footer(page: Framed, view: View): Html {
	const { words, links, path } = view;
	const feed = page.feed ?? { subject: { of: "all" } as const, title: words.latest };
	const languages = Object.values(LANGUAGES).map(({ language, name }) =>
		language === words.language
			? html`<li><span lang="${language}" aria-current="true">${name}</span></li>`
			: html`<li><a href="${path ?? ""}?lang=${language}" lang="${language}" hreflang="${language}">${name}</a></li>`,
	);
	return html`<footer>
<ul>
<li><a href="${links.about()}">${words.about}</a></li>
${
	path !== null &&
	html`<li><a href="${links.status()}">${words.status}</a></li>
<li><a href="${links.settings()}">${words.settings}</a></li>
<li><a href="${links.opml()}">OPML</a></li>
<li><a href="${links.api()}">${words.forMachines}</a></li>`
}
</ul>
${
	view.feeds &&
	html`<ul>
<li>${words.feedOf(feed.title)}</li>
<li><a href="${links.feed(feed.subject, "atom")}">Atom</a></li>
<li><a href="${links.feed(feed.subject, "rss")}">RSS</a></li>
<li><a href="${links.feed(feed.subject, "json")}">JSON</a></li>
</ul>`
}
${path !== null && html`<ul>${languages}</ul>`}
</footer>`;
}

function keyHelp({ words }: View): Html {
	const rows = words.keyHelp.map(([key, does]) => html`<dt><kbd>${key}</kbd></dt><dd>${does}</dd>`);
	return html`<dialog id="keys" aria-label="${words.keys}"><h2>${words.keys}</h2><dl>${rows}</dl><form method="dialog"><button>${words.close}</button></form></dialog>`;
}
