import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readOpml, writeOpml } from "../../src/index.ts";

test("subscriptions are read with their groups, however the file is broken", () => {
	const text = `<?xml version="1.0"?><opml version="1.1"><head><title>x</head><body>
		<outline text="World"><outline title="Asia & Pacific"><outline text="A" xmlUrl="https://a.example/feed?x=1&y=2" htmlUrl="https://a.example/"/></outline>
		<outline text='B' XMLURL='https://b.example/'></outline></outline><outline text="Twice" xmlUrl="https://b.example/"/><outline xmlUrl="https://c.example/">`;
	assert.deepEqual(readOpml(text), [
		{
			feed: "https://a.example/feed?x=1&y=2",
			title: "A",
			home: "https://a.example/",
			groups: ["World", "Asia & Pacific"],
		},
		{ feed: "https://b.example/", title: "B", home: null, groups: ["World"] },
		{ feed: "https://c.example/", title: "https://c.example/", home: null, groups: [] },
	]);
	assert.deepEqual(readOpml("<html></html>"), []);
});

test("the subscriptions that Pressmark writes are read again", () => {
	const subscription = fc.record(
		{
			feed: fc.nat().map((n) => `https://e.example/${n}?a=1&b="2"`),
			title: fc
				.string({ unit: "binary", minLength: 1 })
				.map((text) => `n${text.replace(/[\p{C}\s]/gu, " ")}`.trim()),
			home: fc.constant("https://e.example/<home>"),
		},
		{ noNullPrototype: true },
	);
	fc.assert(
		fc.property(fc.uniqueArray(subscription, { selector: ({ feed }) => feed, maxLength: 8 }), (all) => {
			const read = readOpml(writeOpml("All", 0, all));
			assert.deepEqual(
				read,
				all.map((one) => ({ ...one, groups: [] })),
			);
		}),
		{ numRuns: 50 },
	);
});
