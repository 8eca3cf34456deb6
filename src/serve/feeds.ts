import type { Summary } from "../article/library.ts";
import { CHANGES } from "../pages/changes.ts";
import type { FeedFormat, FeedSubject } from "../pages/links.ts";
import { dayOf, spanOf } from "../pages/time.ts";
import { articleEntries, changeEntries, type MadeFeed, writeFeed } from "../publish/entries.ts";
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
	return write(asked, {
		subject,
		file,
		previousArchive,
		entries: await articleEntries(found, asked.library, asked.view),
	});
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
		entries: await articleEntries(found, asked.library, asked.view),
	});
}

async function changes(asked: Asked): Promise<Answer | null> {
	const file = fileOf(asked);
	if (file === null) return null;
	const { library, view } = asked;
	const observations = await library.observations({ kinds: CHANGES.all, limit: ENTRIES_LIMIT });
	const entries = await changeEntries(observations, library, view);
	return write(asked, { subject: { of: "changes" }, file, previousArchive: null, entries });
}

/** What a feed is made of, as an answer. */
function write(
	{ view, settings }: Asked,
	{ file, ...made }: Omit<MadeFeed, "format" | "day" | "hub"> & { readonly file: FeedFile },
): Answer {
	return { ...writeFeed({ ...made, ...file, hub: settings.hub }, view), headers: OPEN };
}
