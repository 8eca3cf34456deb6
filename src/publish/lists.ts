import type { Library, Outlet, Summary } from "../article/library.ts";
import type { Output } from "./write.ts";

/** A list is for people who open the repository: the newest, and a link to the folder with the rest. */
const LISTED_MAX = 200;

/** Writes `lists/<outlet>.md` of the outlets that changed, and README.md when any outlet came or went. */
export async function writeLists(
	library: Library,
	changed: ReadonlySet<string>,
	options: { output: Output; now: number },
): Promise<void> {
	const outlets = await library.outlets();
	for (const outlet of outlets) {
		if (!changed.has(outlet.outlet)) continue;
		const newest = await library.list({ outlet: outlet.outlet, limit: LISTED_MAX });
		options.output.write(`lists/${outlet.outlet}.md`, listOf(outlet, newest, options.now));
	}
	if (changed.size > 0) options.output.write("README.md", readmeOf(outlets));
}

/** Newest first: the day in UTC and the linked title, as the mirrors of 2020 wrote it, with the year where it is another. */
function listOf(outlet: Outlet, newest: readonly Summary[], now: number): string {
	const year = new Date(now).getUTCFullYear();
	const lines = newest.map(
		(article) =>
			`${dayOf(article.sorted, year)} [${escapeTitle(article.title)}](../${encodeURI(article.file)})${markOf(article)}`,
	);
	const more = outlet.articles > newest.length ? [`[查看更多](../articles/${outlet.outlet})`] : [];
	return `${[`${outlet.name}\n------`, ...lines, ...more].join("\n\n")}\n`;
}

function dayOf(time: number, thisYear: number): string {
	const date = new Date(time);
	const day = `${date.getUTCMonth() + 1}-${date.getUTCDate()}`;
	return date.getUTCFullYear() === thisYear ? day : `${date.getUTCFullYear()}-${day}`;
}

/** What a reader should know before opening: the outlet has it no more. */
function markOf({ state }: Summary): string {
	return state === "gone" ? " （原站已撤）" : "";
}

function escapeTitle(title: string): string {
	return title.replace(/[\\[\]]/g, "\\$&");
}

function readmeOf(outlets: readonly Outlet[]): string {
	const lines = outlets.map((outlet) => `[${escapeTitle(outlet.name)}](lists/${outlet.outlet}.md)`);
	return `${["新闻存档\n------", ...lines, "每篇文章一个文件，历次修改在 revisions/，何时看到、何时改动、何时消失记在 ledger/。"].join("\n\n")}\n`;
}
