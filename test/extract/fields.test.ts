import assert from "node:assert/strict";
import { test } from "node:test";
import type { Article } from "../../src/article/article.ts";
import { articleText } from "../../src/article/text.ts";
import { explainTrace } from "../../src/extract/explain.ts";
import { extract } from "../../src/extract/extract.ts";
import { readNames } from "../../src/extract/fields/names.ts";
import { readWires } from "../../src/extract/fields/wires.ts";
import { readPage } from "../../src/extract/page.ts";

const STORY =
	"<p>The ferry left on time, though the water had risen overnight, and its crew checked the ropes twice before dawn.</p>";
const CHINESE =
	"<p>水位在夜里涨了半米，码头的灯亮到天明，船工们把绳子收紧，又检查了两遍，天亮以后第一班渡轮照常开出。</p>";

const STORY_OF: Readonly<Record<string, string>> = {
	ko: "밤사이 물이 반 미터 불었지만 첫 배는 제시간에 떠났고 선원들은 밧줄을 두 번 확인했다.",
	ja: "夜の間に水位が半メートル上がったが、始発の渡し船は時間どおりに出た。",
};

/** Reads a page of the given head and body. */
function articleOf(head: string, body: string, address = "https://www.outlet.example/news/pier"): Article {
	return extract(
		readPage({ address, html: `<!doctype html><html><head>${head}</head><body>${body}</body></html>` }),
		null,
	).article;
}

const linked = (data: object): string =>
	`<script type="application/ld+json">${JSON.stringify({ "@type": "NewsArticle", ...data })}</script>`;

test("the title is the headline that the page shows, without the site's name", () => {
	const title = (head: string, body: string): string => articleOf(head, body + STORY).title;
	assert.equal(
		title(
			"<title>A pier by the river - Outlet News</title><meta property='og:site_name' content='Outlet News'>",
			"<h1>A pier by the river</h1>",
		),
		"A pier by the river",
	);
	assert.equal(
		title("<title>河边的码头_国内_某某网</title>", "<h1>某某网</h1><h2>河边的码头</h2>"),
		"河边的码头",
	);
	assert.equal(
		title("<title>河边的码头：灯亮到天明|渡轮_某某新闻</title>", "<div>河边的码头：灯亮到天明</div>"),
		"河边的码头：灯亮到天明",
	);
	assert.equal(
		title("<title>BUDGET | The pier gets a roof</title>", "<h1>BUDGET | The pier gets a roof</h1>"),
		"BUDGET | The pier gets a roof",
	);
});

test("the site's name is no headline where the page shows one, unless it is the site's first page", () => {
	const title = (head: string, body: string, address?: string): string =>
		articleOf(head, body + STORY, address).title;
	const named = "<title>OUTLET</title><meta property='og:title' content='Outlet'>";
	assert.equal(title(named, "<h1>A pier by the river</h1>"), "A pier by the river");
	assert.equal(title(named, "<h2>A pier by the river</h2>"), "A pier by the river");
	assert.equal(title(named, "<h2>A pier</h2>", "https://www.outlet.example/"), "Outlet");
	assert.equal(title(named, ""), "Outlet");
	const divided = "<title>On us - Outlet News</title><meta property='og:site_name' content='Outlet News'>";
	assert.equal(title(divided, "<p>Outlet News</p>"), "On us");
});

test("what tools write in place of a title is none", () => {
	for (const name of ["outlet-blog-frontend", "React App", "Untitled document"]) {
		assert.equal(articleOf(`<title>${name}</title>`, STORY).title, "");
		assert.equal(articleOf(`<title>${name}</title>`, `<h1>A pier</h1>${STORY}`).title, "A pier");
	}
});

test("a kicker above the headline is told by the layer that names the headline alone", () => {
	const head =
		"<title>On the water: A pier by the river | Outlet</title><meta property='og:title' content='A pier by the river'>";
	assert.equal(
		articleOf(head, `<h1><span>On the water</span> <span>A pier by the river</span></h1>${STORY}`).title,
		"A pier by the river",
	);
});

test("the headline that readers see wins over one made for search engines", () => {
	const head = "<title>Best pier 2024: opening times, prices, tickets</title>";
	assert.equal(
		articleOf(head, `<h1>Best pier, opening and prices told by its keeper</h1>${STORY}`).title,
		"Best pier, opening and prices told by its keeper",
	);
});

