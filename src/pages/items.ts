import type { KeptPicture, Summary } from "../article/library.ts";
import { type Html, html } from "./html.ts";
import { languageTag } from "./language-tag.ts";
import { pictureTag, type Setting } from "./picture.ts";
import { hourTime, shortTime } from "./time.ts";
import { outletName, type View } from "./view.ts";

/** `lang` and `dir` for text in an article's own language, so that its script and its glyphs are right. */
export function spoken(language: string | null): Html {
	const tag = language === null ? null : languageTag(language);
	return tag === null ? html` dir="auto"` : html` lang="${tag}" dir="auto"`;
}

/** A moment as markup, written by one of the forms of time.ts. */
export function moment(at: number, written: string): Html {
	return html`<time datetime="${new Date(at).toISOString()}">${written}</time>`;
}

/** What a list says of an article besides its title: that it was edited, or that its page is gone. */
function marks(article: Summary, { words }: View): Html {
	const edited = article.revisions > 1 && html` <span class="edited">${words.observed.revised}</span>`;
	const lost =
		article.state !== "present" &&
		html` <span class="lost ${article.state}">${words.state[article.state]}</span>`;
	return html`${edited}${lost}`;
}

/** A title that opens its article. */
export function titleLink(article: Summary, { links }: View): Html {
	return html`<a class="title" href="${links.article(article.mark)}"${spoken(article.language)}>${article.title}</a>`;
}

/** One line of a list under an outlet's own heading: the hour and the title. */
export function headline(article: Summary, view: View): Html {
	return html`<li class="item">${moment(article.sorted, hourTime(article.sorted, view))} ${titleLink(article, view)}${marks(article, view)}</li>`;
}

/** An article in a list that is not an outlet's: outlet, time, title, the beginning of its text. */
export function entry(article: Summary, view: View, at: "hour" | "date" = "date"): Html {
	const outlet = html`<a href="${view.links.outlet(article.outlet)}">${outletName(article.outlet, view)}</a>`;
	return entryUnder(article, outlet, view, at);
}

/** An article in its outlet's list: the section stands where elsewhere the outlet's name does. */
export function outletEntry(article: Summary, view: View): Html {
	const { outlet, section } = article;
	const link = section !== null && html`<a href="${view.links.section(outlet, section)}">${section}</a>`;
	return entryUnder(article, html`${link}`, view, "hour");
}

function entryUnder(article: Summary, source: Html, view: View, at: "hour" | "date"): Html {
	const time = at === "hour" ? hourTime(article.sorted, view) : shortTime(article.sorted, view);
	return html`<li class="item entry">${thumbnail(article.picture, "beside", view)}<div><p class="source">${source} ${moment(article.sorted, time)}${marks(article, view)}</p>
<h3>${titleLink(article, view)}</h3>${excerpt(article)}</div></li>`;
}

/** The beginning of an article's text. */
export function excerpt(article: Summary): Html {
	return html`${article.excerpt !== "" && html`<p class="excerpt"${spoken(article.language)}>${article.excerpt}</p>`}`;
}

/** A picture with a title repeats what the title says, so that it has no text of its own. */
const BESIDE: Setting = { widths: [320, 640], sizes: "10rem", name: "thumbnail", alt: "" };
const ABOVE: Setting = { ...BESIDE, widths: [400, 800], sizes: "(min-width: 46rem) 24rem, 92vw" };
const LEADING: Setting = { ...BESIDE, widths: [400, 800, 1200], sizes: "(min-width: 46rem) 30rem, 92vw" };
const SETTINGS = { beside: BESIDE, above: ABOVE, leading: LEADING } as const;

/**
 * A picture with a title: beside it in lists, above it in columns, leading the front page. Empty where
 * none was kept: whoever only looks at a list has nothing fetched.
 */
export function thumbnail(picture: KeptPicture | null, place: keyof typeof SETTINGS, view: View): Html {
	return html`${picture !== null && picture.sha256 !== null && pictureTag(picture, SETTINGS[place], view)}`;
}
