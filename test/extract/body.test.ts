import assert from "node:assert/strict";
import { test } from "node:test";
import type { Article } from "../../src/article/article.ts";
import { writeBody } from "../../src/article/body.ts";
import { sanitise } from "../../src/article/sanitise.ts";
import { articleText } from "../../src/article/text.ts";
import { type Extracted, extract } from "../../src/extract/extract.ts";
import { readPage } from "../../src/extract/page.ts";

const ADDRESS = "https://news.example/2024/harbour-bridge.html";

const FIRST =
	"The harbour bridge was closed on Monday evening, after an inspection found cracks in two of its cables.";
const SECOND =
	"Engineers said that repairs will take three weeks, and that buses will run around the bay until then.";
const THIRD =
	"The city council meets on Thursday, when it is to decide who pays for the work and for the detours.";
const STORY = `<p>${FIRST}</p><p>${SECOND}</p><p>${THIRD}</p>`;

function read(body: string, head = ""): Extracted {
	const html = `<html><head><title>Bridge closed</title>${head}</head><body>${body}</body></html>`;
	return extract(readPage({ address: ADDRESS, html }), null);
}

const textOf = (body: string, head = ""): string => articleText(read(body, head).article);
const bodyOf = (article: Article): string => writeBody(article, (picture) => picture.address);

/** Whatever stands around the story, the story alone is read. */
function check(body: string, head = ""): void {
	assert.equal(textOf(body, head), [FIRST, SECOND, THIRD].join("\n"));
}

test("menus, share bars, related stories, comments and footers are left out", () => {
	check(`<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
		<article><h1>Bridge closed</h1><div class="share-bar"><a href="#">Share this</a></div>${STORY}
		<div class="related-stories"><h3><a href="/a">Ferry fares rise</a></h3><p>Fares for ferries across the bay go up in May, by a tenth.</p></div></article>
		<section id="comments"><p>I have said for years that those cables were old, and nobody listened to me, of course.</p></section>
		<footer>All about us, our people and our terms, in one long line of text that nobody reads.</footer>`);
});

test("a wrapper whose name mentions a sidebar or comments keeps its story", () => {
	check(
		`<div class="page has-sidebar with-comments post-type-news category-related"><div class="entry-content">${STORY}</div></div>`,
	);
});

test("a name that says a disclosure of what is sold drops it", () => {
	const sold =
		"When you buy through links on this page, the harbour office receives a small part of the price.";
	check(
		`<article><p>${FIRST}</p><div class="affiliate-disclosure"><p>${sold}</p></div><p>${SECOND}</p><p>${THIRD}</p></article>`,
	);
});

test("what only subscribers see is the story, what asks to subscribe is not", () => {
	check(`<article><h1>Bridge closed</h1><div class="article-body"><p>${FIRST}</p><p>${SECOND}</p><div id="subscription-content"><p>${THIRD}</p></div>
		<div class="subscription-offer"><p>Three months for the price of one, and the crossword every day.</p></div></div></article>`);
});

test("what holds the headline and a story is no comment, however long the comments are", () => {
	const long = [FIRST, SECOND, THIRD].map((text) => `${text} ${text.toLowerCase()} ${text.toUpperCase()}`);
	const said = "I have said for years that those cables were old, and nobody listened to me, of course.";
	const comments = Array.from({ length: 40 }, (_, at) => `<p>${at}: ${said}</p>`).join("");
	const story = `<h1>Bridge closed</h1>${long.map((text) => `<p>${text}</p>`).join("")}`;
	assert.equal(
		textOf(`<div class="post-tags">${story}</div><div class="comments">${comments}</div>`),
		long.join("\n"),
	);
});

test("a paragraph named teaser is the article's where it leads nowhere, and another story's where it is linked", () => {
	check(`<article><h1>Bridge closed</h1><p class="article-teaser">${FIRST}</p><div class="text"><p>${SECOND}</p><p>${THIRD}</p></div>
		<div class="teaser-text"><p><a href="/ferries">Ferry fares rise:</a> crossing the bay costs a tenth more from May on, the company says.</p></div></article>`);
});

test("the title, dates and names above the first paragraph are no part of the body", () => {
	check(
		`<main><h1>Bridge closed</h1><p>By Our Correspondent</p><p>12 March 2024, 18:20</p><p>4 min read</p>${STORY}</main>`,
	);
});

test("lines that ask to share, subscribe or read on are cut wherever they stand", () => {
	check(`<article><p>${FIRST}</p><p>Read more: <a href="/f">Ferry fares rise</a></p><p>${SECOND}</p>
		<p>Sign up for our newsletter and get the news of the bay every morning.</p><p>${THIRD}</p><p>Follow us on Facebook</p></article>`);
});

