import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { Article } from "../../src/article/article.ts";
import { writeBody } from "../../src/article/body.ts";
import { readDocument, writeDocument } from "../../src/article/document.ts";
import { sanitise } from "../../src/article/sanitise.ts";
import { proxiedAddress } from "../../src/article/weserv.ts";
import { sharedPath, skipWithout } from "../support/shared.ts";

const SEED = "seed/nato-russia-talks.md";
const SEED_SHA256 = "2ac4d95f9023798e174ed2e79c4292a2a4752b5a4b288d573e696d722dab8ca5";

test("the seed is read and written again byte for byte", { skip: skipWithout(SEED) }, () => {
	const bytes = readFileSync(sharedPath(SEED) ?? "");
	const document = readDocument(bytes.toString("utf8"));
	assert.ok(document);
	const written = writeDocument({ ...document, body: sanitise(document.body) });
	assert.equal(createHash("sha256").update(written).digest("hex"), SEED_SHA256);
	assert.equal(document.stamp, 1641347943000);
});

const article: Article = {
	address: "https://news.example/a/1",
	title: "A [bracketed] title",
	subtitle: null,
	section: null,
	bylines: [],
	published: "2022-01-05T09:45:00+08:00",
	modified: null,
	language: "zh",
	keywords: [],
	blocks: [
		{
			kind: "picture",
			picture: {
				address: "https://pictures.example/1.jpg?w=900&h=2",
				alt: "",
				caption: "A caption",
				credit: "",
				width: null,
				height: null,
			},
		},
		{ kind: "paragraph", html: "One &amp; two." },
		{ kind: "list", ordered: false, items: [[{ kind: "paragraph", html: "First" }]] },
	],
	wireCredit: "（本文依据了通讯社的报道）",
	wires: [],
	notes: [],
	paywalled: false,
};

test("an extracted article is written in the seed's shape", () => {
	const body = writeBody(article, (picture) => proxiedAddress(picture.address));
	const text = writeDocument({ stamp: 1, title: article.title, address: article.address, body });
	assert.equal(
		text,
		`<!--1-->
[A [bracketed] title](https://news.example/a/1)
------

<div><i>Wed, 05 Jan 2022 01:45:00 GMT</i></div><img src="https://images.weserv.nl?url=pictures.example/1.jpg?w=900%26h=2" width="100%"><div><small style="color: #999;">A caption</small></div><p>One &amp; two.</p><ul><li>First</li></ul><p><em>（本文依据了通讯社的报道）</em></p>
`,
	);
	assert.equal(readDocument(text)?.title, article.title);
	const told = writeBody({ ...article, subtitle: "Said & done." }, (picture) => picture.address);
	assert.match(told, /^<div><i>[^<]*<\/i><\/div><p><strong>Said &amp; done\.<\/strong><\/p><img /);
});

test("a document is read without a stamp, with CRLF and with a byte order mark", () => {
	const document = readDocument(
		"\ufeff[T](https://a.example/x(1))\r\n------\r\n\r\n<p>a</p>\r\n<p>b</p>\r\n",
	);
	assert.deepEqual(document, {
		stamp: null,
		title: "T",
		address: "https://a.example/x(1)",
		body: "<p>a</p><p>b</p>",
	});
	assert.equal(readDocument("hello"), null);
});
