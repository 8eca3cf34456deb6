import assert from "node:assert/strict";
import { test } from "node:test";
import { gapsBetween } from "../../src/pages/gaps.ts";
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

test("a time in which nothing was learnt is our own gap, whatever was found of it afterwards", async () => {
	const library = watchedWithPause();
	const numbers = await gatherNumbers(library);
	assert.deepEqual(numbers.gaps, [{ from: "2022-01-02T10:00:00.000Z", until: "2022-01-05T09:00:00.000Z" }]);
	assert.deepEqual(numbersCsv(numbers).split("\r\n").slice(0, -1), [
		"day,outlet,articles,edits,disappearances,delay_minutes,unwatched_hours",
		"2022-01-01,zh.example,1,0,0,0,0",
		"2022-01-02,,0,0,0,,14",
		"2022-01-03,zh.example,1,0,0,2880,24",
		"2022-01-04,,0,0,0,,24",
		"2022-01-05,,0,0,0,,9",
		"2022-01-06,zh.example,1,0,0,0,0",
	]);
	library.close();
});

test("a gap is as fine as an hour where every hour has something, and nights are no gaps", () => {
	const HOUR_MS = DAY_MS / 24;
	const hours = Array.from({ length: 10 * 24 }, (_, at) => BEGAN + at * HOUR_MS);
	const withoutFive = hours.filter((_, at) => at < 100 || at >= 105);
	assert.deepEqual(gapsBetween(withoutFive), [
		{ since: BEGAN + 100 * HOUR_MS, until: BEGAN + 105 * HOUR_MS },
	]);
	const byDay = hours.filter((hour) => new Date(hour).getUTCHours() >= 8);
	assert.deepEqual(gapsBetween(byDay), []);
	const withoutOne = byDay.filter((hour) => new Date(hour).getUTCDate() !== 5);
	assert.deepEqual(gapsBetween(withoutOne), [
		{ since: Date.UTC(2022, 0, 5), until: Date.UTC(2022, 0, 6, 8) },
	]);
	assert.deepEqual(gapsBetween([]), []);
});

test("the plots show our gaps, and say whose they are, from when to when", async () => {
	const library = watchedWithPause();
	const page = numbersPage(await gatherNumbers(library), {
		...{ name: "Pressmark", zone: "UTC", outlets: new Map(), words: LANGUAGES.en, links: siteLinks("") },
		...{ theme: "auto", size: "normal", path: null, feeds: false },
	}).toString();
	assert.equal(page.match(/<rect class="gap"/g)?.length, 3 * 4);
	assert.match(page, /71 hours in which nothing was watched: the gap is ours/);
	assert.match(
		page,
		/2 Jan 2022, 10:00<\/time> – <time datetime="2022-01-05T09:00:00.000Z">5 Jan 2022, 09:00/,
	);
	library.close();
});

test("a plot's scale has whole numbers only", () => {
	for (const value of [0, 1, 2, 3, 5, 7, 9, 11, 23, 50, 99, 140, 5001]) {
		const plot = barPlot("articles", [{ label: "01-01", value }]).toString();
		const ticks = [...plot.matchAll(/text-anchor="end">([^<]*)</g)].map(([, tick]) => Number(tick));
		assert.ok(ticks.every(Number.isInteger) && Math.max(...ticks) >= value, `${value}: ${ticks}`);
	}
});
