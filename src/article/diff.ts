/** A run of text in which two revisions agree, or that only one of them has. */
export interface DiffPiece {
	readonly kind: "same" | "removed" | "added";
	readonly text: string;
}

/** Beyond so many differing parts a text is another text: it is shown as removed and added whole. */
const EDITS_MAX = 400;

/** Sentences that share less than this are not one sentence rewritten, but two. */
const LIKENESS_MIN = 0.4;

/** A rewritten sentence stands about where it stood. */
const SENTENCES_AHEAD_MAX = 10;

/** Agreement shorter than this between two changes is chance: "的" stands in every sentence. */
const SAME_LENGTH_MIN = 2;

/**
 * What changed from one text to another, for reading: whole sentences where whole sentences came or went,
 * words where a sentence was rewritten. Chinese words and sentences are found as such. Joined, the `same`
 * and `removed` pieces give `before`, the `same` and `added` ones `after`.
 */
export function diffTexts(before: string, after: string): readonly DiffPiece[] {
	const pieces = changesOf(sentencesOf(before), sentencesOf(after)).flatMap((change) =>
		change.kind === "same" ? [{ kind: "same", text: change.before.join("") } as const] : refined(change),
	);
	return merged(pieces);
}

/** Sentences with what ends them, closing quotation marks and spaces; a line break ends one too. */
function sentencesOf(text: string): string[] {
	return (
		text.match(/[^。！？!?.\n]*(?:[。！？!?\n]|\.(?=\s|$)|\.)[」』”’"')）]*[ \t\n]*|[^。！？!?.\n]+/g) ?? []
	);
}

const WORDS = new Intl.Segmenter("zh", { granularity: "word" });

function wordsOf(text: string): string[] {
	return [...WORDS.segment(text)].map(({ segment }) => segment);
}

/** Runs of parts that are the same, or that were replaced (either side may be empty). */
interface Change {
	readonly kind: "same" | "replaced";
	readonly before: readonly string[];
	readonly after: readonly string[];
}

/** A replaced run: rewritten sentences are compared word by word, the others stay whole. */
function refined({ before, after }: Change): DiffPiece[] {
	const pieces: DiffPiece[] = [];
	let rest = after;
	for (const sentence of before) {
		const ahead = rest.slice(0, SENTENCES_AHEAD_MAX);
		const at = ahead.findIndex((other) => likenessOf(sentence, other) >= LIKENESS_MIN);
		const rewritten = rest[at];
		if (rewritten === undefined) {
			pieces.push({ kind: "removed", text: sentence });
			continue;
		}
		pieces.push({ kind: "added", text: rest.slice(0, at).join("") }, ...wordPieces(sentence, rewritten));
		rest = rest.slice(at + 1);
	}
	return [...pieces, { kind: "added", text: rest.join("") }];
}

/** The share of characters that two sentences have in common, whatever their order. */
function likenessOf(a: string, b: string): number {
	const left = new Map<string, number>();
	for (const character of a) left.set(character, (left.get(character) ?? 0) + 1);
	let common = 0;
	for (const character of b) {
		const count = left.get(character) ?? 0;
		if (count > 0) {
			common++;
			left.set(character, count - 1);
		}
	}
	return (2 * common) / (Array.from(a).length + Array.from(b).length);
}

function wordPieces(before: string, after: string): DiffPiece[] {
	const changes = withoutChance(changesOf(wordsOf(before), wordsOf(after)));
	return changes.flatMap((change): DiffPiece[] =>
		change.kind === "same"
			? [{ kind: "same", text: change.before.join("") }]
			: [
					{ kind: "removed", text: change.before.join("") },
					{ kind: "added", text: change.after.join("") },
				],
	);
}

/** Joins changes that only a single character divides: two words replaced read better than two halves of each. */
function withoutChance(changes: readonly Change[]): Change[] {
	const joined: Change[] = [];
	for (const [index, change] of changes.entries()) {
		const isChance =
			change.kind === "same" &&
			change.before.join("").trim().length < SAME_LENGTH_MIN &&
			index > 0 &&
			index < changes.length - 1;
		const last = joined.at(-1);
		const goesOn = last?.kind === "replaced" && (isChance || change.kind === "replaced");
		const replaced = isChance ? { ...change, kind: "replaced" as const } : change;
		if (!goesOn) joined.push(replaced);
		else {
			const before = [...last.before, ...change.before];
			joined[joined.length - 1] = { kind: "replaced", before, after: [...last.after, ...change.after] };
		}
	}
	return joined;
}

/** Neighbours of one kind as one piece, nothing empty; what was removed stands before what came instead. */
function merged(pieces: readonly DiffPiece[]): DiffPiece[] {
	const result: DiffPiece[] = [];
	for (const piece of pieces) {
		if (piece.text === "") continue;
		const last = result.at(-1);
		if (last?.kind === piece.kind) result[result.length - 1] = { ...piece, text: last.text + piece.text };
		else result.push(piece);
	}
	return result;
}

/** The shortest way from one row of parts to another (Myers, "An O(ND) Difference Algorithm"), as runs. */
function changesOf(before: readonly string[], after: readonly string[]): Change[] {
	const start = commonLength(before, after, (parts, at) => parts[at]);
	const restBefore = before.slice(start);
	const restAfter = after.slice(start);
	const end = commonLength(restBefore, restAfter, (parts, at) => parts[parts.length - 1 - at]);
	const middle = middleChanges(
		restBefore.slice(0, restBefore.length - end),
		restAfter.slice(0, restAfter.length - end),
	);
	const same = (parts: readonly string[]): Change[] =>
		parts.length === 0 ? [] : [{ kind: "same", before: parts, after: parts }];
	return [...same(before.slice(0, start)), ...middle, ...same(before.slice(before.length - end))];
}

function commonLength(
	a: readonly string[],
	b: readonly string[],
	partAt: (parts: readonly string[], at: number) => string | undefined,
): number {
	let length = 0;
	while (length < Math.min(a.length, b.length) && partAt(a, length) === partAt(b, length)) length++;
	return length;
}

function middleChanges(before: readonly string[], after: readonly string[]): Change[] {
	if (before.length + after.length === 0) return [];
	const trail = furthestReaches(before, after);
	if (trail === null) return [{ kind: "replaced", before, after }];
	return runsAlong(pathBack(trail, before.length, after.length), before, after);
}

/** For each number of edits, how far along `before` each diagonal reaches; null where too many are needed. */
function furthestReaches(before: readonly string[], after: readonly string[]): Map<number, number>[] | null {
	const trail: Map<number, number>[] = [];
	let reach = new Map([[1, 0]]);
	for (let edits = 0; edits <= Math.min(before.length + after.length, EDITS_MAX); edits++) {
		trail.push(reach);
		const next = new Map(reach);
		for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
			let x = stepOnto(reach, diagonal, edits);
			while (x < before.length && x - diagonal < after.length && before[x] === after[x - diagonal]) x++;
			next.set(diagonal, x);
			if (x >= before.length && x - diagonal >= after.length) return trail;
		}
		reach = next;
	}
	return null;
}

function comesFromAbove(reach: ReadonlyMap<number, number>, diagonal: number, edits: number): boolean {
	return (
		diagonal === -edits ||
		(diagonal !== edits && (reach.get(diagonal - 1) ?? 0) < (reach.get(diagonal + 1) ?? 0))
	);
}

function stepOnto(reach: ReadonlyMap<number, number>, diagonal: number, edits: number): number {
	return comesFromAbove(reach, diagonal, edits)
		? (reach.get(diagonal + 1) ?? 0)
		: (reach.get(diagonal - 1) ?? 0) + 1;
}

type Point = readonly [x: number, y: number];

/** The corners of the shortest way, from its beginning. */
function pathBack(trail: readonly ReadonlyMap<number, number>[], width: number, height: number): Point[] {
	const points: Point[] = [[width, height]];
	let [x, y] = [width, height];
	for (let edits = trail.length - 1; edits > 0; edits--) {
		const reach = trail[edits] ?? new Map<number, number>();
		const diagonal = x - y;
		const from = comesFromAbove(reach, diagonal, edits) ? diagonal + 1 : diagonal - 1;
		const stepped = stepOnto(reach, diagonal, edits);
		points.push([stepped, stepped - diagonal]);
		x = reach.get(from) ?? 0;
		y = x - from;
		points.push([x, y]);
	}
	return [...points, [0, 0] as const].toReversed();
}

function runsAlong(points: readonly Point[], before: readonly string[], after: readonly string[]): Change[] {
	const runs: Change[] = [];
	for (const [index, [x, y]] of points.entries()) {
		const [fromX, fromY] = points[index - 1] ?? [0, 0];
		if (x === fromX && y === fromY) continue;
		const change: Change = {
			kind: x - fromX === y - fromY ? "same" : "replaced",
			before: before.slice(fromX, x),
			after: after.slice(fromY, y),
		};
		const last = runs.at(-1);
		if (last?.kind !== change.kind) runs.push(change);
		else {
			const joined = [...last.before, ...change.before];
			runs[runs.length - 1] = { kind: change.kind, before: joined, after: [...last.after, ...change.after] };
		}
	}
	return runs;
}

/** How an article says itself that it was changed after it came out: a label that begins a line, or a sentence. */
const ANNOUNCEMENTS = [
	/^\P{L}{0,4}(?:更新|更正|勘误|勘誤|订正|訂正|修正|编者按|編者按|编注|編註)(?:说明|說明|启事|啟事)?\s*(?:[:：)）】\]于於]|$)/u,
	/(?:本文|此文|本报道|本報道|本新闻|本新聞).{0,20}(?:已|经|經|有).{0,6}(?:更新|更正|修正|订正|訂正|修改)/u,
	/^\P{L}{0,4}(?:corrections?|clarifications?|updated?|editor['’]s note)(?:\s+\P{L}{0,12})?\s*(?:[:：)—–-]|$)/iu,
	/\bthis (?:article|story|report|piece|post) (?:has been|was) (?:updated|corrected|amended|clarified)\b/iu,
	/\ban earlier version of this (?:article|story|report|piece|post)\b/iu,
];

/**
 * The line with which the later text announces its change, where the earlier text has no such line; null
 * for a silent edit.
 */
export function announcementIn(before: string, after: string): string | null {
	const known = new Set(before.split("\n"));
	const fresh = after.split("\n").filter((line) => !known.has(line));
	return fresh.find((line) => ANNOUNCEMENTS.some((pattern) => pattern.test(line))) ?? null;
}
