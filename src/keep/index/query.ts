import { fold } from "../../article/fold.ts";
import type { SearchWarning } from "../../article/search-warning.ts";

/** What a reader asked for, taken apart. Times are ms since 1970. */
export interface Query {
	readonly wanted: readonly Term[];
	readonly excluded: readonly Term[];
	/** Parts of outlets' names; any of them will do. Empty where all are wanted. */
	readonly outlets: readonly string[];
	/** Inclusive. */
	readonly after: number | null;
	/** Exclusive. */
	readonly before: number | null;
	/** Older revisions too. */
	readonly history: boolean;
	/** What could not be understood, and what to write instead. */
	readonly warnings: readonly SearchWarning[];
}

/** Folded text that is looked for: as it stands where `exact`, by its words otherwise. */
export interface Term {
	readonly text: string;
	/** As the reader wrote it. */
	readonly typed: string;
	readonly exact: boolean;
	/** In titles only. */
	readonly title: boolean;
	/** Other ways to write the same name, folded: any of them will do. */
	readonly forms: readonly string[];
}

/** Longer queries are cut: no reader types one, and each word costs a search. */
const QUERY_LENGTH_MAX = 400;
const TERMS_MAX = 24;

/** A sign, a filter's name, and a quoted phrase or a word. */
const PART =
	/(?<sign>[-－−](?=\S))?(?:(?<name>outlet|before|after|title|history)[:：])?(?:"(?<straight>[^"]*)"?|“(?<curled>[^”]*)”?|「(?<corner>[^」]*)」?|『(?<double>[^』]*)』?|(?<word>[^\s"“「『]+))/giu;

/** A filter's name with nothing behind it. */
const FILTER_ALONE = /^(outlet|before|after|title|history)[:：]$/i;

interface Draft {
	wanted: Term[];
	excluded: Term[];
	outlets: string[];
	after: number | null;
	before: number | null;
	history: boolean;
	warnings: SearchWarning[];
}

/** Takes a query apart. Every text is a query: what cannot be understood is said in `warnings`. */
export function parseQuery(text: string): Query {
	const draft: Draft = {
		wanted: [],
		excluded: [],
		outlets: [],
		after: null,
		before: null,
		history: false,
		warnings: [],
	};
	if (text.length > QUERY_LENGTH_MAX) {
		draft.warnings.push({ kind: "long", characters: QUERY_LENGTH_MAX });
	}
	for (const match of text.slice(0, QUERY_LENGTH_MAX).toWellFormed().matchAll(PART)) {
		takePart(draft, match[0], match.groups ?? {});
	}
	if (asksNothing(draft)) draft.warnings.push({ kind: "no-word" });
	if (draft.wanted.length === 0 && draft.excluded.length > 0) {
		draft.warnings.push({ kind: "only-left-out" });
	}
	if (draft.wanted.length + draft.excluded.length > TERMS_MAX) {
		draft.warnings.push({ kind: "many-words", words: TERMS_MAX });
	}
	return {
		...draft,
		wanted: draft.wanted.slice(0, TERMS_MAX),
		excluded: draft.excluded.slice(0, TERMS_MAX),
	};
}

/** Whether there is neither a word nor anything that narrows. */
export function asksNothing(query: Query): boolean {
	const { wanted, excluded, outlets, after, before, history } = query;
	const words = wanted.length + excluded.length + outlets.length;
	return words === 0 && after === null && before === null && !history;
}

function takePart(draft: Draft, match: string, part: Record<string, string | undefined>): void {
	const { sign, word } = part;
	const name = part["name"]?.toLowerCase() ?? null;
	const quoted = part["straight"] ?? part["curled"] ?? part["corner"] ?? part["double"];
	const value = quoted ?? word ?? "";
	const empty = emptyFilter(name, word, value);
	if (empty !== null) draft.warnings.push({ kind: "empty-filter", filter: empty });
	else if (name === null || name === "title") {
		const [exact, title] = [quoted !== undefined, name === "title"];
		const term: Term = { text: fold(value), typed: match, exact, title, forms: [] };
		if (/[\p{L}\p{N}]/u.test(term.text)) (sign === undefined ? draft.wanted : draft.excluded).push(term);
	} else if (name === "outlet") draft.outlets.push(fold(value));
	else if (name === "history") draft.history = !/^(no|false|0)$/i.test(value);
	else if (name === "before" || name === "after") takeDate(draft, name, value);
}

/** The filter that a part names without saying what to filter by; null where it does not. */
function emptyFilter(name: string | null, word: string | undefined, value: string): string | null {
	if (name !== null) return /[\p{L}\p{N}]/u.test(value) ? null : name;
	return FILTER_ALONE.exec(word ?? "")?.[1]?.toLowerCase() ?? null;
}

function takeDate(draft: Draft, name: "before" | "after", value: string): void {
	const [, year, month = "01", day = "01"] = /^(\d{4})(?:[-/.](\d\d?))?(?:[-/.](\d\d?))?$/.exec(value) ?? [];
	const time = Date.parse(`${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}T00:00:00Z`);
	if (Number.isNaN(time)) draft.warnings.push({ kind: "no-day", filter: name, text: value });
	else draft[name] = time;
}
