import type { Article, Blocks } from "../article/article.ts";
import type { Element, ParentNode } from "../article/html.ts";
import type { Chosen } from "./chosen.ts";
import { readBylines } from "./fields/bylines.ts";
import { readDates } from "./fields/dates.ts";
import { type Evidence, type Line, readEvidence } from "./fields/evidence.ts";
import { readAddress } from "./fields/identity.ts";
import { readKeywords, readPaywall, readSection, readSubtitle } from "./fields/labels.ts";
import { readLanguage } from "./fields/language.ts";
import { readLinkedData } from "./fields/linked-data.ts";
import { readNames } from "./fields/names.ts";
import { lineOf, readTitle, siteNames, type Title } from "./fields/title.ts";
import { readWires } from "./fields/wires.ts";
import { plainOf } from "./inline.ts";
import { lettersOf } from "./letters.ts";
import type { Page } from "./page.ts";
import type { Run, TraceLog } from "./trace.ts";

/** What an article says of itself: all of it but the body. */
export type Fields = Omit<Article, "blocks" | "wireCredit" | "notes">;

/** What is known of a page besides its own words: the element that its body was read from, the body, and what a recipe chose. */
export interface FieldsContext {
	readonly run: Run;
	readonly body: Element | null;
	readonly blocks: Blocks;
	readonly chosen: Chosen | null;
}

/** Reads the fields from every layer of the page. What a recipe chose stands. */
export function readFields(page: Page, { run, body, blocks, chosen }: FieldsContext): Fields {
	const { trace } = run;
	const evidence = readEvidence(page);
	const data = readLinkedData(page);
	const language = readLanguage(evidence, data);
	const title = chosenTitle(chosen, evidence, trace) ?? readTitle(evidence, data, run);
	const dates = readDates({ evidence, data, titleAt: title.at, language, chosen: chosen?.date ?? null }, run);
	const site = siteNames(evidence, data);
	const story = storyLines(evidence, title.at, body);
	const bylines =
		chosenBylines(chosen, site, trace) ??
		readBylines({ evidence, data, titleAt: title.at, language, site, story }, run);
	return {
		address: readAddress(page),
		title: title.text,
		subtitle: readSubtitle(evidence, title, (text) => isInFirst(blocks, text), run),
		section: readSection(evidence, data, title),
		bylines,
		published: dates.published,
		modified: dates.modified,
		language,
		keywords: readKeywords(page, data),
		wires: readWires(
			story.map(({ text }) => text),
			[...bylines, ...page.metas("author")],
		),
		paywalled: readPaywall(page, data),
	};
}

/** A standfirst that the body says is among its first blocks. */
const FIRST_BLOCKS = 6;
/** What begins with so many of the same letters says the same: one of them may be cut short. */
const SAME_LETTERS = 40;

function isInFirst(blocks: Blocks, text: string): boolean {
	const letters = lettersOf(text).slice(0, SAME_LETTERS);
	return blocks
		.slice(0, FIRST_BLOCKS)
		.some((block) => "html" in block && lettersOf(plainOf(block.html)).includes(letters));
}

function chosenTitle(chosen: Chosen | null, evidence: Evidence, trace: TraceLog): Title | null {
	if (chosen === null || chosen.title === null) return null;
	const { title: text, recipe } = chosen;
	trace.push({ step: "fields", rule: "title", text, why: `the recipe ${recipe}` });
	return { text, at: lineOf(text, evidence) };
}

/** The names in what the recipe chose: labels, addresses and posts are left out, nobody is doubted. */
function chosenBylines(chosen: Chosen | null, site: readonly string[], trace: TraceLog): string[] | null {
	if (chosen === null || chosen.bylines.length === 0) return null;
	const names = [...new Set(chosen.bylines.flatMap((text) => readNames(text, site)).map(({ text }) => text))];
	if (names.length === 0) return null;
	trace.push({ step: "fields", rule: "byline", text: names.join(", "), why: `the recipe ${chosen.recipe}` });
	return names;
}

/** The lines of the body; of the whole page below the title where there is no body. */
function storyLines({ lines }: Evidence, titleAt: number, body: Element | null): Line[] {
	if (body === null)
		return lines.filter(
			({ at, aside, linked, text }) => at > titleAt && !aside && !linked && text.length > 12,
		);
	return lines.filter(({ block, at }) => at !== titleAt && isBelow(block, body));
}

function isBelow(element: Element | null, ancestor: Element): boolean {
	for (let up: ParentNode | null = element; up !== null; up = up.parent) if (up === ancestor) return true;
	return false;
}