test("published and modified are told apart by metadata and by labels", () => {
	const meta = articleOf(
		linked({
			headline: "A pier",
			datePublished: "2024-03-02T08:00:00+01:00",
			dateModified: "2024-03-05T09:30:00+01:00",
		}),
		`<h1>A pier</h1><p>Updated 5 March 2024</p>${STORY}`,
	);
	assert.deepEqual(
		[meta.published, meta.modified],
		["2024-03-02T08:00:00+01:00", "2024-03-05T09:30:00+01:00"],
	);
	const seen = articleOf(
		"<title>A pier</title>",
		`<h1>A pier</h1><p>Published 2 March 2024 | Updated 5 March 2024</p>${STORY}`,
	);
	assert.deepEqual([seen.published, seen.modified], ["2024-03-02", "2024-03-05"]);
});

test("a day without a label that is the last change's by the outlet's clock is no day of publication", () => {
	const head = linked({
		headline: "A pier",
		datePublished: "2022-02-16T07:53:25Z",
		dateModified: "2023-09-28T00:49:54Z",
	});
	const body = `<h1>A pier</h1><p class="published date">September 27, 2023</p>${STORY}`;
	assert.equal(articleOf(head, body).published, "2022-02-16T07:53:25Z");
});

test("a day far from the headline is another story's where the headline shows the day of a change", () => {
	const body = (head: string): string =>
		`<h1>A pier</h1>${head}${STORY.repeat(12)}<h3>A roof for the market</h3><p>3 May 2022</p>`;
	const published = (head: string): string | null => articleOf("<title>A pier</title>", body(head)).published;
	assert.equal(published("<p>Last updated 5 March 2024</p>"), "2024-03-05");
	assert.equal(published("<p>2 March 2024 | Updated 5 March 2024</p>"), "2024-03-02");
	assert.equal(published(""), "2022-05-03");
});

test("the day of who signs under the headline wins over a teaser's above it", () => {
	const teaser =
		"<li><a href='/roof'>The market gets a roof</a> <time datetime='2025-12-04'>12/04/2025</time></li>";
	const body = (line: string): string => `<ul>${teaser}</ul><h1>A pier</h1><p>${line}</p>${STORY}`;
	const published = (line: string): string | null =>
		articleOf("<title>A pier</title>", body(line), "https://outlet.example/pier").published;
	assert.equal(
		published(
			"<time datetime='2017-03-01'>03/01/2017</time> by Ada Ferry, who speaks for the harbour's committee of rope makers",
		),
		"2017-03-01",
	);
	assert.equal(
		articleOf(
			"<meta itemprop='datePublished' content='2024-09-01'>",
			`<h1>Piers of 2024</h1><p>September 1st, 2023 By Ada Ferry</p>${STORY}`,
		).published,
		"2023-09-01",
	);
});

test("the visible date wins over the date of a build", () => {
	const head = "<title>A pier by the river</title><meta name='date' content='2025-11-30T02:00:00Z'>";
	assert.equal(
		articleOf(
			head,
			`<h1>A pier by the river</h1><p>7 September 2019</p>${STORY}<footer>© 2025 Outlet</footer>`,
		).published,
		"2019-09-07",
	);
});

test("a Chinese page without a time zone keeps Beijing time", () => {
	const article = articleOf(
		"<title>河边的码头</title>",
		`<h1>河边的码头</h1><div>2019年09月07日 13:43 来源：某某日报</div>${CHINESE}`,
	);
	assert.equal(article.published, "2019-09-07T13:43:00+08:00");
	assert.equal(article.language, "zh-Hans");
});

test("a time in UTC is written with the outlet's own offset where the page gives it", () => {
	const head = linked({ headline: "A pier", datePublished: "2024-02-25T02:25:54Z" });
	const body = `<h1>A pier</h1>${STORY}<script>var page = {"date":"2024-02-24T21:25:54-05:00"}</script>`;
	assert.equal(
		articleOf(head, body, "https://outlet.example/2024/02/24/pier/").published,
		"2024-02-24T21:25:54-05:00",
	);
});