test("paragraphs that are mostly links are a body where one of them is prose, since menus are no paragraphs", () => {
	const places = ["Old Mill and North Pier", "Rope Walk and Tar Yard", "West Quay and East Quay"];
	const links = places.map((place) => `<p>Open until the evening: <a href="/tag">${place}</a>.</p>`).join("");
	assert.equal(
		textOf(`<main><h1>Bridge closed</h1><div class="x1"><p>${FIRST}</p>${links}</div></main>`),
		[FIRST, ...places.map((place) => `Open until the evening: ${place}.`)].join("\n"),
	);
});

test("a list that leads to other sites is the story's, one that leads to this site is not", () => {
	const list = (host: string): string =>
		`<ul>${["Mill", "Pier", "House"].map((name) => `<li><a href="https://${name.toLowerCase()}.${host}/">${name}</a></li>`).join("")}</ul>`;
	const page = (host: string): string =>
		textOf(`<article><p>${FIRST}</p>${list(host)}<p>${SECOND}</p></article>`);
	assert.match(page("places.example"), /Pier/);
	assert.doesNotMatch(page("news.example"), /Pier/);
});

test("a sentence that says where to learn more stays, the link that does is cut", () => {
	const advice = "Learn more about detours and buses in our guide to the bay.";
	const body = (link: string): string =>
		textOf(`<article><p>${FIRST}</p><p>${link}</p><p>${SECOND}</p></article>`);
	assert.match(body(advice.replace("our guide", '<a href="/guide">our guide</a>')), /Learn more/);
	assert.doesNotMatch(body(`<a href="/guide">${advice}</a>`), /Learn more/);
});

test("a page's own wording and pointers are cut in the languages of the outlets, wherever they stand", () => {
	const lines = [
		"FacebookTwitterLinkedinEMail",
		"Read or share this story: https://news.example/bridge",
		"Please follow and like us:",
		"Síguenos en las redes del puerto",
		"Drucken",
		"1,204 views",
		"(Visited 15 times, 5 visits today)",
		"Externer Inhalt",
		"Veröffentlicht: 12.03.2024, 18:20 Uhr | aktualisiert: 12.03.2024, 19:00 Uhr",
		"Hat dir dieser Artikel gefallen? Dann freut sich der Hafen über deinen Beitrag.",
		"Siehe auch: Die Fähren werden teurer",
		"Читайте також: пороми дорожчають",
		"Διαβάστε επίσης: Ακριβότερα τα πλοία",
		"Xem thêm: Vé phà tăng giá",
		"Все права защищены. Портовая газета, 2024",
		"Original-Content von: Hafenamt, übermittelt durch die Hafenpost",
	];
	for (const line of lines)
		check(`<article><p>${FIRST}</p><p>${line}</p><p>${SECOND}</p><p>${THIRD}</p></article>`);
});

test("a story's own paragraph that begins like a page's wording stays", () => {
	for (const own of [
		"Share prices of the ferry company rose by a tenth on the day when the bridge was closed, traders say.",
		"Все права на мост и на пристань перешли к городу ещё в прошлом году, сообщила мэрия в понедельник вечером.",
		"Facebook and Twitter were full of pictures of the cables, and the harbour office answered until midnight.",
		"Drucken lassen will die Stadt nun neue Fahrpläne, die von Montag an in allen Bussen um die Bucht hängen.",
	])
		assert.ok(
			textOf(`<article>${STORY}<p>${own}</p><p>${FIRST.toUpperCase()}</p></article>`).includes(own),
			own,
		);
});

test("what stands behind a story in many languages is cut at its end, and stays where the story goes on", () => {
	const tails = [
		"Ada Ferry is a professor of harbours at the university by the bay.",
		"Ferry reported from the pier and Rope from the town hall.",
		"Korrespondentin Ada Ferry berichtet seit zehn Jahren aus dem Hafen.",
		"Der Hafenbrief: Unser Newsletter informiert Sie jeden Morgen.",
		"Ikuti WhatsApp channel kami untuk berita pelabuhan.",
		"想看更多海灣新聞，立即免費下載我們的 App",
		"This post is for informational purposes and is no advice on bridges.",
		"ada.ferry@news.example",
		"adf/Agentur",
		"(adf – rp)",
		"Titelbild: A. Ferry / Bilder am Hafen.",
		"Crédits photos : Agence du Port",
		"Ada Ferry ist Journalistin, Autorin und Redakteurin beim Hafenblatt.",
		"You can get in touch with the desk by writing to the harbour office.",
		"Якщо ви помітили помилку, виділіть її та натисніть Ctrl+Enter",
		"Нашли ошибку в тексте? Сообщите нам.",
	];
	for (const tail of tails) check(`<article>${STORY}<p>${tail}</p></article>`);
	const within = `<p>${tails[0]}</p>`;
	assert.match(
		textOf(`<article><p>${FIRST}</p>${within}<p>${SECOND}</p></article>`),
		/professor of harbours/,
	);
});

