import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { verifyArchive } from "../../../src/keep/archive/verify.ts";
import { type OpenLibrary, openArchive, openLibrary } from "../../../src/keep/archive.ts";
import { readIndexDump, reindex } from "../../../src/keep/reindex.ts";
import type { Acknowledged } from "./writer.ts";

/** What opening an archive after a crash came to. */
export interface Checked {
	readonly problems: readonly string[];
	readonly readyMs: number;
}

/** Opens an archive as the next start would, and looks for all that was acknowledged; then for all that is wrong. */
export async function checkArchive(folder: string, acknowledged: readonly Acknowledged[]): Promise<Checked> {
	const began = performance.now();
	const archive = await openArchive(folder, { now: () => Date.UTC(2024, 5, 1) });
	const readyMs = performance.now() - began;
	await archive.close();
	const library = await openLibrary(folder);
	const problems: string[] = [];
	for (const what of acknowledged) {
		if (!(await isThere(folder, library, what))) problems.push(`lost: ${JSON.stringify(what).slice(0, 200)}`);
	}
	await library.close();
	for await (const { path, problem } of verifyArchive(folder)) problems.push(`${path}: ${problem}`);
	const staging = join(folder, ".staging");
	const waiting = existsSync(staging) ? readdirSync(staging) : [];
	if (waiting.length > 0) problems.push(`left in the waiting room: ${waiting.join(", ")}`);
	return { problems, readyMs };
}

/** Whether the index says what the files say; polls reach their file within the hour. */
export async function isIndexRight(folder: string): Promise<boolean> {
	const linesOf = (): string[] => [...readIndexDump(folder)].filter((line) => !line.startsWith('["poll"'));
	const found = linesOf().join("\n");
	await reindex(folder);
	return found === linesOf().join("\n");
}

async function isThere(folder: string, library: OpenLibrary, what: Acknowledged): Promise<boolean> {
	switch (what.kind) {
		case "keep": {
			const kept = await library.article(what.mark ?? "", what.revision);
			return kept?.body === `<p>${what.text}</p>`;
		}
		case "picture":
			return sha256Of(join(folder, what.file ?? "")) === what.sha256;
		case "capture":
			return isRecord(readFileSync(join(folder, what.file ?? "")).subarray(what.offset), what.sha256 ?? "");
		case "observe":
			return (await library.observations({ mark: what.mark ?? "", kinds: ["gone"], limit: 1 })).length === 1;
		case "poll":
			return (
				Number(
					((await library.polls.get("https://news.example/feed")) as { value?: number } | null)?.value,
				) >= (what.value ?? 0)
			);
		case "loaded":
		case "ready":
		case "done":
		case "refused":
			return true;
	}
}

function sha256Of(place: string): string | null {
	return existsSync(place) ? createHash("sha256").update(readFileSync(place)).digest("hex") : null;
}

/** The bytes begin with a gzip member (others follow) whose record names the payload. */
function isRecord(bytes: Uint8Array, digest: string): boolean {
	try {
		return gunzipSync(bytes).subarray(0, 2000).toString().includes(`WARC-Payload-Digest: sha256:${digest}`);
	} catch {
		return false;
	}
}
