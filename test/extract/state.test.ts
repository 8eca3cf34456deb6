import assert from "node:assert/strict";
import { test } from "node:test";
import { Literals, NO_VALUE } from "../../src/extract/literal.ts";
import type { Json } from "../../src/extract/page.ts";
import { readPage } from "../../src/extract/page.ts";
import { readStates } from "../../src/extract/state.ts";

const statesOf = (scripts: string): readonly Json[] =>
	[...readStates(readPage({ address: "https://news.example/a", html: scripts }))].map(({ value }) => value);

test("values are read as programs write them, and no further than their end", () => {
	const read = (text: string): Json | typeof NO_VALUE => new Literals(text, 0).read();
	assert.deepEqual(
		read(`{a: 'it\\'s', "b": [1, -2.5e1, .5,], c: !0, d: void 0, /* why */ e: undefined}; run();`),
		{
			a: "it's",
			b: [1, -25, 0.5],
			c: true,
			d: null,
			e: null,
		},
	);
	assert.deepEqual(read(`{at: new Date("2024"), list: Array(3), text: "\\u003Cp\\u{1F309}\\x21\\n"}`), {
		at: null,
		list: null,
		text: "<p🌉!\n",
	});
	assert.deepEqual(new Literals("[a,b]", 0, new Map<string, Json>([["a", "x"]])).read(), ["x", null]);
	for (const broken of ["", "{a", '{"a": "b', "[1 2]", "{,}", "[".repeat(1000)])
		assert.equal(read(broken), NO_VALUE);
});

test("what scripts assign is read wherever it stands in them", () => {
	const long = "x".repeat(60);
	assert.deepEqual(
		statesOf(`<script>var n=1;window.__STATE__={a:"${long}",b:undefined};(function(){run({})}());</script>`),
		[{ a: long, b: null }],
	);
	assert.deepEqual(statesOf(`<script>window.__DATA__ = JSON.parse("{\\"a\\":\\"${long}\\"}");</script>`), [
		{ a: long },
	]);
	assert.deepEqual(
		statesOf(`<script>window.__NUXT__=(function(a,b){return {data:[{t:b,u:a}]}}(null,"${long}"));</script>`),
		[{ data: [{ t: long, u: null }] }],
	);
	assert.deepEqual(statesOf(`<script>if (a == "${long}") { location.href = b; }</script>`), []);
});

test("what Next.js and Nuxt stream is put together", () => {
	const text = "<p>Über die Brücke.</p>";
	const flight = `0:{"body":"$1a"}\n1a:T${Buffer.byteLength(text).toString(16)},${text}2:["$","p"]\n`;
	const pushed = [flight.slice(0, 20), flight.slice(20)].map(
		(piece) => `<script>self.__next_f.push(${JSON.stringify([1, piece])})</script>`,
	);
	assert.deepEqual(statesOf(pushed.join("")), [[{ body: text }, ["$", "p"]]]);
	const flat = [["Reactive", 1], { title: 2, body: 3, at: 4, self: 1 }, "A pier", text.repeat(4), 1710238833];
	const [nuxt] = statesOf(
		`<script type="application/json" id="__NUXT_DATA__">${JSON.stringify(flat)}</script>`,
	);
	assert.match(JSON.stringify(nuxt), /^\[\{"title":"A pier","body":"<p>Über/);
});