test("editors and disclaimers are kept as notes", () => {
	const paragraphs = [
		"海湾大桥周一晚间关闭，检查人员在两根缆索上发现了裂缝，工程师说修理需要三个星期。",
		"在此期间，公共汽车将绕行海湾。市议会将于周四开会，决定由谁来支付这笔费用。",
	];
	const tail = "<p>责任编辑：某某</p><p>声明：本文仅供参考，不构成任何建议。</p>";
	const { article } = read(
		`<div class="article-content">${paragraphs.map((text) => `<p>${text}</p>`).join("")}${tail}</div>`,
	);
	assert.equal(articleText(article), paragraphs.join("\n"));
	assert.deepEqual(
		article.notes.map((note) => note.kind),
		["editors", "disclaimer"],
	);
});

test("the sentence that credits agencies is taken off the end and still counts as text", () => {
	const credit = "（本文部分内容依据了美联社和路透社的报道）";
	const { article } = read(`<article>${STORY}<p>${credit}</p></article>`);
	assert.equal(article.wireCredit, credit);
	assert.equal(articleText(article).split("\n").at(-1), credit);
	assert.equal(article.blocks.length, 3);
});

test("headings, lists, quotes, tables and code keep their shape", () => {
	const { article } =
		read(`<article><p>${FIRST}</p><h2>What is <em>closed</em></h2><ul><li>Both lanes</li><li>The footpath</li></ul>
		<blockquote><p>We found two cracks, and we closed it within the hour.</p></blockquote>
		<table><tr><th>Line</th><th>Every</th></tr><tr><td>7</td><td>10 minutes</td></tr></table>
		<pre>ferry --to bay\n  --at 18:20</pre><p>${SECOND}</p><p>${THIRD}</p></article>`);
	const kinds = article.blocks.map((block) => block.kind);
	assert.deepEqual(kinds, [
		"paragraph",
		"heading",
		"list",
		"quote",
		"table",
		"code",
		"paragraph",
		"paragraph",
	]);
	assert.match(
		bodyOf(article),
		/<h2>What is <em>closed<\/em><\/h2><ul><li>Both lanes<\/li><li>The footpath<\/li><\/ul>/,
	);
	assert.match(
		bodyOf(article),
		/<tr><th>Line<\/th><th>Every<\/th><\/tr><tr><td>7<\/td><td>10 minutes<\/td><\/tr>/,
	);
	assert.match(bodyOf(article), /ferry --to bay<br> {2}--at 18:20/);
});

test("empty lines divide paragraphs, and a single break stays in its paragraph", () => {
	const { article } = read(
		`<div class="entry-content">${FIRST}<br><br><b>${SECOND}<br>Then</b><br> <br>${THIRD}</div>`,
	);
	assert.deepEqual(
		article.blocks.map((block) => ("html" in block ? block.html : block.kind)),
		[FIRST, `<b>${SECOND}<br>Then</b>`, THIRD],
	);
});

test("links are absolute, and only those to the web or to mail are kept", () => {
	const { article } = read(
		`<article><p>${FIRST} <a href="/map">Map</a>, <a href="javascript:alert(1)">form</a>, <a href="mailto:desk@news.example">desk</a>.</p><p>${SECOND}</p></article>`,
	);
	assert.match(
		bodyOf(article),
		/<a href="https:\/\/news\.example\/map">Map<\/a>, form, <a href="mailto:desk@news\.example">desk<\/a>/,
	);
});

test("text that is folded away until a button is pressed is read", () => {
	check(
		`<article><p>${FIRST}</p><div style="display:none" class="more-text"><p>${SECOND}</p><p>${THIRD}</p></div><button>Show all</button></article>`,
	);
});

test("a second story below the first is not read", () => {
	check(`<main><article><h1>Bridge closed</h1>${STORY}</article><article><h1>Ferry fares rise</h1>
		<p>Fares for ferries across the bay go up in May, said the harbour office, for the first time in four years.</p>
		<p>Children under twelve travel free, as they do now, and a day ticket costs less than two journeys.</p></article></main>`);
});

test("a body that only the page's data has is read from there", () => {
	const state = { props: { story: { title: "Bridge closed", text: [FIRST, SECOND, THIRD].join("\n\n") } } };
	check(
		`<div id="app"></div><script id="__NEXT_DATA__" type="application/json">${JSON.stringify(state)}</script>`,
	);
	const linked = { "@graph": [{ "@type": "NewsArticle", articleBody: [FIRST, SECOND, THIRD].join("\n") }] };
	check(
		`<article><p>${FIRST}</p></article>`,
		`<script type="application/ld+json">${JSON.stringify(linked)}</script>`,
	);
});

test("players and posts become links with a label", () => {
	const { article } = read(
		`<article><p>${FIRST}</p><iframe src="https://www.youtube.com/embed/abc"></iframe><iframe src="https://ads.example/x"></iframe><p>${SECOND}</p></article>`,
	);
	assert.deepEqual(article.blocks[1], {
		kind: "embed",
		address: "https://www.youtube.com/embed/abc",
		label: "YouTube",
	});
	assert.equal(article.blocks.length, 3);
});

