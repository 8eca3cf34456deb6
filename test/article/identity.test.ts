import assert from "node:assert/strict";
import { test } from "node:test";
import { canonicalAddress, markOf, slugOf } from "../../src/article/address.ts";
import { sanitise } from "../../src/article/sanitise.ts";
import { canonicalText } from "../../src/article/text.ts";
import { pictureAddress, pictureKey, proxiedAddress } from "../../src/article/weserv.ts";

test("an address is one address however a reader came to it", () => {
	const check = (from: string, to: string | null): void => assert.equal(canonicalAddress(from), to);
	check("https://News.Example/a?utm_source=x&id=2#top", "https://news.example/a?id=2");
	check("https://news.example/a?q=%E5%8C%97", "https://news.example/a?q=%E5%8C%97");
	check("https://medium.example/p?source=rss-897---2", "https://medium.example/p");
	check("javascript:alert(1)", null);
});

test("a mark is ten characters and a slug is readable", () => {
	assert.match(markOf("https://news.example/a"), /^[a-z2-7]{10}$/);
	assert.equal(
		slugOf("https://v.example/a/nato-russia-talks-20220104/6383247.html"),
		"nato-russia-talks-20220104",
	);
	assert.equal(slugOf("https://v.example/%E5%8C%97/"), "v-example");
});

test("markup, links and the date line make no revision; words and pictures do", () => {
	const text = canonicalText(
		"T",
		'<div><i>x GMT</i></div><p>One <b>two</b></p><img src="https://p.example/1.png">',
	);
	assert.equal(text, "T\nOne two\n![p.example/1.png]\n");
	assert.equal(
		canonicalText(
			"T ",
			'<p>One  <a href="/x?1">two</a></p><img src="http://images.weserv.nl/?url=p.example%2F1.png">',
		),
		text,
	);
});

test("a proxied picture and its own address have one key", () => {
	const address = "https://p.example/中 1.png?a=1&b=%20#x";
	assert.equal(pictureKey(proxiedAddress(address)), pictureKey(address));
	assert.equal(
		pictureAddress("https://images.weserv.nl/?url=ssl:p.example/1.png&w=3"),
		"https://p.example/1.png",
	);
});

test("what could run is gone, what is clean stays as it was", () => {
	const clean =
		'<p title="a">1 &lt; 2<br><small style="color: #999;">x</small></p><img src="https://a.example/x?a=1&amp;b" width="100%">';
	assert.equal(sanitise(clean), clean);
	assert.equal(
		sanitise('<p onclick="x()">a<script>b</script><a href=" java\nscript:x">c</a><svg><p>d</svg></p>'),
		"<p>a<a>c</a></p>",
	);
	assert.equal(sanitise(`${"<div>".repeat(1e5)}deep`).endsWith("</div>"), true);
});
