import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { openLibrary } from "../../src/keep/archive.ts";
import { reindex } from "../../src/keep/reindex.ts";
import type { PressEvent } from "../../src/press/events.ts";
import { sourcesOfOpml } from "../../src/press/opml.ts";
import { reextract } from "../../src/press/reextract.ts";
import { sync } from "../../src/press/sync.ts";
import { type Bench, benchOf } from "../support/press.ts";
import { openReplay, type Replay } from "../support/replay.ts";
import { skipWithout } from "../support/shared.ts";

const skip = skipWithout("replay/serve.mjs");
const SEED_SHA256 = "2ac4d95f9023798e174ed2e79c4292a2a4752b5a4b288d573e696d722dab8ca5";
const DAY_MS = 86_400_000;

let replay: Replay;
let bench: Bench;

before(async () => {
	if (skip !== false) return;
	replay = await openReplay();
	const opml = await (await fetch(`${replay.origin}/outlets.opml`)).text();
	const sources = [
		...sourcesOfOpml(opml),
		{ outlet: "voa", name: "美国之音", feed: `${replay.origin}/seed/feed.xml` },
	];
	const settings = { network: { allow: ["127.0.0.1"], paceMs: 0 }, keep: { pictures: false }, sources };
	bench = benchOf(JSON.stringify(settings), Date.UTC(2026, 0, 1));
});

after(async () => {
	if (skip !== false) return;
	await replay.close();
	bench.remove();
});

async function pass(recheck: "due" | "all"): Promise<Awaited<ReturnType<typeof sync>>> {
	const press = await bench.open();
	try {
		return await sync(press, { sources: "asked", recheck, commit: false });
	} finally {
		await press.close();
	}
}

test("every outlet is mirrored, and what could not be had is named with its reason", { skip }, async () => {
	const { totals, failures } = await pass("due");
	assert.deepEqual(failures, []);
	assert.equal(totals.sources, 192);
	assert.ok(totals.new >= 350, `${totals.new} articles were kept`);
	const lost = bench.events.flatMap((event) =>
		event.kind === "article" && "reason" in event.pressed ? [event.pressed] : [],
	);
	assert.equal(lost.length, totals.failed);
	for (const { reason } of lost) assert.notEqual(reason, "");
});

test("the seed's feed gives the seed, byte for byte, though its page cannot be reached", { skip }, () => {
	const file = "archive/articles/voa/2022/01/05/nato-russia-talks-on-ukraine-20220104-7tivfu46oc.md";
	const sha256 = createHash("sha256")
		.update(readFileSync(join(bench.folder, file)))
		.digest("hex");
	assert.equal(sha256, SEED_SHA256);
});

test("a second pass keeps nothing and asks feeds only, each conditionally", { skip }, async () => {
	const before = (await replay.log()).length;
	const { totals } = await pass("due");
	assert.equal(totals.new + totals.revised, 0);
	const asked = (await replay.log()).slice(before).filter((line) => !line.includes(" /log "));
	assert.equal(asked.length, 192);
	for (const line of asked) assert.match(line, / 304 GET \/\S*feed\.xml "/);
});

test("a day later the edited, retitled, moved and withdrawn are found when they are due", {
	skip,
}, async () => {
	await replay.moveTo(2);
	bench.clock.move(DAY_MS);
	bench.events.length = 0;
	const { totals } = await pass("due");
	const kinds = (kind: string): number =>
		bench.events.filter((event) => event.kind === "article" && event.pressed.kind === kind).length;
	assert.equal(totals.gone, kinds("gone"));
	assert.ok(totals.gone >= 10, `${totals.gone} gone`);
	assert.ok(totals.moved >= 10, `${totals.moved} moved`);
	assert.ok(totals.revised >= 30, `${totals.revised} revised`);
	const retitled = bench.events.filter(isRetitled);
	assert.ok(retitled.length >= 10, `${retitled.length} retitled`);
});

function isRetitled(event: PressEvent): boolean {
	return (
		event.kind === "article" && event.pressed.kind === "revised" && event.pressed.title.endsWith("（更新）")
	);
}

test("captures that are read again give what is kept already", { skip }, async () => {
	const press = await bench.open();
	const { read, revised, lost } = await reextract(press);
	await press.close();
	assert.ok(read >= 340, `${read} read`);
	assert.deepEqual({ revised, lost }, { revised: 0, lost: 0 });
});

test("an index made again finds and lists what the old one did", { skip }, async () => {
	const archive = join(bench.folder, "archive");
	const asked = async (): Promise<unknown> => {
		const library = await openLibrary(archive);
		const found = await library.search("北约", { limit: 50 });
		const lists = await library.list({ limit: 1000 });
		const outlets = await library.outlets();
		await library.close();
		return { found, lists, outlets };
	};
	const first = await asked();
	for (const end of ["", "-wal", "-shm"]) rmSync(join(archive, `index.sqlite${end}`), { force: true });
	await reindex(archive);
	assert.deepEqual(await asked(), first);
});