test("the next page of an article is reported, the next article is not", () => {
	const numbered =
		'<div class="pagination"><a href="/2024/harbour-bridge_2.html">2</a><a href="/2024/harbour-bridge_2.html">下一页</a></div>';
	assert.equal(
		read(`<article>${STORY}</article>${numbered}`).follow.next,
		"https://news.example/2024/harbour-bridge_2.html",
	);
	assert.equal(
		read(`<article>${STORY}</article>`, '<link rel="next" href="/2024/ferry-fares.html">').follow.next,
		null,
	);
});

test("the same page gives the same bytes, and each step may be switched off", () => {
	const html = `<main><h1>Bridge closed</h1><nav>Menu</nav>${STORY}<p>Follow us on Facebook</p></main>`;
	assert.equal(JSON.stringify(read(html)), JSON.stringify(read(html)));
	const whole = extract(readPage({ address: ADDRESS, html }), null, { without: new Set(["strip", "trim"]) });
	assert.match(articleText(whole.article), /Menu/);
	assert.match(articleText(whole.article), /Follow us on Facebook/);
});

test("the trace says what was dropped and why", () => {
	const { trace } = read(
		`<article>${STORY}<div class="newsletter">Get the news of the bay by mail</div></article>`,
	);
	assert.deepEqual(
		trace.filter((line) => line.step === "strip"),
		[{ step: "strip", rule: "a form", text: "Get the news of the bay by mail", why: "its name says a form" }],
	);
});

test("a single rule may be switched off, and is asked for only where it decides", () => {
	const html = `<article>${STORY}<div class="newsletter">Get the news of the bay by mail</div></article>`;
	const asked: string[] = [];
	const without = new (class extends Set<string> {
		override has(rule: string): boolean {
			asked.push(rule);
			return super.has(rule);
		}
	})(["strip: a form"]);
	const { article } = extract(readPage({ address: ADDRESS, html }), null, { without });
	assert.match(articleText(article), /Get the news of the bay by mail/);
	assert.ok(asked.includes("strip: a form") && !asked.includes("strip: comments"));
});

test("a flash whose text is its title is no empty article", () => {
	const flash = "Bridge closed";
	const around = '<img src="/bridge.jpg" alt="">';
	assert.equal(textOf(`<article><h1>${flash}</h1><p>${flash}</p></article>`), flash);
	assert.match(textOf(`<article><h1>${flash}</h1><p>${flash}</p>${around}</article>`), /^Bridge closed/);
});

test("a heading at the body's beginning that says what any layer calls the title is no part of it", () => {
	const head = `<script type="application/ld+json">{"@type":"NewsArticle","headline":"Two cables cracked"}</script>`;
	const body = `<h2 class="headline">Two cables cracked</h2><main><h2>Two cables: cracked</h2>${STORY}</main>`;
	const { article, trace } = read(body, head);
	assert.equal(article.title, "Two cables cracked");
	assert.equal(articleText(article), [FIRST, SECOND, THIRD].join("\n"));
	assert.ok(trace.some(({ step, rule, text }) => step === "trim" && rule === "title" && /cables/.test(text)));
});

test("a page that is no page gives an article without blocks", () => {
	for (const html of ["", "<p>", "<html><body></body></html>", "<!--"]) {
		assert.deepEqual(extract(readPage({ address: ADDRESS, html })).article.blocks, []);
	}
});

test("a link inside of a link is its text alone, so that sanitising leaves the body as it is", () => {
	const body = bodyOf(
		read(
			`<article><p>${FIRST} See <a href="/map"><i>the <a href="/bay">bay</a> map</i></a>.</p>${STORY}</article>`,
		).article,
	);
	assert.match(body, /<a href="https:\/\/news\.example\/map"><i>the bay map<\/i><\/a>/);
	assert.equal(sanitise(body), body);
});

test("a long sidebar beside a short story is dropped, where an element says that it stands beside", () => {
	const old = [FIRST, SECOND, THIRD].map((text) => `<p>${text.replaceAll("e", "ee")}</p>`).join("");
	check(
		`<div class="article-body"><h1>Bridge closed</h1>${STORY}</div><aside><h2>Readers ask</h2>${old}</aside>`,
	);
});

test("a list whose headings link to other sites, or are numbered, is the story; one of links to this site is teasers", () => {
	const places = ["Old Mill", "North Pier", "Glass House"];
	const list = (heading: (name: string, at: number) => string): string =>
		places
			.map(
				(name, at) =>
					`<section>${heading(name, at)}<p>${name} opens at nine, and is closed on Mondays.</p></section>`,
			)
			.join("");
	const [shops, numbered, stories] = [
		list((name, at) => `<h3><a href="https://place${at}.example/">${name}</a></h3>`),
		list((name, at) => `<h3><a href="/places/${at}">${at + 1}. ${name}</a></h3>`),
		list((name, at) => `<h3><a href="/places/${at}">${name}</a></h3>`),
	];
	const page = (places: string): string =>
		textOf(
			`<article><h1>Bridge closed</h1>${STORY}${places}</article>`,
			`<meta name="description" content="${FIRST}">`,
		);
	assert.match(page(shops), /Glass House opens at nine/);
	assert.match(page(numbered), /North Pier opens at nine/);
	assert.doesNotMatch(page(stories), /opens at nine/);
});

