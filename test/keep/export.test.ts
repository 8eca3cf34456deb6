import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { appendFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { unzipSync } from "fflate";
import { exportBag } from "../../src/keep/export/bagit.ts";
import {
	chosenMemento,
	mementoLinks,
	readAcceptDatetime,
	writeTimeMap,
} from "../../src/keep/export/memento.ts";
import { exportWacz } from "../../src/keep/export/wacz.ts";
import {
	captureOf,
	DAY_MS,
	keepingOf,
	openTestArchive,
	pngOf,
	START,
	scratchFolder,
	testClock,
} from "./support.ts";

async function sampleArchive(t: TestContext): Promise<string> {
	const folder = scratchFolder(t);
	const clock = testClock();
	const archive = await openTestArchive(t, folder, clock);
	for (const [n, year] of [2021, 2022, 2022].entries()) {
		const address = `https://www.news.example/a/${n}?x=1`;
		const capture = await archive.keepCapture(
			captureOf({ address, at: clock.time, text: `<p>${n} ${"页".repeat(300)}</p>` }),
		);
		const picture = await archive.keepPicture(`https://p.example/${n}.png`, { content: pngOf(String(n)) });
		const shown = {
			address: `https://p.example/${n}.png`,
			alt: "",
			caption: "",
			credit: "",
			width: 3,
			height: 2,
		};
		const pictures = [
			{ ...shown, sha256: picture?.sha256 ?? null, file: picture?.file ?? null, type: "image/png" },
		];
		const stamp = Date.UTC(year, 0, 5);
		await archive.keep(keepingOf({ address, capture, pictures, stamp }));
		await archive.keep(keepingOf({ address, capture, pictures, stamp, text: "改" }));
		clock.time += DAY_MS;
	}
	await archive.flush();
	await archive.close();
	return folder;
}

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

test("a WACZ holds the WARC files to the byte, with right hashes, offsets and pages", async (t) => {
	const folder = await sampleArchive(t);
	const target = join(scratchFolder(t), "news.wacz");
	assert.deepEqual(exportWacz(folder, target, { now: START, title: "News" }), {
		pages: 6,
		captures: 3,
		pictures: 3,
		missing: [],
	});
	const files = unzipSync(readFileSync(target));
	const text = (name: string): string => Buffer.from(files[name] ?? []).toString();
	const described = JSON.parse(text("datapackage.json")) as {
		resources: { path: string; hash: string; bytes: number }[];
	};
	for (const { path, hash, bytes } of described.resources) {
		assert.equal(hash, `sha256:${sha256(files[path] ?? new Uint8Array())}`);
		assert.equal(bytes, files[path]?.length);
	}
	const { hash } = JSON.parse(text("datapackage-digest.json")) as { hash: string };
	assert.equal(hash, `sha256:${sha256(files["datapackage.json"] ?? new Uint8Array())}`);
	const [line = "", ...rest] = text("indexes/index.cdxj").trimEnd().split("\n");
	assert.match(
		line,
		/^example,news\)\/a\/0\?x=1 20220105014500 \{"url":"https:\/\/www\.news\.example\/a\/0\?x=1","mime":"text\/html","status":"200"/,
	);
	assert.equal(rest.length, 2 + 3);
	const { filename, offset } = JSON.parse(line.slice(line.indexOf("{"))) as {
		filename: string;
		offset: string;
	};
	assert.equal(Buffer.from(files[`archive/${filename}`] ?? []).readUInt16BE(Number(offset)), 0x1f8b);
	assert.equal(text("pages/pages.jsonl").trimEnd().split("\n").length, 7);
	assert.throws(() => exportWacz(folder, target, { now: START, title: "News" }), /EEXIST/);
});

test("a bag of a year holds that year whole, and sha256sum finds a changed byte in it", async (t) => {
	const folder = await sampleArchive(t);
	const target = join(scratchFolder(t), "bag");
	const bag = exportBag(folder, target, { year: 2022, now: START });
	assert.deepEqual(bag.missing, []);
	const check = (): string =>
		execFileSync("sha256sum", ["-c", "--quiet", "manifest-sha256.txt", "tagmanifest-sha256.txt"], {
			cwd: target,
			encoding: "utf8",
			stdio: "pipe",
		});
	assert.equal(check(), "");
	const names = readFileSync(join(target, "manifest-sha256.txt"), "utf8")
		.trimEnd()
		.split("\n")
		.map((line) => line.slice(66));
	const count = (start: string): number => names.filter((name) => name.startsWith(start)).length;
	assert.deepEqual(
		["data/articles", "data/revisions", "data/media", "data/captures", "data/ledger"].map(count),
		[2, 2, 2, 3, 4],
	);
	assert.match(
		readFileSync(join(target, "bag-info.txt"), "utf8"),
		new RegExp(`Payload-Oxum: ${bag.bytes}\\.${bag.files}`),
	);
	appendFileSync(join(target, names[0] ?? ""), " ");
	assert.throws(check);
});

const places = {
	original: "https://news.example/a",
	timeGate: "https://kept.example/timegate/m",
	timeMap: "https://kept.example/timemap/m",
};
const mementos = [
	{ at: Date.UTC(2022, 0, 1), address: "https://kept.example/a/m/1" },
	{ at: Date.UTC(2022, 0, 3), address: "https://kept.example/a/m/2" },
];

test("a TimeGate chooses what was shown then, and the first before there was any", () => {
	const at = (text: string): string | undefined =>
		chosenMemento(mementos, readAcceptDatetime(text) ?? Number.NaN)?.address.slice(-1);
	assert.equal(at("Sun, 02 Jan 2022 00:00:00 GMT"), "1");
	assert.equal(at("Mon, 03 Jan 2022 00:00:00 GMT"), "2");
	assert.equal(at("Fri, 01 Jan 2010 00:00:00 GMT"), "1");
	assert.equal(readAcceptDatetime("yesterday"), null);
	assert.equal(chosenMemento([], 0), null);
});

test("a TimeMap lists every revision in link format, and the header names its ends", () => {
	assert.equal(
		writeTimeMap(places, mementos),
		`<https://news.example/a>; rel="original",
<https://kept.example/timemap/m>; rel="self"; type="application/link-format"; from="Sat, 01 Jan 2022 00:00:00 GMT"; until="Mon, 03 Jan 2022 00:00:00 GMT",
<https://kept.example/timegate/m>; rel="timegate",
<https://kept.example/a/m/1>; rel="first memento"; datetime="Sat, 01 Jan 2022 00:00:00 GMT",
<https://kept.example/a/m/2>; rel="last memento"; datetime="Mon, 03 Jan 2022 00:00:00 GMT"
`,
	);
	assert.match(mementoLinks(places, mementos.slice(0, 1)), /rel="timegate".*rel="first last memento"/);
});
