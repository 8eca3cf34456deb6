import { articlePage, gatherArticle } from "../pages/article.ts";
import { outletMonthPage } from "../pages/calendar.ts";
import { CHANGES, type ChangeKind, changesPage, gatherChanges } from "../pages/changes.ts";
import { differencePage, gatherDifference } from "../pages/difference.ts";
import { frontPage, gatherFront } from "../pages/front.ts";
import { dayPage, gatherDay, gatherList, monthPage, outletPage, outletsPage } from "../pages/listing.ts";
import { gatherNumbers, numbersCsv, numbersPage } from "../pages/numbers.ts";
import { aboutPage, offlinePage, settingsPage } from "../pages/plain.ts";
import { gatherSearch, searchPage } from "../pages/search.ts";
import { statusPage } from "../pages/status.ts";
import { spanOf } from "../pages/time.ts";
import { type Answer, type Asked, OPEN, page, type Route } from "./asked.ts";
import { isMark } from "./mark.ts";
import { mementoHeaders } from "./memento.ts";

const QUERY_LENGTH_MAX = 200;
const CURSOR_LENGTH_MAX = 200;
const MONTH_LIMIT = 1_000;

/** Every page of the reader. */
export const READER_ROUTES: readonly Route[] = [
	{ path: "/", answer: front },
	{ path: "/day/:day", answer: day },
	{ path: "/month/:month", query: ["before"], answer: month },
	{ path: "/outlets", answer: async ({ view }) => page(outletsPage(view)) },
	{ path: "/outlet/:outlet", query: ["before"], answer: outlet },
	{ path: "/outlet/:outlet/month/:month", answer: outletMonth },
	{ path: "/outlet/:outlet/:section", query: ["before"], answer: outlet },
	{ path: "/a/:mark", answer: article },
	{ path: "/a/:mark/:revision", answer: article },
	{ path: "/a/:mark/:revision/changes", answer: difference },
	{ path: "/search", query: ["q", "order", "offset"], answer: search },
	{ path: "/changes", query: ["kind", "before"], answer: changes },
	{
		path: "/numbers",
		answer: async ({ library, view }) => page(numbersPage(await gatherNumbers(library), view)),
	},
	{ path: "/numbers.csv", answer: numbersFile },
	{
		path: "/status",
		fresh: true,
		answer: async ({ status, view }) => page(statusPage(await status(), view)),
	},
	{ path: "/about", answer: async ({ view }) => page(aboutPage(view)) },
	{ path: "/offline", answer: async ({ view }) => page(offlinePage(view)) },
	{ path: "/settings", answer: async ({ view }) => page(settingsPage(view)) },
];

async function front({ library, view }: Asked): Promise<Answer> {
	return page(frontPage(await gatherFront(library, view.zone), view));
}

async function day({ library, view, params }: Asked): Promise<Answer | null> {
	const gathered = await gatherDay(library, params["day"] ?? "", view.zone);
	return gathered === null ? null : page(dayPage(gathered, view));
}

async function month({ library, view, params, query }: Asked): Promise<Answer | null> {
	const text = params["month"] ?? "";
	const span = text.length === 7 ? spanOf(text, view.zone) : null;
	if (span === null) return null;
	return page(monthPage(text, await gatherList(library, { ...span, ...beforeOf(query) }), view));
}

async function outlet({ library, view, params, query }: Asked): Promise<Answer | null> {
	const { outlet: name = "", section = null } = params;
	if (!view.outlets.has(name)) return null;
	const listed = await gatherList(library, {
		outlet: name,
		...(section !== null && { section }),
		...beforeOf(query),
	});
	if (section !== null && listed.articles.length === 0) return null;
	return page(outletPage({ outlet: name, section }, listed, view));
}

async function outletMonth({ library, view, params }: Asked): Promise<Answer | null> {
	const { outlet: name = "", month: text = "" } = params;
	const span = text.length === 7 ? spanOf(text, view.zone) : null;
	if (span === null || !view.outlets.has(name)) return null;
	const articles = await library.list({ outlet: name, ...span, limit: MONTH_LIMIT });
	return page(outletMonthPage(name, text, articles, view));
}

async function article(asked: Asked): Promise<Answer | null> {
	const { library, view, params } = asked;
	const { mark = "", revision } = params;
	if (!isMark(mark) || !isRevision(revision)) return null;
	const gathered = await gatherArticle(library, mark, revision === undefined ? undefined : Number(revision));
	if (gathered === null) return null;
	const headers = await mementoHeaders(gathered.article, gathered.article.revision, asked);
	return { ...page(articlePage(gathered, view)), headers };
}

async function difference({ library, view, params }: Asked): Promise<Answer | null> {
	const { mark = "", revision } = params;
	if (!isMark(mark) || !isRevision(revision)) return null;
	const gathered = await gatherDifference(library, mark, Number(revision));
	return gathered === null ? null : page(differencePage(gathered, view));
}

async function numbersFile({ library }: Asked): Promise<Answer> {
	return { type: "text/csv; charset=utf-8", body: numbersCsv(await gatherNumbers(library)), headers: OPEN };
}

async function search({ library, view, query }: Asked): Promise<Answer> {
	const asked = {
		query: (query["q"] ?? "").slice(0, QUERY_LENGTH_MAX),
		order: query["order"] === "newest" ? ("newest" as const) : ("relevant" as const),
		offset: numberOf(query["offset"]) ?? 0,
	};
	return page(searchPage(await gatherSearch(library, asked), view));
}

async function changes({ library, view, query }: Asked): Promise<Answer> {
	const kind = query["kind"] ?? "all";
	const known: ChangeKind = Object.hasOwn(CHANGES, kind) ? (kind as ChangeKind) : "all";
	return page(changesPage(await gatherChanges(library, known, numberOf(query["before"])), view));
}

function isRevision(text: string | undefined): boolean {
	return text === undefined || /^[1-9]\d{0,5}$/.test(text);
}

function beforeOf(query: Readonly<Record<string, string>>): { before?: string } {
	const before = query["before"];
	return before === undefined || before.length > CURSOR_LENGTH_MAX ? {} : { before };
}

/** A whole number from a query, or undefined where it is none. */
function numberOf(text: string | undefined): number | undefined {
	return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
