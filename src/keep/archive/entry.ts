import type { Article } from "../../article/article.ts";
import type { KeptPicture, Observed } from "../../article/library.ts";

/**
 * One line of the ledger: something learnt or kept at a time. `seq` counts from 1 over the whole
 * ledger; `prev` is the sha256, in hex, of the line before (without its line feed), and 64 zeros in
 * the first line. Times are ms since 1970, paths relative to the archive.
 */
export type Entry = Draft & { readonly seq: number; readonly prev: string };

/** What is about to become a line. */
export type Draft = { readonly at: number } & (
	| KeptEntry
	| ReturnedEntry
	| ObservedEntry
	| PictureEntry
	| CapturedEntry
	| AsideEntry
);

interface Named {
	readonly mark: string;
	readonly outlet: string;
	readonly address: string;
}

interface Checked {
	readonly capture: CaptureRef | null;
	/** By the address that gave them; null where nothing new was given. */
	readonly validators: ValidatorsByAddress | null;
}

/** What a server gave to ask it again by (RFC 9110, section 8.8). */
export interface Validators {
	readonly etag: string | null;
	readonly lastModified: string | null;
}

/** A redirect's target is never asked with another address's validators. */
export type ValidatorsByAddress = Readonly<Record<string, Validators>>;

/** A revision was kept: the first (`kept`) or a later one (`revised`). */
export interface KeptEntry extends Named, Checked {
	readonly kind: "kept" | "revised";
	readonly outletName: string;
	/** Counts from 1. */
	readonly revision: number;
	readonly by: "outlet" | "pressmark";
	/** When the source was first seen to link to the article. */
	readonly stamp: number;
	readonly title: string;
	/** `stem` names the article's files, `text` is the sha256 of the canonical text. */
	readonly document: {
		readonly stem: string;
		readonly sha256: string;
		readonly bytes: number;
		readonly text: string;
	};
	readonly article: UnwrittenFields;
	readonly pictures: readonly KeptPicture[];
	/** Where an import found the document; null where we wrote it. */
	readonly origin: Origin | null;
	/** Where the change says itself that it is one ("更新", "correction"); null where nothing does. */
	readonly announced: string | null;
}

/** A document of another archive. */
export interface Origin {
	/** Relative to what was imported. */
	readonly path: string;
	/** When that archive kept it, by its git history. */
	readonly at: number | null;
}

/** What an article has and its document does not carry. */
export type UnwrittenFields = Omit<Article, "address" | "title" | "blocks">;

/** The page shows the text of an earlier revision again. */
export interface ReturnedEntry extends Named, Checked {
	readonly kind: "returned";
	readonly revision: number;
}

/** The page was asked again, and no text was learnt. */
export interface ObservedEntry extends Named, Checked {
	readonly kind: Exclude<Observed, "kept" | "revised">;
	readonly detail: string;
	/** Of `unreachable`: whose fault it was. What was ours says nothing of the page, and its state stays. */
	readonly side?: "theirs" | "ours" | "unknown";
}

/** An address gave these bytes for the first time; `was` is what it gave before. */
export interface PictureEntry {
	readonly kind: "picture";
	readonly address: string;
	readonly sha256: string;
	readonly path: string;
	readonly type: string;
	readonly bytes: number;
	readonly width: number | null;
	readonly height: number | null;
	/** All of it in one colour, as `#rrggbb`; absent where nobody looked, or it is not opaque. */
	readonly colour?: string;
	/** False where the bytes end before the picture does. */
	readonly whole: boolean;
	readonly was: string | null;
}

/** Records were added to a WARC file: `sha256` is of exactly those bytes of it. */
export interface CapturedEntry {
	readonly kind: "captured";
	readonly path: string;
	readonly offset: number;
	readonly length: number;
	readonly sha256: string;
	readonly records: readonly CaptureRecord[];
}

/** A response or revisit record. */
export interface CaptureRecord {
	/** The record's number, as in `WARC-Record-ID: <urn:uuid:…>`. */
	readonly id: string;
	readonly address: string;
	readonly at: number;
	readonly status: number;
	readonly validators: Validators;
	/** The payload's sha256 in hex. */
	readonly digest: string;
	/** Of the record's gzip member in the file. */
	readonly offset: number;
	readonly length: number;
	/** True for a `revisit`: the payload stands in an earlier record. */
	readonly revisit: boolean;
}

/** A record together with the WARC file it stands in. */
export interface CaptureRef extends CaptureRecord {
	readonly path: string;
}

/** A file that became no document of ours was kept as it was. */
export interface AsideEntry {
	readonly kind: "aside";
	readonly origin: Origin;
	/** Why: what is wrong with it, or whose text it repeats in other bytes. */
	readonly reason: string;
	readonly path: string;
	readonly sha256: string;
	readonly bytes: number;
}
