/**
 * A writer to be killed: keeps, revises, observes and captures for as long as it lives, and says on its
 * output what was acknowledged, one JSON line each. Usage: writer FOLDER SEED
 */
import { writeSync } from "node:fs";
import { type Archive, openArchive } from "../../../src/keep/archive.ts";
import { articleAt, captureOf, pictureOf } from "./samples.ts";

const [folder = "", seedText = "1"] = process.argv.slice(2);
let seed = Number(seedText);
/** Park and Miller: the same seed, the same work. */
const random = (below: number): number => {
	seed = (seed * 48_271) % 2_147_483_647;
	return seed % below;
};

/** What the checker must find again. */
export interface Acknowledged {
	readonly kind:
		| "loaded"
		| "ready"
		| "done"
		| "refused"
		| "keep"
		| "picture"
		| "capture"
		| "observe"
		| "poll";
	readonly mark?: string;
	readonly revision?: number;
	readonly text?: string;
	readonly sha256?: string;
	readonly file?: string;
	readonly offset?: number;
	readonly value?: number;
}

/** The pipe may be full for a while: the checker is busy, and what was kept must be said. */
function acknowledge(what: Acknowledged): void {
	const line = Buffer.from(`${JSON.stringify(what)}\n`);
	for (let done = 0; done < line.length; ) {
		try {
			done += writeSync(1, line, done);
		} catch (error) {
			if ((error as { code?: string }).code !== "EAGAIN") throw error;
		}
	}
}

const ADDRESSES = 400;
const START = Date.UTC(2024, 0, 31, 23, 59, 59);
let time = START + random(1e9);

async function keepSomething(archive: Archive): Promise<void> {
	const address = `https://news.example/a/${random(ADDRESSES)}`;
	const text = `版本${random(4)}${"正文".repeat(random(800))}`;
	const ref = await archive.keepCapture(captureOf(address, `<p>${text}</p>`, time));
	if (ref !== null) acknowledge({ kind: "capture", sha256: ref.digest, file: ref.path, offset: ref.offset });
	if (random(2) === 0) {
		const content = pictureOf("·".repeat(random(20_000)));
		const kept = await archive.keepPicture(`https://p.example/${random(ADDRESSES)}.png`, { content });
		if (kept !== null) acknowledge({ kind: "picture", sha256: kept.sha256, file: kept.file });
	}
	const kept = await archive.keep({
		outlet: "example",
		outletName: "Example",
		article: articleAt(address, "标题"),
		body: `<p>${text}</p>`,
		stamp: time,
		capture: ref,
		pictures: [],
		by: "outlet",
	});
	acknowledge({ kind: "keep", mark: kept.mark, revision: kept.revision, text });
	if (random(3) === 0) {
		await archive.observe({ kind: "gone", mark: kept.mark, detail: "answered 404", capture: null });
		acknowledge({ kind: "observe", mark: kept.mark });
	}
}

const archive = await openArchive(folder, { now: () => (time += random(60_000)) });
acknowledge({ kind: "ready" });
const lanes = Array.from({ length: 12 }, async () => {
	for (;;) await keepSomething(archive);
});
const clerk = (async () => {
	const before = (await archive.polls.get("https://news.example/feed")) as { value: number } | null;
	for (let value = (before?.value ?? 0) + 1; ; value++) {
		await archive.polls.put("https://news.example/feed", { value });
		await archive.flush();
		acknowledge({ kind: "poll", value });
	}
})();
await Promise.all([...lanes, clerk]);
