import { closeSync, openSync, readSync } from "node:fs";
import { resolve } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { gunzipSync } from "node:zlib";
import type { Capture } from "../article/capture.ts";
import type { CaptureRef } from "./archive/entry.ts";
import { ArchiveError } from "./archive/error.ts";
import { INDEX, placeOf } from "./archive/layout.ts";
import { readLines } from "./archive/ledger.ts";
import { type HttpResponse, readHttpResponse } from "./import/http-response.ts";
import { openIndexToRead } from "./index/schema.ts";

/** A page as it was captured: its body may still have a content coding, so there is no `content` yet. */
export type CodedCapture = Omit<Capture, "content">;

/** The capture that an article's newest revision was read from. */
export interface Recapture {
	readonly mark: string;
	readonly ref: CaptureRef;
	/** Null where the WARC file is not here (captures stay outside git) or not whole. */
	readonly capture: CodedCapture | null;
	/** What an address answered next, at most an hour later, whatever it was: where an article goes on. */
	readonly after: (address: string) => CodedCapture | null;
}

/** Pages of one article are asked for one after another: a capture later than this belongs to another reading. */
const READING_MS_MAX = 3_600_000;

/** A record is read no further than this: more than any body that is fetched. */
const RECORD_BYTES_MAX = 128 * 1024 * 1024;

/** The captured pages of an archive, to be closed by whoever opened them. */
export interface Recaptures {
	/**
	 * Of every article, in the order in which their newest revisions were kept. Memory grows by one
	 * reference an article.
	 */
	each(): Generator<Recapture>;
	close(): void;
}

/** Opens the captured pages of the archive in a folder. Throws `ArchiveError` where it has no index. */
export function openRecaptures(folder: string): Recaptures {
	const root = resolve(folder);
	const db = openIndexToRead(placeOf(root, INDEX));
	if (db === null) throw new ArchiveError("missing", `${root} has no index: run \`pressmark reindex\`.`);
	return {
		*each() {
			for (const [mark, ref] of newestCaptures(root)) {
				const after = (address: string): CodedCapture | null => {
					const next = captureAfter(db, address, ref.at);
					return next === null ? null : readCapture(root, next, db);
				};
				yield { mark, ref, capture: readCapture(root, ref, db), after };
			}
		},
		close: () => db.close(),
	};
}

function newestCaptures(root: string): ReadonlyMap<string, CaptureRef> {
	const newest = new Map<string, CaptureRef>();
	for (const { entry } of readLines(root)) {
		if (entry?.kind !== "kept" && entry?.kind !== "revised") continue;
		newest.delete(entry.mark);
		// Where the source alone was read, the capture is the source's, not a page.
		const isOfPage = (entry.article.headlines?.page ?? null) !== null;
		if (entry.capture !== null && isOfPage) newest.set(entry.mark, entry.capture);
	}
	return newest;
}

function captureAfter(db: DatabaseSync, address: string, at: number): CapturePlace | null {
	const row = db
		.prepare(
			`SELECT address, at, digest, path, offset, length, revisit FROM capture
			WHERE address = ? AND at BETWEEN ? AND ? ORDER BY at LIMIT 1`,
		)
		.get(address, at, at + READING_MS_MAX);
	return row === undefined ? null : ({ ...row, revisit: row["revisit"] === 1 } as unknown as CapturePlace);
}

type CapturePlace = Pick<CaptureRef, "address" | "at" | "digest" | "path" | "offset" | "length" | "revisit">;

function readCapture(root: string, ref: CapturePlace, db: DatabaseSync): CodedCapture | null {
	const record = readRecord(root, ref);
	if (record === null) return null;
	const body = ref.revisit ? originalPayload(root, ref, db) : record.body;
	if (body === null) return null;
	const asked = { address: ref.address, method: "GET", requestHeaders: {}, peer: null, at: ref.at } as const;
	return { ...asked, ...record, body };
}

/** The payload that a `revisit` stands for, in the earlier record that has it. */
function originalPayload(root: string, { digest }: CapturePlace, db: DatabaseSync): Uint8Array | null {
	const row = db
		.prepare("SELECT path, offset, length FROM capture WHERE digest = ? AND revisit = 0")
		.get(digest);
	if (row === undefined) return null;
	const { path, offset, length } = row as unknown as Pick<CaptureRef, "path" | "offset" | "length">;
	return readRecord(root, { path, offset, length })?.body ?? null;
}

/** The response in one gzip member of a WARC file (ISO 28500); null where it is not there or not whole. */
function readRecord(root: string, ref: Pick<CaptureRef, "path" | "offset" | "length">): HttpResponse | null {
	try {
		const record = gunzipSync(readBytes(placeOf(root, ref.path), ref), { maxOutputLength: RECORD_BYTES_MAX });
		return readHttpResponse(record.subarray(record.indexOf("\r\n\r\n") + 4, -4));
	} catch {
		return null;
	}
}

function readBytes(place: string, { offset, length }: Pick<CaptureRef, "offset" | "length">): Uint8Array {
	const file = openSync(place, "r");
	try {
		const bytes = Buffer.alloc(length);
		readSync(file, bytes, 0, length, offset);
		return bytes;
	} finally {
		closeSync(file);
	}
}
