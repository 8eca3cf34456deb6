import type { Note } from "../../article/article.ts";
import type { Piece } from "../blocks.ts";
import type { Run } from "../body.ts";
import { type Evidence, lettersOf } from "../evidence.ts";
import { isByline, isDateLine, phraseOf } from "../phrases.ts";
import { shorten } from "../trace.ts";

/** A paragraph as long as this, or one with a sentence, is prose: what stands before the first is a head, what follows the last a tail. */
const PROSE_LENGTH_MIN = 90;
const PROSE_LENGTH_CJK_MIN = 30;
const SENTENCE_END = /[.!?。！？…:："”」』]['"”’」』)）]*$/;
const CJK = /[\u3040-\u9fff\uac00-\ud7af]/;
const LINKED_MIN = 0.6;
const LINKED_LENGTH_MAX = 160;

export interface Trimmed {
	readonly pieces: Piece[];
	readonly notes: Note[];
}

/** Cuts the lines around and between the paragraphs that say something about the page, not of the story. */
export function trim(pieces: readonly Piece[], evidence: Evidence, run: Run): Trimmed {
	const notes: Note[] = [];
	const kept: Piece[] = [];
	const cut = (piece: Piece, rule: string, why: string): void => {
		run.trace.push({ step: "trim", rule, text: shorten(piece.text), why });
	};
	const first = pieces.findIndex(isProse);
	const last = pieces.findLastIndex((piece) => isProse(piece) && phraseOf(piece.text) === null);
	pieces.forEach((piece, at) => {
		const why = piece.text === "" ? null : whyCut(piece, { head: at < first, tail: at > last });
		if (why === null) kept.push(piece);
		else {
			cut(piece, why.rule, why.why);
			if (why.note !== undefined) notes.push({ kind: why.note, text: piece.text });
		}
	});
	return { pieces: withoutTitle(withoutDangling(kept), evidence, cut), notes };
}

interface Cut {
	readonly rule: string;
	readonly why: string;
	readonly note?: Note["kind"] | undefined;
}

function whyCut(piece: Piece, place: { readonly head: boolean; readonly tail: boolean }): Cut | null {
	const { text, block } = piece;
	const phrase = phraseOf(text);
	if (phrase !== null && (!phrase.last || place.tail))
		return { rule: "phrase", why: `it ${phrase.why}`, note: phrase.note };
	if (block.kind === "heading") return null;
	if ((place.head || place.tail) && (isDateLine(text) || isByline(text)))
		return { rule: "line", why: "a line of dates or names" };
	if (place.head && !isProse(piece) && !SENTENCE_END.test(text))
		return { rule: "head", why: "a short line before the first paragraph" };
	if (piece.linkShare >= LINKED_MIN && text.length <= LINKED_LENGTH_MAX && place.tail)
		return { rule: "links", why: "a link after the last paragraph" };
	return null;
}

/** Whether a piece reads like a paragraph of the story. */
function isProse(piece: Piece): boolean {
	const { text, block } = piece;
	if (block.kind === "heading") return false;
	if (block.kind !== "paragraph")
		return block.kind !== "picture" && block.kind !== "embed" && block.kind !== "rule";
	if (piece.linkShare >= LINKED_MIN) return false;
	return text.length >= (CJK.test(text) ? PROSE_LENGTH_CJK_MIN : PROSE_LENGTH_MIN);
}

/** Headings that nothing follows. */
function withoutDangling(pieces: Piece[]): Piece[] {
	let end = pieces.length;
	while (end > 0) {
		const kind = pieces[end - 1]?.block.kind;
		if (kind !== "heading" && kind !== "rule") break;
		end--;
	}
	return pieces.slice(0, end);
}

const TITLE_PLACES = 6;

/** The title once more, at the head of the body. */
function withoutTitle(
	pieces: Piece[],
	evidence: Evidence,
	cut: (piece: Piece, rule: string, why: string) => void,
): Piece[] {
	return pieces.filter((piece, at) => {
		if (at >= TITLE_PLACES || piece.text === "" || piece.text.length > 300) return true;
		if (!evidence.titles.includes(lettersOf(piece.text))) return true;
		cut(piece, "title", "the title once more");
		return false;
	});
}