test("an article that says when it was first published is as old", () => {
	const published = (line: string): string | null =>
		articleOf("<title>A pier</title>", `<h1>A pier</h1><p>30 September 2022</p>${STORY}<p>${line}</p>`)
			.published;
	assert.equal(
		published("This article was originally published on 26 Sep 2019 but has been kept up to date since."),
		"2019-09-26",
	);
	assert.equal(published("Originally published 26 September 2019."), "2019-09-26");
	assert.equal(published("Dieser Beitrag ist zuerst am 26. September 2019 erschienen."), "2019-09-26");
	assert.equal(published("The harbour's own song, first published 26 September 2019."), "2022-09-30");
});

test("days of publication long after the one in the address' folders are those of a move", () => {
	const published = (stamp: string): string | null =>
		articleOf(
			linked({ headline: "A pier", datePublished: stamp }),
			`<h1>A pier</h1>${STORY}`,
			"https://outlet.example/home/2017/7/12/pier",
		).published;
	assert.equal(published("2019-06-17T18:28:00+02:00"), "2017-07-12");
	assert.equal(published("2017-07-13T06:00:00+02:00"), "2017-07-13T06:00:00+02:00");
	assert.equal(published("2017-07-01T06:00:00+02:00"), "2017-07-01T06:00:00+02:00");
});

test("a time in UTC is written as the outlet's clock shows it", () => {
	const published = (stamp: string, body: string): string | null =>
		articleOf(linked({ headline: "A pier", datePublished: stamp }), `<h1>A pier</h1>${body}${STORY}`)
			.published;
	assert.equal(
		published("2024-02-25T02:25:54Z", "<p>February 24, 2024 9:25 PM</p>"),
		"2024-02-24T21:25:54-05:00",
	);
	assert.equal(
		published("2024-02-24T15:55:00Z", "<p>24.02.2024, 21:25 Uhr</p>"),
		"2024-02-24T21:25:00+05:30",
	);
	assert.equal(
		published("2024-02-25T02:25:54Z", "<script>var published = '2024-02-24 21:25:54';</script>"),
		"2024-02-24T21:25:54-05:00",
	);
	assert.equal(
		published("2024-02-25T02:25:00Z", "<script>var nextStory = '2024-02-24 21:25:00';</script>"),
		"2024-02-25T02:25:00Z",
	);
	assert.equal(published("2024-02-25T02:25:54Z", "<p>February 24, 2024 9:31 PM</p>"), "2024-02-25T02:25:54Z");
});

test("JSON-LD that cannot be parsed is read member by member", () => {
	const head = `<title>A pier</title><script type="application/ld+json">{"@type":"NewsArticle","headline":"A pier","text":"a "bare" quote","datePublished":"2024-03-02","author":{"@type":"Person","name":"Ada Ferry"}}</script>`;
	const { published, bylines } = articleOf(head, `<h1>A pier</h1>${STORY}`);
	assert.deepEqual([published, bylines], ["2024-03-02", ["Ada Ferry"]]);
});

test("bylines are people; a desk or an agency only where nobody else signs", () => {
	const bylines = (author: unknown): readonly string[] =>
		articleOf(linked({ headline: "A pier", author }), `<h1>A pier</h1>${STORY}`).bylines;
	assert.deepEqual(
		bylines([
			{ "@type": "Person", name: "Ada Ferry" },
			{ "@type": "Organization", name: "AFP" },
		]),
		["Ada Ferry"],
	);
	assert.deepEqual(bylines({ "@type": "Organization", name: "AFP" }), ["AFP"]);
	assert.deepEqual(bylines("Ada Ferry and Bo Quay"), ["Ada Ferry", "Bo Quay"]);
	assert.deepEqual(bylines({ "@type": "Organization", name: "Office for Piers and Ferries" }), [
		"Office for Piers and Ferries",
	]);
	assert.deepEqual(bylines(["Ada Ferry Bo Quay", "Ada Ferry", "Bo Quay"]), ["Ada Ferry", "Bo Quay"]);
	const library =
		'<meta name="citation_author" content="Ferry, Ada"><meta name="citation_author" content="Quay, Bo">';
	assert.deepEqual(articleOf(library, `<h1>A pier</h1>${STORY}`).bylines, ["Ada Ferry", "Bo Quay"]);
});

