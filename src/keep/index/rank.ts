import type { DatabaseSync } from "node:sqlite";
import { fold } from "./fold.ts";
import { type Need, type Needs, quote } from "./query-match.ts";
import { inTitle, SLOT_MS, statementsOf, type Text, textOfRow } from "./search-tables.ts";
import { tokensOf } from "./words.ts";

/** Rows whose texts are read and scored; more makes no difference to the first page. */
export const SCORED_MAX = 200;

/** Rows asked whether they are wanted at all, to find that many. */
const TRIED_MAX = 2000;

/** Postings read to find them, rarest tokens first. */
const POSTINGS_MAX = 20_000;

/** A row with how well it answers; more is better. */
export interface Ranked {
	readonly row: number;
	readonly score: number;
}

/** What is looked for, and how much finding it says: rare things say much. */
interface Weighted {
	readonly need: Need;
	readonly weight: number;
}

/** The saturation and length normalisation of BM25, and how steeply rarity counts. */
const K1 = 1.2;
const B = 0.75;
const RARITY_POWER = 1.15;
/** Words against pairs: a word's pairs have counted already. */
const WORD_WEIGHT = 0.5;
/** A title that is mostly what was asked for; a passage that has it all together; news of the day. */
const TITLE_WEIGHT = 1;
const PASSAGE_WEIGHT = 1;
const PASSAGE_LENGTH = 60;
const FRESH_WEIGHT = 0.1;
const FRESH_HALF_MS = 90 * 24 * 3600 * 1000;

/** What the rows of a query are scored by. */
export interface Scale {
	readonly pairs: readonly Weighted[];
	readonly words: readonly Weighted[];
	/** The newest row, which all others are older than. */
	readonly newest: number;
}

/** Weighs what is looked for by how many rows have it. */
export function scaleOf(db: DatabaseSync, needs: Needs): Scale {
	const rows = rowCount(db);
	const newest = Number(statementsOf(db)("SELECT max(row) AS row FROM search_rows").get()?.["row"] ?? 0);
	const rarity = new Map<string, number>();
	const weigh = (need: Need): Weighted => {
		const counts = need.tokens.map((token) => {
			const known = rarity.get(token) ?? rowsWith(db, token);
			rarity.set(token, known);
			return known;
		});
		const count = Math.min(rows, ...counts);
		return { need, weight: Math.log(1 + (rows - count + 0.5) / (count + 0.5)) ** RARITY_POWER };
	};
	return { pairs: needs.pairs.map(weigh), words: needs.words.map(weigh), newest };
}

/** How many rows a token is in. */
export function rowsWith(db: DatabaseSync, token: string): number {
	return Number(statementsOf(db)("SELECT doc FROM search_tokens WHERE term = ?").get(token)?.["doc"] ?? 0);
}

/** How many rows there are: the first number of FTS5's averages record (its file format, section 2.3). */
function rowCount(db: DatabaseSync): number {
	const record = statementsOf(db)("SELECT block FROM search_pairs_data WHERE id = 1").get()?.["block"];
	if (!(record instanceof Uint8Array)) return 0;
	let count = 0;
	for (const byte of record) {
		count = count * 128 + (byte & 127);
		if (byte < 128) break;
	}
	return count;
}

/** Rows that have the most of what is rare, at most `SCORED_MAX`; whatever is looked for, few postings are read. */
export function likelyRows(db: DatabaseSync, scale: Scale, accepts: (row: number) => boolean): number[] {
	const sums = new Map<number, number>();
	let left = POSTINGS_MAX;
	const add = (token: string, weight: number): void => {
		if (left <= 0) return;
		const rows = statementsOf(db)(
			"SELECT rowid AS row FROM search_pairs WHERE search_pairs MATCH ? ORDER BY rowid DESC LIMIT ?",
		).all(quote(token), left);
		left -= rows.length;
		for (const { row } of rows) sums.set(Number(row), (sums.get(Number(row)) ?? 0) + weight);
	};
	for (const { need, weight } of scale.pairs.toSorted((a, b) => b.weight - a.weight)) {
		for (const token of need.tokens) {
			add(token, weight);
			add(inTitle(token), weight / 2);
		}
	}
	return [...sums]
		.sort(([rowA, sumA], [rowB, sumB]) => sumB - sumA || rowB - rowA)
		.slice(0, TRIED_MAX)
		.values()
		.map(([row]) => row)
		.filter(accepts)
		.take(SCORED_MAX)
		.toArray();
}

