import type { Query, Term } from "./query.ts";
import { inTitle, ofOutlet } from "./search-tables.ts";
import { runsOf, SPACED_LETTER, stem, stretchesOf, tokensOf, wordsOf } from "./words.ts";

/** More tokens make no query clearer, only slower. */
const TOKENS_MAX = 48;

/** A text to be looked for in an article, with the tokens that an article with it has. */
export interface Need {
	/** Folded; a word's stem where `spaced`. */
	readonly text: string;
	readonly spaced: boolean;
	readonly tokens: readonly string[];
	/** Whether it is the end of one word and the beginning of the next. */
	readonly across: boolean;
}

/** What the free words of a query look for. */
export interface Needs {
	/** Words that mean something; all words where none does. */
	readonly words: readonly Need[];
	/** Every pair of neighbours among them, within words and across. */
	readonly pairs: readonly Need[];
}

/** The words and pairs that a term which is no phrase looks for. */
export function needsOf(terms: readonly Term[]): Needs {
	const runs = terms.flatMap((term) => runsOf(term.text));
	const told = collectNeeds(runs, stretchesOf);
	return told.words.length > 0 ? told : collectNeeds(runs, (text) => [wordsOf(text)]);
}

function collectNeeds(runs: ReturnType<typeof runsOf>, stretchesIn: (text: string) => string[][]): Needs {
	const words = new Map<string, Need>();
	const pairs = new Map<string, Need>();
	for (const run of runs) {
		for (const stretch of stretchesIn(run.text)) {
			for (const word of stretch) words.set(word, needOf(word, run.unspaced));
			const within = new Set(stretch.flatMap((word) => [...tokensOf(word)]));
			for (const pair of tokensOf(stretch.join(""))) {
				if (run.unspaced && pair.length === 1) continue;
				pairs.set(pair, { ...needOf(pair, run.unspaced), across: !within.has(pair) });
			}
		}
	}
	return { words: [...words.values()].slice(0, TOKENS_MAX), pairs: [...pairs.values()].slice(0, TOKENS_MAX) };
}

function needOf(word: string, unspaced: boolean): Need {
	return { text: unspaced ? word : stem(word), spaced: !unspaced, tokens: pairTokens(word), across: false };
}

/** What an article with this text must have: its last character may stand inside a longer run. */
function pairTokens(text: string): string[] {
	return runsOf(text).flatMap((run) => {
		const tokens = [...tokensOf(run.text)];
		return run.unspaced && tokens.length > 1 ? tokens.slice(0, -1) : tokens;
	});
}

/** What rows must have and must not have, as expressions of FTS5. */
export interface Match {
	readonly all: readonly string[];
	readonly none: readonly string[];
}

/** A query's texts and outlets as FTS5 reads them; `outlets` is null where any will do. */
export function matchOf(query: Query, outlets: readonly number[] | null): Match {
	const all = query.wanted.flatMap(termMatches);
	const none = query.excluded.map((term) => termMatches(term).join(" AND ")).filter((match) => match !== "");
	if (outlets !== null) all.push(anyOf([NOTHING, ...outlets.map((number) => quote(ofOutlet(number)))]));
	// What has nothing but exclusions would be the whole archive.
	if (all.length === 0 && none.length > 0) all.push(NOTHING);
	return { all: [...new Set(all)].slice(-TOKENS_MAX), none };
}

/** A token that no row has. */
const NOTHING = quote("\ue002");

/** The match as one expression; it must have something in `all`. */
export function expressionOf({ all, none }: Match): string {
	const wanted = all.join(" AND ");
	return none.length === 0 ? wanted : `(${wanted}) NOT ${anyOf(none.map((match) => `(${match})`))}`;
}

/** A term as expressions that must all hold. */
function termMatches(term: Term): string[] {
	const tokens = term.exact ? pairTokens(term.text) : needsOf([term]).words.flatMap((need) => need.tokens);
	// A character alone matches few tokens and begins many: it is left to the ranking, unless it is all there is.
	const telling = tokens.filter((token) => !isLone(token));
	const used = telling.length > 0 ? telling : tokens.slice(0, 1);
	return used.map((token) => quote(term.title ? inTitle(token) : token) + (isLone(token) ? "*" : ""));
}

const isLone = (token: string): boolean => [...token].length === 1 && !/^[\p{ASCII}]$/u.test(token);

/** Tokens are letters and digits only, so that quoting them needs no escapes. */
export function quote(token: string): string {
	return `"${token}"`;
}

function anyOf(matches: readonly string[]): string {
	return `(${matches.join(" OR ")})`;
}

/** What stands between the words of a phrase and does not count. */
const BETWEEN = "[^\\p{L}\\p{N}]{0,8}";

/** The phrase as a pattern over folded text, or null where its tokens say all there is to say. */
export function phrasePattern(term: Term): RegExp | null {
	const runs = runsOf(term.text);
	const [only] = runs;
	if (!term.exact || only === undefined) return null;
	if (runs.length === 1 && only.unspaced && [...only.text].length < 3) return null;
	const parts = runs.map((run) =>
		run.unspaced ? run.text : `(?<!${SPACED_LETTER})${run.text}(?!${SPACED_LETTER})`,
	);
	return new RegExp(parts.join(BETWEEN), "v");
}
