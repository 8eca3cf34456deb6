import { createHash } from "node:crypto";
import { closeSync, existsSync, openSync, readSync, rmSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import type { CaptureRecord, CaptureRef } from "../archive/entry.ts";
import { ArchiveError } from "../archive/error.ts";
import { capturePath, placeOf } from "../archive/layout.ts";
import { readLines } from "../archive/ledger.ts";
import { PICTURES, type PictureRecord, type Told, writePictures } from "./picture-records.ts";
import { chunksOf, writeZip, type ZipEntry } from "./zip.ts";

/** What a WACZ holds. */
export interface WaczWritten {
	readonly pages: number;
	readonly captures: number;
	readonly pictures: number;
	/** WARC files that the ledger names and that are not here (they stay outside git). */
	readonly missing: readonly string[];
}

export interface WaczOptions {
	/** The captures of these WARC files, by path, and the pictures of their days; all unless given. */
	readonly includes?: (path: string) => boolean;
	/** ms since 1970, for `created`. */
	readonly now: number;
	readonly title: string;
}

/**
 * Writes captures as one WACZ 1.1.1 file: the WARC files as they are, the pictures as one more, a CDXJ
 * index of them, the articles as its pages. Any replayer of web archives opens it. Throws where `target` exists, and
 * `ArchiveError` where there is nothing to write.
 */
export function exportWacz(archive: string, target: string, options: WaczOptions): WaczWritten {
	const { refs, pages, pictures } = capturesIn(archive, options.includes ?? (() => true));
	if (refs.length === 0 && pictures.length === 0)
		throw new ArchiveError("missing", `${target} is not written: no capture of that time is kept.`);
	const packed = `${target}.pictures`;
	try {
		const shown = writePictures(archive, packed, pictures);
		return writeWacz(archive, target, options, { refs, pages, pictures: shown, packed });
	} finally {
		rmSync(packed, { force: true });
	}
}

interface Content {
	readonly refs: readonly CaptureRef[];
	readonly pages: readonly Page[];
	readonly pictures: readonly PictureRecord[];
	/** Where the pictures' WARC file lies until it is in. */
	readonly packed: string;
}

function writeWacz(
	archive: string,
	target: string,
	options: WaczOptions,
	{ refs, pages, pictures, packed }: Content,
): WaczWritten {
	const paths = [...new Set(refs.map(({ path }) => path))];
	const missing = paths.filter((path) => !existsSync(placeOf(archive, path)));
	const here = refs.filter(({ path }) => !missing.includes(path));
	const shown = pages.filter(({ capture }) => !missing.includes(capture.path));
	const resources: ZipEntry[] = [
		...paths
			.filter((path) => !missing.includes(path))
			.map((path) => ({ name: `archive/${nameOf(path)}`, place: placeOf(archive, path) })),
		...(pictures.length === 0 ? [] : [{ name: `archive/${PICTURES}`, place: packed }]),
		{ name: "indexes/index.cdxj", bytes: Buffer.from(cdxjOf(archive, here, pictures)) },
		{ name: "pages/pages.jsonl", bytes: Buffer.from(pagesOf(shown)) },
	];
	const datapackage = Buffer.from(datapackageOf(resources, options));
	const digest = {
		path: "datapackage.json",
		hash: `sha256:${createHash("sha256").update(datapackage).digest("hex")}`,
	};
	writeZip(target, [
		...resources,
		{ name: "datapackage.json", bytes: datapackage },
		{ name: "datapackage-digest.json", bytes: Buffer.from(`${JSON.stringify(digest, null, 2)}\n`) },
	]);
	return { pages: shown.length, captures: here.length, pictures: pictures.length, missing };
}

interface Page {
	readonly title: string;
	readonly capture: CaptureRef;
}

function capturesIn(
	archive: string,
	includes: (path: string) => boolean,
): { refs: CaptureRef[]; pages: Page[]; pictures: Told[] } {
	const refs: CaptureRef[] = [];
	const pictures: Told[] = [];
	const pages: Page[] = [];
	for (const { entry } of readLines(archive)) {
		if (entry?.kind === "captured" && includes(entry.path)) {
			refs.push(...entry.records.map((record: CaptureRecord) => ({ ...record, path: entry.path })));
		}
		if (entry?.kind === "picture" && includes(capturePath(entry.at))) pictures.push(entry);
		if (
			(entry?.kind === "kept" || entry?.kind === "revised") &&
			entry.capture !== null &&
			includes(entry.capture.path)
		) {
			pages.push({ title: entry.title, capture: entry.capture });
		}
	}
	return { refs, pages, pictures };
}

const nameOf = (path: string): string => path.split("/").slice(1).join("-");

function pagesOf(pages: readonly Page[]): string {
	const head = { format: "json-pages-1.0", id: "pages", title: "Articles" };
	const rows = pages.map(({ title, capture }) => ({
		id: capture.id,
		url: capture.address,
		ts: isoOf(capture.at),
		title,
	}));
	return [head, ...rows].map((row) => `${JSON.stringify(row)}\n`).join("");
}

const isoOf = (at: number): string => new Date(at).toISOString();

function cdxjOf(archive: string, refs: readonly CaptureRef[], pictures: readonly PictureRecord[]): string {
	const captures = refs.map((ref): Indexed => {
		const mime = ref.revisit ? "warc/revisit" : mimeOf(archive, ref);
		return { ...ref, mime, filename: nameOf(ref.path) };
	});
	const shown = pictures.map(({ picture, offset, length }): Indexed => {
		const { address, at, sha256: digest, type: mime } = picture;
		return { address, at, digest, mime, offset, length, status: 200, filename: PICTURES };
	});
	return [...captures, ...shown].map(cdxjLine).sort().join("");
}

/** What the index says of a record. */
type Indexed = Pick<CaptureRef, "address" | "at" | "status" | "digest" | "offset" | "length"> & {
	readonly mime: string;
	readonly filename: string;
};

function cdxjLine({ address, at, status, digest, offset, length, mime, filename }: Indexed): string {
	const timestamp = isoOf(at).replace(/\D/g, "").slice(0, 14);
	const fields = {
		...{ url: address, mime, status: String(status), digest: `sha256:${digest}` },
		...{ length: String(length), offset: String(offset), filename },
	};
	return `${surtOf(address)} ${timestamp} ${JSON.stringify(fields)}\n`;
}

/** The host's labels turned round, then the path: what CDX indexes are sorted by. */
function surtOf(address: string): string {
	const { hostname, port, pathname, search } = new URL(address);
	const host = hostname
		.replace(/^www\d*\./, "")
		.split(".")
		.reverse()
		.join(",");
	return `${host}${port === "" ? "" : `:${port}`})${pathname}${search}`.toLowerCase();
}

const HEAD_BYTES = 64 << 10;

/** The response's media type, from its record. */
function mimeOf(archive: string, { path, offset, length }: CaptureRef): string {
	const file = openSync(placeOf(archive, path), "r");
	try {
		const member = Buffer.alloc(length);
		readSync(file, member, 0, length, offset);
		const head = gunzipSync(member).subarray(0, HEAD_BYTES).toString("latin1");
		return /\r\n\r\n[\s\S]*?\r\ncontent-type:\s*([\w.+/-]+)/i.exec(head)?.[1]?.toLowerCase() ?? "unk";
	} finally {
		closeSync(file);
	}
}

function datapackageOf(resources: readonly ZipEntry[], { now, title }: WaczOptions): string {
	const described = resources.map((entry) => {
		const hash = createHash("sha256");
		let bytes = 0;
		for (const chunk of chunksOf(entry)) {
			hash.update(chunk);
			bytes += chunk.length;
		}
		return {
			name: entry.name.split("/").at(-1),
			path: entry.name,
			hash: `sha256:${hash.digest("hex")}`,
			bytes,
		};
	});
	const about = {
		profile: "data-package",
		wacz_version: "1.1.1",
		title,
		software: "pressmark",
		created: isoOf(now),
	};
	return `${JSON.stringify({ ...about, resources: described }, null, 2)}\n`;
}
