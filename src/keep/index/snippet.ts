import { fold } from "../../article/fold.ts";
import type { Piece } from "../../article/library.ts";
import type { Need, Needs } from "./query-match.ts";
import { placesOf } from "./rank.ts";
import { SPACED_LETTER } from "./tokens.ts";

/** Characters of a snippet; a little more where a sentence begins just before. */
const SNIPPET_LENGTH = 120;
const LEAD_LENGTH = 30;
const MARKS_MAX = 400;

/** What is marked: the words that were looked for, and phrases as patterns over folded text. */
export interface Marked {
	readonly needs: Needs;
	readonly phrases: readonly RegExp[];
}

interface Span {
	readonly at: number;
	readonly end: number;
}

/** The whole text, cut where matches begin and end. */
export function piecesOf(text: string, marked: Marked): Piece[] {
	return cut(text, spansIn(fold(text), marked), { at: 0, end: text.length });
}

/** The passage of the text that has the most of what was looked for, cut where matches begin and end. */
export function snippetOf(text: string, marked: Marked): Piece[] {
	const line = text.replaceAll("\n", " ");
	const spans = spansIn(fold(line), marked);
	const at = sentenceStart(line, bestStart(spans));
	const end = Math.min(line.length, at + SNIPPET_LENGTH);
	const pieces = cut(line, spans, { at, end });
	if (at > 0) pieces.unshift({ text: "…", match: false });
	if (end < line.length) pieces.push({ text: "…", match: false });
	return pieces;
}

/** Where matches stand, in order, those that touch as one. */
function spansIn(folded: string, { needs, phrases }: Marked): Span[] {
	const spans = [
		...[...needs.words, ...needs.pairs].filter(isTelling).flatMap((need) => needSpans(folded, need)),
		...phrases.flatMap((phrase) =>
			[...folded.matchAll(new RegExp(phrase, "gv"))].map(({ index, 0: text }) => ({
				at: index,
				end: index + text.length,
			})),
		),
	];
	const merged: Span[] = [];
	for (const span of spans.sort((a, b) => a.at - b.at).slice(0, MARKS_MAX)) {
		const last = merged.at(-1);
		if (last === undefined || span.at > last.end) merged.push(span);
		else merged[merged.length - 1] = { at: last.at, end: Math.max(last.end, span.end) };
	}
	return merged;
}

/** One character says little, and would be marked everywhere. */
const isTelling = (need: Need, _: number, all: readonly Need[]): boolean =>
	need.text.length > 1 || all.length === 1;

const REST_OF_WORD = new RegExp(`${SPACED_LETTER}*`, "vy");

function needSpans(folded: string, need: Need): Span[] {
	return placesOf(folded, need).map((at) => {
		const end = at + need.text.length;
		if (!need.spaced) return { at, end };
		REST_OF_WORD.lastIndex = end;
		return { at, end: end + (REST_OF_WORD.exec(folded)?.[0].length ?? 0) };
	});
}

/** Where a snippet should start to show the most matched characters. */
function bestStart(spans: readonly Span[]): number {
	let [best, most] = [0, 0];
	for (const [first, { at }] of spans.entries()) {
		let shown = 0;
		for (let next = first; next < spans.length; next++) {
			const span = spans[next];
			if (span === undefined || span.end > at + SNIPPET_LENGTH - LEAD_LENGTH) break;
			shown += span.end - span.at;
		}
		if (shown > most) [best, most] = [at, shown];
	}
	return best;
}

/** The start of the sentence, or some characters before where that is too far. */
function sentenceStart(line: string, at: number): number {
	const from = Math.max(0, at - LEAD_LENGTH);
	const lead = line.slice(from, at);
	const sentence = /^.*[。！？!?；;]["”」』]?\s*|^.*\.\s+/.exec(lead)?.[0].length ?? 0;
	if (sentence > 0 || from === 0) return from + sentence;
	// Not inside a word, nor between the halves of a character.
	return from + (/^[\p{ASCII}&&\S]*\s?|^[\udc00-\udfff]/v.exec(lead)?.[0].length ?? 0);
}

function cut(text: string, spans: readonly Span[], { at, end }: Span): Piece[] {
	const pieces: Piece[] = [];
	let done = at;
	for (const span of spans) {
		const [first, last] = [Math.max(span.at, done), Math.min(span.end, end)];
		if (first >= last) continue;
		if (first > done) pieces.push({ text: text.slice(done, first), match: false });
		pieces.push({ text: text.slice(first, last), match: true });
		done = last;
	}
	if (done < end) pieces.push({ text: text.slice(done, end), match: false });
	return pieces;
}
