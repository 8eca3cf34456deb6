import type { Block, Blocks, Note } from "../../article/article.ts";
import { articleText } from "../../article/text.ts";
import type { Piece } from "../blocks.ts";
import type { Evidence } from "../evidence.ts";
import { BY_WORDS } from "../fields/byline-lines.ts";
import { plainOf } from "../inline.ts";
import { lettersOf } from "../letters.ts";
import { isByline, isCaption, isDateLine, isTimeLine, phraseOf } from "../phrases.ts";
import { isOff, type Run, shorten } from "../trace.ts";

/** A paragraph as long as this, or one with a sentence, is prose: what stands before the first is a head, what follows the last a tail. */
const PROSE_LENGTH_MIN = 90;
const PROSE_LENGTH_CJK_MIN = 30;
const SENTENCE_END = /[.!?。！？…:："”」』]['"”’」』)）]*$/;
const CJK = /[\u3040-\u9fff\uac00-\ud7af]/;
const LINKED_MIN = 0.6;
const LINKED_LENGTH_MAX = 160;

export interface Trimmed {
	readonly pieces: readonly Piece[];
	readonly notes: readonly Note[];
}

/** Cuts the lines around and between the paragraphs that say something about the page, not of the story. */
export function trim(pieces: readonly Piece[], evidence: Evidence, run: Run): Trimmed {
	const notes: Note[] = [];
	const kept: Piece[] = [];
	const first = pieces.findIndex(isProse);
	const second = pieces.findIndex((piece, at) => at > first && isProse(piece));
	const last = pieces.findLastIndex((piece) => isProse(piece) && phraseOf(piece.text) === null);
	const copies = copiesIn(pieces);
	const times = timesOfEntries(pieces);
	const found = pieces.map((piece, at): Cut | null => {
		if (times.has(piece)) return null;
		if (copies.has(piece)) return COPY;
		const before = pieces[at - 1]?.block;
		const place = {
			head: at < first,
			opening: first < at && at < second && at <= OPENING_PLACES,
			tail: at > last,
			afterPicture: before?.kind === "picture",
		};
		const cut = altCut(piece, before) ?? titleCut(piece, at, evidence) ?? whyCut(piece, place);
		return cut === null || isOff(run, "trim", cut.rule) ? null : cut;
	});
	const cuts = withoutLongHead(found, run);
	const flash = flashIn(pieces, cuts);
	for (const [at, piece] of pieces.entries()) {
		const why = cuts[at] ?? null;
		if (why === null || piece === flash) {
			kept.push(piece);
			continue;
		}
		run.trace.push({ step: "trim", rule: why.rule, text: shorten(piece.text), why: why.why });
		if (why.caption) keepCaption(kept, piece);
		if (why.note !== undefined) notes.push({ kind: why.note, text: piece.text });
	}
	return { pieces: withoutDangling(kept), notes };
}

/** So many short lines before the first paragraph are no head: some stories are written in lines, others begin with a plan of days. */
const HEAD_LINES_MAX = 6;

function withoutLongHead(cuts: readonly (Cut | null)[], run: Run): readonly (Cut | null)[] {
	if (cuts.filter((cut) => cut === HEAD).length <= HEAD_LINES_MAX || isOff(run, "trim", "long heads"))
		return cuts;
	return cuts.map((cut) => (cut === HEAD ? null : cut));
}

/** Gives the picture that a caption follows its words, where it has none of its own. */
function keepCaption(kept: Piece[], { text }: Piece): void {
	const last = kept.at(-1);
	if (last?.block.kind !== "picture" || last.block.picture.caption !== "") return;
	const picture = { ...last.block.picture, caption: text };
	kept[kept.length - 1] = { ...last, block: { kind: "picture", picture } };
}

/** The paragraph that says what the title says, where a page says nothing else: a flash is no empty article. */
function flashIn(pieces: readonly Piece[], cuts: readonly (Cut | null)[]): Piece | undefined {
	if (pieces.some(({ text }, at) => text !== "" && cuts[at] === null)) return undefined;
	return pieces.find(({ block }, at) => block.kind === "paragraph" && cuts[at] === TITLE);
}

