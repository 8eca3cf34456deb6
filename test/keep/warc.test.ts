import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { createReadStream, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { WARCParser, type WARCRecord } from "warcio";
import { type CaptureRef, openArchive } from "../../src/keep/archive.ts";
import { captureOf, openTestArchive, START, scratchFolder, testClock } from "./support.ts";

async function recordsOf(place: string): Promise<WARCRecord[]> {
	const records: WARCRecord[] = [];
	const parser = new WARCParser(createReadStream(place), { parseHttp: false });
	for await (const record of parser) {
		await record.readFully(false);
		records.push(record);
	}
	return records;
}

const sha256 = (bytes: Uint8Array): string => `sha256:${createHash("sha256").update(bytes).digest("hex")}`;

test("warcio reads our captures: digests hold, and what was sent stands as it was sent", async (t) => {
	const folder = scratchFolder(t);
	const archive = await openTestArchive(t, folder, testClock(START));
	const body = gzipSync("<p>packed page</p>".repeat(99));
	const packed = {
		body,
		headers: {
			"content-type": "text/html",
			"content-encoding": "gzip",
			"transfer-encoding": "chunked",
			"x-odd": "a\r\nb",
		},
	};
	const first = await archive.keepCapture(captureOf(packed));
	await archive.keepCapture(
		captureOf({
			text: "short",
			address: "https://news.example/?q=北约",
			status: 404,
			statusText: "Not Found",
		}),
	);
	const [info, response, request, other] = await recordsOf(join(folder, first?.path ?? ""));
	assert.deepEqual(
		[info?.warcType, response?.warcType, request?.warcType, other?.warcType],
		["warcinfo", "response", "request", "response"],
	);
	assert.equal(response?.warcHeader("WARC-Record-ID"), `<urn:uuid:${first?.id}>`);
	assert.equal(request?.warcHeader("WARC-Concurrent-To"), `<urn:uuid:${first?.id}>`);
	const block = Buffer.from(response?.payload ?? []);
	assert.equal(response?.warcHeader("WARC-Block-Digest"), sha256(block));
	const payload = block.subarray(block.indexOf("\r\n\r\n") + 4);
	assert.ok(payload.equals(body));
	assert.equal(response?.warcHeader("WARC-Payload-Digest"), sha256(body));
	const head = block.subarray(0, block.indexOf("\r\n\r\n")).toString("latin1").split("\r\n");
	assert.deepEqual(head, [
		"HTTP/1.1 200 OK",
		"content-type: text/html",
		"content-encoding: gzip",
		"x-archive-orig-transfer-encoding: chunked",
		"x-odd: a b",
	]);
});

test("a payload that is kept already is pointed to, across restarts", async (t) => {
	const folder = scratchFolder(t);
	const refs: (CaptureRef | null)[] = [];
	for (const at of [START, START + 1000]) {
		const archive = await openTestArchive(t, folder, testClock(at));
		const text = Array.from({ length: 99 }, (_, n) => sha256(Buffer.from(`${n}`))).join(" ");
		refs.push(await archive.keepCapture(captureOf({ at, text })));
		await archive.close();
	}
	assert.deepEqual(
		refs.map((ref) => ref?.revisit),
		[false, true],
	);
	const records = await recordsOf(join(folder, refs[1]?.path ?? ""));
	const revisit = records.find(({ warcType }) => warcType === "revisit");
	assert.equal(revisit?.warcHeader("WARC-Refers-To"), `<urn:uuid:${refs[0]?.id}>`);
	assert.equal(
		revisit?.warcHeader("WARC-Profile"),
		"http://netpreserve.org/warc/1.1/revisit/identical-payload-digest",
	);
	assert.ok((refs[1]?.length ?? 0) < (refs[0]?.length ?? 0));
	assert.equal(
		readFileSync(join(folder, refs[1]?.path ?? ""))
			.subarray(refs[1]?.offset)
			.readUInt16BE(),
		0x1f8b,
	);
});

test("captures that are not wanted are not kept", async (t) => {
	const archive = await openArchive(scratchFolder(t), { now: () => START, captures: false });
	t.after(() => archive.close());
	assert.equal(await archive.keepCapture(captureOf({})), null);
});