test("in a long stream of other stories, those that are longer than teasers are dropped too", () => {
	const stream = Array.from({ length: 14 }, (_, at) => {
		const words = `Fares for ferry ${at} across the bay go up in May, by a tenth. `.repeat(
			at % 2 === 0 ? 1 : 14,
		);
		return `<li><h3><a href="/ferries/${at}">Ferry ${at}</a></h3><p>${words}</p></li>`;
	}).join("");
	const description = `<meta name="description" content="${FIRST}">`;
	check(`<main><h1>Bridge closed</h1>${STORY}<ul>${stream}</ul></main>`, description);
});

test("lines that link and break off in the middle of a sentence are excerpts of other stories, complete ones are the story's", () => {
	const places = ["North Pier", "Old Mill", "Glass House", "Dune Path"];
	const list = (end: string): string =>
		places
			.map(
				(name, at) =>
					`<li><a href="/places/${at}">${name}</a> <span>${name} has been open since the spring, and its owners want to keep it open in the winter too${end}</span></li>`,
			)
			.join("");
	check(`<main><ul>${list("...")}</ul><h2>Bridge closed</h2>${STORY}</main>`);
	assert.match(
		textOf(`<main><h2>Bridge closed</h2>${STORY}<ul>${list(".")}</ul></main>`),
		/Dune Path has been open/,
	);
	// Where nothing else is there, the excerpts are what the page says.
	assert.match(textOf(`<main><h1>Places to see</h1><ul>${list("…")}</ul></main>`), /Dune Path has been open/);
});

test("a line under a picture that repeats its alternative text is its caption, also in a list of slides", () => {
	const alt = "Cables of the bridge, seen from the ferry on Monday evening";
	check(`<article><h1>Bridge closed</h1>
		<ul><li><a href="/large.jpg"><img src="/cables.jpg" width="800" alt="${alt}"></a><div>${alt}</div></li></ul>
		${STORY}</article>`);
});

test("a story may begin with lines, where there are more of them than a head has", () => {
	const lines = [
		"海湾大桥",
		"下周一封闭",
		"公交车绕行",
		"渡轮加开",
		"早上六点起",
		"每小时一班",
		"周四开会",
	].map((line) => `<p>${line}</p>`);
	const page = (first: string): string => `<article><h1>Bridge closed</h1>${first}${STORY}</article>`;
	assert.ok(textOf(page(lines.join(""))).startsWith("海湾大桥\n下周一封闭\n"));
	check(page(lines.slice(0, 3).join("")));
});

test("what is hidden and marked up for machines is not read", () => {
	check(`<article><h1>Bridge closed</h1>${STORY}</article>
		<div style="display: none" itemscope itemtype="https://schema.org/NewsArticle">
		<p itemprop="description">${FIRST} ${SECOND}</p><div itemprop="articleBody">${FIRST} ${SECOND} ${THIRD}</div></div>`);
});

test("lines that a story repeats stay, unless half of its paragraphs stand twice", () => {
	const days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"].map(
		(day) =>
			`<h2>${day}</h2><p>Morning service</p><p>On ${day} the ferry leaves at six, and every hour until noon. ${SECOND}</p>`,
	);
	const plan = days.join("");
	assert.equal(
		textOf(`<article><h1>Bridge closed</h1>${STORY}${plan}</article>`).match(/Morning service/g)?.length,
		5,
	);
	assert.equal(
		textOf(`<article><h1>Bridge closed</h1>${STORY}${plan}${plan}</article>`).match(/On Friday/g)?.length,
		1,
	);
});

const follows = (href: string, address = ADDRESS): string | null => {
	const html = `<html><head><link rel="next" href="${href}"></head><body>${STORY}</body></html>`;
	return extract(readPage({ address, html }), null).follow.next;
};

test("numbered pages are followed one after the other", () => {
	const site = "https://news.example";
	assert.equal(follows("/2024/harbour-bridge_2.html"), `${site}/2024/harbour-bridge_2.html`);
	assert.equal(follows("/2024/harbour-bridge.html?page=2"), `${site}/2024/harbour-bridge.html?page=2`);
	assert.equal(
		follows("/2024/harbour-bridge/2/", `${site}/2024/harbour-bridge/`),
		`${site}/2024/harbour-bridge/2/`,
	);
	assert.equal(follows("/a/1234-p3.html", `${site}/a/1234-p2.html`), `${site}/a/1234-p3.html`);
	assert.equal(
		follows("/story.php?id=7&page=3", `${site}/story.php?id=7&page=2`),
		`${site}/story.php?id=7&page=3`,
	);
});

