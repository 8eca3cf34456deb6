import { plainLine } from "../../article/text.ts";
import type { Json, Page } from "../page.ts";
import type { Evidence } from "./evidence.ts";
import { isList, isObject, type LinkedData, stringsOf } from "./linked-data.ts";
import { loose, type Title } from "./title.ts";

const SUBTITLE_LENGTH_MAX = 500;
const SECTION_LENGTH_MAX = 40;
const KEYWORDS_MAX = 30;
const KEYWORD_LENGTH_MAX = 60;

/** The line under the headline that the page marks as such; null where it marks none. */
export function readSubtitle({ marked, lines }: Evidence, title: Title): string | null {
	if (title.at < 0) return null;
	for (const { mark, at, aside } of marked) {
		const text = lines[at]?.text ?? "";
		if (mark !== "subtitle" || aside || at <= title.at || at > title.at + 5) continue;
		if (text.length > 15 && text.length < SUBTITLE_LENGTH_MAX && loose(text) !== loose(title.text))
			return plainLine(text);
	}
	return null;
}

/** The section that metadata names, or that stands above the headline. */
export function readSection(
	{ page, marked, lines }: Evidence,
	data: LinkedData,
	title: Title,
): string | null {
	const above = marked.find(({ mark, at }) => mark === "section" && at < title.at && at >= title.at - 4);
	const named = [
		...page.metas("article:section"),
		...page.metas("parsely-section"),
		...stringsOf(data.articles[0]?.["articleSection"]),
		...(above === undefined ? [] : [lines[above.at]?.text ?? ""]),
	];
	const section = named
		.map(plainLine)
		.find((text) => text !== "" && text.length <= SECTION_LENGTH_MAX && !/^https?:/.test(text));
	return section ?? null;
}

/** Keywords and tags of the article, each once, in the page's order. */
export function readKeywords(page: Page, data: LinkedData): string[] {
	const lists = [
		page.metas("article:tag"),
		page.metas("news_keywords"),
		stringsOf(data.articles[0]?.["keywords"]),
		page.metas("keywords"),
	];
	const named = lists.find((list) => list.some((text) => text.trim() !== "")) ?? [];
	const words = named
		.flatMap((text) => text.split(/[,，;；、|]/))
		.flatMap(splitHan)
		.map(plainLine);
	return [...new Set(words.filter((word) => word !== "" && word.length <= KEYWORD_LENGTH_MAX))].slice(
		0,
		KEYWORDS_MAX,
	);
}

/** Chinese sites divide keywords by spaces. */
function splitHan(text: string): string[] {
	return /^[\p{Script=Han}\s]+$/u.test(text) ? text.split(/\s+/) : [text];
}

/** True where the page says that it cannot be read without an account or payment. */
export function readPaywall(page: Page, data: LinkedData): boolean {
	const [article] = data.articles;
	const parts = article?.["hasPart"];
	const nodes = [article, ...data.pages, ...(isList(parts) ? parts : [parts])];
	const closed = nodes.some((node) => isObject(node) && isFalse(node["isAccessibleForFree"]));
	return closed || /^(?:locked|paid|premium)$/i.test(page.metas("article:content_tier")[0] ?? "");
}

function isFalse(value: Json | undefined): boolean {
	return (
		value === false || (typeof value === "string" && /^(?:https?:\/\/schema\.org\/)?false$/i.test(value))
	);
}