test("who signs is also found in the card for posts, in a line's parts and in a sentence on the author", () => {
	const bylines = (head: string, line: string, last = ""): readonly string[] =>
		articleOf(`<title>A pier</title>${head}`, `<h1>A pier</h1>${line}${STORY}${last}`).bylines;
	const card =
		"<meta name='twitter:label1' content='Written by'><meta name='twitter:data1' content='Ada Ferry'>";
	assert.deepEqual(bylines(card, ""), ["Ada Ferry"]);
	assert.deepEqual(bylines(card.replace("Written by", "Reading time"), ""), []);
	assert.deepEqual(bylines("", "<p>March 15, 2022 · 3 min read · By Ada Ferry</p>"), ["Ada Ferry"]);
	assert.deepEqual(bylines("", "<p>Ada Ferry | Senior Writer | July 2, 2025</p>"), ["Ada Ferry"]);
	assert.deepEqual(bylines("", "<p><b>Contributors:</b> Ada Ferry</p>"), ["Ada Ferry"]);
	assert.deepEqual(bylines("", "", "<p>This post was written by Ada Ferry</p>"), ["Ada Ferry"]);
	assert.deepEqual(bylines("", "<p>Published August 7, 2023 by Ada Ferry</p>"), ["Ada Ferry"]);
	assert.deepEqual(bylines("", "<p>By Ada Ferry In Budget Travel, Travel Tips</p>"), ["Ada Ferry"]);
	assert.deepEqual(bylines("", "<p>The Harbour Team</p>"), ["The Harbour Team"]);
	assert.deepEqual(bylines("", "<p>By the end of this page you know your pier</p>"), []);
	assert.deepEqual(
		bylines("", "<p>Ada Ferry</p>", "<p>Ada Ferry is a freelance writer who lives by the river.</p>"),
		["Ada Ferry"],
	);
	assert.deepEqual(bylines("", "<p>Design Style</p>"), []);
	const helped = '<p class="author">Fact checked by Bo Quay</p><p class="author">Ada Ferry</p>';
	assert.deepEqual(bylines("", helped), ["Ada Ferry"]);
});

test("stories are signed in the languages of the news where metadata names nobody", () => {
	const bylines = (language: string, line: string, place: "under" | "before" | "last" = "under"): string => {
		const [under, before, last] = (["under", "before", "last"] as const).map((one) =>
			one === place ? line : "",
		);
		const html = `<html lang="${language}"><head><title>Pier 4711</title></head><body><h1>Pier 4711</h1><div>${under}</div>
			<div class="text"><p>${before} ${STORY_OF[language.slice(0, 2)] ?? STORY}</p>${STORY.repeat(3)}<p>${last}</p></div></body></html>`;
		return extract(readPage({ address: "https://outlet.example/pier", html }), null).article.bylines.join(
			", ",
		);
	};
	for (const [language, line] of [
		["es", "Texto: Ada Ferry Fotos: Bo Quay"],
		["pt", "Reportagem: Ada Ferry"],
		["fr", "Propos recueillis par Ada Ferry"],
		["it", "a cura di Ada Ferry"],
		["de", "Ein Gastbeitrag von Ada Ferry"],
		["nl", "Tekst: Ada Ferry"],
		["da", "Skrevet af Ada Ferry"],
		["fi", "Teksti: Ada Ferry"],
		["pl", "Oprac. Ada Ferry"],
		["hu", "Írta: Ada Ferry"],
		["ro", "De Ada Ferry"],
		["hr", "Piše: Ada Ferry"],
		["tr", "Muhabir: Ada Ferry"],
		["id", "Reporter: Ada Ferry Editor: Bo Quay"],
		["en", "Ada Ferry / Harbour Correspondent"],
	] as const)
		assert.equal(bylines(language, line), "Ada Ferry", line);
	assert.equal(bylines("uk", "Автори: Ада Паром, Бо Пристань"), "Ада Паром, Бо Пристань");
	assert.equal(bylines("el", "Γράφει η Άντα Μόλου"), "Άντα Μόλου");
	assert.equal(bylines("ar", "بقلم: آدا مرفأ"), "آدا مرفأ");
	assert.equal(bylines("he", "מאת: עדה רציף"), "עדה רציף");
	assert.equal(bylines("hi", "रिपोर्ट: आदा घाट"), "आदा घाट");
	assert.equal(bylines("en", "(Reporting by Ada Ferry in Harwich; Editing by Bo Quay)", "last"), "Ada Ferry");
	assert.equal(bylines("ko", "(항구=항구뉴스) 나루터 기자 =", "before"), "나루터");
	assert.equal(bylines("ko", "나루터 기자 naru@outlet.example", "last"), "나루터");
	assert.equal(bylines("ko", "사진 나루터 기자"), "");
	assert.equal(bylines("ja", "【港＝渡辺桟橋】", "before"), "渡辺桟橋");
	assert.equal(bylines("ja", "取材・文＝渡辺桟橋"), "渡辺桟橋");
	for (const sentence of ["Text messages were sent to all", "Author Ada Ferry was there", "Interview ended"])
		assert.equal(bylines("en", sentence), "", sentence);
});

