import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readPictureAddress, refusalOfHost } from "../../src/serve/img/address.ts";
import { readColour } from "../../src/serve/img/colour.ts";
import { readQuery } from "../../src/serve/img/query.ts";
import { normalForm, readWanted, type Wanted } from "../../src/serve/img/wanted.ts";

const wantedOf = (query: string): Wanted => readWanted(readQuery(query).picture);
const formOf = (query: string): string => normalForm(wantedOf(query));
const addressOf = (query: string): string => {
	const address = readPictureAddress(readQuery(query).server("url"));
	return typeof address === "string" ? address : `${address.status} ${address.message}`;
};

test("an address is decoded once, and its scheme is what the proxy takes it for", () => {
	const cases: readonly (readonly [string, string])[] = [
		["url=outlet.test/a.jpg", "http://outlet.test/a.jpg"],
		["url=//outlet.test/a.jpg", "https://outlet.test/a.jpg"],
		["url=ssl:outlet.test/a.jpg", "https://outlet.test/a.jpg"],
		["url=https%3A%2F%2Foutlet.test%2Fa.jpg", "https://outlet.test/a.jpg"],
		["url=outlet.test/a%252Fb.jpg", "http://outlet.test/a%2Fb.jpg"],
		["url=outlet.test/a+b.jpg", "http://outlet.test/a+b.jpg"],
		["url=outlet.test/a%zzb.jpg", "http://outlet.test/azzb.jpg"],
		["url=outlet.test/a%23b%23c", "http://outlet.test/a"],
		["URL=outlet.test/a&url=outlet.test/b", "http://outlet.test/a"],
		["url=b%C3%BCcher.test/a", "http://xn--bcher-kva.test/a"],
		["url=outlet%E3%80%82test/a", "http://outlet.test/a"],
		["url=someone:secret@outlet.test/a", "http://outlet.test/a"],
	];
	for (const [query, address] of cases) assert.equal(addressOf(query), address, query);
});

test("what is no address is refused in the proxy's words", () => {
	const unparsable = "400 Unable to parse URI";
	for (const query of [
		"",
		"url",
		"url=a",
		"url=http://",
		"url=outlet.test/a%00",
		"url=outlet.test/a%0d%0aX:%20y",
		`url=${"a".repeat(64)}.test/x`,
		`url=${"a.".repeat(126)}test/x`,
		"url=javascript:alert(1)",
	]) {
		assert.equal(addressOf(query), unparsable, query);
	}
	assert.equal(addressOf("url=unix:/run/x.sock"), "400 Unix domain sockets are not supported");
});

test("an address inside the operator's network is refused however it is written", () => {
	for (const host of [
		"127.0.0.1",
		"127。0。0。1",
		"0x7f.1",
		"2130706433",
		"10.1.2.3",
		"169.254.169.254",
		"[::1]",
		"[::ffff:10.0.0.1]",
		"[fd00::1]",
	]) {
		const address = readPictureAddress(`${host}/a.jpg`);
		assert.ok(typeof address === "string", host);
		assert.equal(refusalOfHost(address)?.message, "IP address blocked by policy", host);
	}
	assert.equal(refusalOfHost("http://printer.localhost/")?.status, 404);
	assert.equal(refusalOfHost("http://outlet.test/"), null);
	assert.equal(refusalOfHost("http://8.8.8.8/"), null);
});

test("parameters out of range or without sense are as if they were not there", () => {
	for (const query of [
		"w=abc",
		"w=-5",
		"w=0",
		"w=101%",
		"w=100000000",
		"q=0",
		"q=101",
		"q=80",
		"n=0",
		"n=1",
		"page=0",
		"ro=360",
		"blur=0.1",
		"filt=none",
		"output=",
		"we",
		"a=top",
		"cbg=red",
		"bg=unknown",
		"sharp=-1,-1,-1,-1",
		"bri=100000000",
		"toolongname=1",
	]) {
		assert.equal(formOf(query), "", query);
	}
});

test("one wish has one normal form, however it is written", () => {
	const same: readonly (readonly [string, string])[] = [
		["w=640", "width=640"],
		["w=640", "w=640px"],
		["w=640", "w=640.9"],
		["w=640", "w=640&w=9999"],
		["w=640", "w=640&q=80"],
		["w=640", "q=80&w=320&dpr=2"],
		["w=640", "w=640&dpr=9"],
		["w=640", "w=640&fit=inside&a=top&we=false"],
		["w=50%", "w=50%25"],
		["w=50%", "w=50%2525"],
		["w=9&we", "w=9&we=true"],
		["w=9&h=9&fit=cover", "h=9&w=9&t=square"],
		["w=9&h=9&fit=cover&a=left", "w=9&h=9&fit=crop-left"],
		["w=9&h=9&fit=cover&a=focal&fpx=0.25", "w=9&h=9&fit=cover&a=crop-25-50"],
		["cw=9&ch=8&cx=7&cy=6", "crop=9,8,7,6"],
		["output=jpg&il", "output=jpeg&il=1&l=3"],
		["output=png", "output=png&q=30"],
		["bg=F00", "bg=red"],
		["blur", "blur=true"],
	];
	for (const [one, other] of same) assert.equal(formOf(one), formOf(other), `${one} and ${other}`);
});

test("a colour's alpha comes first", () => {
	assert.deepEqual(readColour("80ff0000"), { r: 255, g: 0, b: 0, alpha: 0.502 });
	assert.deepEqual(readColour("#0fff"), { r: 255, g: 255, b: 255, alpha: 0 });
	assert.deepEqual(readColour("DarkOrange"), { r: 255, g: 140, b: 0, alpha: 1 });
	for (const none of ["", "01", "ZXCZXCMM", "0123456X", "012345678", "unknown"])
		assert.equal(readColour(none), null);
});

test("no query makes the reading fail, and reading its order changed gives the same wish", () => {
	const name = fc.constantFrom(
		"w",
		"h",
		"fit",
		"a",
		"cx",
		"crop",
		"trim",
		"mask",
		"blur",
		"sharp",
		"mod",
		"output",
		"n",
		"q",
		"dpr",
	);
	const field = fc.tuple(name, fc.oneof(fc.string({ maxLength: 12 }), fc.integer().map(String)));
	fc.assert(
		fc.property(fc.uniqueArray(field, { maxLength: 8, selector: ([key]) => key }), (fields) => {
			const query = (some: typeof fields): string =>
				some.map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join("&");
			assert.equal(formOf(query(fields)), formOf(query(fields.toReversed())));
		}),
	);
});
