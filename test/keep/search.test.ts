import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import fc from "fast-check";
import {
	alikeIn,
	createSearchTables,
	type Indexed,
	indexRevisions,
	retire,
	searchIndex,
} from "../../src/keep/index/search.ts";

const NOON = Date.UTC(2026, 2, 1, 12);
const DAY = 24 * 3600 * 1000;

/** An index of articles; ids count from 1, each a minute after the one before. */
function indexOf(...articles: readonly Partial<Indexed>[]): DatabaseSync {
	const db = new DatabaseSync(":memory:");
	createSearchTables(db);
	const indexed = articles.map((article, at) => ({
		...{
			id: at + 1,
			mark: `mark${at + 1}`,
			outlet: "example",
			title: "",
			text: "",
			bylines: [],
			section: null,
		},
		...{ time: NOON + at * 60_000, newest: true, ...article },
	}));
	indexRevisions(db, indexed);
	return db;
}

const found = (db: DatabaseSync, query: string): number[] =>
	searchIndex(db, query, { limit: 20 })
		.hits.map((hit) => hit.id)
		.sort();

const newest = (db: DatabaseSync, query: string): number[] =>
	searchIndex(db, query, { limit: 20, order: "newest" }).hits.map((hit) => hit.id);

const shown = (pieces: readonly { text: string; match: boolean }[]): string =>
	pieces.map(({ text, match }) => (match ? `[${text}]` : text)).join("");

test("a query in one script finds the text in the other", () => {
	const db = indexOf({ text: "幹部在裡面整理頭髮" }, { text: "干部在里面整理头发" }, { text: "别的" });
	assert.deepEqual(found(db, "头发"), [1, 2]);
	assert.deepEqual(found(db, "頭髮"), [1, 2]);
	assert.deepEqual(found(db, "“裡面整理”"), [1, 2]);
});

test("English is found without its endings, capitals and accents", () => {
	const db = indexOf({ text: "The ministers visited cafés in Zürich." }, { text: "A party for the arts." });
	assert.deepEqual(found(db, "minister"), [1]);
	assert.deepEqual(found(db, "CAFE zurich"), [1]);
	assert.deepEqual(found(db, "art"), [2]);
});

test("a phrase stands in the text as it stands in the quotes, across punctuation", () => {
	const db = indexOf(
		{ text: "河水流过小镇，桥已修好。" },
		{ text: "小镇的桥；流过河水。" },
		{ text: "the old town hall" },
		{ text: "the hall of the old town" },
	);
	assert.deepEqual(newest(db, "“河水流过”"), [1]);
	assert.deepEqual(newest(db, "「小镇，桥已」"), [1]);
	assert.deepEqual(newest(db, '"old town hall"'), [3]);
});

test("every string of two or more characters finds its text as a phrase", () => {
	const text = "二〇二六年三月，山城的春雨下了整整七天；河堤上𠮷田家的老树也倒了。";
	const db = indexOf({ text: "别处" }, { text });
	for (const run of text.match(/\p{Script=Han}{2,}/gu) ?? []) {
		const characters = [...run];
		for (let at = 0; at < characters.length; at++) {
			for (let end = at + 2; end <= characters.length; end++) {
				assert.deepEqual(newest(db, `"${characters.slice(at, end).join("")}"`), [2]);
			}
		}
	}
});

test("one character alone is found wherever it stands", () => {
	const db = indexOf({ text: "他养了一只猫" }, { text: "猫咪睡了" }, { text: "狗醒着" });
	assert.deepEqual(newest(db, "猫"), [2, 1]);
	assert.deepEqual(newest(db, "猫 睡了"), [2]);
	assert.deepEqual(newest(db, "-猫 醒着"), [3]);
	assert.deepEqual(newest(db, "-猫 outlet:example"), [3]);
});

test("a character that only old articles have is found, too", () => {
	const filler = Array.from({ length: 3100 }, () => ({ text: "狗醒着" }));
	const db = indexOf({ text: "他养了一只猫" }, ...filler);
	assert.deepEqual(newest(db, "猫"), [1]);
	const common = searchIndex(db, "狗", { limit: 5, order: "newest" });
	assert.deepEqual([common.hits.length, common.more], [5, true]);
});

test("words that only join are looked for as they stand where there are no others", () => {
	const db = indexOf({ text: "在其中" }, { text: "其在" }, { text: "这是A股的消息" }, { text: "a 股东" });
	assert.deepEqual(newest(db, "在其"), [1]);
	assert.deepEqual(newest(db, "A股"), [4, 3]);
	assert.deepEqual(newest(db, "A股的"), [3]);
});