/** Scores rows by their texts, best first. */
export function rankRows(db: DatabaseSync, rows: readonly number[], scale: Scale): Ranked[] {
	const texts = rows.map((row) => textOfRow(db, row));
	const mean = texts.reduce((sum, text) => sum + text.text.length, 1) / Math.max(1, texts.length);
	const scores = texts.map((text, at) => {
		const age = (scale.newest - (rows[at] ?? 0)) * SLOT_MS;
		return scoreOf(text, scale, mean) * (1 + FRESH_WEIGHT * 2 ** (-age / FRESH_HALF_MS));
	});
	return rows
		.map((row, at) => ({ row, score: scores[at] ?? 0 }))
		.sort((a, b) => b.score - a.score || b.row - a.row);
}

function scoreOf(text: Text, scale: Scale, mean: number): number {
	const title = fold(text.title);
	const body = fold(`${text.text}\n${text.around}`);
	const length = 1 - B + (B * body.length) / mean;
	const pairPlaces = scale.pairs.map(({ need }) => placesOf(body, need));
	const pairs = scale.pairs.map(({ need, weight }, at) => {
		const count = (pairPlaces[at]?.length ?? 0) + placesOf(title, need).length;
		return weight * saturated(count, length);
	});
	const words = scale.words.map(({ need, weight }) => {
		const count = placesOf(body, need).length + placesOf(title, need).length;
		return WORD_WEIGHT * weight * saturated(count, length);
	});
	const passage = PASSAGE_WEIGHT * bestPassage(scale.pairs, pairPlaces);
	return sum(pairs) + sum(words) + passage + TITLE_WEIGHT * titleScore(title, scale);
}

const saturated = (count: number, length: number): number => (count * (K1 + 1)) / (count + K1 * length);

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

const PLACES_MAX = 100;

/** Where a need stands in folded text; a spaced one where a word begins with it. */
export function placesOf(text: string, need: Need): number[] {
	const places: number[] = [];
	for (let at = text.indexOf(need.text); at >= 0; at = text.indexOf(need.text, at + need.text.length)) {
		if (!need.spaced || !/[\p{L}\p{N}]/u.test(text.charAt(at - 1))) places.push(at);
		if (places.length === PLACES_MAX) break;
	}
	return places;
}

/** The most that stands together anywhere, each thing counted once. */
function bestPassage(pairs: readonly Weighted[], places: readonly (readonly number[])[]): number {
	const found = places.flatMap((list, pair) => list.map((at) => ({ at, pair }))).sort((a, b) => a.at - b.at);
	const counts = pairs.map(() => 0);
	const change = (pair: number, by: 1 | -1): number => {
		const before = counts[pair] ?? 0;
		counts[pair] = before + by;
		return before === (by === 1 ? 0 : 1) ? by * (pairs[pair]?.weight ?? 0) : 0;
	};
	let [best, held, first] = [0, 0, 0];
	for (const { at, pair } of found) {
		held += change(pair, 1);
		for (let oldest = found[first]; oldest !== undefined && oldest.at < at - PASSAGE_LENGTH; ) {
			held += change(oldest.pair, -1);
			first++;
			oldest = found[first];
		}
		best = Math.max(best, held);
	}
	return best;
}

/** What the title has of what was looked for, by how much of the title that is. */
function titleScore(title: string, scale: Scale): number {
	const had = scale.pairs.filter(({ need }) => title.includes(need.text));
	const share = Math.min(1, had.length / Math.max(1, tokensOf(title).size));
	return share * sum(had.map(({ weight }) => weight));
}
