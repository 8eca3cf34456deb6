import type { Query, Term } from "./query.ts";
import { inTitle, ofOutlet } from "./search-tables.ts";
import { runsOf, SPACED_LETTER, stem, tokensOf } from "./tokens.ts";
import { stretchesOf, wordsOf } from "./words.ts";

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
	const runs = terms.flatMap((term) => [term.text, ...term.forms].flatMap(runsOf));
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

/** What rows must have and must not have. */
export interface Match {
	/** Expressions of FTS5. */
	readonly all: readonly string[];
	readonly none: readonly string[];
	/** What only the text can tell. */
	readonly checks: readonly Check[];
	/** What finds a character alone, where a query asks for nothing else: it begins many tokens, and takes long. */
	readonly lone: readonly string[];
}

/** A pattern that a folded text, or its title, must have, or must not where it is not `wanted`. */
export interface Check {
	readonly pattern: RegExp;
	readonly title: boolean;
	readonly wanted: boolean;
}

/** A query's texts and outlets as FTS5 reads them; `outlets` is null where any will do. */
export function matchOf(query: Query, outlets: readonly number[] | null): Match {
	const all = query.wanted.flatMap(tokensToMatch);
	const isSpoken = all.length > 0;
	const lone = query.wanted.filter(isLoneTerm).map(({ text }) => `${quote(text)}*`);
	const left = query.excluded.filter((term) => patternOf(term) === null);
	const none = left.map((term) => tokensToMatch(term).join(" AND ")).filter((match) => match !== "");
	if (outlets !== null) all.push(anyOf([NOTHING, ...outlets.map((number) => quote(ofOutlet(number)))]));
	// What has nothing but exclusions would be the whole archive.
	if (all.length === 0 && lone.length === 0 && query.excluded.length > 0) all.push(NOTHING);
	const checks = [...checksOf(query.wanted, true), ...checksOf(query.excluded, false)];
	return { all: [...new Set(all)].slice(-TOKENS_MAX), none, checks, lone: isSpoken ? [] : lone };
}

function checksOf(terms: readonly Term[], wanted: boolean): Check[] {
	return terms.flatMap((term) => {
		const pattern = patternOf(term);
		return pattern === null ? [] : [{ pattern, title: term.title, wanted }];
	});
}

/** A token that no row has. */
const NOTHING = quote("\ue002");

/** The match as one expression; it must have something in `all`. */
export function expressionOf({ all, none }: Pick<Match, "all" | "none">): string {
	const wanted = all.join(" AND ");
	return none.length === 0 ? wanted : `(${wanted}) NOT ${anyOf(none.map((match) => `(${match})`))}`;
}

/** A term as expressions that must all hold. */
function tokensToMatch(term: Term): string[] {
	if (term.forms.length === 0) return wordsToMatch(term);
	const forms = term.forms.map((text) => ({ ...term, text, exact: true, forms: [] }));
	const own = wordsToMatch({ ...term, forms: [] });
	return [anyOf([own, ...forms.map(wordsToMatch)].map((match) => `(${match.join(" AND ")})`))];
}

function wordsToMatch(term: Term): string[] {
	const words = term.exact ? [] : needsOf([term]).words.flatMap((need) => need.tokens);
	const telling = words.filter((token) => !isLone(token));
	const tokens = telling.length > 0 ? telling : pairTokens(term.text);
	// Titles have few tokens, so that all that begin with a character may be gone through.
	if (term.title) return tokens.map((token) => quote(inTitle(token)) + (isLone(token) ? "*" : ""));
	return tokens.filter((token) => !isLone(token)).map(quote);
}

const isLone = (token: string): boolean => [...token].length === 1 && !/^[\p{ASCII}]$/u.test(token);

const isLoneTerm = ({ text, title }: Term): boolean => !title && isLone(text);

/** Tokens are letters and digits only, so that quoting them needs no escapes. */
export function quote(token: string): string {
	return `"${token}"`;
}

function anyOf(matches: readonly string[]): string {
	return `(${matches.join(" OR ")})`;
}

/** What stands between the words of a phrase and does not count. */
const BETWEEN = "[^\\p{L}\\p{N}]{0,8}";

/** What of a term its tokens do not say, as a pattern over folded text; null where they say all there is to say. */
function patternOf(term: Term): RegExp | null {
	return isLoneTerm(term) ? new RegExp(term.text, "v") : phrasePattern(term);
}

/** A phrase as a pattern over folded text, or null where its tokens say all there is to say. */
export function phrasePattern(term: Term): RegExp | null {
	const runs = runsOf(term.text);
	const [only] = runs;
	if (only === undefined || !(term.exact || isMixed(runs))) return null;
	if (runs.length === 1 && only.unspaced && [...only.text].length < 3) return null;
	const parts = runs.map((run) =>
		run.unspaced ? run.text : `(?<!${SPACED_LETTER})${run.text}(?!${SPACED_LETTER})`,
	);
	return new RegExp(parts.join(BETWEEN), "v");
}

/** Whether a character stands beside a word of another script, as in 5G网 or A股: alone neither says much. */
function isMixed(runs: ReturnType<typeof runsOf>): boolean {
	return runs.length > 1 && runs.some((run) => run.unspaced && [...run.text].length === 1);
}
