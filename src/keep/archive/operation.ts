import type { Article } from "../../article/article.ts";
import type { Capture } from "../../article/capture.ts";
import type { KeptPicture } from "../../article/library.ts";
import type { CaptureRef, ObservedEntry, Origin, ValidatorsByAddress } from "./entry.ts";
import type { PictureHeader } from "./picture.ts";

/** An article to be kept, with everything known of it. */
export interface Keeping {
	/** Folder name in the archive, and the outlet's name for people. */
	readonly outlet: string;
	readonly outletName: string;
	readonly article: Article;
	/** The document's body, safe HTML on one line. */
	readonly body: string;
	/** When the source was first seen to link to it, ms since 1970. */
	readonly stamp: number;
	/** The page or feed it was read from. */
	readonly capture: CaptureRef | null;
	readonly pictures: readonly KeptPicture[];
	/** Whose change it is, should it be one: the outlet's, or ours where the same page was read again. */
	readonly by: "outlet" | "pressmark";
	/** What to ask the page again by, where it is not to be read from the capture. */
	readonly validators?: ValidatorsByAddress;
	/** Where it comes from, if not from the network; the document to the byte, where another archive wrote one. */
	readonly imported?: { readonly document?: string; readonly origin: Origin };
}

/** What became of a keeping; `again` is true where the page shows the text of an earlier revision. */
export interface Kept {
	readonly change: "new" | "revised" | "unchanged";
	readonly mark: string;
	readonly revision: number;
	readonly again: boolean;
}

/** A picture's bytes as an address gave them, and what they are. */
export interface PictureBytes {
	readonly address: string;
	readonly bytes: Uint8Array;
	readonly header: PictureHeader;
	/** As `Blob` has it. */
	readonly colour?: string;
}

export interface StoredPicture {
	readonly sha256: string;
	/** Relative to the archive. */
	readonly file: string;
	readonly type: string;
	readonly bytes: number;
	readonly width: number | null;
	readonly height: number | null;
	readonly colour?: string;
	/** False where the bytes end before the picture does. */
	readonly whole: boolean;
	/** True where the address gave other bytes before. */
	readonly changed: boolean;
}

/** What was learnt by asking a page again, other than a text. */
export interface Observing {
	readonly kind: ObservedEntry["kind"];
	/** Of an article that is kept. */
	readonly mark: string;
	/** In words: the status, where it moved, why it was refused. */
	readonly detail: string;
	/** Of `unreachable`. */
	readonly side?: ObservedEntry["side"];
	readonly capture: CaptureRef | null;
	readonly validators?: ValidatorsByAddress;
}

/** A file that could not be read as a document, to be kept as it is. */
export interface Aside {
	readonly origin: Origin;
	readonly reason: string;
	readonly bytes: Uint8Array;
}

/** What each kind of operation is given. */
export interface Inputs {
	readonly capture: Capture;
	readonly picture: PictureBytes;
	readonly keep: Keeping;
	readonly observe: Observing;
	readonly aside: Aside;
	/** The value is JSON. */
	readonly poll: { readonly key: string; readonly value: string };
	readonly flush: null;
}

/** What each kind of operation answers. */
export interface Outcomes {
	readonly capture: CaptureRef;
	readonly picture: StoredPicture;
	readonly keep: Kept;
	readonly observe: null;
	readonly aside: null;
	readonly poll: null;
	readonly flush: null;
}

/** One thing to be written, at a time; what crosses to the writing thread. */
export type Operation = {
	[Kind in keyof Inputs]: { readonly kind: Kind; readonly at: number; readonly input: Inputs[Kind] };
}[keyof Inputs];