test("the next article, an earlier page or a page of a list is not followed", () => {
	const site = "https://news.example";
	assert.equal(follows("/2024/ferry-fares.html"), null);
	assert.equal(follows("/posts/13", `${site}/posts/12`), null);
	assert.equal(follows("/story.php?id=8", `${site}/story.php?id=7`), null);
	assert.equal(follows("/2024/harbour-bridge_2.html", `${site}/2024/harbour-bridge_3.html`), null);
	assert.equal(follows("/?p=13", `${site}/?p=12`), null);
	assert.equal(follows("/archive/page/2/"), null);
	assert.equal(follows("https://other.example/2024/harbour-bridge_2.html"), null);
});

test("a disclosure of advertising is a note, and what stands for an embed without consent is not read", () => {
	const disclosure = "This post may contain affiliate links: if you buy through them, we earn a little.";
	const consent =
		"Um eingebettete Inhalte anzuzeigen, ist Ihre Einwilligung in die Verarbeitung von Daten notwendig.";
	const body = `<article><h1>Bridge closed</h1><p>${disclosure}</p>${STORY}<div><p>${consent}</p></div></article>`;
	check(body);
	assert.deepEqual(read(body).article.notes, [{ kind: "disclaimer", text: disclosure }]);
});

const COMMENT = "I have said for years that those cables were old, and nobody listened to me, of course.";

test("a story that comments outweigh is judged by the prose outside of them", () => {
	const comments = Array.from({ length: 20 }, (_, at) => `<p>${at + 1}: ${COMMENT}</p>`).join("");
	check(
		`<div class="article-info"><div class="article-body">${STORY}</div></div><div><p>Please register before you write to us, and mind the rules of this house.</p></div><div class="comments">${comments}</div>`,
	);
});

test("a commentary is no comment, and content for subscribers no form", () => {
	const beside = `<p>${COMMENT} ${COMMENT} ${COMMENT} ${COMMENT} ${COMMENT} ${COMMENT}</p>`;
	for (const name of ["news commentary", "subscription-content", "subscriber-content"])
		check(`<h1>Bridge closed</h1><div class="${name}">${STORY}</div><div class="comments">${beside}</div>`);
});

test("what discloses its advertising by its name is dropped, whatever its words", () => {
	check(`<article><div class="affiliate-disclosure"><p>${COMMENT}</p></div>${STORY}</article>`);
});

test("what the page's data writes with its tags escaped once too often is read as markup", () => {
	const articleBody = `<p>${FIRST}</p><p>${SECOND}</p><p>${THIRD}</p>`
		.replaceAll("<", "&lt;")
		.replaceAll(">", "&gt;");
	const linked = JSON.stringify({ "@type": "NewsArticle", articleBody });
	assert.equal(
		textOf(`<main><p>Loading</p></main><script type="application/ld+json">${linked}</script>`),
		[FIRST, SECOND, THIRD].join("\n"),
	);
});

test("tags in the page's data make it no longer than what is seen", () => {
	const marked = [FIRST, SECOND, THIRD].map(
		(text) =>
			`<p class="article-paragraph article-paragraph--standard" data-block="text"><span>${text}</span></p>`,
	);
	const linked = JSON.stringify({ "@type": "NewsArticle", articleBody: marked.join("") });
	const { trace } = read(`<article>${STORY}</article><script type="application/ld+json">${linked}</script>`);
	assert.deepEqual(
		trace.filter(({ step }) => step === "embedded"),
		[],
	);
});

test("a line of the page's own stays one where a break divides it, and one phrase does not hide another", () => {
	check(`<article><h1>Bridge closed</h1><p>${FIRST}</p><p>Try refreshing your browser, or<br>tap here to see other videos.</p>
		<p>${SECOND}</p><p>${THIRD}</p></article>`);
	const first = "大桥周一晚间关闭，检查人员在两根缆索上发现了裂缝，工程师说维修需要三个星期。";
	const rights = "本文为海湾日报原创文章，禁止转载。";
	assert.equal(
		textOf(`<article><p>${first}</p><p>${rights}</p><p>${first.replace("周一", "周四")}</p></article>`),
		[first, first.replace("周一", "周四")].join("\n"),
	);
});

test("a date and names between the standfirst and the story are lines of the page, a date that begins a sentence is none", () => {
	const standfirst =
		"Cracks in two cables close the bridge for three weeks, and nobody knows yet who is to pay for it.";
	const signed = `<p>Von Ida Beispiel und Otto Muster</p><p>09.09.2025, 14:55 Uhr</p>`;
	const started = "12 March 2024 was the day on which the work began.";
	assert.equal(
		textOf(
			`<article><h1>Bridge closed</h1><p>${standfirst}</p>${signed}<p>${started}</p>${STORY}<p>12 March 2024</p><p>${SECOND} Again.</p></article>`,
		),
		[standfirst, started, FIRST, SECOND, THIRD, "12 March 2024", `${SECOND} Again.`].join("\n"),
	);
});

