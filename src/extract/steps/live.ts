import { escapeText } from "../../article/html.ts";
import { textOf } from "../../article/text.ts";
import type { Piece } from "../blocks.ts";
import { lettersOf } from "../letters.ts";
import type { JsonObject, Page } from "../page.ts";
import { isOff, type Run, shorten } from "../trace.ts";
import { readMarkup } from "./embedded.ts";

/** Entries beyond these are left out: the longest live blogs have some hundreds. */
const ENTRIES_MAX = 1000;
/** So many letters of an entry tell whether it is seen. */
const LETTERS_COMPARED = 40;
const LIVE = "JSON-LD liveBlogUpdate";

interface Entry {
	readonly headline: string;
	readonly published: string;
	readonly body: string;
}

/** The entries of a live blog (schema.org `liveBlogUpdate`) that only the page's data has, in the data's order; none where the markup shows any: it may show the newest alone. */
export function unseenEntries(page: Page, seen: readonly Piece[], run: Run): Piece[] {
	const entries = page.jsonLd().flatMap(entriesOf).slice(0, ENTRIES_MAX);
	if (entries.length === 0) return [];
	const letters = lettersOf(seen.map(({ text }) => text).join(" "));
	const isSeen = ({ body }: Entry): boolean =>
		letters.includes(lettersOf(textOf(body)).slice(0, LETTERS_COMPARED));
	if (entries.some(isSeen) || isOff(run, "embedded", LIVE)) return [];
	run.trace.push({
		step: "embedded",
		rule: LIVE,
		text: shorten(entries[0]?.headline ?? ""),
		why: "the markup shows none of the entries",
	});
	return entries.flatMap((entry) => [...readMarkup(headOf(entry), page), ...readMarkup(entry.body, page)]);
}

function entriesOf({ liveBlogUpdate }: JsonObject): Entry[] {
	const updates = Array.isArray(liveBlogUpdate) ? liveBlogUpdate : [liveBlogUpdate];
	return updates.flatMap((update): Entry[] => {
		if (update === null || typeof update !== "object") return [];
		const { headline, datePublished, articleBody } = update;
		const text = (value: unknown): string => (typeof value === "string" ? value.trim() : "");
		const body = text(articleBody);
		return body === "" ? [] : [{ headline: text(headline), published: text(datePublished), body }];
	});
}

/** `2024-03-12 18:20` and the headline. */
function headOf({ headline, published }: Entry): string {
	const time = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)/.exec(published);
	const line = time === null ? "" : `<p>${time[1]} ${time[2]}</p>`;
	return `${line}<h3>${escapeText(textOf(headline))}</h3>`;
}
