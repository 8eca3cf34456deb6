import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { gzipSync } from "node:zlib";
import { markOf } from "../../src/article/address.ts";
import { verifyArchive } from "../../src/keep/archive/verify.ts";
import { exportWacz } from "../../src/keep/export/wacz.ts";
import { importWarc, type WarcImported } from "../../src/press/import-warc.ts";
import type { Press } from "../../src/press/open.ts";
import { pngOf, scratchFolder } from "../keep/support.ts";
import { benchOf } from "../support/press.ts";

const DAY_MS = 86_400_000;
const SEEN = Date.UTC(2019, 4, 6, 7, 8, 9);
const ADDRESS = "https://news.example/2019/05/06/bridge";

const sentences = (about: string): string =>
	Array.from(
		{ length: 6 },
		(_, n) => `<p>第${n + 1}段：${about}的消息说，河上的旧桥将在入冬以前修好，沿岸居民可以照常通行。</p>`,
	).join("");

const pageOf = (about: string): string =>
	`<html><head><title>旧桥修复</title></head><body><article><h1>旧桥修复</h1><img src="/bridge.png" width="600" height="400">${sentences(about)}</article></body></html>`;

interface Given {
	readonly address: string;
	readonly type: string;
	readonly body: string | Uint8Array;
	readonly at?: number;
	readonly headers?: string;
	readonly status?: string;
}

/** A response record as other crawlers write it. */
function recordOf({ address, type, body, at = SEEN, headers = "", status = "200 OK" }: Given): Buffer {
	const block = Buffer.concat([
		Buffer.from(`HTTP/1.1 ${status}\r\nContent-Type: ${type}\r\n${headers}\r\n`),
		Buffer.from(body as string),
	]);
	const head = `WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: <${address}>\r\nWARC-Date: ${new Date(at).toISOString()}\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: ${block.length}\r\n\r\n`;
	return Buffer.concat([Buffer.from(head), block, Buffer.from("\r\n\r\n")]);
}

const chunked = (text: string): string => {
	const bytes = Buffer.from(text);
	return `${bytes.length.toString(16)}\r\n${bytes.toString("latin1")}\r\n0\r\n\r\n`;
};

const RECORDS: readonly Buffer[] = [
	Buffer.from("WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 2\r\n\r\nx\n\r\n\r\n"),
	recordOf({ address: ADDRESS, type: "text/html; charset=utf-8", body: pageOf("本地") }),
	recordOf({ address: "https://news.example/feed", type: "application/rss+xml", body: "<rss/>" }),
	recordOf({ address: "https://news.example/lost", type: "text/html", body: "x", status: "404 Not Found" }),
	recordOf({
		address: "https://news.example/bridge.png",
		type: "image/png",
		body: pngOf("bridge\0\0\0\0IEND\xaeB`\x82"),
	}),
	recordOf({
		...{ address: ADDRESS, type: "text/html; charset=utf-8", at: SEEN + DAY_MS },
		...{ body: gzipSync(pageOf("外地")), headers: "Content-Encoding: gzip\r\n" },
	}),
];

async function openTestPress(t: TestContext): Promise<Press> {
	const bench = benchOf("{}", Date.UTC(2026, 0, 1));
	const press = await bench.open();
	t.after(async () => {
		await press.close();
		bench.remove();
	});
	return press;
}

async function outcomesOf(place: string, press: Press): Promise<WarcImported[]> {
	const outcomes: WarcImported[] = [];
	for await (const outcome of importWarc(place, undefined, press)) outcomes.push(outcome);
	return outcomes;
}

const kindsOf = (outcomes: readonly WarcImported[]): string[] =>
	outcomes.map((outcome) => ("reason" in outcome ? `${outcome.kind}: ${outcome.reason}` : outcome.kind));