test("whom readers see sign under the headline wins over whom metadata names", () => {
	const bylines = (author: object, line: string): readonly string[] =>
		articleOf(linked({ headline: "A pier", author }), `<h1>A pier</h1><p>${line}</p>${STORY}`).bylines;
	assert.deepEqual(bylines({ name: "Bo Quay" }, "By Ada Ferry"), ["Ada Ferry"]);
	assert.deepEqual(bylines([{ name: "Ada Ferry" }, { name: "Bo Quay" }], "By Ada Ferry"), [
		"Ada Ferry",
		"Bo Quay",
	]);
	assert.deepEqual(bylines({ name: "Bo Quay" }, "Por Agencia Puerto"), ["Bo Quay"]);
	assert.deepEqual(bylines({ name: "Bo Quay" }, "Quay"), ["Bo Quay"]);
});

test("names are read without labels, addresses, places and posts", () => {
	const people = (text: string): string =>
		readNames(text)
			.map(({ text: name, person }) => (person ? name : `(${name})`))
			.join(", ");
	assert.equal(people("By Ada Ferry, Senior Reporter"), "Ada Ferry");
	assert.equal(people("Von Ada Ferry und Bo Quay, Berlin"), "Ada Ferry, Bo Quay");
	assert.equal(people("Ada Ferry (ada@outlet.example) @ada"), "Ada Ferry");
	assert.equal(people("Ada Ferry September 4, 2025"), "Ada Ferry");
	assert.equal(people("Posted by Ada Ferry on Friday December 19, 2025 @08:00PM"), "Ada Ferry");
	assert.equal(people("Dec 17, 2025 Ada Ferry"), "Ada Ferry");
	assert.equal(people("Ada Ferry Last updated 5 days ago"), "Ada Ferry");
	assert.equal(people("Ada Ferry Last update: May 3, 2024"), "Ada Ferry");
	assert.equal(people("Sat, 20 Dec 2025"), "");
	assert.equal(people("Recipe by Ada Ferry"), "Ada Ferry");
	assert.equal(people("Ada Ferry on behalf of the harbour"), "Ada Ferry");
	assert.equal(people("Veröffentlicht von Ada Ferry am 4. September 2025"), "Ada Ferry");
	assert.equal(people("Publié par Ada Ferry"), "Ada Ferry");
	assert.equal(people("Ada Ferry Fr, 4. September 2025"), "Ada Ferry");
	assert.equal(people("Ada Ferry Ada Ferry"), "Ada Ferry");
	assert.equal(people("~ Ada Ferry"), "Ada Ferry");
	assert.equal(people("Ada Ferry, CFP, RDN"), "Ada Ferry, CFP, RDN");
	assert.equal(people("by Ada Ferry ● December 23, 2025 ● 6 min read"), "Ada Ferry");
	assert.equal(people("Ada Ferry Sa 25 März 2017"), "Ada Ferry");
	assert.equal(people("Ada Ferry publié le 4 septembre 2025"), "Ada Ferry");
	assert.equal(people("Ada Ferry, pilot"), "Ada Ferry");
	assert.equal(people("Ada Ferry Former Pilot"), "Ada Ferry");
	assert.equal(people("MEGLABS"), "(MEGLABS)");
	assert.equal(people("ada.ferry"), "(ada.ferry)");
	for (const none of ["wordpressadmin", "publisher", "Uppdaterad", "Фото Лукаса"])
		assert.equal(people(none), "", none);
	for (const none of ["Ähnliche Beiträge", "Veröffentlicht am", "Комментарии", '{"@type":"Person"}'])
		assert.equal(people(none), "", none);
	assert.equal(people("記者馮一帆／台北報導"), "馮一帆");
	assert.equal(people("冯一帆 王 舟"), "冯一帆, 王舟");
	assert.equal(people("冯一帆 王舟"), "冯一帆, 王舟");
	assert.equal(people("渡辺 桟橋"), "渡辺 桟橋");
	assert.equal(people("Outlet Editorial Team"), "(Outlet Editorial Team)");
});

