import { fold } from "./fold.ts";

/** Scripts written without spaces between words: their text is indexed by pairs of characters. */
const UNSPACED =
	"\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}ー々";

/** A run of unspaced script (first group), or a word of any other. */
const RUN = new RegExp(`([${UNSPACED}]+)|(?:(?![${UNSPACED}])[\\p{L}\\p{M}\\p{N}])+`, "gu");

/** Longer words are cut: they are keys, hashes and addresses. */
const WORD_LENGTH_MAX = 40;

/** A piece of folded text: `unspaced` where its characters stand without spaces. */
export interface Run {
	readonly text: string;
	readonly at: number;
	readonly unspaced: boolean;
}

/** The runs of a folded text, in order. */
export function runsOf(folded: string): Run[] {
	return [...folded.matchAll(RUN)].map((match) => ({
		text: match[0],
		at: match.index,
		unspaced: match[1] !== undefined,
	}));
}

/** What a text is found by: each pair of neighbours, the last character of a run alone, each word's stem; no repeats. */
export function tokensOf(text: string): Set<string> {
	const tokens = new Set<string>();
	for (const run of runsOf(fold(text))) {
		if (!run.unspaced) {
			tokens.add(stem(run.text));
			continue;
		}
		const characters = [...run.text];
		for (let at = 0; at + 1 < characters.length; at++) {
			tokens.add(`${characters[at]}${characters[at + 1]}`);
		}
		tokens.add(characters.at(-1) ?? "");
	}
	return tokens;
}

/** English plurals and past forms as one word with their stem; other words as they are. */
export function stem(word: string): string {
	const cut = word.slice(0, WORD_LENGTH_MAX);
	if (!/^[a-z]{4,}$/.test(cut)) return cut;
	return cut
		.replace(/ies$/, "y")
		.replace(/(?<=[^aeious])es$|(?<=[^ius])s$/, "")
		.replace(/(?<=[aeiouy].*[^aeiou])(?:ing|ed)$/, "")
		.replace(/(?<=..)e$/, "");
}
