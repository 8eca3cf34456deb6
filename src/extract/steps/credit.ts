import type { Piece } from "../blocks.ts";
import { readWires } from "../fields/wires.ts";
import type { Run } from "../trace.ts";

const CREDIT_LENGTH_MAX = 160;
/** A sentence that credits is bracketed, or says outright where the story comes from. */
const CREDITING =
	/^[（(【[].*[）)】\]]$|^(?:本文|本稿|本報導|此文|综合|綜合)|^(?:with (?:reporting|information|files|material)|some (?:information|material)|(?:the )?\S+ (?:\S+ )?contributed to this|mit (?:material|informationen)|avec|con información)/i;

/** Takes the sentence that credits agencies off the end of the body: （本文部分内容依据了美联社的报道）. Empty where there is none. */
export function takeCredit(pieces: Piece[], run: Run): string {
	const at = pieces.findLastIndex((piece) => piece.text !== "");
	const last = pieces[at];
	if (last?.block.kind !== "paragraph" || last.text.length > CREDIT_LENGTH_MAX) return "";
	if (!CREDITING.test(last.text) || readWires([last.text], []).length === 0) return "";
	pieces.splice(at, 1);
	run.trace.push({
		step: "credit",
		rule: "last",
		text: last.text,
		why: "the last sentence credits agencies",
	});
	return last.text;
}
