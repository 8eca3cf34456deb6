import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readFeed } from "../../src/index.ts";

const HEAD = `<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>News</title>`;
const TAIL = "</channel></rss>";

function item(name: string): string {
	return `<item><title>${name}</title><link>https://e.example/${name}</link><guid>${name}</guid><content:encoded><![CDATA[<p>正文 ${name}</p>]]></content:encoded></item>`;
}

function titles(text: string): readonly (string | null)[] {
	return readFeed(Buffer.from(text))?.entries.map((entry) => entry.title) ?? [];
}

test("a feed cut at any byte keeps every item that was complete, and says that it was cut", () => {
	const names = ["a", "b", "c", "d"];
	const bytes = Buffer.from(HEAD + names.map(item).join("\n") + TAIL);
	const ends = names.map(
		(name) => bytes.indexOf("</item>", bytes.indexOf(`<guid>${name}`)) + "</item>".length,
	);
	for (let cut = HEAD.length; cut < bytes.length; cut++) {
		const feed = readFeed(bytes.subarray(0, cut));
		const whole = ends.filter((end) => end <= cut).length;
		assert.equal(feed?.entries.length, whole, `cut at ${cut}`);
		assert.equal(feed.entries.at(-1)?.content, whole === 0 ? undefined : `<p>正文 ${names[whole - 1]}</p>`);
		assert.ok(feed.flaws.includes("truncated"));
	}
	assert.deepEqual(readFeed(bytes)?.flaws, []);
});

test("a JSON feed cut at any byte keeps every item that was complete", () => {
	const items = ["a", "b"].map((name) => ({ id: name, content_text: `} "${name}" ]` }));
	const text = JSON.stringify({ version: "https://jsonfeed.org/version/1.1", items });
	const [first, second] = items.map((one) => text.indexOf(JSON.stringify(one)) + JSON.stringify(one).length);
	for (let cut = first ?? 0; cut < text.length; cut++) {
		const feed = readFeed(Buffer.from(text.slice(0, cut)));
		assert.equal(feed?.entries.length, cut < (second ?? 0) ? 1 : 2, `cut at ${cut}`);
	}
});

test("what a feed forgot to close, or to escape, costs nothing but itself", () => {
	for (const broken of [
		item("a").replace("</item>", ""),
		item("a").replace("</title>", ""),
		item("a").replace("</guid>", "</b></i></guid>"),
		item("a").replace("<![CDATA[<p>正文 a</p>]]>", "one<br>two<img src=x>three<p>four"),
		item("a").replace("<link>", "<media:group><media:title>M</media:title></media:group><link>"),
		item("a").replace("<guid>", `<x y="1>2" z='<' w=3 w=4 &&>`).replace("</guid>", "</x>"),
		item("a").replace("<guid>", "<!-- never closed <guid>"),
		item("a").replace("<link>", "<link/ ><link>"),
		item("a").replace("<title>", "<TITLE\n>").replace("</title>", "</Title >"),
		item("a").replace("]]>", ""),
	]) {
		assert.deepEqual(titles(HEAD + broken + item("b") + TAIL), ["a", "b"], broken);
	}
	assert.deepEqual(titles(`${HEAD}<item><title>1 < 2 & 3 > 2 &c; &#0;&#xD800;&#146;</title></item>${TAIL}`), [
		"1 < 2 & 3 > 2 &c; ’",
	]);
	assert.deepEqual(titles(`<!-- <rss><item><title>old</title></item></rss> -->${HEAD}${item("a")}${TAIL}`), [
		"a",
	]);
	assert.deepEqual(titles(`<br />\n<b>Warning</b>: something${HEAD}${item("a")}${TAIL}<script>x</script>`), [
		"a",
	]);
});

test("entities of a DOCTYPE are read within bounds, and none is ever loaded", () => {
	const doctype = (declarations: string): string => `<!DOCTYPE rss [${declarations}]>${HEAD}`;
	const named = doctype(`<!ENTITY news "N&#233;ws"><!ENTITY far SYSTEM "file:///etc/hostname">`);
	assert.deepEqual(titles(`${named}<item><title>&news; &far; &eacute;</title></item>${TAIL}`), [
		"Néws &far; é",
	]);
	const bomb = doctype(`<!ENTITY a "${"x".repeat(400)}"><!ENTITY b "&a;&a;">`);
	const feed = readFeed(Buffer.from(`${bomb}<item><title>&b;${"&a;".repeat(100_000)}</title></item>${TAIL}`));
	assert.ok((feed?.entries[0]?.title?.length ?? 0) < 1_500_000);
});

const BIG = 100_000;

test("a hostile feed is read in time that grows with its size", { timeout: 60_000 }, () => {
	for (const middle of [
		"<div>".repeat(BIG),
		"<!--".repeat(BIG),
		"<![CDATA[".repeat(BIG),
		"<?".repeat(BIG),
		"<".repeat(BIG),
		'<a b="'.repeat(BIG),
		`<a b="'`.repeat(BIG),
		`<a ${'b="" '.repeat(BIG)}>`,
		`<item>${"<category>x</category>".repeat(BIG)}</item>`,
		`<item><description>${"&lt;a href= ".repeat(BIG)}</description></item>`,
		`<item><title>${"&amp;lt;b ".repeat(BIG)}</title></item>`,
		`<item><author>${"a@b (".repeat(BIG)}</author></item>`,
		`<item><pubDate>${"1-".repeat(BIG)}</pubDate></item>`,
		'<d xml:base="http://a.example/b/">'.repeat(1000) + item("x").repeat(2000),
	]) {
		const feed = readFeed(Buffer.from(HEAD + middle + item("last")), { url: "https://e.example/f" });
		assert.ok(feed !== null, middle.slice(0, 20));
	}
});

test("whatever is done to a feed's bytes, reading it never throws and gives the same again", () => {
	const seeds = [
		HEAD + item("a") + item("b") + TAIL,
		`<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://e.example/"><entry><id>1</id><title type="xhtml"><div>A</div></title><link href="a"/><content type="html">&lt;p&gt;x</content><updated>2024-03-05T06:30:00Z</updated></entry></feed>`,
		`{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","content_html":"<p>x","date_published":"2024-03-05"}]}`,
	].map((text) => Buffer.from(text));
	const splice = fc.tuple(fc.nat(), fc.nat({ max: 40 }), fc.uint8Array({ maxLength: 12 }));
	fc.assert(
		fc.property(fc.constantFrom(...seeds), fc.array(splice, { maxLength: 6 }), (seed, splices) => {
			const bytes = splices.reduce((all, [at, length, put]) => {
				const start = at % all.length;
				return Buffer.concat([all.subarray(0, start), put, all.subarray(start + length), Buffer.from(" ")]);
			}, seed);
			const feed = readFeed(bytes, { url: "https://e.example/feed" });
			assert.deepEqual(readFeed(bytes, { url: "https://e.example/feed" }), feed);
			for (const { published } of feed?.entries ?? []) {
				assert.ok(published === null || new Date(published).toISOString() === published);
			}
		}),
		{ numRuns: 600 },
	);
});