/** Drops the title from the blocks where it stands once more near their beginning: which layer names it is known only when all fields are. */
export function withoutTitle(blocks: Blocks, title: string, run: Run): Blocks {
	const letters = lettersOf(title);
	if (letters === "" || isOff(run, "trim", TITLE.rule)) return blocks;
	const saysTitle = (block: Block): block is Extract<Block, { readonly kind: "heading" | "paragraph" }> =>
		(block.kind === "heading" || block.kind === "paragraph") && lettersOf(plainOf(block.html)) === letters;
	const said = blocks.slice(0, TITLE_PLACES).filter(saysTitle);
	if (said.length === 0) return blocks;
	const others = blocks.filter((block) => !said.some((one) => one === block));
	if (articleText({ blocks: others, wireCredit: "" }) === "") return blocks;
	for (const { html } of said) run.trace.push({ step: "trim", text: shorten(plainOf(html)), ...TITLE });
	return others;
}

/** Drops a line, a list of an author and a post, or a portrait that says who signs from the blocks' beginning and end. */
export function withoutNames(blocks: Blocks, names: readonly string[], run: Run): Blocks {
	if (names.length === 0 || isOff(run, "trim", NAMES.rule)) return blocks;
	const signed = new Set([...names, names.join(" ")].map(lettersOf).filter((letters) => letters.length > 1));
	const places = [...blocks.keys()].filter((at) => at < NAME_PLACES || at >= blocks.length - NAME_PLACES_END);
	const said = new Set(
		places
			.flatMap((at) => blocks[at] ?? [])
			.filter((block) => signed.has(nameIn(block)) || isPortrait(block, signed)),
	);
	if (said.size === 0 || said.size === blocks.length) return blocks;
	for (const block of said)
		run.trace.push({ step: "trim", text: shorten(nameIn(block) || names.join(", ")), ...NAMES });
	return blocks.filter((block) => !said.has(block));
}

/** A picture whose caption says `By` and who signs is the author's. */
function isPortrait(block: Block, signed: ReadonlySet<string>): boolean {
	if (block.kind !== "picture" || !BY.test(block.picture.caption)) return false;
	const letters = lettersOf(block.picture.caption.replace(BY, ""));
	return [...signed].some((name) => letters.startsWith(name));
}

const BY = new RegExp(String.raw`^(?:${BY_WORDS})\s+(?=\p{Lu})`, "iu");
/** A line that says nothing but who signs has no more markup. */
const NAME_MARKUP_MAX = 1000;
const NAME_PLACES = 4;
const NAME_PLACES_END = 2;

