import type { Kept, Library, Observation, Summary } from "../article/library.ts";
import { bodyMarkup } from "../pages/body.ts";
import { CHANGES } from "../pages/changes.ts";
import { html } from "../pages/html.ts";
import type { FeedFormat, FeedSubject } from "../pages/links.ts";
import { dayOf, shortTime, spanOf } from "../pages/time.ts";
import { outletName, type View } from "../pages/view.ts";
import type { Feed, FeedEntry } from "../publish/feed.ts";
import { FORMATS } from "../publish/formats.ts";
import { writeOpml } from "../publish/opml.ts";
import { type Answer, type Asked, OPEN, type Route } from "./asked.ts";

const ENTRIES_LIMIT = 50;
const QUERY_LENGTH_MAX = 200;
const CURSOR_LENGTH_MAX = 200;

/** Feeds are read elsewhere, so that every address in them is whole. */
const absolute = true;

/** Every feed; `:file` is `all.atom`, or for an archived day `2022-01-05.atom` (RFC 5005). */
export const FEED_ROUTES: readonly Route[] = [
	{ path: "/feeds/outlets.opml", absolute, answer: opml },
	{ path: "/feeds/:file{changes\\.\\w+}", absolute, answer: changes },
	{ path: "/feeds/:file{search\\.\\w+}", absolute, query: ["q"], answer: search },
	{ path: "/feeds/:file", absolute, query: ["before"], answer: (asked) => list(asked, { of: "all" }) },
	{ path: "/feeds/outlet/:outlet/:file", absolute, query: ["before"], answer: outlet },
	{ path: "/feeds/outlet/:outlet/section/:section/:file", absolute, query: ["before"], answer: outlet },
];

/** What a feed's file name says: a format, and the archived day or null for the feed itself. */
interface FeedFile {
	readonly format: FeedFormat;
	readonly day: string | null;
}

function fileOf(asked: Asked): FeedFile | null {
	const match = /^(all|changes|search|\d{4}-\d\d-\d\d)\.(atom|rss|json)$/.exec(asked.params["file"] ?? "");
	if (match === null) return null;
	const [, name = "", format] = match;
	return { format: format as FeedFormat, day: /^\d/.test(name) ? name : null };
}

async function opml({ settings, view }: Asked): Promise<Answer> {
	const { links } = view;
	const outlets = [...view.outlets.values()];
	const all = { title: settings.name, feed: links.feed({ of: "all" }, "atom"), home: links.front() };
	const subscriptions = outlets.map(({ outlet: name, name: title }) => ({
		title,
		feed: links.feed({ of: "outlet", outlet: name }, "atom"),
		home: links.outlet(name),
	}));
	const changed = outlets.reduce((latest, { newest }) => Math.max(latest, newest ?? 0), 0);
	return {
		type: "text/x-opml; charset=utf-8",
		body: writeOpml(settings.name, changed, [all, ...subscriptions]),
	};
}

async function outlet(asked: Asked): Promise<Answer | null> {
	const { outlet: name = "", section } = asked.params;
	if (!asked.view.outlets.has(name)) return null;
	return list(
		asked,
		section === undefined ? { of: "outlet", outlet: name } : { of: "section", outlet: name, section },
	);
}

/** The newest articles of a list, or one archived day of it. */
async function list(asked: Asked, subject: FeedSubject): Promise<Answer | null> {
	const file = fileOf(asked);
	if (file === null) return null;
	const { library } = asked;
	const filter = filterOf(subject);
	const before = asked.query["before"]?.slice(0, CURSOR_LENGTH_MAX);
	const span = file.day === null ? {} : spanOf(file.day, "UTC");
	if (span === null) return null;
	const found = await library.list({
		...filter,
		...span,
		...(before !== undefined && { before }),
		limit: ENTRIES_LIMIT,
	});
	const previousArchive = await archiveBefore(asked, { subject, file, found });
	return write(asked, { subject, file, previousArchive, entries: await entriesOf(found, asked) });
}

function filterOf(subject: FeedSubject): { outlet?: string; section?: string } {
	if (subject.of === "outlet") return { outlet: subject.outlet };
	return subject.of === "section" ? { outlet: subject.outlet, section: subject.section } : {};
}

/** RFC 5005: the archived document that holds what comes before these articles; null at the beginning of the archive. */
async function archiveBefore(
	{ library, view }: Asked,
	of: { readonly subject: FeedSubject; readonly file: FeedFile; readonly found: readonly Summary[] },
): Promise<string | null> {
	const { subject, file, found } = of;
	const last = found.at(-1);
	const full = found.length === ENTRIES_LIMIT && last !== undefined;
	const address = (day: string): string =>
		view.links.feed(subject, file.format).replace(/all\.(\w+)$/, (_, format: string) => `${day}.${format}`);
	if (file.day === null) return full ? address(dayOf(last.sorted, "UTC")) : null;
	if (full) return `${address(file.day)}?before=${encodeURIComponent(last.cursor)}`;
	const until = spanOf(file.day, "UTC")?.since ?? 0;
	const [earlier] = await library.list({ ...filterOf(subject), until, limit: 1 });
	return earlier === undefined ? null : address(dayOf(earlier.sorted, "UTC"));
}

