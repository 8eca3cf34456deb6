import type { DatabaseSync } from "node:sqlite";
import type { Need, Needs } from "./query-match.ts";
import { readRows, type Source } from "./search-source.ts";
import { foldedOfRows, inTitle, SLOT_MS, totalsOf } from "./search-tables.ts";
import { statementsOf } from "./statements.ts";
import { isInWord, tokensOf } from "./tokens.ts";

/** Rows whose texts are scored of those with some of the words; more changes nothing on the first page. */
const LIKELY_MAX = 60;

/** Postings read to find them, rarest tokens first. */
const POSTINGS_MAX = 8000;

/** Rows whose phrases are checked, to find that many. */
const CHECKED_MAX = 400;

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
/** A title that is mostly what was asked for; a passage, or a title, that has it all together; news of the day. */
const TITLE_WEIGHT = 1;
const PASSAGE_WEIGHT = 1;
const PASSAGE_LENGTH = 60;
/** Of a pair across words there: it stands next to both of them anyway. */
const ACROSS_SHARE = 0.5;
const FRESH_WEIGHT = 0.1;
const FRESH_HALF_MS = 90 * 24 * 3600 * 1000;

/** What the rows of a query are scored by. */
export interface Scale {
	readonly pairs: readonly Weighted[];
	/** A word of two characters is a pair that counts for more. */
	readonly words: readonly Weighted[];
	/** Words of one character; how rare they are is seen only in the texts that are scored. */
	readonly lone: readonly Need[];
	readonly meanTokens: number;
	/** The newest row, which all others are older than. */
	readonly newest: number;
}

interface Lone {
	readonly text: string;
	readonly weight: number;
}

/** Weighs what is looked for by how many rows have it. */
export function scaleOf(db: DatabaseSync, needs: Needs): Scale {
	const { rows, tokens } = totalsOf(db);
	const newest = Number(statementsOf(db)("SELECT max(row) AS row FROM search_rows").get()?.["row"] ?? 0);
	const rarity = new Map<string, number>();
	const weigh = (need: Need): Weighted => {
		const counts = need.tokens.map((token) => {
			const known = rarity.get(token) ?? rowsWith(db, token);
			rarity.set(token, known);
			return known;
		});
		return { need, weight: weightOf(Math.min(rows, ...counts), rows) };
	};
	const isLone = (need: Need): boolean => !need.spaced && [...need.text].length === 1;
	return {
		pairs: needs.pairs.map(weigh),
		words: needs.words.filter((need) => !isLone(need)).map(weigh),
		lone: needs.words.filter(isLone),
		meanTokens: Math.max(1, tokens / Math.max(1, rows)),
		newest,
	};
}

/** What it says that a text has something that `having` of `all` have. */
function weightOf(having: number, all: number): number {
	return Math.log(1 + (all - having + 0.5) / (having + 0.5)) ** RARITY_POWER;
}

/** How many rows a token is in. */
export function rowsWith(db: DatabaseSync, token: string): number {
	return Number(statementsOf(db)("SELECT doc FROM search_tokens WHERE term = ?").get(token)?.["doc"] ?? 0);
}

/** Rows of a source that have the most of what is rare; whatever is looked for, few postings are read. */
export function likelyRows(db: DatabaseSync, source: Source, scale: Scale): number[] {
	const sums = new Map<number, number>();
	let left = POSTINGS_MAX;
	const add = (token: string, weight: number): void => {
		if (left <= 0) return;
		const rows = readRows(db, source.withToken(token), left);
		left -= rows.length;
		for (const row of rows) sums.set(row, (sums.get(row) ?? 0) + weight);
	};
	for (const { need, weight } of scale.pairs.toSorted((a, b) => b.weight - a.weight)) {
		for (const token of need.tokens) {
			add(token, weight);
			if (!need.across) add(inTitle(token), weight / 2);
		}
	}
	return [...sums]
		.sort(([rowA, sumA], [rowB, sumB]) => sumB - sumA || rowB - rowA)
		.slice(0, CHECKED_MAX)
		.values()
		.map(([row]) => row)
		.filter(source.checks ?? (() => true))
		.take(LIKELY_MAX)
		.toArray();
}

