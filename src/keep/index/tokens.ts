import { fold } from "../../article/fold.ts";
import { pairLineOf } from "./pairs.ts";

/** Scripts written without spaces between words: their text is indexed by pairs of characters. */
const UNSPACED =
	"[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}ー]";

/** A letter or digit of a script that stands in words, for a pattern with the flag `v`. */
export const SPACED_LETTER = `[[\\p{L}\\p{M}\\p{N}]--${UNSPACED}]`;

/** Ideographs beyond the basic plane (U+20000 to U+323AF) are two units: the first is one of these. */
const FAR_FIRST = 0xd840;
const FAR_LAST = 0xd888;

/** Longer words are cut: they are keys, hashes and addresses. */
const WORD_LENGTH_MAX = 40;

const NEITHER = 0;
const SPACED = 1;
const UNSPACED_UNIT = 2;

const unspacedPattern = new RegExp(UNSPACED, "u");

/** What each UTF-16 unit is part of. */
const kinds = Uint8Array.from({ length: 0x10000 }, (_, unit) => {
	if (unit >= 0xd800 && unit <= 0xdfff) {
		return (unit >= FAR_FIRST && unit <= FAR_LAST) || unit >= 0xdc00 ? UNSPACED_UNIT : NEITHER;
	}
	const character = String.fromCharCode(unit);
	if (unspacedPattern.test(character)) return UNSPACED_UNIT;
	return /[\p{L}\p{M}\p{N}]/u.test(character) ? SPACED : NEITHER;
});

/** Whether the character at an offset belongs to a word of a spaced script. */
export function isInWord(text: string, at: number): boolean {
	return kinds[text.charCodeAt(at)] === SPACED;
}

/** A piece of folded text: `unspaced` where its characters stand without spaces, else one word. */
export interface Run {
	readonly text: string;
	readonly at: number;
	readonly unspaced: boolean;
}

/** The runs of a folded text, in order. */
export function runsOf(folded: string): Run[] {
	const runs: Run[] = [];
	for (let at = 0; at < folded.length; ) {
		const kind = kinds[folded.charCodeAt(at)];
		let end = at + 1;
		while (end < folded.length && kinds[folded.charCodeAt(end)] === kind) end++;
		if (kind !== NEITHER) {
			const text = folded.slice(at, end);
			const unspaced = kind === UNSPACED_UNIT;
			// Half a pair is no character; no text that was read as UTF-8 has one.
			runs.push({ text: unspaced ? text.toWellFormed() : text, at, unspaced });
		}
		at = end;
	}
	return runs;
}

/** What a text is found by, each once: pairs of neighbours, the last character of a run alone, stems of words. */
export function tokensOf(text: string): Set<string> {
	const line = tokenLineOf(text);
	return new Set(line === "" ? [] : line.split(" "));
}

/** The same as one line, with spaces between. */
export function tokenLineOf(text: string): string {
	const unspaced: string[] = [];
	const farPairs = new Set<string>();
	const words = new Set<string>();
	for (const run of runsOf(fold(text))) {
		if (!run.unspaced) words.add(run.text);
		else if (!SURROGATE.test(run.text)) unspaced.push(run.text);
		else for (const pair of farPairsOf(run.text)) farPairs.add(pair);
	}
	const stems = new Set([...words].map(stem));
	return (pairLineOf(unspaced) + [...farPairs, ...stems].join(" ")).trimEnd();
}

const SURROGATE = /[\ud800-\udfff]/;

/** The pairs of neighbours in unspaced text with characters of two units, in order, then its last character alone. */
function farPairsOf(text: string): string[] {
	const characters = [...text];
	return characters.map((character, at) => character + (characters[at + 1] ?? ""));
}

/** An English word without its endings for number and tense; any other as it is. */
export function stem(word: string): string {
	const cut = word.slice(0, WORD_LENGTH_MAX);
	if (!/^[a-z]{4,}$/.test(cut)) return cut;
	const single = cut.replace(/ies$/, "y").replace(/(?<=s|x|z|ch|sh)es$|(?<=[^ius])s$/, "");
	return single.replace(/(?<=[aeiouy].*[^aeiou])(?:ing|ed)$/, "").replace(/(?<=...)e$/, "");
}
