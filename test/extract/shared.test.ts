import assert from "node:assert/strict";
import { dirname } from "node:path";
import { test } from "node:test";
import { faultOf, mutatePage } from "../../bench/extract/mutate.ts";
import { openScorer, type Prediction } from "../../bench/extract/score.ts";
import { seeded } from "../../bench/extract/seeded.ts";
import { type BenchSet, openSet } from "../../bench/extract/sets.ts";
import { articleText } from "../../src/article/text.ts";
import { extract } from "../../src/extract/extract.ts";
import { readPage } from "../../src/extract/page.ts";
import { sharedPath, skipWithout } from "../support/shared.ts";

const SETS = "bench/extraction";

/** Every so many pages of a set, so that the test stays short; `npm run bench:extract` reads them all. */
function sample(name: string, every: number): BenchSet {
	const set = openSet(dirname(sharedPath(`${SETS}/${name}`) ?? ""), name);
	const ids = set.ids.filter((_, at) => at % every === 0);
	return {
		...set,
		ids,
		truth: Object.fromEntries(ids.flatMap((id) => (set.truth[id] ? [[id, set.truth[id]]] : []))),
	};
}

/** Body F1 on a sample of a set is at least this; lower it only with a reason in the commit. */
async function checkFloor(name: string, every: number, floor: number): Promise<void> {
	const set = sample(name, every);
	const predictions: Record<string, Prediction> = {};
	for (const id of set.ids) {
		const { article } = extract(readPage({ address: set.address(id), html: set.html(id) }));
		predictions[id] = { title: article.title, text: articleText(article), published: "", byline: "" };
	}
	const score = (await openScorer(dirname(sharedPath(`${SETS}/score.mjs`) ?? "")))(
		predictions,
		set.truth,
		{},
	);
	assert.equal(score.empty, 0);
	assert.ok(score.f1 >= floor, `body F1 on ${name} fell to ${score.f1.toFixed(4)}, below ${floor}`);
}

const options = { skip: skipWithout(SETS) };

test("bodies of the world's articles stay as good as they were", options, () => checkFloor("aeb", 2, 0.94));
test("bodies of Chinese articles stay as good as they were", options, () => checkFloor("zh", 1, 0.96));
test("bodies of newsrooms' articles stay as good as they were", options, () => checkFloor("fundus", 3, 0.95));
test("bodies of WCXB's articles stay as good as they were", options, () => checkFloor("wcxb", 12, 0.9));

const MUTATED = 120;

test("a page changed at random is read without an error, in time, and safely", options, () => {
	const set = sample("zh", 1);
	for (let seed = 0; seed < MUTATED; seed++) {
		const id = set.ids[seed % set.ids.length] ?? "";
		assert.equal(
			faultOf(mutatePage(set.html(id), seeded(seed)), set.address(id)),
			null,
			`seed ${seed}, page ${id}`,
		);
	}
});
