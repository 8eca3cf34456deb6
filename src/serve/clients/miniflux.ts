import type { Kept, Outlet } from "../../article/library.ts";
import { bodyMarkup } from "../../pages/body.ts";
import { outletName } from "../../pages/view.ts";
import { type Answer, type Asked, OPEN, type Route } from "../asked.ts";
import { ENTRIES_DEFAULT, type EntriesQuery, gatherSummaries, gatherWhole, wholeNumber } from "./entries.ts";
import { markOfNumber, numberOfMark, numberOfOutlet } from "./numbers.ts";

const ENTRIES_QUERY: readonly string[] = [
	"status",
	"starred",
	"limit",
	"offset",
	"published_after",
	"published_before",
	"after",
	"before",
	"search",
];
const EPOCH = "1970-01-01T00:00:00Z";
const CATEGORY = { id: 1, title: "Pressmark", user_id: 1, hide_globally: false };
const absolute = true;

/**
 * What clients of Miniflux read (its API, version 1): outlets as feeds, articles as entries that nobody
 * has read. Any token is taken, since reading is open; nothing can be written.
 */
export const MINIFLUX_ROUTES: readonly Route[] = [
	{
		path: "/v1/me",
		answer: async () =>
			json({ id: 1, username: "reader", is_admin: false, language: "en_US", timezone: "UTC" }),
	},
	{ path: "/v1/version", answer: async () => json({ version: "2.2.0" }) },
	{ path: "/v1/categories", answer: async () => json([CATEGORY]) },
	{
		path: "/v1/feeds",
		absolute,
		answer: async (asked) => json([...asked.view.outlets.values()].map((outlet) => feedOf(outlet, asked))),
	},
	{ path: "/v1/feeds/counters", answer: async () => json({ reads: {}, unreads: {} }) },
	{ path: "/v1/feeds/:id", absolute, answer: feed },
	{ path: "/v1/feeds/:id/entries", absolute, query: ENTRIES_QUERY, answer: entries },
	{ path: "/v1/entries", absolute, query: ENTRIES_QUERY, answer: entries },
	{ path: "/v1/entries/:entry", absolute, answer: entry },
	{ path: "/v1/feeds/:id/entries/:entry", absolute, answer: entry },
];

function json(value: unknown): Answer {
	return { type: "application/json", body: JSON.stringify(value), headers: OPEN };
}

function absent(): Answer {
	return { ...json({ error_message: "Resource Not Found" }), status: 404 };
}

function outletOf({ view, params }: Asked): Outlet | undefined {
	return [...view.outlets.values()].find(({ outlet }) => String(numberOfOutlet(outlet)) === params["id"]);
}

function feedOf({ outlet, name, newest }: Outlet, { view }: Asked): object {
	return {
		id: numberOfOutlet(outlet),
		user_id: 1,
		title: name,
		feed_url: view.links.feed({ of: "outlet", outlet }, "atom"),
		site_url: view.links.outlet(outlet),
		checked_at: newest === null ? EPOCH : new Date(newest).toISOString(),
		category: CATEGORY,
		parsing_error_count: 0,
		parsing_error_message: "",
	};
}

async function feed(asked: Asked): Promise<Answer> {
	const outlet = outletOf(asked);
	return outlet === undefined ? absent() : json(feedOf(outlet, asked));
}

async function entries(asked: Asked): Promise<Answer> {
	const { query, params } = asked;
	const outlet = outletOf(asked);
	if (params["id"] !== undefined && outlet === undefined) return absent();
	// Nothing has been read here, and nothing starred: the archive remembers no reader.
	if (query["status"] === "read" || query["starred"] === "true") return json({ total: 0, entries: [] });
	const seconds = (...names: readonly string[]): number | null => {
		const named = names.map((name) => query[name]).find((text) => text !== undefined);
		return named === undefined ? null : wholeNumber(named, 0) * 1000;
	};
	const wanted: EntriesQuery = {
		outlet: outlet?.outlet ?? null,
		since: seconds("published_after", "after"),
		until: seconds("published_before", "before"),
		before: null,
		offset: wholeNumber(query["offset"], 0),
		limit: wholeNumber(query["limit"], ENTRIES_DEFAULT),
		search: query["search"] ?? null,
	};
	const found = await gatherSummaries(wanted, asked);
	const whole = await gatherWhole(
		found.map(({ mark }) => mark),
		asked,
	);
	const total =
		outlet?.articles ?? [...asked.view.outlets.values()].reduce((sum, { articles }) => sum + articles, 0);
	return json({ total, entries: whole.map((article) => entryOf(article, asked)) });
}

async function entry(asked: Asked): Promise<Answer> {
	const mark = markOfNumber(wholeNumber(asked.params["entry"], -1));
	const [article] = mark === null ? [] : await gatherWhole([mark], asked);
	return article === undefined ? absent() : json(entryOf(article, asked));
}

function entryOf(article: Kept, asked: Asked): object {
	const { view } = asked;
	const outlet = view.outlets.get(article.outlet);
	const published = new Date(article.published ?? article.firstSeen).toISOString();
	return {
		id: numberOfMark(article.mark),
		user_id: 1,
		feed_id: numberOfOutlet(article.outlet),
		title: article.title,
		url: view.links.article(article.mark),
		comments_url: "",
		author: article.bylines.join(", ") || outletName(article.outlet, view),
		content: bodyMarkup(article, view).toString(),
		hash: article.sha256,
		published_at: published,
		created_at: new Date(article.firstSeen).toISOString(),
		changed_at: new Date(article.kept).toISOString(),
		status: "unread",
		starred: false,
		reading_time: 0,
		share_code: "",
		enclosures: null,
		tags: article.keywords,
		feed: outlet === undefined ? null : feedOf(outlet, asked),
	};
}
