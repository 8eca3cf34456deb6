import type { Kept, Summary } from "../../article/library.ts";
import { bodyMarkup } from "../../pages/body.ts";
import { outletName } from "../../pages/view.ts";
import { type Answer, type Asked, OPEN, type Route } from "../asked.ts";
import { ENTRIES_DEFAULT, gatherSummaries, gatherWhole, wholeNumber } from "./entries.ts";
import { markOfNumber, numberOfMark } from "./numbers.ts";

/** Clients are given one address and add these paths; those of FreshRSS put its script's name before them. */
const PREFIXES: readonly string[] = ["", "/api/greader.php"];
const STREAM_QUERY: readonly string[] = ["s", "n", "c", "ot", "nt", "xt", "it", "r", "output"];
const ITEM = "tag:google.com,2005:reader/item/";
const READING_LIST = "user/-/state/com.google/reading-list";
const absolute = true;

/**
 * What clients of the Google Reader API read: outlets as subscriptions, articles as items that nobody
 * has read. Any name and password are taken, since reading is open; nothing can be written.
 */
export const GREADER_ROUTES: readonly Route[] = PREFIXES.flatMap((prefix): readonly Route[] => {
	const api = `${prefix}/reader/api/0`;
	return [
		{
			path: `${prefix}/accounts/ClientLogin`,
			form: true,
			answer: async () => text("SID=reader\nLSID=none\nAuth=reader\n"),
		},
		{ path: `${api}/token`, form: true, answer: async () => text("reader") },
		{
			path: `${api}/user-info`,
			answer: async () => json({ userId: "1", userName: "reader", userProfileId: "1", userEmail: "" }),
		},
		{
			path: `${api}/tag/list`,
			answer: async () => json({ tags: [{ id: "user/-/state/com.google/starred" }] }),
		},
		{ path: `${api}/subscription/list`, absolute, answer: subscriptions },
		{ path: `${api}/unread-count`, answer: unread },
		{ path: `${api}/stream/items/ids`, query: STREAM_QUERY, answer: itemIds },
		{ path: `${api}/stream/items/contents`, form: true, absolute, answer: itemContents },
		{ path: `${api}/stream/contents`, absolute, query: STREAM_QUERY, answer: streamContents },
		{ path: `${api}/stream/contents/:stream{.+}`, absolute, query: STREAM_QUERY, answer: streamContents },
	];
});

function text(body: string): Answer {
	return { type: "text/plain; charset=utf-8", body };
}

function json(value: object): Answer {
	return { type: "application/json; charset=utf-8", body: JSON.stringify(value), headers: OPEN };
}

async function subscriptions({ view }: Asked): Promise<Answer> {
	return json({
		subscriptions: [...view.outlets.values()].map(({ outlet, name, newest }) => ({
			id: `feed/${outlet}`,
			title: name,
			categories: [],
			url: view.links.feed({ of: "outlet", outlet }, "atom"),
			htmlUrl: view.links.outlet(outlet),
			iconUrl: view.links.asset("icon.svg"),
			firstitemmsec: String(newest ?? 0),
		})),
	});
}

async function unread({ view }: Asked): Promise<Answer> {
	const counts = [...view.outlets.values()].map(({ outlet, articles, newest }) => ({
		id: `feed/${outlet}`,
		count: articles,
		newestItemTimestampUsec: `${newest ?? 0}000`,
	}));
	return json({ max: counts.reduce((sum, { count }) => sum + count, 0), unreadcounts: counts });
}

/** One page of a stream, and where the next begins. */
interface Stream {
	readonly articles: readonly Summary[];
	readonly continuation: string | null;
}

/** The articles of a stream: an outlet's, or everything. Nothing is starred, and nothing read. */
async function gatherStream(asked: Asked): Promise<Stream> {
	const { query, params } = asked;
	const id = params["stream"] ?? query["s"] ?? READING_LIST;
	const outlet = id.startsWith("feed/") ? id.slice("feed/".length) : null;
	if (outlet === null && !id.endsWith("/reading-list")) return { articles: [], continuation: null };
	const limit = wholeNumber(query["n"], ENTRIES_DEFAULT);
	const seconds = (name: string): number | null =>
		query[name] === undefined ? null : wholeNumber(query[name], 0) * 1000;
	const articles = await gatherSummaries(
		{
			outlet,
			limit,
			since: seconds("ot"),
			until: seconds("nt"),
			before: query["c"] ?? null,
			offset: 0,
			search: null,
		},
		asked,
	);
	return { articles, continuation: articles.length < limit ? null : (articles.at(-1)?.cursor ?? null) };
}

async function itemIds(asked: Asked): Promise<Answer> {
	const { articles, continuation } = await gatherStream(asked);
	const itemRefs = articles.map(({ mark, outlet, sorted }) => ({
		id: String(numberOfMark(mark)),
		directStreamIds: [`feed/${outlet}`],
		timestampUsec: `${sorted}000`,
	}));
	return json({ itemRefs, ...(continuation !== null && { continuation }) });
}

async function streamContents(asked: Asked): Promise<Answer> {
	const { articles, continuation } = await gatherStream(asked);
	const whole = await gatherWhole(
		articles.map(({ mark }) => mark),
		asked,
	);
	return contents(whole, asked, continuation);
}

/** Items by their ids, which clients write in either of two ways: decimal, or the tag with 16 hex digits. */
async function itemContents(asked: Asked): Promise<Answer> {
	const marks = asked.form.getAll("i").flatMap((id) => {
		const number = id.startsWith(ITEM) ? Number.parseInt(id.slice(ITEM.length), 16) : wholeNumber(id, -1);
		return markOfNumber(number) ?? [];
	});
	return contents(await gatherWhole(marks, asked), asked, null);
}

function contents(articles: readonly Kept[], asked: Asked, continuation: string | null): Answer {
	return json({
		direction: "ltr",
		id: READING_LIST,
		title: asked.view.name,
		updated: Math.floor((articles[0]?.sorted ?? 0) / 1000),
		items: articles.map((article) => itemOf(article, asked)),
		...(continuation !== null && { continuation }),
	});
}

function itemOf(article: Kept, { view }: Asked): object {
	const { mark, outlet, title, bylines, sorted, kept } = article;
	const content = bodyMarkup(article, view).toString();
	return {
		id: ITEM + numberOfMark(mark).toString(16).padStart(16, "0"),
		title,
		author: bylines.join(", "),
		published: Math.floor((article.published ?? sorted) / 1000),
		updated: Math.floor(kept / 1000),
		crawlTimeMsec: String(article.firstSeen),
		timestampUsec: `${sorted}000`,
		canonical: [{ href: view.links.article(mark) }],
		alternate: [{ href: view.links.article(mark), type: "text/html" }],
		categories: [READING_LIST],
		origin: {
			streamId: `feed/${outlet}`,
			title: outletName(outlet, view),
			htmlUrl: view.links.outlet(outlet),
		},
		summary: { content },
	};
}
