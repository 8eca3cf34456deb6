import type { Observed, State } from "../article/library.ts";
import type { SearchWarning } from "../article/search-warning.ts";

/** The interface's languages, as BCP 47 tags. */
export type Language = "zh-Hans" | "zh-Hant" | "en";

/** Everything the interface says, in one language. */
export interface Words {
	readonly language: Language;
	/** The language's own name. */
	readonly name: string;
	/** The locale that writes dates and numbers. */
	readonly locale: string;
	readonly skip: string;
	readonly front: string;
	readonly outlets: string;
	readonly changes: string;
	readonly numbers: string;
	readonly status: string;
	readonly about: string;
	readonly settings: string;
	readonly search: string;
	readonly searchFor: string;
	readonly searchHelp: string;
	readonly searchWarning: (warning: SearchWarning) => string;
	/** Said without JavaScript by a site of files, which no server searches. */
	readonly searchNeedsScript: string;
	readonly menu: string;
	readonly feeds: string;
	readonly feedOf: (what: string) => string;
	readonly articles: (count: number) => string;
	/** `more`: counting stopped there. */
	readonly results: (count: number, more: boolean) => string;
	readonly noResults: string;
	readonly didYouMean: string;
	readonly relevant: string;
	readonly newest: string;
	readonly byOutlet: string;
	readonly byMonth: string;
	readonly section: string;
	readonly earlier: string;
	readonly later: string;
	readonly previousDay: string;
	readonly nextDay: string;
	readonly wholeMonth: string;
	readonly more: (count: number) => string;
	readonly moreOutlets: string;
	readonly latest: string;
	readonly nothing: string;
	readonly emptyArchive: string;
	readonly published: string;
	readonly modified: string;
	readonly kept: string;
	readonly by: string;
	readonly original: string;
	readonly wires: string;
	readonly keywords: string;
	readonly revisions: string;
	readonly revision: (number: number) => string;
	readonly oneRevision: string;
	readonly current: string;
	readonly byOutletChange: string;
	readonly byPressmark: string;
	readonly whatChanged: string;
	/** What an observation's detail says, where it is one of those that the archive writes itself. */
	readonly answered: (status: string) => string;
	readonly theirSide: (why: string, sites: string) => string;
	readonly ourSide: (why: string, sites: string) => string;
	readonly silentEdit: string;
	readonly announcedEdit: (note: string) => string;
	readonly difference: (from: number, to: number) => string;
	readonly added: string;
	readonly removed: string;
	readonly noDifference: string;
	readonly unchanged: (paragraphs: number) => string;
	readonly olderRevision: (number: number) => string;
	readonly showCurrent: string;
	readonly previous: string;
	readonly next: string;
	readonly alike: string;
	readonly howKept: string;
	readonly file: string;
	readonly checksum: string;
	readonly pictureAbsent: string;
	readonly pictureLate: string;
	readonly pictureOriginal: string;
	readonly table: string;
	readonly state: Readonly<Record<State, string>>;
	readonly stateNotice: Readonly<Record<Exclude<State, "present">, string>>;
	readonly since: string;
	readonly observed: Readonly<Record<Observed, string>>;
	readonly changesLead: string;
	readonly edits: string;
	readonly disappearances: string;
	readonly all: string;
	readonly lastSuccess: string;
	readonly lastError: string;
	readonly nothingNewSince: string;
	readonly never: string;
	readonly outlet: string;
	readonly newestArticle: string;
	readonly articleCount: string;
	readonly statusLead: string;
	readonly numbersLead: string;
	readonly perDay: string;
	readonly perOutlet: string;
	readonly changesPerDay: string;
	/** What the hours are called in which this archive itself did not watch. */
	readonly gap: (hours: number) => string;
	readonly delay: string;
	readonly delayLead: string;
	readonly day: string;
	readonly count: string;
	readonly openData: string;
	readonly interfaceLanguage: string;
	readonly zone: string;
	readonly theme: string;
	readonly themes: Readonly<Record<"auto" | "light" | "dark", string>>;
	readonly size: string;
	readonly sizes: Readonly<Record<"small" | "normal" | "large" | "huge", string>>;
	readonly save: string;
	readonly settingsLead: string;
	readonly missingTitle: string;
	readonly missing: string;
	readonly offlineTitle: string;
	readonly offline: string;
	readonly failedTitle: string;
	readonly failed: string;
	readonly keys: string;
	readonly keyHelp: readonly (readonly [key: string, does: string])[];
	readonly close: string;
	readonly aboutText: readonly string[];
	readonly forMachines: string;
	readonly tagline: string;
}

/** An observation's detail in the reader's language; the outlet's own words stay as they are. */
export function detailIn(words: Words, detail: string): string {
	if (detail === "a silent edit") return words.silentEdit;
	const [, status] = /^answered (\d{3})$/.exec(detail) ?? [];
	if (status !== undefined) return words.answered(status);
	const [, why = "", side, sites = ""] =
		/^(.*) \((theirs|ours): (.*) (?:answered|did not answer either)\)$/.exec(detail) ?? [];
	if (side !== undefined) return side === "theirs" ? words.theirSide(why, sites) : words.ourSide(why, sites);
	const [, note] = /^announced: (.*)$/s.exec(detail) ?? [];
	return note === undefined ? detail : words.announcedEdit(note);
}
