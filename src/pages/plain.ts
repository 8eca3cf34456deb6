import { frame } from "./frame.ts";
import { type Html, html } from "./html.ts";
import { LANGUAGES } from "./languages.ts";
import { zones } from "./time.ts";
import type { View } from "./view.ts";

/** What this archive is, and how programs read it. */
export function aboutPage(view: View): Html {
	const { words, links } = view;
	const main = html`<div class="prose"><h1>${words.about}</h1>
${words.aboutText.map((text) => html`<p>${text}</p>`)}
${
	view.feeds &&
	html`<h2>${words.forMachines}</h2>
<ul>
<li><a href="${links.feed({ of: "all" }, "atom")}">Atom</a>, <a href="${links.feed({ of: "all" }, "rss")}">RSS</a>, <a href="${links.feed({ of: "all" }, "json")}">JSON Feed</a></li>
${view.path !== null && html`<li><a href="${links.opml()}">OPML</a></li>\n<li><a href="${links.api()}">OpenAPI</a></li>`}
<li><a href="${links.numbersFile("csv")}">CSV</a>, <a href="${links.numbersFile("json")}">JSON</a></li>
</ul>`
}
<h2>${words.keys}</h2>
<dl class="keylist">${words.keyHelp.map(([key, does]) => html`<dt><kbd>${key}</kbd></dt><dd>${does}</dd>`)}</dl></div>`;
	return frame({ title: words.about, place: "about", main }, view);
}

/** The page that says that there is no such page. */
export function missingPage(view: View): Html {
	const { words, links } = view;
	const main = html`<div class="prose"><h1>${words.missingTitle}</h1><p>${words.missing}</p><p><a href="${links.front()}">${words.front}</a></p></div>`;
	return frame({ title: words.missingTitle, hidden: true, main }, view);
}

/** What stands in for a page that is not on this device while there is no connection: a script lists those that are. */
export function offlinePage(view: View): Html {
	const { words } = view;
	const main = html`<div class="prose"><h1>${words.offlineTitle}</h1><p>${words.offline}</p><ul id="shelf" class="entries"></ul></div>`;
	return frame({ title: words.offlineTitle, hidden: true, main }, view);
}

/** The page that says that a page could not be made, and nothing of why. */
export function failedPage(view: View): Html {
	const { words } = view;
	const main = html`<div class="prose"><h1>${words.failedTitle}</h1><p>${words.failed}</p></div>`;
	return frame({ title: words.failedTitle, hidden: true, main }, view);
}

/** The reader's own choices: language, zone, colours, size. */
export function settingsPage(view: View): Html {
	const { words, links } = view;
	const option = (value: string, text: string, chosen: string): Html =>
		html`<option value="${value}"${value === chosen && html` selected`}>${text}</option>`;
	const select = (name: string, label: string, options: readonly Html[]): Html =>
		html`<p><label for="${name}">${label}</label> <select id="${name}" name="${name}">${options}</select></p>`;
	const main = html`<div class="prose"><h1>${words.settings}</h1><p>${words.settingsLead}</p>
<form class="settings" method="post" action="${links.settings()}">
${select(
	"lang",
	words.interfaceLanguage,
	Object.values(LANGUAGES).map(({ language, name }) => option(language, name, words.language)),
)}
${select(
	"tz",
	words.zone,
	zones().map((zone) => option(zone, zone, view.zone)),
)}
${select(
	"theme",
	words.theme,
	Object.entries(words.themes).map(([value, text]) => option(value, text, view.theme)),
)}
${select(
	"size",
	words.size,
	Object.entries(words.sizes).map(([value, text]) => option(value, text, view.size)),
)}
<p><button>${words.save}</button></p>
</form></div>`;
	return frame({ title: words.settings, hidden: true, main }, view);
}
