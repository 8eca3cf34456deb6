import type { Piece } from "../../article/library.ts";
import { warningJson } from "../../article/search-warning.ts";
import { CHANGES, type ChangeKind } from "../../pages/changes.ts";
import { gatherNumbers } from "../../pages/numbers.ts";
import type { Asked } from "../asked.ts";
import { summaryJson } from "./articles.ts";
import { isoTime, LIMIT, limitOf, type Operation } from "./operation.ts";

const QUERY_LENGTH_MAX = 200;
const OFFSET_MAX = 1_000;

/** What can be asked of the archive as a whole. */
export const ARCHIVE_OPERATIONS: readonly Operation[] = [
	{
		path: "/outlets",
		id: "listOutlets",
		summary: "Every outlet",
		parameters: [],
		schema: "OutletList",
		answer: outlets,
	},
	{
		path: "/search",
		id: "search",
		summary: "Articles in which words stand",
		parameters: [
			{
				name: "q",
				type: "string",
				about: `The query, at most ${QUERY_LENGTH_MAX} characters, in the language of the search page.`,
			},
			{
				name: "order",
				type: "string",
				about: "The best match or the newest first.",
				values: ["relevant", "newest"],
			},
			{ name: "offset", type: "integer", about: `How many to pass over, at most ${OFFSET_MAX}.` },
			LIMIT,
		],
		schema: "SearchResult",
		answer: search,
	},
	{
		path: "/changes",
		id: "listChanges",
		summary: "Edits and disappearances, newest first",
		parameters: [
			{ name: "kind", type: "string", about: "Which of them.", values: Object.keys(CHANGES) },
			{ name: "before", type: "integer", about: "The `seq` of the last change of the page before." },
			LIMIT,
		],
		schema: "ChangeList",
		answer: changes,
	},
	{
		path: "/numbers",
		id: "getNumbers",
		summary: "Articles, edits and disappearances of the last weeks by day and outlet",
		parameters: [],
		schema: "Numbers",
		answer: ({ library }) => gatherNumbers(library),
	},
];

async function outlets({ view }: Asked): Promise<object> {
	return {
		outlets: [...view.outlets.values()].map(({ outlet, name, home, articles, newest }) => ({
			outlet,
			name,
			home,
			url: view.links.outlet(outlet),
			feed: view.links.feed({ of: "outlet", outlet }, "atom"),
			articles,
			newest: isoTime(newest),
		})),
	};
}

async function search({ library, view, query }: Asked): Promise<object> {
	const text = (query["q"] ?? "").trim().slice(0, QUERY_LENGTH_MAX);
	if (text === "")
		return {
			total: 0,
			more: false,
			hits: [],
			outlets: [],
			months: [],
			warnings: [warningJson({ kind: "no-word" })],
			suggestions: [],
		};
	const offset = Math.min(Number(/^\d{1,6}$/.exec(query["offset"] ?? "")?.[0] ?? 0), OFFSET_MAX);
	const order = query["order"] === "newest" ? "newest" : "relevant";
	const result = await library.search(text, { limit: limitOf(query), offset, order });
	return {
		...result,
		warnings: result.warnings.map(warningJson),
		hits: result.hits.map(({ article, title, snippet, score }) => ({
			article: summaryJson(article, view),
			title: title.map(pieceJson),
			snippet: snippet.map(pieceJson),
			score,
		})),
	};
}

function pieceJson({ text, match }: Piece): object {
	return { text, match };
}

async function changes({ library, view, query }: Asked): Promise<object> {
	const limit = limitOf(query);
	const kind = query["kind"] ?? "all";
	const kinds = CHANGES[Object.hasOwn(CHANGES, kind) ? (kind as ChangeKind) : "all"];
	const before = /^\d{1,15}$/.exec(query["before"] ?? "")?.[0];
	const found = await library.observations({
		kinds,
		limit,
		...(before !== undefined && { before: Number(before) }),
	});
	return {
		changes: found.map(({ seq, at, kind: what, mark, outlet, address, title, detail }) => ({
			seq,
			at: isoTime(at),
			kind: what,
			mark,
			url: view.links.article(mark),
			outlet,
			address,
			title,
			detail,
		})),
		before: found.length < limit ? null : (found.at(-1)?.seq ?? null),
	};
}
