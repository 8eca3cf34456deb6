import assert from "node:assert/strict";
import { test } from "node:test";
import { LANGUAGES } from "../../src/pages/languages.ts";
import { gatherNumbers, numbersCsv, numbersPage } from "../../src/pages/numbers.ts";
import { barPlot } from "../../src/pages/plot.ts";
import { siteLinks } from "../../src/publish/site/links.ts";
import { openMemoryLibrary } from "../support/library.ts";

const DAY_MS = 86_400_000;
const BEGAN = Date.UTC(2022, 0, 1, 9);

/** Watched on the 1st, 2nd, 5th and 6th; what appeared on the 3rd was found on the 5th. */
function watchedWithPause() {
	const library = openMemoryLibrary({ "zh.example": "海港日报" });
	const tell = (name: string, published: number, seen: number): void => {
		const told = {
			address: `https://zh.example/${name}`,
			outlet: "zh.example",
			title: name,
			body: "<p>a</p>",
		};
		library.tell({ ...told, at: seen, more: { published, sorted: published } });
	};
	tell("first", BEGAN, BEGAN);
	const again = { outlet: "zh.example", address: "https://zh.example/first", title: "first", detail: "" };
	library.observe({ ...again, kind: "unchanged", at: BEGAN + DAY_MS });
	tell("late", BEGAN + 2 * DAY_MS, BEGAN + 4 * DAY_MS);
	tell("last", BEGAN + 5 * DAY_MS, BEGAN + 5 * DAY_MS);
	return library;
}

test("a day on which nothing was learnt is our own gap, whatever was found of it afterwards", async () => {
	const library = watchedWithPause();
	const numbers = await gatherNumbers(library);
	assert.deepEqual(numbers.gaps, ["2022-01-03", "2022-01-04"]);
	assert.deepEqual(numbersCsv(numbers).split("\r\n").slice(0, -1), [
		"day,outlet,articles,edits,disappearances,delay_minutes,watched",
		"2022-01-01,zh.example,1,0,0,0,yes",
		"2022-01-03,zh.example,1,0,0,2880,no",
		"2022-01-04,,0,0,0,,no",
		"2022-01-06,zh.example,1,0,0,0,yes",
	]);
	library.close();
});

test("the plots show our gaps, and say whose they are", async () => {
	const library = watchedWithPause();
	const page = numbersPage(await gatherNumbers(library), {
		...{ name: "Pressmark", zone: "UTC", outlets: new Map(), words: LANGUAGES.en, links: siteLinks("") },
		...{ theme: "auto", size: "normal", path: null, feeds: false },
	}).toString();
	assert.equal(page.match(/<rect class="gap"/g)?.length, 3 * 2);
	assert.match(page, /2 days on which nothing was watched: the gap is ours/);
	library.close();
});

test("a plot's scale has whole numbers only", () => {
	for (const value of [0, 1, 2, 3, 5, 7, 9, 11, 23, 50, 99, 140, 5001]) {
		const plot = barPlot("articles", [{ label: "01-01", value }]).toString();
		const ticks = [...plot.matchAll(/text-anchor="end">([^<]*)</g)].map(([, tick]) => Number(tick));
		assert.ok(ticks.every(Number.isInteger) && Math.max(...ticks) >= value, `${value}: ${ticks}`);
	}
});