test("a name is found in every form that the archive has explained, and in Latin letters", () => {
	const db = indexOf(
		{ text: "作家马洛维（Petra Malowy）获奖。" },
		{ text: "評論家說，馬羅維(Petra Malowy)的新書很短。" },
		{ text: "出版社證實馬羅維明年來訪。" },
		{ text: "A novel by Petra Malowy." },
		{ text: "皮特拉·马洛维（Petra Malowy）不在。其组织（World Reading Union）回应。" },
		{ text: "组织" },
	);
	for (const query of ["Malowy", "petra malowy", "马洛维", "馬羅維"]) {
		assert.deepEqual(found(db, query), [1, 2, 3, 4, 5], query);
	}
	assert.deepEqual(found(db, "“马洛维”"), [1, 5]);
	assert.deepEqual(found(db, "malowy -获奖 -回应"), [2, 3, 4]);
	assert.deepEqual(newest(db, "reading union"), [5]);
});

test("a phrase left out leaves in what has its words apart", () => {
	const db = indexOf({ text: "河水流过小镇" }, { text: "流过小镇的河水" });
	assert.deepEqual(newest(db, "小镇 -“河水流过”"), [2]);
});

test("outlet, dates, title and exclusion narrow a search", () => {
	const db = indexOf(
		{ text: "大坝 完工", outlet: "north.example", time: NOON },
		{ text: "大坝 漏水", outlet: "south.example", time: NOON + DAY },
		{ title: "大坝", text: "图集", outlet: "south.example", time: NOON + 40 * DAY },
	);
	assert.deepEqual(newest(db, "大坝"), [3, 2, 1]);
	assert.deepEqual(newest(db, "大坝 outlet:south"), [3, 2]);
	assert.deepEqual(newest(db, "outlet:south"), [3, 2]);
	assert.deepEqual(newest(db, "outlet:nowhere 大坝"), []);
	assert.deepEqual(newest(db, "大坝 after:2026-03-02"), [3, 2]);
	assert.deepEqual(newest(db, "大坝 before:2026-03-02"), [1]);
	assert.deepEqual(newest(db, "大坝 after:2026-04"), [3]);
	assert.deepEqual(newest(db, "title:大坝"), [3]);
	assert.deepEqual(newest(db, "大坝 -漏水"), [3, 1]);
	assert.deepEqual(newest(db, "-漏水"), []);
});

test("what cannot be understood is said, and the rest is looked for", () => {
	const db = indexOf({ text: "大坝完工" });
	const result = searchIndex(db, "大坝 before:yesterday", { limit: 5 });
	assert.deepEqual(result.warnings, [{ kind: "no-day", filter: "before", text: "yesterday" }]);
	assert.equal(result.total, 1);
});

test("a filter with nothing behind its colon is said and narrows nothing", () => {
	const db = indexOf({ outlet: "south", text: "大坝完工" }, { outlet: "north", text: "河水上涨" });
	for (const query of [
		"大坝 outlet: ",
		'outlet:"" 大坝',
		"大坝 Outlet：",
		"outlet:! 大坝",
		"-outlet: 大坝",
	]) {
		const { total, warnings } = searchIndex(db, query, { limit: 5 });
		assert.deepEqual([total, warnings], [1, [{ kind: "empty-filter", filter: "outlet" }]], query);
	}
	assert.equal(searchIndex(db, "outlet:", { limit: 5 }).total, 0);
});

test("what has no word in it finds nothing and says so", () => {
	const db = indexOf({ text: "大坝完工" });
	for (const query of ["😀", "-", '""', "“", "!!!"]) {
		const { total, warnings } = searchIndex(db, query, { limit: 5 });
		assert.deepEqual([total, warnings], [0, [{ kind: "no-word" }]]);
	}
});

test("an older revision is found with history:yes only", () => {
	const db = indexOf({ mark: "a", text: "初稿 大桥" }, { mark: "a", text: "定稿 大桥" });
	retire(db, 1);
	assert.deepEqual(newest(db, "大桥"), [2]);
	assert.deepEqual(newest(db, "初稿"), []);
	assert.deepEqual(newest(db, "大桥 history:yes"), [2, 1]);
});

test("a title with the words comes before a text with them, and of two alike the newer", () => {
	const text = "记者从现场发回的消息说，雨还在下。";
	const db = indexOf(
		{ title: "港口重开", text },
		{ title: "天气", text: `${text}港口重开。` },
		{ title: "港口重开", text, time: NOON + 400 * DAY },
	);
	assert.deepEqual(
		searchIndex(db, "港口 重开", { limit: 5 }).hits.map((hit) => hit.id),
		[3, 1, 2],
	);
});

test("a question finds its answer by what it asks about", () => {
	const db = indexOf(
		{ text: "什么时候开会？是谁？多少钱？" },
		{ text: "灯塔于1894年建成，设计者是一位工程师。" },
		{ text: "灯塔旁的餐馆" },
	);
	assert.equal(searchIndex(db, "灯塔是什么时候建成的？", { limit: 1 }).hits[0]?.id, 2);
});

