import type { DatabaseSync } from "node:sqlite";
import type { Piece, SearchOptions, SearchResult } from "../../article/library.ts";
import type { SearchWarning } from "../../article/search-warning.ts";
import { withNames } from "./name-forms.ts";
import { asksNothing, parseQuery, type Query } from "./query.ts";
import { needsOf, phrasePattern } from "./query-match.ts";
import { likelyRows, type Ranked, rankRows, scaleOf } from "./rank.ts";
import {
	COUNT_MAX,
	type Counts,
	countRows,
	countSource,
	newestRows,
	type Source,
	sourceOf,
} from "./search-source.ts";
import { suggestionsFor } from "./search-suggest.ts";
import { idOf, textOfRow } from "./search-tables.ts";
import { type Marked, piecesOf, snippetOf } from "./snippet.ts";

export { alikeIn } from "./alike.ts";
export { createSearchTables, type Indexed, indexRevisions, retire } from "./search-tables.ts";

/** A hit by the id it was indexed with. */
export interface IndexHit {
	readonly id: number;
	readonly title: readonly Piece[];
	readonly snippet: readonly Piece[];
	readonly score: number;
}

/** As `SearchResult`, with ids for articles. */
export type IndexResult = Omit<SearchResult, "hits"> & { readonly hits: readonly IndexHit[] };

const HITS_MAX = 200;

/** As many articles with every word are scored; where there are fewer, those with some of the words are looked at, too. */
const FEW = 100;

/** Of the best score, what an article with only some of the words must reach to be shown. */
const RELAXED_SHARE = 0.3;

/** Finds revisions. Any text is a query: nothing throws, and the work is bounded whatever it says. */
export function searchIndex(db: DatabaseSync, text: string, options: SearchOptions): IndexResult {
	const query = withNames(db, parseQuery(text));
	const found = findRows(db, query, options);
	const marked = markedOf(query);
	const hits = found.rows.map(({ row, score }) => hitOf(db, row, score, marked));
	return {
		warnings: [...query.warnings, ...found.warnings],
		...found.counts(),
		hits,
		suggestions: suggestionsFor(db, query, hits),
	};
}

/** The rows of one page of an answer, without what a reader sees of them. */
export function findRows(db: DatabaseSync, query: Query, options: SearchOptions): Found {
	if (asksNothing(query)) return { rows: [], counts: () => countRows(db, []), warnings: [] };
	const offset = clamp(options.offset ?? 0, COUNT_MAX);
	const end = offset + clamp(options.limit, HITS_MAX);
	const found = options.order === "newest" ? newest(db, query, end) : relevant(db, query, end);
	return { ...found, rows: found.rows.slice(offset, end) };
}

const clamp = (number: number, most: number): number => Math.min(most, Math.max(0, Math.trunc(number) || 0));

export interface Found {
	readonly rows: readonly Ranked[];
	readonly counts: () => Counts;
	readonly warnings: readonly SearchWarning[];
}

function newest(db: DatabaseSync, query: Query, limit: number): Found {
	const source = sourceOf(db, query);
	const rows = newestRows(db, source, limit).map((row) => ({ row, score: 0 }));
	return { rows, counts: () => countSource(db, source, limit), warnings: [] };
}

/** Best first: articles with every word; where they are few, those with some of them too. */
function relevant(db: DatabaseSync, query: Query, limit: number): Found {
	if (query.wanted.length === 0) return newest(db, query, limit);
	const source = sourceOf(db, query);
	const scale = scaleOf(db, needsOf(query.wanted));
	const full = newestRows(db, source, FEW);
	if (full.length === FEW) {
		const best = rankRows(db, promisingRows(db, query, full), scale);
		const rest = limit > best.length ? unscored(newestRows(db, source, limit), best) : [];
		return { rows: [...best, ...rest], counts: () => countSource(db, source, limit), warnings: [] };
	}
	const ranked = rankRows(db, likelyRows(db, looseSource(db, query), scale), scale);
	const least = (ranked[0]?.score ?? 0) * RELAXED_SHARE;
	const best = ranked.filter(({ row, score }) => score >= least || full.includes(row));
	const rows = [...best, ...unscored(full, best)];
	const relaxed = full.length === 0 && rows.length > 0;
	return {
		rows,
		counts: () =>
			countRows(
				db,
				rows.map(({ row }) => row),
			),
		warnings: relaxed ? [{ kind: "some-words" }] : [],
	};
}

/** Rows worth scoring where many have everything: with the words in the title, then the newest. */
function promisingRows(db: DatabaseSync, query: Query, newest: readonly number[]): number[] {
	const titled = { ...query, wanted: query.wanted.map((term) => ({ ...term, title: true })) };
	const inTitles = newestRows(db, sourceOf(db, titled), FEW / 2);
	return [...new Set([...inTitles, ...newest])].slice(0, FEW);
}

/** The rows that are not among the scored: what follows when a reader goes on. */
function unscored(rows: readonly number[], best: readonly Ranked[]): Ranked[] {
	const scored = new Set(best.map(({ row }) => row));
	return rows.filter((row) => !scored.has(row)).map((row) => ({ row, score: 0 }));
}

/** The query without its free words: what holds even where not every word is found. */
function looseSource(db: DatabaseSync, query: Query): Source {
	return sourceOf(db, { ...query, wanted: query.wanted.filter((term) => term.exact || term.title) });
}

function markedOf(query: Query): Marked {
	const phrases = query.wanted.flatMap((term) => phrasePattern(term) ?? []);
	const free = query.wanted.filter((term) => phrasePattern(term) === null);
	return { needs: needsOf(free), phrases };
}

function hitOf(db: DatabaseSync, row: number, score: number, marked: Marked): IndexHit {
	const { title, text } = textOfRow(db, row);
	return { id: idOf(db, row), title: piecesOf(title, marked), snippet: snippetOf(text, marked), score };
}