test("a story's own sentences stay, whatever words of the page they begin with", () => {
	const own = [
		"Also on Monday, the ferry company said that its boats would sail every ten minutes.",
		"More on the inquiry is to be made public when the council has read it in April.",
		"Das könnte noch Wochen dauern, denn die Seile kommen aus dem Ausland.",
		"Empfohlen wird allen Fahrern der Umweg über die alte Mühle am Nordufer.",
		"Teilen der Stadt fehlt seither die schnelle Verbindung zum anderen Ufer.",
		"Les mercredis et les samedis, un bac supplémentaire part du quai du vieux moulin.",
		"Compartir coche sale a cuenta desde entonces, dicen los vecinos de la otra orilla.",
		"關注橋樑安全組織表示，工程須於四月前完成，居民不應再等。",
		"記者：大橋何時重開？",
		"更多報道說，大橋要到四月才會重開，鎮上的人不信。",
		"看更多船隻駛過海灣，是她小時候每天傍晚的樂趣。",
	];
	const body = own.map((text) => `<p>${text}</p>`).join("");
	assert.equal(
		textOf(`<article><h1>Bridge closed</h1><p>${FIRST}</p>${body}<p>${THIRD}</p></article>`),
		[FIRST, ...own, THIRD].join("\n"),
	);
});

test("pointers that name or link what they point to are cut", () => {
	check(`<article><h1>Bridge closed</h1><p>${FIRST}</p><p>Also on: Ferries of the bay.</p><p>Das könnte Sie auch interessieren</p>
		<p>Les mer om broen</p><p>More on <a href="/mill">the mill and its owners, who moved there a hundred years ago</a>.</p><p>關注我們</p>
		<p>${SECOND}</p><p>${THIRD}</p></article>`);
	assert.deepEqual(
		read(`<article><p>${FIRST}</p><p>${SECOND}</p><p>記者：王小明、李大華</p></article>`).article.notes,
		[{ kind: "editors", text: "記者：王小明、李大華" }],
	);
});

test("what folds is no row of tabs where it holds paragraphs", () => {
	const folded = "The cables were made in two lengths, of steel that was drawn on the spot. "
		.repeat(4)
		.trim();
	const others = Array.from({ length: 8 }, (_, at) => `<p>On day ${at + 1}: ${FIRST}</p>`).join("");
	const panel = `<div><div role="tab"><a href="#one">How they were built</a></div><div role="tabpanel"><p>${folded}</p></div></div>`;
	assert.ok(
		textOf(
			`<article><h1>Bridge closed</h1>${STORY}<div role="tablist">${panel}</div>${others}</article>`,
		).includes(folded),
	);
	check(
		`<article><h1>Bridge closed</h1><div role="tablist"><a href="#a">Text</a><a href="#b">Map</a></div>${STORY}</article>`,
	);
});

test("a forum under a story is comments, though its names do not say so", () => {
	const message = `<li class="forum-fil"><div class="forum-message"><p>${COMMENT} ${COMMENT}</p></div></li>`;
	check(`<div class="x1"><h1>Bridge closed</h1>${STORY}<ul class="forum">${message.repeat(6)}</ul></div>`);
});

test("a lower heading whose words begin the title names a section, and what stands above it is the story's", () => {
	const below = [FIRST, SECOND, THIRD].map((text) => `<p>${text.toUpperCase()}</p><p>${text} ${text}</p>`);
	const body = `<div class="article-body"><p>${FIRST}</p><h2>Cables of the bridge</h2>${below.join("")}</div>`;
	const title = "<title>Cables of the bridge and who is to pay for them</title>";
	const page = readPage({ address: ADDRESS, html: `<html><head>${title}</head><body>${body}</body></html>` });
	const text = (...without: string[]): string =>
		articleText(extract(page, null, { without: new Set(without) }).article);
	assert.ok(text().startsWith(`${FIRST}\n`));
	assert.ok(text("prune: a section's heading").startsWith(FIRST.toUpperCase()));
});

test("an id that is made of a section's own heading says nothing of what the section is", () => {
	const text = (id: string): string =>
		textOf(
			`<article><h1>Bridge closed</h1><p>${FIRST}</p><section id="${id}"><h2>How popular is the ferry since Monday</h2><p>${SECOND}</p></section><p>${THIRD}</p></article>`,
		);
	assert.ok(text("how-popular-is-the-ferry-since-monday").includes(SECOND));
	assert.ok(!text("popular-posts-of-the-last-week").includes(SECOND));
});

test("a box before the body that is named a body, too, is the story's beginning, a line of links is not", () => {
	const beside = `<div class="widget"><ul>${["Mill", "Pier", "Quay"].map((name) => `<li><a href="/${name}">News from the ${name} and all around it</a></li>`).join("")}</ul></div>`;
	const body = (first: string): string =>
		`<main><h1>Bridge closed</h1><div class="intro rich-text">${first}</div>${beside.repeat(3)}<div class="article-body"><p>${SECOND}</p><p>${THIRD}</p></div></main>`;
	check(body(`<p>${FIRST}</p>`));
	const path =
		'<p><a href="/bay">The news of the bay</a>, <a href="/sea">the harbours</a>, and bridges of the coast</p>';
	assert.equal(textOf(body(path)), [SECOND, THIRD].join("\n"));
	const page = readPage({ address: ADDRESS, html: body(`<p>${FIRST}</p>`) });
	const { article, trace } = extract(page, null, { without: new Set(["lead: a part before the body"]) });
	assert.equal(articleText(article), [SECOND, THIRD].join("\n"));
	assert.ok(!trace.some(({ step }) => step === "lead"));
});

