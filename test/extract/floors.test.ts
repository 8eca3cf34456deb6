import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { gunzipSync } from "node:zlib";
import { extract } from "../../src/extract/extract.ts";
import { readWires } from "../../src/extract/fields/wires.ts";
import { readPage } from "../../src/extract/page.ts";
import { sharedPath, skipWithout } from "../support/shared.ts";

interface Truth {
	readonly url?: string;
	readonly title?: string;
	readonly published?: string;
	readonly byline?: string;
}

interface Scorer {
	readonly normTitle: (text: string) => string;
	readonly dateResult: (truth: string, found: string | null) => string;
	readonly authorResult: (truth: string, found: string) => string;
}

const SETS = "bench/extraction";

/** Shares of pages of a set whose title, day and byline are right; at most `pagesMax` pages are read. */
async function measure(
	set: string,
	pagesMax: number,
): Promise<{ title: number; date: number; byline: number }> {
	const folder = join(sharedPath(SETS) ?? "", set);
	const scorer = (await import(pathToFileURL(join(sharedPath(SETS) ?? "", "score.mjs")).href)) as Scorer;
	const truths = JSON.parse(readFileSync(join(folder, "truth.json"), "utf8")) as Record<string, Truth>;
	const right: Record<"title" | "date" | "byline", boolean[]> = { title: [], date: [], byline: [] };
	for (const [id, truth] of Object.entries(truths).slice(0, pagesMax)) {
		const html = gunzipSync(readFileSync(join(folder, "html", `${id}.html.gz`))).toString("utf8");
		const { article } = extract(readPage({ address: truth.url || "https://example.com/", html }));
		if (truth.title) right.title.push(scorer.normTitle(article.title) === scorer.normTitle(truth.title));
		if (truth.published) right.date.push(scorer.dateResult(truth.published, article.published) === "ok");
		if (truth.byline)
			right.byline.push(scorer.authorResult(truth.byline, article.bylines.join(", ")) === "ok");
	}
	const share = (values: readonly boolean[]): number =>
		values.filter(Boolean).length / Math.max(1, values.length);
	return { title: share(right.title), date: share(right.date), byline: share(right.byline) };
}

const skip = { skip: skipWithout(SETS) };

test("fields of the shared Chinese pages stay above their floors", skip, async () => {
	const { title, date, byline } = await measure("zh", 200);
	assert.ok(
		title >= 0.98 && date >= 0.99 && byline >= 0.85,
		`title ${title}, date ${date}, byline ${byline}`,
	);
});

test("fields of the shared newsroom pages stay above their floors", skip, async () => {
	const { title, date, byline } = await measure("fundus", 200);
	assert.ok(
		title >= 0.85 && date >= 0.98 && byline >= 0.85,
		`title ${title}, date ${date}, byline ${byline}`,
	);
});

test("dates of the shared date pages stay above their floor", skip, async () => {
	const { date } = await measure("htmldate", 150);
	assert.ok(date >= 0.9, `date ${date}`);
});

interface WireCase {
	readonly lead: string;
	readonly dateline: { readonly agency: string } | null;
	readonly cited: readonly string[];
}

const WIRE = "bench/understand/wire/wire.jsonl";
const AGENCY = /新华|中新|美联|韩联|俄塔|国际文传/;

test("labelled datelines and citations of agencies are found", { skip: skipWithout(WIRE) }, () => {
	const cases = readFileSync(sharedPath(WIRE) ?? "", "utf8")
		.trim()
		.split("\n")
		.map((line) => JSON.parse(line) as WireCase);
	const wanted = cases.flatMap(({ lead, dateline, cited }) =>
		[dateline?.agency ?? "", ...cited].filter((name) => AGENCY.test(name)).map((name) => ({ lead, name })),
	);
	const found = wanted.filter(({ lead, name }) => readWires(lead.split("\n"), []).includes(name));
	assert.ok(
		wanted.length > 40 && found.length >= 0.95 * wanted.length,
		`${found.length} of ${wanted.length}`,
	);
});
