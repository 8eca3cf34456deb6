import assert from "node:assert/strict";
import { test } from "node:test";
import { type AnyNode, isElement, isText, type ParentNode, parseHtml } from "../../src/article/html.ts";

/** A tree as markup in which nothing is implied. */
function written(node: AnyNode | ParentNode): string {
	if (isText(node as AnyNode)) return (node as { data: string }).data;
	if (!("children" in node)) return "";
	const inner = node.children.map(written).join("");
	return isElement(node as AnyNode) ? `<${(node as { name: string }).name}>${inner}</>` : inner;
}

const treeOf = (markup: string): string => written(parseHtml(markup));

test("end tags that HTML lets pages leave out are understood", () => {
	assert.equal(treeOf("<ul><li>a<li>b</ul>c"), "<ul><li>a</><li>b</></>c");
	assert.equal(treeOf("<p>a<p>b<div>c</div>"), "<p>a</><p>b</><div>c</>");
	assert.equal(treeOf("<table><tr><td>a<td>b<tr><th>c"), "<table><tr><td>a</><td>b</></><tr><th>c</></></>");
	assert.equal(treeOf("a</p>b</br>c</i>d"), "a<p></>b<br></>cd");
	assert.equal(treeOf("<form>a<form>b</form>c"), "<form>ab</>c");
});

test("references are decoded in text and attributes, and stand to the letter in scripts", () => {
	assert.equal(treeOf("<p>a&amp;b&eacute&#x4e2d;&unknown;</p>"), "<p>a&bé中&unknown;</>");
	assert.equal(
		treeOf("<title>a&amp;b</title><script>a&amp;b</p></script>"),
		"<title>a&b</><script>a&amp;b</p></>",
	);
	const [link] = parseHtml(`<a href="/?a=1&copy=2&amp;b=&quot;" href="/other" HIDDEN>x</a>`).children;
	assert.deepEqual(link !== undefined && isElement(link) ? { ...link.attribs } : null, {
		href: '/?a=1&copy=2&b="',
		hidden: "",
	});
});

test("only drawings have elements that close themselves, and HTML again inside of some", () => {
	assert.equal(treeOf("<div/>a"), "<div>a</>");
	assert.equal(treeOf("<svg><path/><g>a</svg>b"), "<svg><path></><g>a</></>b");
	assert.equal(treeOf("<svg><style>a&amp;b</style></svg>"), "<svg><style>a&b</></>");
	assert.equal(treeOf("<svg><foreignObject><div/>a"), "<svg><foreignobject><div>a</></></>");
	assert.equal(treeOf("<image>"), "<img></>");
});

test("markup without end gives a tree of bounded depth and all of its text", () => {
	const tree = treeOf(`${"<b>".repeat(5000)}a<br>b</i>c${"</b>".repeat(5000)}d`);
	assert.equal(tree.split("<b>").length - 1, 256);
	assert.equal(tree.replace(/<[^>]*>/g, ""), "abcd");
});

test("what is no tag is text, and what browsers take for a comment is gone", () => {
	assert.equal(treeOf("a < b <1> <<i>c</i>"), "a < b <1> <<i>c</>");
	assert.equal(treeOf("a<!-->b<!--->c<!-- - -- --!>d<!---->e"), "abcde");
	assert.equal(treeOf("<!doctype html>a<?php echo 1 ?>b</#c>d<![CDATA[e]]>f</>g"), "abdfg");
	assert.equal(treeOf("<svg><text><![CDATA[a<b]]></svg>"), "<svg><text>a<b</></>");
});

test("text that only its own end tag ends holds any other markup", () => {
	assert.equal(
		treeOf("<script>if (a</b/.c) '</scripts>' <!--</SCRIPT >d"),
		"<script>if (a</b/.c) '</scripts>' <!--</>d",
	);
	assert.equal(
		treeOf("<textarea><p>a</textarea><plaintext>b</plaintext>"),
		"<textarea><p>a</><plaintext>b</plaintext></>",
	);
	assert.equal(treeOf("<title>a"), "<title>a</>");
});

test("a tag that the end cuts off is none", () => {
	for (const cut of ["<b", "<b ", "<b c", "<b c=", "<b c='d", "<b/", "</p", "</p ", "<!--b", "<!doctype"])
		assert.equal(treeOf(`<p>a${cut}`), "<p>a</>", cut);
});

test("attributes are read however they are written, the first of a name", () => {
	const [element] = parseHtml(`<a b = 'c"' d=e/f g="h>" =i j/k B=l>`).children;
	assert.deepEqual(element !== undefined && isElement(element) ? { ...element.attribs } : null, {
		b: 'c"',
		d: "e/f",
		g: "h>",
		"=i": "",
		j: "",
		k: "",
	});
});
