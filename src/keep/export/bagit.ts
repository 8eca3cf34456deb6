import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Entry, KeptEntry } from "../archive/entry.ts";
import { ArchiveError } from "../archive/error.ts";
import { CAPTURES, CHECKPOINT, documentPath, MANIFEST, placeOf } from "../archive/layout.ts";
import { ledgerFiles, readLines } from "../archive/ledger.ts";
import { chunksOf } from "./zip.ts";

/** What a bag holds. */
export interface Bagged {
	readonly files: number;
	readonly bytes: number;
	/** Files that the ledger names and that are not here. */
	readonly missing: readonly string[];
}

export interface BagOptions {
	/** The articles whose files stand under this year. */
	readonly year: number;
	/** ms since 1970, for `Bagging-Date`. */
	readonly now: number;
}

/**
 * Writes a year of an archive as a BagIt 1.0 bag (RFC 8493) for a library: the year's documents with all
 * revisions, their pictures, the year's captures, and the whole ledger, by which everything can be
 * verified. `sha256sum -c manifest-sha256.txt` checks it. Throws where `target` exists, and `ArchiveError`
 * where nothing of that year is kept.
 */
export function exportBag(archive: string, target: string, { year, now }: BagOptions): Bagged {
	const named = [...namedBy(archive, String(year))];
	if (named.length === 0)
		throw new ArchiveError("missing", `${target} is not written: nothing of ${year} is kept.`);
	mkdirSync(target);
	const missing = named.filter((path) => !existsSync(placeOf(archive, path)));
	const lines: string[] = [];
	let bytes = 0;
	for (const path of named.filter((path) => !missing.includes(path)).sort()) {
		const place = join(target, "data", path);
		mkdirSync(dirname(place), { recursive: true });
		copyFileSync(placeOf(archive, path), place);
		bytes += statSync(place).size;
		lines.push(`${sha256Of(place)}  data/${path}\n`);
	}
	writeFileSync(join(target, "manifest-sha256.txt"), lines.join(""));
	writeFileSync(join(target, "bagit.txt"), "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");
	const info = [
		`Bagging-Date: ${new Date(now).toISOString().slice(0, 10)}`,
		"Bag-Software-Agent: pressmark",
		`External-Description: News kept by Pressmark, ${year}`,
		`Payload-Oxum: ${bytes}.${lines.length}`,
	];
	writeFileSync(join(target, "bag-info.txt"), `${info.join("\n")}\n`);
	const tags = readdirSync(target)
		.filter((name) => name.endsWith(".txt"))
		.sort();
	const tagLines = tags.map((name) => `${sha256Of(join(target, name))}  ${name}\n`);
	writeFileSync(join(target, "tagmanifest-sha256.txt"), tagLines.join(""));
	return { files: lines.length, bytes, missing };
}

function sha256Of(place: string): string {
	const hash = createHash("sha256");
	for (const chunk of chunksOf({ name: place, place })) hash.update(chunk);
	return hash.digest("hex");
}

/** The paths that belong to a year's bag; none where nothing of that year is kept. */
function namedBy(archive: string, year: string): Set<string> {
	const named = new Set<string>();
	const revisions = new Map<string, number>();
	for (const { entry } of readLines(archive)) {
		if (entry?.kind === "captured" && entry.path.startsWith(`${CAPTURES}/${year}/`)) named.add(entry.path);
		if (!isRevisionOf(entry, year)) continue;
		revisions.set(entry.document.stem, entry.revision);
		for (const { file } of entry.pictures) if (file !== null) named.add(file);
	}
	for (const [stem, count] of revisions) {
		for (let n = 1; n <= count; n++) named.add(documentPath(stem, n, count));
	}
	if (named.size === 0) return named;
	for (const path of [MANIFEST, ...ledgerFiles(archive)]) named.add(path);
	if (existsSync(placeOf(archive, CHECKPOINT))) named.add(CHECKPOINT);
	return named;
}

function isRevisionOf(entry: Entry | null, year: string): entry is Entry & KeptEntry {
	const isRevision = entry?.kind === "kept" || entry?.kind === "revised";
	return isRevision && entry.document.stem.split("/")[1] === year;
}