test("Chinese stories are signed in their text; who edits is no author", () => {
	const bylines = (first: string, last = ""): readonly string[] =>
		articleOf(
			"<title>河边的码头</title><meta name='author' content='严编'>",
			`<h1>河边的码头</h1><p>${first}水位在夜里涨了半米，码头的灯亮到天明，船工们又检查了两遍。</p>${CHINESE}<p>${last}</p><div>责任编辑：严编</div>`,
		).bylines;
	assert.deepEqual(bylines("某社某地5月9日电（记者冯一帆）"), ["冯一帆"]);
	assert.deepEqual(bylines("本报讯（记者 冯一帆 王舟）"), ["冯一帆", "王舟"]);
	assert.deepEqual(bylines("", "文/冯一帆"), ["冯一帆"]);
	assert.deepEqual(bylines("", "（冯一帆）"), ["冯一帆"]);
	assert.deepEqual(bylines("", ""), []);
});

test("Chinese stories sign in many forms, in either script; who pictures, edits or helps does not write", () => {
	const bylines = (first: string, last = ""): string => {
		const body = `<h1>河边的码头</h1><div class="text">${first}${CHINESE.repeat(3)}${last}</div>`;
		return articleOf("<title>河边的码头</title>", `${body}<div>責任編輯：嚴編</div>`).bylines.join(", ");
	};
	for (const line of [
		"記者馮一帆／綜合報導",
		"馮一帆／台北報導",
		"編譯／馮一帆",
		"文、圖／馮一帆",
		"圖文：馮一帆",
		"採訪、撰文：馮一帆",
		"記者：馮一帆 責編：王大舟",
		"海灣傳媒記者 馮一帆 發自香港",
		"出品｜海灣財經 作者｜馮一帆",
		"每灣記者 馮一帆 每灣編輯 王大舟",
		"文/图 海湾晚报全媒体记者 馮一帆 通讯员 王大舟",
		"作者：特约撰稿人馮一帆",
	])
		assert.equal(bylines(`<p>${line}</p>`), "馮一帆", line);
	for (const line of [
		"〔編譯馮一帆／綜合報導〕",
		"【馮一帆／台北報導】",
		"（海灣網記者馮一帆綜合報導）",
		"【海灣報訊】記者馮一帆報道：",
		"海視網消息（記者/馮一帆）",
		"本报记者 馮一帆 北京报道 ",
		"【文/海湾网 馮一帆】",
	])
		assert.equal(bylines(`<p>${line}码头的灯亮到天明，船工们又检查了两遍。</p>`), "馮一帆", line);
	for (const end of ["（馮一帆）", "（评论员 馮一帆）", "（编译/馮一帆）", "（文／图 馮一帆）"])
		assert.equal(bylines("", `<p>码头的灯亮到天明。${end}</p>`), "馮一帆", end);
	for (const end of ["（作者馮一帆系海湾大学教授）", "（作者为海湾大学教授馮一帆）"])
		assert.equal(bylines("", `<p>${end}</p>`), "馮一帆", end);
	assert.equal(bylines("<p>採訪／馮一帆 撰文／王大舟</p>"), "馮一帆, 王大舟");
	for (const none of [
		"记者 馮一帆 摄",
		"攝影記者：馮一帆",
		"作者：佚名",
		"責編：馮一帆",
		"记者从码头了解到 灯亮到天明",
		"（海湾供图）",
	])
		assert.equal(bylines(`<p>${none}</p>`), "", none);
});

