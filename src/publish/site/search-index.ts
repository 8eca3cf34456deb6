import type { Summary } from "../../article/library.ts";
import { gramsOf, shardOf } from "../../pages/grams.ts";
import { outletName, type View } from "../../pages/view.ts";
import type { Output } from "../write.ts";

/** Articles for each file of a month's index: it keeps a file near 50 KB. */
const ARTICLES_PER_SHARD = 100;
const SHARDS_MAX = 128;

/** How many files the index of a month with so many articles has. */
export function shardsOf(articles: number): number {
	return Math.min(Math.max(1, Math.ceil(articles / ARTICLES_PER_SHARD)), SHARDS_MAX);
}

/** Writes the search index of one month: the articles newest first, and for every gram the numbers of those that have it. */
export function writeSearchMonth(
	month: string,
	articles: readonly Summary[],
	to: { output: Output; view: View },
): void {
	const shards = shardsOf(articles.length);
	const postings = Array.from({ length: shards }, () => new Map<string, number[]>());
	articles.forEach(({ title, excerpt }, number) => {
		for (const gram of gramsOf(`${title} ${excerpt}`)) {
			const shard = postings[shardOf(gram, shards)];
			const numbers = shard?.get(gram);
			if (numbers === undefined) shard?.set(gram, [number]);
			else numbers.push(number);
		}
	});
	const list = articles.map(({ mark, outlet, title, sorted }) => [
		mark,
		outletName(outlet, to.view),
		title,
		sorted,
	]);
	writePart(`${month}/articles`, list, to.output);
	postings.forEach((shard, at) => writePart(`${month}/${at}`, Object.fromEntries(shard), to.output));
}

/** Writes the list of months, which every search begins with. */
export function writeSearchMonths(
	months: readonly { readonly month: string; readonly shards: number }[],
	output: Output,
): void {
	writePart("months", months, output);
}

/** A part is a script that hands over its data: pages that were opened from a disk can load it. */
function writePart(name: string, part: object, output: Output): void {
	output.write(`search/${name}.js`, `pressmark(${JSON.stringify(name)},${JSON.stringify(part)});\n`);
}
