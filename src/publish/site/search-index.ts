import { fold, packFolds } from "../../article/fold.ts";
import type { Summary } from "../../article/library.ts";
import { gramsOf, shardOf } from "../../pages/grams.ts";
import { outletName } from "../../pages/view.ts";
import type { Output } from "../write.ts";
import type { Site } from "./options.ts";

/** Articles for each file of the index: a question takes one file of every segment for each of its grams, of some 15 KB. */
const ARTICLES_PER_SHARD = 20;
const SHARDS_MAX = 256;

/** How many files the index of a segment with so many articles has. */
function shardsOf(articles: number): number {
	return Math.min(Math.max(1, Math.ceil(articles / ARTICLES_PER_SHARD)), SHARDS_MAX);
}

/** Articles whose titles and beginnings lie in one file: what a rare word is found in lies far apart. */
const LISTED_PER_FILE = 10;

/** A month with more is cut into days, so that a new article rewrites the index of one day only. */
const SEGMENT_ARTICLES_MAX = 4_000;

/** One part of the index: a month, or a day of a busy month. */
export interface Segment {
	/** yyyy-mm or yyyy-mm-dd. */
	readonly name: string;
	readonly shards: number;
}

/** The search index of a month on its way out, given its days newest first. */
export interface MonthSearch {
	add(day: string, articles: readonly Summary[]): void;
	/** The segments, newest first. */
	end(): readonly Segment[];
}

/** Opens the search index of one month: of its segments those are written that `wants` has changed. */
export function searchOfMonth(month: string, site: Site, wants: (article: Summary) => boolean): MonthSearch {
	const segments: Segment[] = [];
	const held = new Map<string, readonly Summary[]>();
	let articles = 0;
	const write = (name: string, of: readonly Summary[]): void => {
		const isThere = site.output.read(partFile(`${name}/list-0`)) !== null;
		if (!isThere || of.some(wants)) writeSegment(name, of, site);
		segments.push({ name, shards: shardsOf(of.length) });
	};
	return {
		add(day, of) {
			articles += of.length;
			held.set(day, of);
			if (articles <= SEGMENT_ARTICLES_MAX) return;
			for (const [name, some] of held) write(name, some);
			held.clear();
		},
		end() {
			if (articles <= SEGMENT_ARTICLES_MAX) write(month, [...held.values()].flat());
			return segments;
		},
	};
}

/** The articles of a segment oldest first, so that a new one moves no other, and for every gram the numbers of those that have it. */
function writeSegment(name: string, newestFirst: readonly Summary[], { output, view }: Site): void {
	const names = view("");
	const articles = newestFirst.toReversed();
	const shards = shardsOf(articles.length);
	const postings = Array.from({ length: shards }, () => new Map<string, number[]>());
	articles.forEach(({ title, excerpt }, number) => {
		for (const gram of new Set(gramsOf(fold(`${title}\n${excerpt}`)).map(({ text }) => text))) {
			const shard = postings[shardOf(gram, shards)];
			const numbers = shard?.get(gram);
			if (numbers === undefined) shard?.set(gram, [number]);
			else numbers.push(number);
		}
	});
	for (let from = 0; from < articles.length; from += LISTED_PER_FILE) {
		const list = articles
			.slice(from, from + LISTED_PER_FILE)
			.map(({ mark, outlet, title, excerpt, sorted }) => [
				mark,
				outletName(outlet, names),
				title,
				excerpt,
				sorted,
			]);
		writePart(`${name}/list-${from / LISTED_PER_FILE}`, list, output);
	}
	postings.forEach((shard, at) => writePart(`${name}/${at}`, Object.fromEntries(shard), output));
}

/** Writes what every search begins with: the list of segments, and how characters are folded. */
export function writeSearchTop(segments: readonly Segment[], output: Output): void {
	writePart("segments", { listed: LISTED_PER_FILE, segments }, output);
	writePart("folds", packFolds(), output);
	output.keepOnly("search", wantedParts(segments));
}

/** Which files belong to an index: a month that was cut into days, or a change of layout, leaves others behind. */
function wantedParts(segments: readonly Segment[]): (path: string) => boolean {
	const shards = new Map(segments.map((segment) => [segment.name, segment.shards]));
	const tops = [partFile("segments"), partFile("folds")];
	return (path) => {
		const [, name = "", part = ""] = /^search\/([\d-]+)\/(list-\d+|\d+)\.js$/.exec(path) ?? [];
		const most = shards.get(name);
		return tops.includes(path) || (most !== undefined && (part.startsWith("list-") || Number(part) < most));
	};
}

/** A part is a script that hands over its data: pages that were opened from a disk can load it. */
function writePart(name: string, part: object | string, output: Output): void {
	output.write(partFile(name), `pressmark(${JSON.stringify(name)},${JSON.stringify(part)});\n`);
}

function partFile(name: string): string {
	return `search/${name}.js`;
}
