import type { Article } from "../article/article.ts";
import type { Element } from "../article/html.ts";
import { readDates } from "./fields/dates.ts";
import { readEvidence } from "./fields/evidence.ts";
import { readLanguage } from "./fields/language.ts";
import { readLinkedData } from "./fields/linked-data.ts";
import { readTitle } from "./fields/title.ts";
import type { Page } from "./page.ts";
import type { TraceLog } from "./trace.ts";

/** What an article says of itself: all of it but the body. */
export type Fields = Omit<Article, "blocks" | "wireCredit" | "notes">;

/** Reads the fields from every layer of the page; `body` is the element that the body was read from, null where there is none. */
export function readFields(page: Page, trace: TraceLog, _body: Element | null): Fields {
	const evidence = readEvidence(page);
	const data = readLinkedData(page);
	const language = readLanguage(evidence, data);
	const title = readTitle(evidence, data, trace);
	const { published, modified } = readDates({ evidence, data, titleAt: title.at, language }, trace);
	return {
		address: page.address,
		title: title.text,
		subtitle: null,
		section: null,
		bylines: [],
		published,
		modified,
		language,
		keywords: [],
		wires: [],
		paywalled: false,
	};
}