async function assertBridge({ archive }: Press): Promise<void> {
	const mark = markOf(ADDRESS);
	const kept = await archive.library.article(mark);
	assert.deepEqual([kept?.title, kept?.outlet, kept?.firstSeen], ["旧桥修复", "news.example", SEEN]);
	assert.match(kept?.body ?? "", /外地/);
	const [picture] = kept?.pictures ?? [];
	assert.equal(picture?.address, "https://news.example/bridge.png");
	assert.match(picture?.file ?? "", /^media\//);
	const revisions = await archive.library.revisions(mark);
	assert.deepEqual(
		revisions.map((revision) => revision.kept),
		[SEEN, SEEN + DAY_MS],
	);
}

const EXPECTED = [
	"passed over: it is application/rss+xml",
	"passed over: the answer was 404",
	"picture",
	"new",
	"revised",
];

for (const [form, write] of [
	["plain", (record: Buffer) => record],
	["a gzip member a record", (record: Buffer) => gzipSync(record)],
] as const) {
	test(`a WARC file, ${form}, gives its articles with their dates, revisions and pictures, once`, async (t) => {
		const press = await openTestPress(t);
		const place = join(scratchFolder(t), "crawl.warc");
		writeFileSync(place, Buffer.concat(RECORDS.map(write)));
		assert.deepEqual(kindsOf(await outcomesOf(place, press)), EXPECTED);
		await assertBridge(press);
		const lines = await press.archive.library.version();
		const again = kindsOf(await outcomesOf(place, press)).filter((kind) => !kind.startsWith("passed"));
		assert.deepEqual(again, ["picture", "unchanged", "unchanged"]);
		assert.equal(await press.archive.library.version(), lines);
		await press.archive.flush();
		for await (const problem of verifyArchive(press.archive.folder)) assert.fail(JSON.stringify(problem));
	});
}

test("records that cannot be read are named and kept aside, and those after them are read", async (t) => {
	const press = await openTestPress(t);
	const place = join(scratchFolder(t), "broken.warc.gz");
	const [info, page, , , picture] = RECORDS.map((record) => gzipSync(record));
	const broken = Buffer.from(page ?? []);
	broken[broken.length - 6] = (broken.at(-6) ?? 0) ^ 1;
	const noHttp = gzipSync(
		Buffer.from(
			`WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: ${ADDRESS}\r\nWARC-Date: 2019-05-06T07:08:09Z\r\nContent-Length: 5\r\n\r\nhello\r\n\r\n`,
		),
	);
	const cut = (page ?? Buffer.alloc(0)).subarray(0, 300);
	const parts = [info ?? "", broken, noHttp, Buffer.from("noise between"), picture ?? "", page ?? "", cut];
	writeFileSync(place, Buffer.concat(parts.map((part) => Buffer.from(part as string))));
	const outcomes = await outcomesOf(place, press);
	assert.deepEqual(kindsOf(outcomes), [
		"aside: its checksum is wrong",
		"aside: its block is no HTTP response",
		"aside: it is no gzip member",
		"picture",
		"aside: it is cut short",
		"new",
	]);
	const aside = outcomes.find(({ kind }) => kind === "aside");
	assert.equal(aside?.path, `broken.warc.gz#${info?.length}`);
});

test("a chunked body and a file packed at one go are read as well", async (t) => {
	const press = await openTestPress(t);
	const place = join(scratchFolder(t), "one.warc.gz");
	const record = recordOf({
		...{ address: ADDRESS, type: "text/html; charset=utf-8", headers: "Transfer-Encoding: chunked\r\n" },
		body: Buffer.from(chunked(pageOf("本地")), "latin1"),
	});
	writeFileSync(place, gzipSync(Buffer.concat([RECORDS[0] ?? Buffer.alloc(0), record])));
	assert.deepEqual(kindsOf(await outcomesOf(place, press)), ["new"]);
	assert.match((await press.archive.library.article(markOf(ADDRESS)))?.body ?? "", /第6段/);
});

const LONG = "https://news.example/2019/05/06/bridge-repaired";
const PARTS = ["旧桥的修复从春天开始。", "到夏天，桥墩已经加固。", "入冬以前，桥面重新铺好。"];

function partOf(n: number, at: number, text = PARTS[n - 1]): Buffer {
	const next = n < PARTS.length ? `<link rel="next" href="${LONG}/${n + 1}">` : "";
	const body = `<html><head><title>旧桥修复</title>${next}</head><body><article><h1>旧桥修复</h1><p>${text}${"施工队每天清早开工，".repeat(12)}傍晚收工。</p></article></body></html>`;
	return recordOf({
		address: n === 1 ? LONG : `${LONG}/${n}`,
		type: "text/html; charset=utf-8",
		body,
		at,
	});
}

test("an article of several pages is read from all of them, wherever in the file they stand", async (t) => {
	const press = await openTestPress(t);
	const folder = scratchFolder(t);
	const place = join(folder, "parts.warc");
	writeFileSync(place, Buffer.concat([3, 1, 2].map((n) => partOf(n, SEEN + n * 1000))));
	const kinds = kindsOf(await outcomesOf(place, press));
	const further = "passed over: it goes on with an article that begins on another page";
	assert.deepEqual(kinds, ["new", further, further]);
	const body = (await press.archive.library.article(markOf(LONG)))?.body ?? "";
	for (const part of PARTS) assert.ok(body.includes(part));

	// What is kept whole stays, where a file has a part of it only.
	const cut = join(folder, "cut.warc");
	writeFileSync(cut, Buffer.concat([partOf(1, SEEN + DAY_MS), partOf(2, SEEN + DAY_MS)]));
	const [first] = kindsOf(await outcomesOf(cut, press));
	assert.match(first ?? "", /^passed over: its page 3, .* it is not in this file$/);
	assert.equal((await press.archive.library.revisions(markOf(LONG))).length, 1);
});

test("a further page that had not changed is read from the record that its revisit names", async (t) => {
	const press = await openTestPress(t);
	const place = join(scratchFolder(t), "revisited.warc");
	const later = SEEN + 30 * DAY_MS;
	const revisits = [2, 3].map((n) => {
		const fields = [
			["WARC-Type", "revisit"],
			["WARC-Target-URI", `${LONG}/${n}`],
			["WARC-Date", new Date(later).toISOString()],
			["WARC-Refers-To-Target-URI", `${LONG}/${n}`],
			["WARC-Refers-To-Date", new Date(SEEN).toISOString()],
			["Content-Length", "0"],
		];
		return Buffer.from(
			`WARC/1.1\r\n${fields.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n\r\n\r\n`,
		);
	});
	const parts = [
		partOf(1, SEEN),
		partOf(2, SEEN),
		partOf(3, SEEN),
		partOf(1, later, "修复改在秋天开始。"),
		...revisits,
	];
	writeFileSync(place, Buffer.concat(parts));
	const kinds = kindsOf(await outcomesOf(place, press)).filter((kind) => !kind.startsWith("passed"));
	assert.deepEqual(kinds, ["new", "revised"]);
	const body = (await press.archive.library.article(markOf(LONG)))?.body ?? "";
	for (const part of ["修复改在秋天开始。", ...PARTS.slice(1)]) assert.ok(body.includes(part));
});

test("our own WACZ is imported into another archive, and a file that is none is said to be none", async (t) => {
	const press = await openTestPress(t);
	const folder = scratchFolder(t);
	const place = join(folder, "crawl.warc");
	writeFileSync(place, Buffer.concat(RECORDS));
	await outcomesOf(place, press);
	await press.archive.flush();
	const wacz = join(folder, "pages.wacz");
	exportWacz(press.archive.folder, wacz, { title: "Pages", now: SEEN });
	const other = await openTestPress(t);
	const kinds = kindsOf(await outcomesOf(wacz, other));
	assert.deepEqual(
		kinds.filter((kind) => !kind.startsWith("passed")),
		["picture", "new", "revised"],
	);
	writeFileSync(join(folder, "cut.wacz"), readFileSync(wacz).subarray(0, 500));
	await assert.rejects(outcomesOf(join(folder, "cut.wacz"), other), /the ZIP has no end/);
});
