import { plainLine } from "../../article/text.ts";
import { lettersOf } from "../letters.ts";
import type { Json, Page } from "../page.ts";
import { isDateLine } from "../phrases.ts";
import { isOff, type Run } from "../trace.ts";
import type { Evidence, Line } from "./evidence.ts";
import { isList, isObject, type LinkedData, stringsOf } from "./linked-data.ts";
import type { Title } from "./title.ts";

const SUBTITLE_LENGTH_MAX = 500;
const SUBTITLE_LENGTH_MIN = 15;
/** A marked standfirst stands within so many lines of the headline, one that the description tells within more. */
const MARKED_WITHIN = 5;
const DESCRIBED_WITHIN = 15;
/** What shares fewer letters with the description may do so by chance. */
const DESCRIBED_LETTERS_MIN = 24;
const SECTION_LENGTH_MAX = 40;
const KEYWORDS_MAX = 30;
const KEYWORD_LENGTH_MAX = 60;

/**
 * The standfirst: the line under the headline that the page marks as such, else the one that its description says. Null where there is
 * none, and where the body says it.
 */
export function readSubtitle(
	{ page, marked, lines }: Evidence,
	title: Title,
	isInBody: (text: string) => boolean,
	run: Run,
): string | null {
	if (title.at < 0) return null;
	const heading = lettersOf(title.text);
	const under = (within: number, isTold: (line: Line) => boolean): Line | undefined =>
		lines
			.slice(title.at + 1, title.at + 1 + within)
			.find((line) => canBeStandfirst(line) && isTold(line) && lettersOf(line.text) !== heading);
	const places = new Set(
		marked.filter(({ mark, aside }) => mark === "subtitle" && !aside).map(({ at }) => at),
	);
	const own = under(MARKED_WITHIN, ({ at }) => places.has(at));
	const descriptions = [...new Set(DESCRIPTIONS.flatMap((name) => page.metas(name)).map(lettersOf))];
	const isDescribed = ({ text }: Line): boolean => {
		const letters = lettersOf(text);
		return descriptions.some((one) => isBeginning(letters, one));
	};
	const told = own ?? (descriptions.length === 0 ? undefined : under(DESCRIBED_WITHIN, isDescribed));
	if (told === undefined || isInBody(told.text)) return null;
	if (own === undefined && isOff(run, "subtitle", "description")) return null;
	const text = plainLine(told.text);
	const why = own === undefined ? "the description says it, too" : "its name says so";
	run.trace.push({ step: "fields", rule: "subtitle", text, why });
	return text;
}

const canBeStandfirst = ({ text, linked }: Line): boolean =>
	!linked &&
	text.length > SUBTITLE_LENGTH_MIN &&
	text.length < SUBTITLE_LENGTH_MAX &&
	!isDateLine(text) &&
	!NO_STANDFIRST.test(text);

/** The title of the story that this one was taken from, when it was changed, and how often it was shared where. */
const NO_STANDFIRST =
	/^(?:原题|原題|原标题|原標題)|^(?:(?:last )?updated|aktualisiert|mis à jour|actualizado|aggiornato|更新)(?!\p{L}).{0,12}\d|^(?:\p{L}+ \d+ ?){3,}$/iu;

const DESCRIPTIONS = ["og:description", "description", "twitter:description"];

/** Whether one text is the other's beginning; descriptions are cut short, and say more than one line. */
function isBeginning(one: string, other: string): boolean {
	const [short, long] = one.length < other.length ? [one, other] : [other, one];
	return short.length >= DESCRIBED_LETTERS_MIN && long.startsWith(short);
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