async function search(asked: Asked): Promise<Answer | null> {
	const file = fileOf(asked);
	const query = (asked.query["q"] ?? "").trim().slice(0, QUERY_LENGTH_MAX);
	if (file === null || query === "") return null;
	const { hits } = await asked.library.search(query, { limit: ENTRIES_LIMIT, order: "newest" });
	const found = hits.map(({ article }) => article);
	return write(asked, {
		subject: { of: "search", query },
		file,
		previousArchive: null,
		entries: await entriesOf(found, asked),
	});
}

async function changes(asked: Asked): Promise<Answer | null> {
	const file = fileOf(asked);
	if (file === null) return null;
	const { library, view } = asked;
	const observations = await library.observations({ kinds: CHANGES.all, limit: ENTRIES_LIMIT });
	const entries = observations.map((change) => changeEntry(change, view));
	return write(asked, { subject: { of: "changes" }, file, previousArchive: null, entries });
}

interface Written {
	readonly subject: FeedSubject;
	readonly file: FeedFile;
	readonly previousArchive: string | null;
	readonly entries: readonly FeedEntry[];
}

function write({ view, settings }: Asked, { subject, file, previousArchive, entries }: Written): Answer {
	const { links, words, name } = view;
	const { format, day } = file;
	const current = links.feed(subject, format);
	const about = subjectInWords(subject, view);
	const feed: Feed = {
		title: about === null ? name : `${name} · ${about}`,
		subtitle: words.tagline,
		language: words.language,
		id: links.feed(subject, "atom"),
		self: day === null ? current : current.replace(/all\.(\w+)$/, (_, end: string) => `${day}.${end}`),
		home: homeOf(subject, view),
		icon: links.asset("icon.svg"),
		updated: entries.reduce((latest, { updated }) => Math.max(latest, updated), 0),
		hub: settings.hub,
		archiveOf: day === null ? null : current,
		previousArchive,
		entries,
	};
	const { type, write: writeFormat } = FORMATS[format];
	return { type, body: writeFormat(feed), headers: OPEN };
}

function subjectInWords(subject: FeedSubject, view: View): string | null {
	switch (subject.of) {
		case "all":
			return null;
		case "changes":
			return view.words.changes;
		case "outlet":
			return outletName(subject.outlet, view);
		case "section":
			return `${outletName(subject.outlet, view)} · ${subject.section}`;
		case "search":
			return subject.query;
	}
}

function homeOf(subject: FeedSubject, { links }: View): string {
	switch (subject.of) {
		case "all":
			return links.front();
		case "changes":
			return links.changes();
		case "outlet":
			return links.outlet(subject.outlet);
		case "section":
			return links.section(subject.outlet, subject.section);
		case "search":
			return links.search(subject.query);
	}
}

async function entriesOf(
	articles: readonly Summary[],
	{ library, view }: Asked,
): Promise<readonly FeedEntry[]> {
	const whole = await Promise.all(articles.map(({ mark }) => library.article(mark)));
	return Promise.all(
		whole.filter((article) => article !== null).map((article) => articleEntry(article, library, view)),
	);
}

/** An article as feeds carry it: whole, and named by its mark wherever the archive moves. */
async function articleEntry(article: Kept, library: Library, view: View): Promise<FeedEntry> {
	const { picture } = article;
	const blob = picture?.sha256 == null ? null : await library.blob(picture.sha256);
	return {
		id: `urn:pressmark:${article.mark}`,
		link: view.links.article(article.mark),
		title: article.title,
		language: article.language,
		published: article.published ?? article.firstSeen,
		updated: article.kept,
		authors: article.bylines,
		categories: article.section === null ? article.keywords : [article.section, ...article.keywords],
		content: bodyMarkup(article, view).toString(),
		summary: article.excerpt,
		source: { name: outletName(article.outlet, view), address: article.address },
		picture:
			blob === null
				? null
				: { address: view.links.media(blob.sha256, blob.type), type: blob.type, bytes: blob.bytes },
	};
}

/** A change as feeds carry it: what happened, when, to which article. */
function changeEntry(change: Observation, view: View): FeedEntry {
	const { words, links } = view;
	const what = words.observed[change.kind];
	const link = links.article(change.mark);
	return {
		id: `urn:pressmark:${change.mark}:${change.seq}`,
		link,
		title: `${what}: ${change.title}`,
		language: null,
		published: change.at,
		updated: change.at,
		authors: [],
		categories: [what],
		content:
			html`<p><strong>${what}</strong> ${shortTime(change.at, view)} (${view.zone}). ${change.detail}</p><p><a href="${link}">${change.title}</a></p>`.toString(),
		summary: `${what} ${change.detail}`.trim(),
		source: { name: outletName(change.outlet, view), address: change.address },
		picture: null,
	};
}
