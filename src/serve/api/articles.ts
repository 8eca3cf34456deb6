import type { Kept, KeptPicture, Revision, Summary } from "../../article/library.ts";
import { textOf } from "../../article/text.ts";
import { bodyMarkup } from "../../pages/body.ts";
import type { View } from "../../pages/view.ts";
import type { Asked } from "../asked.ts";
import { isMark } from "../mark.ts";
import { isoTime, LIMIT, limitOf, type Operation, type Parameter } from "./operation.ts";

const TIME = "ISO 8601, or yyyy-mm-dd for the day's beginning in UTC.";

const FILTERS: readonly Parameter[] = [
	{ name: "outlet", type: "string", about: "Only this outlet's." },
	{ name: "section", type: "string", about: "Only this section's of the outlet." },
	{ name: "since", type: "string", about: `Not earlier than this. ${TIME}` },
	{ name: "until", type: "string", about: `Earlier than this. ${TIME}` },
	{ name: "before", type: "string", about: "The `cursor` of the last article of the page before." },
	LIMIT,
];

/** What can be asked of articles. */
export const ARTICLE_OPERATIONS: readonly Operation[] = [
	{
		path: "/articles",
		id: "listArticles",
		summary: "Articles, newest first",
		parameters: FILTERS,
		schema: "ArticleList",
		answer: list,
	},
	{
		path: "/articles/:mark",
		id: "getArticle",
		summary: "One article, whole, in its newest revision",
		parameters: [],
		schema: "Article",
		answer: one,
	},
	{
		path: "/articles/:mark/revisions",
		id: "listRevisions",
		summary: "The revisions of an article, oldest first",
		parameters: [],
		schema: "RevisionList",
		answer: revisions,
	},
	{
		path: "/articles/:mark/:revision",
		id: "getRevision",
		summary: "One article, whole, in one of its revisions",
		parameters: [],
		schema: "Article",
		answer: one,
	},
];

async function list({ library, view, query }: Asked): Promise<object> {
	const { outlet, section, before } = query;
	const limit = limitOf(query);
	const since = timeOf(query["since"]);
	const until = timeOf(query["until"]);
	const articles = await library.list({
		limit,
		...(outlet !== undefined && { outlet }),
		...(section !== undefined && { section }),
		...(before !== undefined && { before }),
		...(since !== null && { since }),
		...(until !== null && { until }),
	});
	const next = articles.length < limit ? null : (articles.at(-1)?.cursor ?? null);
	return { articles: articles.map((article) => summaryJson(article, view)), before: next };
}

function timeOf(text: string | undefined): number | null {
	const at = Date.parse(text ?? "");
	return Number.isNaN(at) ? null : at;
}

async function one({ library, view, params }: Asked): Promise<object | null> {
	const { mark = "", revision } = params;
	if (!isMark(mark)) return null;
	if (revision !== undefined && !/^[1-9]\d{0,5}$/.test(revision)) return null;
	const article = await library.article(mark, revision === undefined ? undefined : Number(revision));
	return article === null ? null : articleJson(article, view);
}

async function revisions({ library, params }: Asked): Promise<object | null> {
	const mark = params["mark"] ?? "";
	const found = isMark(mark) ? await library.revisions(mark) : [];
	return found.length === 0 ? null : { revisions: found.map(revisionJson) };
}

/** An article as lists carry it. */
export function summaryJson(article: Summary, view: View): object {
	const {
		mark,
		outlet,
		address,
		title,
		section,
		language,
		excerpt,
		revisions: count,
		state,
		cursor,
	} = article;
	return {
		mark,
		outlet,
		address,
		url: view.links.article(mark),
		title,
		section,
		language,
		excerpt,
		published: isoTime(article.published),
		first_seen: isoTime(article.firstSeen),
		kept: isoTime(article.kept),
		revisions: count,
		state,
		state_since: isoTime(article.stateSince),
		picture: article.picture === null ? null : pictureJson(article.picture, view),
		cursor,
	};
}

function articleJson(article: Kept, view: View): object {
	const { revision, subtitle, bylines, keywords, wires, file, sha256 } = article;
	return {
		...summaryJson(article, view),
		revision,
		subtitle,
		bylines,
		keywords,
		wires,
		modified: isoTime(article.modified),
		html: bodyMarkup(article, view).toString(),
		text: textOf(article.body),
		pictures: article.pictures.map((picture) => pictureJson(picture, view)),
		file,
		sha256,
	};
}

function pictureJson(
	{ address, sha256, type, width, height, alt, caption, credit }: KeptPicture,
	{ links }: View,
): object {
	return {
		address,
		url: sha256 === null ? null : links.media(sha256, type),
		sha256,
		type,
		width,
		height,
		alt,
		caption,
		credit,
	};
}

function revisionJson({ revision, kept, title, by, file, sha256 }: Revision): object {
	return { revision, kept: isoTime(kept), title, by, file, sha256 };
}
