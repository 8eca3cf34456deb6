import type { DatabaseSync } from "node:sqlite";
import { fold } from "../../article/fold.ts";
import type { Piece } from "../../article/library.ts";
import type { Query } from "./query.ts";
import { rowsWith } from "./rank.ts";
import { statementsOf } from "./statements.ts";
import { runsOf, stem } from "./tokens.ts";
import { stretchesOf } from "./words.ts";

const SUGGESTIONS_MAX = 5;

/** Titles read for words that go with the query. */
const TITLES_MAX = 20;

/** Known words looked at for one that is close to a misspelt one. */
const NEIGHBOURS_MAX = 2000;

/**
 * What a reader may have meant, or may ask next: words one letter away from one that nothing has, or
 * the query with a word that several of its best articles have in their titles.
 */
export function suggestionsFor(
	db: DatabaseSync,
	query: Query,
	hits: readonly { readonly title: readonly Piece[] }[],
): string[] {
	if (query.wanted.length === 0) return [];
	const corrected = correct(db, query);
	return corrected !== null ? [corrected] : narrower(query, hits);
}

/** The query with its unknown words as they are known, or null where there is nothing to correct. */
function correct(db: DatabaseSync, query: Query): string | null {
	let changed = false;
	const words = query.wanted.map((term) => {
		const [only, ...others] = runsOf(term.text);
		if (term.forms.length > 0) return term.typed;
		if (only === undefined || others.length > 0 || only.unspaced || only.text.length < 4) return term.typed;
		if (rowsWith(db, stem(only.text)) > 0) return term.typed;
		const close = closest(db, only.text);
		changed ||= close !== null;
		return close ?? term.typed;
	});
	return changed ? words.join(" ") : null;
}

/** The most frequent known word that differs by one letter, with the same first two. */
function closest(db: DatabaseSync, word: string): string | null {
	const head = word.slice(0, 2);
	const rows = statementsOf(db)(
		"SELECT term, doc FROM search_tokens WHERE term >= ? AND term < ? LIMIT ?",
	).all(head, `${head}\u{10ffff}`, NEIGHBOURS_MAX);
	const near = rows
		.map(({ term, doc }) => ({ term: String(term), count: Number(doc) }))
		.filter(({ term }) => isOneLetterOff(term, word) || isOneLetterOff(term, stem(word)))
		.sort((a, b) => b.count - a.count);
	return near[0]?.term ?? null;
}

/** One letter changed, added, left out, or two neighbours swapped. */
function isOneLetterOff(a: string, b: string): boolean {
	if (Math.abs(a.length - b.length) > 1 || a === b) return false;
	let same = 0;
	while (same < Math.min(a.length, b.length) && a[same] === b[same]) same++;
	const [restA, restB] = [a.slice(same), b.slice(same)];
	if (restA.slice(1) === restB.slice(1) || restA.slice(1) === restB || restA === restB.slice(1)) return true;
	return restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2);
}

function narrower(query: Query, hits: readonly { readonly title: readonly Piece[] }[]): string[] {
	const asked = query.wanted.map((term) => term.text).join(" ");
	const typed = query.wanted.map((term) => term.typed).join(" ");
	const counts = new Map<string, number>();
	for (const { title } of hits.slice(0, TITLES_MAX)) {
		const text = title.map((piece) => piece.text).join("");
		for (const word of titleWords(text)) {
			if (!asked.includes(fold(word))) counts.set(word, (counts.get(word) ?? 0) + 1);
		}
	}
	return [...counts]
		.filter(([, count]) => count > 1)
		.sort(([, a], [, b]) => b - a)
		.slice(0, SUGGESTIONS_MAX)
		.map(([word]) => `${typed} ${word}`);
}

/** The words of a title as it writes them, each once. */
function titleWords(title: string): Set<string> {
	const words = new Set<string>();
	const folded = fold(title);
	for (const run of runsOf(folded)) {
		let at = run.at;
		if (!run.unspaced) continue;
		for (const word of stretchesOf(run.text).flat()) {
			at = folded.indexOf(word, at);
			if (word.length > 1) words.add(title.slice(at, at + word.length));
		}
	}
	return words;
}