test("what a Chinese page shows beside its date is an account, not a channel, a button or a label", () => {
	const bylines = (head: string, line: string): string =>
		articleOf(head, `<h1>河边的码头</h1><div>${line}</div>${CHINESE.repeat(3)}`).bylines.join(", ");
	const title = "<title>河边的码头 - 渡轮频道</title>";
	assert.equal(bylines(title, "<b>河边人</b> <i>2024-05-20</i>"), "河边人");
	assert.equal(bylines(title, "<b>渡轮频道</b> <i>2024-05-20</i>"), "");
	for (const button of ["收藏本文", "列印", "更新时间", "字号"])
		assert.equal(bylines(title, `<b>${button}</b> <i>2024-05-20</i>`), "", button);
	assert.equal(bylines(title, "2024-05-20 海湾网 記者馮一帆"), "馮一帆");
	assert.equal(bylines(title, "海湾新闻网 馮一帆 2024/05/20"), "馮一帆");
	const signed = `${title}<meta name="author" content="馮一帆">`;
	for (const outlet of ["文海报", "金海界", "时海网"])
		assert.equal(bylines(signed, `${outlet} 2024-05-20`), "馮一帆", outlet);
	assert.equal(bylines(`${title}<meta name="author" content="admin">`, ""), "");
	assert.equal(
		bylines(title, `<div class="author">来源：海湾报 时间：2024-05-20 作者：馮一帆 责任编辑：严编</div>`),
		"馮一帆",
	);
});

test("agencies are credited in datelines, credit sentences and brackets, not in pictures", () => {
	assert.deepEqual(readWires(["LONDON (Reuters) - The pier opened."], []), ["Reuters"]);
	assert.deepEqual(readWires(["码头开了。", "（本文部分内容依据了美联社和路透社的报道）"], []), [
		"美联社",
		"路透社",
	]);
	assert.deepEqual(readWires(["新华社昆明１２月２６日电（记者某某）码头开了。"], []), ["新华社"]);
	assert.deepEqual(readWires(["Foto: Bo Quay (AP Photo)", "The AP style guide is long."], []), []);
	assert.deepEqual(readWires(["The pier opened."], ["dpa"]), ["dpa"]);
});

test("the declared address counts on the same site, and never the front page", () => {
	const address = (href: string): string =>
		articleOf(
			`<link rel="canonical" href="${href}">`,
			STORY,
			"https://www.outlet.example/news/pier?utm_source=x",
		).address;
	assert.equal(address("https://outlet.example/news/pier"), "https://outlet.example/news/pier");
	assert.equal(address("https://elsewhere.example/news/pier"), "https://www.outlet.example/news/pier");
	assert.equal(address("https://www.outlet.example/"), "https://www.outlet.example/news/pier");
});

test("a language that only a template declares is told by the text's small words, as one that none declares", () => {
	const language = (declared: string, text: string): string | null =>
		extract(
			readPage({
				address: "https://www.outlet.example/news/pier",
				html: `<html${declared}><head><title>A pier</title></head><body><h1>A pier</h1>${`<p>${text}</p>`.repeat(4)}</body></html>`,
			}),
			null,
		).article.language;
	const german =
		"Die Fähre blieb am Montag im Hafen, weil das Eis in der Bucht für den Bug zu dick war, und der Lotse ist nicht gekommen.";
	const english =
		"The ferry stayed in port on Monday, since the ice in the bay was too thick for her bow, and the pilot did not come.";
	// Words of no language that is known here.
	const other =
		"Lorvak mestan diru polkasi venntu garrim, sholtepa narruk bistelo fanduri keppa ulmaro jistan borreki.";
	assert.equal(language(' lang="en-US"', english), "en-US");
	assert.equal(language(' lang="en-US"', german), "de");
	assert.equal(language(' lang="en-US"', other), null);
	assert.equal(language(' lang="zu"', other), "zu");
	assert.equal(language("", german), "de");
	assert.equal(language("", english), "en");
});

