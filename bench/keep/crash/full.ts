import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ArchiveError, openArchive } from "../../../src/keep/archive.ts";
import { checkArchive } from "./check.ts";
import { articleAt, captureOf, pictureOf } from "./samples.ts";
import type { Acknowledged } from "./writer.ts";

/** Whether a small file system can be made here. */
export function canFillDisk(): boolean {
	return process.getuid?.() === 0 && process.platform === "linux";
}

/** What a full disk came to. */
export interface Filled {
	readonly kept: number;
	/** The refusals' messages, each once. */
	readonly refusals: readonly string[];
	/** How many more were kept, by the same open archive, when there was room again. */
	readonly keptAfter: number;
	readonly problems: readonly string[];
}

const DISK_BYTES = 16 << 20;
const FILLER_BYTES = 8 << 20;
const ARTICLES_MAX = 2000;
const REFUSALS = 5;
const AT = Date.UTC(2024, 0, 1);

/** R4: keeps articles on a disk of 16 MB until it is full, makes room, and goes on. */
export async function fillDisk(): Promise<Filled> {
	const folder = mkdtempSync(join(tmpdir(), "pressmark-full-"));
	execFileSync("mount", ["-t", "tmpfs", "-o", `size=${DISK_BYTES}`, "none", folder]);
	try {
		return await keepUntilFull(join(folder, "archive"), join(folder, "filler"));
	} finally {
		spawnSync("umount", ["-l", folder]);
		rmSync(folder, { recursive: true, force: true });
	}
}

async function keepUntilFull(folder: string, filler: string): Promise<Filled> {
	mkdirSync(folder);
	writeFileSync(filler, Buffer.alloc(FILLER_BYTES));
	const archive = await openArchive(folder, { now: () => AT });
	const acknowledged: Acknowledged[] = [];
	const refusals: string[] = [];
	const keepOne = async (n: number): Promise<void> => {
		const address = `https://news.example/a/${n}`;
		const text = `第${n}篇${"正文".repeat(500)}`;
		const capture = await archive.keepCapture(captureOf(address, text, AT));
		const picture = await archive.keepPicture(`https://p.example/${n}.png`, {
			content: pictureOf("·".repeat(n % 9000)),
		});
		if (picture !== null) acknowledged.push({ kind: "picture", sha256: picture.sha256, file: picture.file });
		const about = {
			outlet: "example",
			outletName: "Example",
			stamp: AT,
			capture,
			pictures: [],
			by: "outlet",
		} as const;
		const { mark, revision } = await archive.keep({
			...about,
			article: articleAt(address, "标题"),
			body: `<p>${text}</p>`,
		});
		acknowledged.push({ kind: "keep", mark, revision, text });
	};
	for (let n = 0; n < ARTICLES_MAX && refusals.length < REFUSALS; n++)
		await keepOne(n).catch((error) => refusals.push(wordOf(error)));
	const kept = acknowledged.length;
	rmSync(filler);
	for (let n = 0; n < 20; n++) await keepOne(ARTICLES_MAX + n).catch((error) => refusals.push(wordOf(error)));
	const keptAfter = acknowledged.length - kept;
	await archive.close();
	const { problems } = await checkArchive(folder, acknowledged);
	return { kept, refusals: [...new Set(refusals)], keptAfter, problems };
}

function wordOf(error: unknown): string {
	if (error instanceof ArchiveError) return `${error.problem}: ${error.message}`;
	throw error;
}