test("a list of links behind a sentence that ends in a colon is the story's, one behind a label or a heading is not", () => {
	const list = `<ul>${["Mill", "Pier", "House"].map((name) => `<li><a href="/places/${name}">${name}</a></li>`).join("")}</ul>`;
	const page = (before: string, ...without: string[]): string => {
		const html = `<article><h1>Bridge closed</h1><p>${FIRST}</p>${before}${list}<p>${SECOND}</p></article>`;
		return articleText(
			extract(readPage({ address: ADDRESS, html }), null, { without: new Set(without) }).article,
		);
	};
	const sentence = "<p>Until then, buses will stop at <b>three places of the old town:</b> </p>";
	assert.match(page(sentence), /Pier/);
	assert.doesNotMatch(page(sentence, "prune: a list behind a colon"), /Pier/);
	for (const before of ["<p>Places:</p>", "<h2>Places to change buses:</h2>", `<p>${THIRD}</p>`])
		assert.doesNotMatch(page(before), /Pier/);
});

test("an answer is the article's, whatever markup for questions calls it", () => {
	for (const name of ['itemprop="suggestedAnswer acceptedAnswer"', 'class="read-more-answer"'])
		check(
			`<article><h1>Bridge closed</h1><p>${FIRST}</p><div ${name}><p>${SECOND}</p></div><p>${THIRD}</p></article>`,
		);
	assert.equal(
		textOf(`<article><h1>Bridge closed</h1>${STORY}<div class="suggested"><p>${COMMENT}</p></div></article>`),
		[FIRST, SECOND, THIRD].join("\n"),
	);
});

test("a hidden copy for machines does not make a part of the story small enough to be dropped for its name", () => {
	const copy = `<div style="display:none" itemscope itemtype="https://schema.org/NewsArticle"><p>${FIRST}</p><p>${SECOND}</p><p>${THIRD}</p></div>`;
	check(
		`<main><h1>Bridge closed</h1>${copy}<p>${FIRST}</p><div class="lightbox-gallery"><p>${SECOND}</p><p>${THIRD}</p></div></main>`,
	);
});

test("a line, or a list of a name and a post, that says who signs stands in the byline alone", () => {
	const head = `<meta name="author" content="Ida Beispiel">`;
	check(
		`<article><h1>Bridge closed</h1><p>${FIRST}</p><p>Ida Beispiel</p><p>${SECOND}</p><p>${THIRD}</p></article>`,
		head,
	);
	check(`<article><h1>Bridge closed</h1>${STORY}<p>Ida Beispiel</p></article>`, head);
	check(
		`<article><h1>Bridge closed</h1><ul><li>Ida Beispiel</li><li>Bay Times reporter</li></ul>${STORY}</article>`,
		head,
	);
	const pictures = (caption: string): number =>
		read(
			`<article><h1>Bridge closed</h1><figure><img src="/a.jpg"><figcaption>${caption}</figcaption></figure>${STORY}</article>`,
			head,
		).article.blocks.filter(({ kind }) => kind === "picture").length;
	assert.equal(pictures("By Ida Beispiel Bay columnist"), 0);
	assert.equal(pictures("Ida Beispiel on the bridge"), 1);
	const quoted = `<article><h1>Bridge closed</h1>${STORY}<p>(Ida Beispiel)</p></article>`;
	assert.match(textOf(quoted, head), /\(Ida Beispiel\)$/);
});

test("labels without values, telephones and pointers to addresses behind the last paragraph are cut", () => {
	check(
		`<article><h1>Bridge closed</h1>${STORY}<p>Hotline:</p><p>(852) 0000 1234</p><p>To learn what the ferry costs: https://bay.example/fares</p></article>`,
	);
	const counted = `<article><h1>Bridge closed</h1>${STORY}<p>What comes next for us:</p><p>4</p></article>`;
	assert.match(textOf(counted), /What comes next for us:\n4$/);
});

test("a date with a place before it, or with what a page says beside it, is no first paragraph", () => {
	check(
		`<article><h1>Bridge closed</h1><p>${FIRST}</p><p>Harbour City-29/05/2025 20:00</p><p>${SECOND}</p><p>${THIRD}</p></article>`,
	);
	const first = "大桥周一晚间关闭，检查人员在两根缆索上发现了裂缝，工程师说维修需要三个星期。";
	const dated = "2020-10-04 20:30 来源: 海湾日报网 调整字体 分享到朋友圈 打印";
	assert.equal(textOf(`<article><p>${dated}</p><p>${first}</p></article>`), first);
});
