/** A stretch of text that stands in both versions, or in one of them only. */
export interface Stretch {
	readonly kind: "same" | "added" | "removed";
	readonly text: string;
}

/** Longer texts are compared by paragraphs only, so that a page takes a bounded time. */
const UNITS_MAX = 2_000;

/** Sentences of both scripts, with the marks and spaces that end them. */
const SENTENCE = /[^。！？!?\n]*(?:[。！？!?]+[”’」』"']*\s*|\.(?=\s)\s*|\n|$)/g;

/** Two sentences are one that was edited where they share so much of the longer one; below it, marks would be a patchwork. */
const SHARED_MIN = 0.5;

/** Words of scripts with spaces, and single characters of all others. */
const WORD = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{N}]+|./gsu;

/**
 * What changed from one text to another, in reading order; what was removed stands before what came
 * instead. Sentences are compared whole; in a sentence that was edited, the words that differ are marked.
 */
export function differenceOf(before: string, after: string): readonly Stretch[] {
	const sentences = joined(compare(unitsOf(before), unitsOf(after)));
	return joined(
		sentences.flatMap((stretch, at): readonly Stretch[] => {
			const next = sentences[at + 1];
			if (stretch.kind === "removed" && next?.kind === "added") return edited(stretch, next);
			return stretch.kind === "added" && sentences[at - 1]?.kind === "removed" ? [] : [stretch];
		}),
	);
}

/** A removed stretch and what came instead: word by word where they are much the same, else both whole. */
function edited(removed: Stretch, added: Stretch): readonly Stretch[] {
	const [before, after] = [removed.text.match(WORD) ?? [], added.text.match(WORD) ?? []];
	if (before.length > UNITS_MAX || after.length > UNITS_MAX) return [removed, added];
	const words = compare(before, after);
	const shared = words.reduce(
		(length, { kind, text }) => (kind === "same" ? length + text.length : length),
		0,
	);
	return shared >= SHARED_MIN * Math.max(removed.text.length, added.text.length) ? words : [removed, added];
}

function unitsOf(text: string): readonly string[] {
	const sentences = (text.match(SENTENCE) ?? []).filter((unit) => unit !== "");
	return sentences.length <= UNITS_MAX ? sentences : text.split(/(?<=\n)/);
}

/** The longest common subsequence of units, by dynamic programming on what differs between the equal ends. */
function compare(before: readonly string[], after: readonly string[]): readonly Stretch[] {
	let start = 0;
	while (start < before.length && start < after.length && before[start] === after[start]) start++;
	let end = 0;
	while (
		end < before.length - start &&
		end < after.length - start &&
		before.at(-1 - end) === after.at(-1 - end)
	)
		end++;
	const same = (text: string): Stretch => ({ kind: "same", text });
	return [
		...before.slice(0, start).map(same),
		...middle(before.slice(start, before.length - end), after.slice(start, after.length - end)),
		...before.slice(before.length - end).map(same),
	];
}

function middle(before: readonly string[], after: readonly string[]): readonly Stretch[] {
	if (before.length > UNITS_MAX || after.length > UNITS_MAX) return replaced(before, after);
	const width = after.length + 1;
	const lengths = new Uint16Array((before.length + 1) * width);
	for (let row = before.length - 1; row >= 0; row--) {
		for (let column = after.length - 1; column >= 0; column--) {
			lengths[row * width + column] =
				before[row] === after[column]
					? (lengths[(row + 1) * width + column + 1] ?? 0) + 1
					: Math.max(lengths[(row + 1) * width + column] ?? 0, lengths[row * width + column + 1] ?? 0);
		}
	}
	return walk(before, after, (row, column) => lengths[row * width + column] ?? 0);
}

function walk(
	before: readonly string[],
	after: readonly string[],
	lengthAt: (row: number, column: number) => number,
): readonly Stretch[] {
	const stretches: Stretch[] = [];
	let row = 0;
	let column = 0;
	while (row < before.length || column < after.length) {
		const old = before[row];
		const fresh = after[column];
		if (old !== undefined && old === fresh) {
			stretches.push({ kind: "same", text: old });
			row++;
			column++;
		} else if (
			old !== undefined &&
			(fresh === undefined || lengthAt(row + 1, column) >= lengthAt(row, column + 1))
		) {
			stretches.push({ kind: "removed", text: old });
			row++;
		} else if (fresh !== undefined) {
			stretches.push({ kind: "added", text: fresh });
			column++;
		}
	}
	return stretches;
}

function replaced(before: readonly string[], after: readonly string[]): readonly Stretch[] {
	return [
		{ kind: "removed", text: before.join("") },
		{ kind: "added", text: after.join("") },
	];
}

function joined(stretches: readonly Stretch[]): readonly Stretch[] {
	const out: Stretch[] = [];
	for (const { kind, text } of stretches) {
		const last = out.at(-1);
		if (last?.kind === kind) out[out.length - 1] = { kind, text: last.text + text };
		else out.push({ kind, text });
	}
	return out;
}
