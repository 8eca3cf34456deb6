import assert from "node:assert/strict";
import { test } from "node:test";
import { brotliCompressSync, deflateRawSync, gzipSync } from "node:zlib";
import { decodeBody, decodeCutBody } from "../../../src/collect/net/coding.ts";

const TEXT = "words of an article ".repeat(500);
const PLENTY = 1_000_000;

function check(body: Buffer, codings: string, expected: string, bytesMax = PLENTY): void {
	const decoded = decodeBody(body, codings, bytesMax);
	const told = decoded.kind === "content" ? Buffer.from(decoded.content).toString() : decoded.kind;
	assert.equal(told, expected);
}

test("codings are undone as servers write them, and what is no coding is left alone", () => {
	check(gzipSync(TEXT), "GZIP", TEXT);
	check(gzipSync(TEXT), "x-gzip", TEXT);
	check(deflateRawSync(TEXT), "deflate", TEXT);
	check(brotliCompressSync(gzipSync(TEXT)), "gzip, br", TEXT);
	check(Buffer.from(TEXT), "gzip", TEXT);
	check(Buffer.from(TEXT), "utf-8", TEXT);
	check(Buffer.from(TEXT), "__proto__", TEXT);
	check(Buffer.alloc(0), "gzip", "");
});

test("no coding makes more than the limit, whatever the body says of its size", () => {
	const lying = gzipSync(Buffer.alloc(200_000));
	lying.writeUInt32LE(5, lying.length - 4);
	check(lying, "gzip", "too large", 100_000);
	check(gzipSync(Buffer.alloc(200_000)), "gzip", "too large", 100_000);
	check(brotliCompressSync(Buffer.alloc(200_000)), "br", "too large", 100_000);
	check(gzipSync(gzipSync(Buffer.alloc(PLENTY * 2))), "gzip, gzip", "too large");
	check(Buffer.alloc(101), "identity", "too large", 100);
});

test("of a body cut short, the beginning can be read", () => {
	const whole = gzipSync(TEXT, { level: 0 });
	const half = whole.subarray(0, whole.length / 2);
	check(half, "gzip", "broken");
	const read = Buffer.from(decodeCutBody(half, "gzip", PLENTY)).toString();
	assert.ok(read.length > 1000 && TEXT.startsWith(read));
	assert.equal(decodeCutBody(brotliCompressSync(TEXT).subarray(0, 20), "br", PLENTY).length, 0);
	assert.equal(Buffer.from(decodeCutBody(Buffer.from("<rss>"), "", PLENTY)).toString(), "<rss>");
});
