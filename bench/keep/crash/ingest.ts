/**
 * One ingest, step by step: an article with three pictures, its revision, an observation, a flush.
 * Says what was acknowledged, and what was refused and why. Begins when its input ends, so that whoever makes
 * its calls fail can take hold of it first. Usage: ingest FOLDER
 */
import { readFileSync, writeSync } from "node:fs";
import { type Archive, ArchiveError, openArchive } from "../../../src/keep/archive.ts";
import { articleAt, captureOf, pictureOf } from "./samples.ts";
import type { Acknowledged } from "./writer.ts";

const AT = Date.UTC(2024, 1, 29);
const ADDRESS = "https://news.example/a/1";

/** What was kept must be said, though the call that says it fails by chance as well. */
function say(what: Acknowledged): void {
	const line = Buffer.from(`${JSON.stringify(what)}\n`);
	for (let [done, tries] = [0, 0]; done < line.length && tries < SAY_TRIES_MAX; tries++) {
		try {
			done += writeSync(1, line, done);
		} catch (error) {
			if (tries === SAY_TRIES_MAX - 1) throw error;
		}
	}
}

const SAY_TRIES_MAX = 100;

async function keepRevision(archive: Archive, text: string): Promise<void> {
	const capture = await archive.keepCapture(captureOf(ADDRESS, `<p>${text}</p>`, AT));
	if (capture !== null)
		say({ kind: "capture", sha256: capture.digest, file: capture.path, offset: capture.offset });
	for (const n of [1, 2, 3]) {
		const kept = await archive.keepPicture(`https://p.example/${n}.png`, {
			content: pictureOf(`${n} ${text}`),
		});
		if (kept !== null) say({ kind: "picture", sha256: kept.sha256, file: kept.file });
	}
	const about = {
		outlet: "example",
		outletName: "Example",
		stamp: AT,
		capture,
		pictures: [],
		by: "outlet",
	} as const;
	const kept = await archive.keep({ ...about, article: articleAt(ADDRESS, "标题"), body: `<p>${text}</p>` });
	say({ kind: "keep", mark: kept.mark, revision: kept.revision, text });
	await archive.observe({ kind: "gone", mark: kept.mark, detail: "answered 404", capture: null });
	say({ kind: "observe", mark: kept.mark });
}

say({ kind: "loaded" });
readFileSync(0);
try {
	const archive = await openArchive(process.argv[2] ?? "", { now: () => AT });
	say({ kind: "ready" });
	await keepRevision(archive, "初稿");
	await keepRevision(archive, "改稿");
	await archive.polls.put("https://news.example/feed", { value: 1 });
	say({ kind: "poll", value: 1 });
	await archive.flush();
	await archive.close();
	say({ kind: "done" });
} catch (error) {
	if (!(error instanceof ArchiveError)) throw error;
	say({ kind: "refused", text: `${error.problem}: ${error.message}` });
	process.exit(3);
}