/** Scores rows by their texts, best first. */
export function rankRows(db: DatabaseSync, rows: readonly number[], scale: Scale): Ranked[] {
	const read = foldedOfRows(db, rows).map(({ row, title, body, tokens }) => {
		return { row, title, body, length: 1 - B + (B * tokens) / scale.meanTokens };
	});
	const loneWeights = scale.lone.map(({ text }) => {
		const having = read.filter(({ title, body }) => title.includes(text) || body.includes(text)).length;
		return { text, weight: weightOf(having, read.length) };
	});
	return read
		.map((text) => {
			const age = (scale.newest - text.row) * SLOT_MS;
			const fresh = 1 + FRESH_WEIGHT * 2 ** (-age / FRESH_HALF_MS);
			return { row: text.row, score: fresh * scoreOf(text, scale, loneWeights) };
		})
		.sort((a, b) => b.score - a.score || b.row - a.row);
}

/** A text that is scored, folded; `length` is 1 for one of mean length. */
interface Read {
	readonly title: string;
	readonly body: string;
	readonly length: number;
}

function scoreOf(text: Read, scale: Scale, lone: readonly Lone[]): number {
	const { title, body, length } = text;
	const places = scale.pairs.map(({ need }) => placesOf(body, need));
	const pairs = scale.pairs.map(({ need, weight }, at) => {
		const count = (places[at]?.length ?? 0) + placesOf(title, need).length;
		return weight * saturated(count, length);
	});
	const words = scale.words.map(({ need, weight }) => {
		const count = placesOf(body, need).length + placesOf(title, need).length;
		return WORD_WEIGHT * weight * saturated(count, length);
	});
	const characters = lone.map(
		({ text: character, weight }) =>
			weight * saturated(`${title}${body}`.split(character).length - 1, length),
	);
	const titled = scale.pairs.filter(({ need }) => placesOf(title, need).length > 0);
	const passage = Math.max(sum(titled.map(passageWeight)), bestPassage(scale.pairs, places));
	// A title that is mostly what was asked for is worth as much again.
	const titleScore =
		titled.length === 0 ? 0 : shareOf(title, titled) * sum(titled.map(({ weight }) => weight));
	return sum(pairs) + sum(words) + sum(characters) + PASSAGE_WEIGHT * passage + TITLE_WEIGHT * titleScore;
}

function shareOf(title: string, titled: readonly Weighted[]): number {
	return Math.min(1, titled.length / Math.max(1, tokensOf(title).size));
}

const saturated = (count: number, length: number): number => (count * (K1 + 1)) / (count + K1 * length);

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

const PLACES_MAX = 100;

/** Where a need stands in folded text; a spaced one where a word begins with it. */
export function placesOf(text: string, need: Need): number[] {
	const places: number[] = [];
	for (let at = text.indexOf(need.text); at >= 0; at = text.indexOf(need.text, at + need.text.length)) {
		if (!need.spaced || !isInWord(text, at - 1)) places.push(at);
		if (places.length === PLACES_MAX) break;
	}
	return places;
}

const passageWeight = ({ need, weight }: Weighted): number => (need.across ? ACROSS_SHARE : 1) * weight;

/** The most that stands together anywhere, each thing counted once. */
function bestPassage(pairs: readonly Weighted[], places: readonly (readonly number[])[]): number {
	const found = places.flatMap((list, pair) => list.map((at) => ({ at, pair }))).sort((a, b) => a.at - b.at);
	const counts = pairs.map(() => 0);
	const weights = pairs.map(passageWeight);
	const change = (pair: number, by: 1 | -1): number => {
		const before = counts[pair] ?? 0;
		counts[pair] = before + by;
		return before === (by === 1 ? 0 : 1) ? by * (weights[pair] ?? 0) : 0;
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