test("the standfirst between headline and body is kept apart: the line that is marked so, or that the description says", () => {
	const standfirst = "A night of high water kept the crew of the first ferry awake.";
	const head = `<title>A pier</title><meta name="description" content="${standfirst} The ropes held.">`;
	const page = (line: string, told = head): string =>
		`<html><head>${told}</head><body><h1>A pier</h1>${line}<div class="article-body">${STORY.repeat(3)}</div></body></html>`;
	const read = (html: string, ...without: string[]): Article =>
		extract(readPage({ address: "https://www.outlet.example/news/pier", html }), null, {
			without: new Set(without),
		}).article;
	const told = page(`<p>2 March 2024</p><div><p>${standfirst}</p></div>`);
	assert.equal(read(told).subtitle, standfirst);
	assert.ok(!articleText(read(told)).includes(standfirst));
	assert.equal(read(told, "subtitle: description").subtitle, null);
	assert.equal(read(page(`<p class="standfirst">${standfirst}</p>`, "")).subtitle, standfirst);
	assert.equal(read(page('<p class="standfirst">2 March 2024, 18:20</p>')).subtitle, null);
	for (const line of ["Facebook 0 Tweet 0 Email 0 Print 0", "原标题：守护海湾渡轮的一夜 风浪中的厨师与船员"])
		assert.equal(read(page(`<p class="standfirst">${line}</p>`)).subtitle, null);
});

test("a standfirst that the body says, too, is said once", () => {
	const first = "A night of high water kept the crew of the first ferry awake, and a cook with them.";
	const body = `<h1>A pier</h1><div class="article-body"><p class="standfirst">${first}</p>${STORY.repeat(3)}</div>`;
	const article = articleOf(`<title>A pier</title><meta name="description" content="${first}">`, body);
	assert.equal(article.subtitle, null);
	assert.ok(articleText(article).startsWith(first));
});

test("section, keywords and paywall are read from metadata", () => {
	const head = `${linked({ headline: "A pier", isAccessibleForFree: "False" })}<meta property="article:section" content="Rivers"><meta name="news_keywords" content="pier, ferry,pier">`;
	const { section, keywords, paywalled } = articleOf(head, `<h1>A pier</h1>${STORY}`);
	assert.deepEqual([section, keywords, paywalled], ["Rivers", ["pier", "ferry"], true]);
});

test("an explanation tells what was kept beside the body and what is from the page's data from what was left out", () => {
	const explained = (html: string): string => {
		const { article, trace } = extract(readPage({ address: "https://example.invalid/", html }), null);
		return explainTrace(article, trace);
	};
	const signed = explained(
		`<title>A pier</title><h1>A pier</h1>${STORY}<p>Edited by</p><p>责任编辑：王小明</p>`,
	);
	assert.match(signed, /^“A pier”\n\nThe title/);
	assert.match(signed, /Kept beside the body,\n {2}who edited it: “责任编辑：王小明”\n/);
	assert.doesNotMatch(signed, /Left out[\s\S]*责任编辑/);
	const articleBody =
		"The ferry left on time, and nobody was on the pier to wave. It is said to come back in the evening.";
	const data = explained(
		`<p>Loading</p><script type="application/ld+json">${JSON.stringify({ "@type": "NewsArticle", articleBody })}</script>`,
	);
	assert.match(data, /^The page has no title\.\n/);
	assert.match(data, /It was read from the page's data \(JSON-LD articleBody\), since the markup shows less/);
	assert.match(data, /It says “The ferry left on time/);
	assert.doesNotMatch(data, /Left out[\s\S]*The ferry/);
});

test("an explanation says where each field is from", () => {
	const page = readPage({
		address: "https://www.outlet.example/news/pier",
		html: `<title>A pier</title><h1>A pier</h1><p>7 September 2019</p>${STORY}`,
	});
	const { article, trace } = extract(page, null);
	const text = explainTrace(article, trace);
	assert.match(text, /^“A pier”\n/);
	assert.match(text, /The title is from the page's heading; the title element says the same\./);
	assert.match(text, /Published 2019-09-07 \(right under the title\)\./);
	assert.match(text, /Nobody signs it\./);
	assert.match(text, /It was read from the whole page: .* letters of prose/);
	assert.match(text, /It says “The ferry left on time[\s\S]*Left out,\n {2}since it is [^:]*:\n {4}“A pier”/);
});