test("where nothing has every word, what has some is shown and said", () => {
	const result = searchIndex(indexOf({ text: "灯塔在海边" }), "灯塔 雪山", { limit: 5 });
	assert.deepEqual(result.warnings, [{ kind: "some-words" }]);
	assert.equal(result.hits.length, 1);
});

test("title and snippet are the original text, cut where matches begin and end", () => {
	const filler = "无关的一句话。".repeat(40);
	const db = indexOf({
		title: "頭髮與Ｃａｆｅ",
		text: `${filler}\n她剪了頭髮，去了Cafés。${filler}`,
	});
	const [hit] = searchIndex(db, "头发 cafe", { limit: 1 }).hits;
	assert.equal(shown(hit?.title ?? []), "[頭髮]與[Ｃａｆｅ]");
	assert.match(shown(hit?.snippet ?? []), /^….*她剪了\[頭髮\]，去了\[Cafés\]。.*…$/);
});

test("matches are counted by outlet and month", () => {
	const db = indexOf(
		{ text: "大坝", outlet: "b", time: Date.UTC(2026, 0, 31) },
		{ text: "大坝", outlet: "a", time: Date.UTC(2026, 1, 1) },
		{ text: "大坝", outlet: "b", time: Date.UTC(2026, 1, 2) },
	);
	const { total, outlets, months } = searchIndex(db, "大坝", { limit: 1 });
	assert.equal(total, 3);
	assert.deepEqual(outlets, [
		{ outlet: "b", count: 2 },
		{ outlet: "a", count: 1 },
	]);
	assert.deepEqual(months, [
		{ month: "2026-01", count: 1 },
		{ month: "2026-02", count: 2 },
	]);
});

test("pages follow one another without gaps or repeats", () => {
	const db = indexOf(...Array.from({ length: 300 }, (_, at) => ({ text: `大坝 第${at}号` })));
	for (const order of ["relevant", "newest"] as const) {
		const ids = Array.from({ length: 6 }, (_, page) =>
			searchIndex(db, "大坝", { limit: 50, offset: page * 50, order }).hits.map((hit) => hit.id),
		).flat();
		assert.equal(new Set(ids).size, 300);
	}
});

test("articles of the same minute each have their place", () => {
	const db = indexOf(...Array.from({ length: 50 }, () => ({ text: "大坝", time: NOON })));
	assert.equal(searchIndex(db, "大坝", { limit: 5 }).total, 50);
});

test("a misspelt word is corrected, and titles suggest what goes with a word", () => {
	const db = indexOf(
		{ title: "大坝 漏水 调查", text: "reservoir" },
		{ title: "大坝 漏水", text: "reservoir" },
		{ title: "大坝", text: "reservoir" },
	);
	assert.deepEqual(searchIndex(db, "resevoir", { limit: 5 }).suggestions, ["reservoir"]);
	assert.deepEqual(searchIndex(db, "大坝", { limit: 5 }).suggestions, ["大坝 漏水"]);
});

test("the same story is found in another outlet, another script and a shorter telling", () => {
	const story =
		"山城连日大雨，河水漫过旧堤。市政府连夜转移了两千名居民，学校停课三天。专家说，上游水库已经开闸，水位明天会回落。";
	const told = "山城連日大雨，河水漫過舊堤。市政府連夜轉移了兩千名居民，學校停課三天。";
	const db = indexOf(
		{ mark: "a", title: "山城大雨", text: story },
		{ mark: "b", title: "山城大雨", text: told },
		{
			mark: "c",
			title: "山城大雨三十年回顾",
			text: "老照片里的山城，街道窄，伞很多。居民说那时的雨不一样。",
		},
		{ mark: "a", title: "山城大雨", text: `${story}更新。` },
	);
	assert.deepEqual(alikeIn(db, 1, 5), [2]);
});

test("no query throws, and none takes the syntax of the index for its own", () => {
	const db = indexOf({ title: "大坝", text: "NEAR AND OR NOT the 大坝 * ^ :" });
	const parts = fc.constantFrom(
		...['"', "“", "」", "(", ")", "*", "^", "-", ":", " ", "AND", "OR", "NOT", "NEAR(", "token:", "outlet:"],
		...[
			"before:",
			"title:",
			"大坝",
			"水",
			"a",
			"\0",
			"\ud800",
			"\ue000",
			"😀",
			"''",
			"--",
			"{",
			"}",
			"+",
			"\\",
		],
	);
	fc.assert(
		fc.property(fc.array(parts, { maxLength: 40 }), (words) => {
			const result = searchIndex(db, words.join(""), { limit: 3 });
			assert.ok(result.hits.length <= 3);
		}),
	);
	assert.equal(searchIndex(db, "大坝 ".repeat(100_000), { limit: 3 }).total, 1);
	assert.equal(searchIndex(db, "大坝", { limit: Number.NaN, offset: -5 }).hits.length, 0);
});