/** The letters of a line, or of the first item of a list of two lines at most. */
function nameIn(block: Block): string {
	if (block.kind === "paragraph") {
		if (block.html.length > NAME_MARKUP_MAX) return "";
		const text = plainOf(block.html);
		// A name in brackets ends the story's own last line.
		return /^[（(]/.test(text) ? "" : lettersOf(text);
	}
	if (block.kind !== "list" || block.items.length > 2) return "";
	const [first, ...others] = block.items[0] ?? [];
	return first?.kind === "paragraph" && others.length === 0 ? lettersOf(plainOf(first.html)) : "";
}

/** The lines that name editors, in a body that is left as it is. */
export function editorsIn(pieces: readonly Piece[]): Note[] {
	return pieces
		.filter(({ text }) => phraseOf(text)?.note === "editors")
		.map(({ text }) => ({ kind: "editors", text }));
}

/** From so many lines of a time on, each before a story of its own, they are the times of a live blog's entries. */
const ENTRIES_MIN = 3;

function timesOfEntries(pieces: readonly Piece[]): ReadonlySet<Piece> {
	const isText = (piece: Piece | undefined): boolean =>
		piece !== undefined && piece.text !== "" && !isTimeLine(piece.text);
	const times = pieces.filter(({ text }, at) => isTimeLine(text) && isText(pieces[at + 1]));
	return new Set(times.length >= ENTRIES_MIN ? times : []);
}

interface Cut {
	readonly rule: string;
	readonly why: string;
	readonly note?: Note["kind"] | undefined;
	/** Set where it is the caption of the picture before it. */
	readonly caption?: true;
}

const HEAD: Cut = { rule: "head", why: "it is a short line before the first paragraph" };
const TITLE: Cut = { rule: "title", why: "it is the title once more" };
const NAMES: Cut = { rule: "names", why: "it is who signs" };
const COPY: Cut = { rule: "copy", why: "it is said once already" };

function titleCut(piece: Piece, at: number, evidence: Evidence): Cut | null {
	return at < TITLE_PLACES && isTitle(piece, evidence) ? TITLE : null;
}

/** A line under a picture that says what the picture's alternative text says. */
function altCut({ text }: Piece, before: Block | undefined): Cut | null {
	if (before?.kind !== "picture" || text === "") return null;
	const letters = lettersOf(text);
	return letters !== "" && letters === lettersOf(before.picture.alt)
		? { rule: "alternative text", why: "it is the picture's alternative text", caption: true }
		: null;
}

/** Where a piece stands among the others. */
interface Place {
	readonly head: boolean;
	/** Between the first paragraph, which may be a standfirst, and the second. */
	readonly opening: boolean;
	readonly tail: boolean;
	readonly afterPicture: boolean;
}

function whyCut(piece: Piece, place: Place): Cut | null {
	const { text, block } = piece;
	if (text === "") return null;
	if (place.afterPicture && isCaption(text))
		return { rule: "caption", why: "it is a caption after its picture", caption: true };
	const phrase = phraseOf(text, place.tail);
	if (phrase !== null && !isAdvice(piece) && !isSentence(piece, phrase.why))
		return { rule: phrase.why, why: `it ${phrase.why}`, note: phrase.note };
	return block.kind === "heading" ? null : edgeCut(piece, place);
}

/** A sentence that says where to learn more and is not itself the link: a story's own advice. */
const ADVICE = /^(?:learn|find out|discover|explore|read) (?:more|on)\b.*\.$/i;

const isAdvice = ({ text, linkShare }: Piece): boolean => linkShare < LINKED_MIN && ADVICE.test(text);

const POINTERS = "points to other stories";
const SENTENCE_LENGTH_MIN = 40;
const SENTENCE_CJK_MIN = 15;
/** So near the beginning stands the colon of a label. */
const LABEL_LENGTH_MAX = 40;
const LABEL_CJK_MAX = 16;

/** A whole sentence that links nowhere and labels nothing points to no other story, however it begins. */
function isSentence({ text, linkShare }: Piece, why: string): boolean {
	if (why !== POINTERS || linkShare > 0) return false;
	if (CJK.test(text))
		return (
			text.length >= SENTENCE_CJK_MIN &&
			/。[”」』）)]?$/.test(text) &&
			!/[:：]/.test(text.slice(0, LABEL_CJK_MAX))
		);
	if (text.length < SENTENCE_LENGTH_MIN) return false;
	return /[.!?]["”’»)]*$/.test(text) && !/[:：]/.test(text.slice(0, LABEL_LENGTH_MAX));
}

/** Why a line before the first or after the last paragraph is cut. */
function edgeCut(piece: Piece, { head, opening, tail }: Place): Cut | null {
	const { text } = piece;
	if ((head || tail) && (isDateLine(text) || isByline(text)))
		return { rule: "line", why: "it is a line of dates or names" };
	if (opening && !SENTENCE_END.test(text) && (isDateLine(text) || isByline(text)))
		return { rule: "line under the standfirst", why: "it is a line of dates or names under the standfirst" };
	if (head && !isProse(piece) && !SENTENCE_END.test(text)) return HEAD;
	if (piece.linkShare >= LINKED_MIN && isCapitals(text))
		return { rule: "links in capitals", why: "it is a link in capitals" };
	return tail ? tailCut(piece) : null;
}

/** Why a line after the last paragraph is cut that is neither a date nor a name. */
function tailCut({ text, linkShare }: Piece): Cut | null {
	if (isBareLabel(text))
		return { rule: "label", why: "it labels what is not there, or is a telephone's number" };
	if (text.length > LINKED_LENGTH_MAX) return null;
	if (ADDRESS.test(text)) return { rule: "address", why: "it is a pointer that ends in an address" };
	return linkShare >= LINKED_MIN ? { rule: "links", why: "it is a link after the last paragraph" } : null;
}

const LABEL_AT_END_MAX = 24;
/** A label of one or two words without its value, `Sources:`, or a telephone's number. */
const isBareLabel = (text: string): boolean =>
	text.length <= LABEL_AT_END_MAX &&
	/^[^\s.!?。！？]+(?: [^\s.!?。！？]+)?\s?[:：]$|^(?:[\s()+./–-]{0,2}\d){7,}$/.test(text);
const ADDRESS = /[:：]\s*https?:\/\/\S+$/;

/** Under a standfirst stand a date and names among so many first pieces. */
const OPENING_PLACES = 6;
const CAPITALS_LENGTH_MIN = 12;

const isCapitals = (text: string): boolean =>
	text.length >= CAPITALS_LENGTH_MIN && text === text.toUpperCase() && text !== text.toLowerCase();

/** Whether a piece reads like a paragraph of the story. */
function isProse(piece: Piece): boolean {
	const { text, block } = piece;
	if (block.kind === "heading") return false;
	if (block.kind !== "paragraph")
		return block.kind !== "picture" && block.kind !== "embed" && block.kind !== "rule";
	if (piece.linkShare >= LINKED_MIN) return false;
	if (isDateLine(text) && !SENTENCE_END.test(text)) return false;
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
const TITLE_LENGTH_MAX = 300;
const TITLE_LETTERS_MIN = 12;
const TITLE_SHARE_MIN = 0.6;

/** Whether a text is the title once more, perhaps with a kicker or without its end. */
function isTitle(piece: Piece, { titles }: Evidence): boolean {
	if (piece.text === "" || piece.text.length > TITLE_LENGTH_MAX) return false;
	const letters = lettersOf(piece.text);
	if (titles.includes(letters)) return true;
	if (piece.block.kind !== "heading" || letters.length < TITLE_LETTERS_MIN) return false;
	return titles.some(
		(title) =>
			(letters.includes(title) && title.length >= TITLE_SHARE_MIN * letters.length) ||
			(title.includes(letters) && letters.length >= TITLE_SHARE_MIN * title.length),
	);
}

const COPY_LETTERS_MIN = 40;
const COPY_LENGTH_MIN = 150;

const textsOf = (pieces: readonly Piece[]): ReadonlySet<string> => new Set(pieces.map(({ text }) => text));

/** Where this share of the long paragraphs is said twice, the page holds copies of its body for other screens. */
const COPIES_SHARE_MIN = 0.5;
const COPIES_MIN = 4;

/** Pieces that say once more what another says: pulled quotes, and copies for other screens. */
function copiesIn(pieces: readonly Piece[]): ReadonlySet<Piece> {
	const seen = new Set<string>();
	const again = pieces.filter(({ text }) => text !== "" && seen.size === seen.add(text).size);
	const long = ({ text }: Piece): boolean => text.length >= COPY_LENGTH_MIN;
	const repeated = textsOf(again.filter(long)).size;
	const isCopied = repeated >= COPIES_MIN && repeated >= COPIES_SHARE_MIN * textsOf(pieces.filter(long)).size;
	const copies = new Set(isCopied ? again : again.filter(long));
	const quotes = pieces.filter(({ block }) => block.kind === "quote");
	if (quotes.length === 0) return copies;
	const whole = pieces
		.map(({ block, text }) => (block.kind === "paragraph" ? lettersOf(text) : ""))
		.join(" ");
	for (const quote of quotes) {
		const letters = lettersOf(articleText({ blocks: [quote.block], wireCredit: "" }));
		if (letters.length >= COPY_LETTERS_MIN && whole.includes(letters)) copies.add(quote);
	}
	return copies;
}
