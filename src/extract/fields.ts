import type { Article } from "../article/article.ts";
import type { Element, ParentNode } from "../article/html.ts";
import { readBylines } from "./fields/bylines.ts";
import { readDates } from "./fields/dates.ts";
import { type Evidence, type Line, readEvidence } from "./fields/evidence.ts";
import { readAddress } from "./fields/identity.ts";
import { readKeywords, readPaywall, readSection, readSubtitle } from "./fields/labels.ts";
import { readLanguage } from "./fields/language.ts";
import { readLinkedData } from "./fields/linked-data.ts";
import { readTitle, siteNames } from "./fields/title.ts";
import { readWires } from "./fields/wires.ts";
import type { Page } from "./page.ts";
import type { TraceLog } from "./trace.ts";

/** What an article says of itself: all of it but the body. */
export type Fields = Omit<Article, "blocks" | "wireCredit" | "notes">;

/** Reads the fields from every layer of the page; `body` is the element that the body was read from, null where there is none. */
export function readFields(page: Page, trace: TraceLog, body: Element | null): Fields {
	const evidence = readEvidence(page);
	const data = readLinkedData(page);
	const language = readLanguage(evidence, data);
	const title = readTitle(evidence, data, trace);
	const { published, modified } = readDates({ evidence, data, titleAt: title.at, language }, trace);
	const site = siteNames(evidence, data);
	const story = storyLines(evidence, title.at, body);
	const bylines = readBylines({ evidence, data, titleAt: title.at, language, site, story }, trace);
	return {
		address: readAddress(page),
		title: title.text,
		subtitle: readSubtitle(evidence, title),
		section: readSection(evidence, data, title),
		bylines,
		published,
		modified,
		language,
		keywords: readKeywords(page, data),
		wires: readWires(
			story.map(({ text }) => text),
			[...bylines, ...page.metas("author")],
		),
		paywalled: readPaywall(page, data),
	};
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
