import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import type { Article } from "../../src/article/article.ts";
import type { Capture } from "../../src/article/capture.ts";
import { type Archive, type Keeping, openArchive } from "../../src/keep/archive.ts";

export const DAY_MS = 86_400_000;
export const START = Date.UTC(2022, 0, 5, 1, 45);

/** A folder that is gone after the test. */
export function scratchFolder(t: TestContext): string {
	const folder = mkdtempSync(join(tmpdir(), "pressmark-"));
	t.after(() => rmSync(folder, { recursive: true, force: true }));
	return folder;
}

/** A clock that a test moves. */
export interface TestClock {
	time: number;
	now: () => number;
}

export function testClock(time: number = START): TestClock {
	const clock = { time, now: () => clock.time };
	return clock;
}

/** An archive that is closed after the test. */
export async function openTestArchive(t: TestContext, folder: string, clock = testClock()): Promise<Archive> {
	const archive = await openArchive(folder, { now: clock.now });
	t.after(() => archive.close());
	return archive;
}

export function articleAt(address: string, title: string): Article {
	return {
		address,
		title,
		subtitle: null,
		section: "world",
		bylines: ["A. Writer"],
		published: "2022-01-05T01:00:00Z",
		modified: null,
		language: "zh",
		keywords: ["talks"],
		blocks: [],
		wireCredit: "",
		wires: [],
		notes: [],
		paywalled: false,
	};
}

export interface KeepingGiven extends Partial<Omit<Keeping, "article">> {
	readonly address?: string;
	readonly title?: string;
	readonly text?: string;
}

/** A keeping with everything a test does not speak of filled in. */
export function keepingOf({ address, title, text, ...rest }: KeepingGiven): Keeping {
	return {
		outlet: "example",
		outletName: "Example News",
		article: articleAt(address ?? "https://news.example/a/first-story", title ?? "北约举行谈判"),
		body: `<div><i>Wed, 05 Jan 2022 01:00:00 GMT</i></div><p>${text ?? "秘书长星期二说，谈判将在布鲁塞尔举行。"}</p>`,
		stamp: START,
		capture: null,
		pictures: [],
		by: "outlet",
		...rest,
	};
}

export function captureOf(given: Partial<Capture> & { text?: string }): Capture {
	const body = Buffer.from(given.text ?? `<p>${"A page. ".repeat(200)}</p>`);
	return {
		address: "https://news.example/a/first-story",
		method: "GET",
		requestHeaders: { host: "news.example", "user-agent": "test" },
		status: 200,
		statusText: "OK",
		headers: { "content-type": "text/html; charset=utf-8", etag: '"v1"', "set-cookie": ["a=1", "b=2"] },
		body,
		content: body,
		at: START,
		peer: "127.0.0.1",
		...given,
	};
}

/** A picture of one pixel and the bytes that come after it. */
export function pngOf(tail: string): Uint8Array {
	const head = "89504e470d0a1a0a0000000d4948445200000003000000020806000000";
	return Buffer.concat([Buffer.from(head, "hex"), Buffer.from(tail)]);
}
