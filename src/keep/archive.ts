import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { canonicalAddress } from "../article/address.ts";
import type { Capture } from "../article/capture.ts";
import type { Library } from "../article/library.ts";
import type { CaptureRef } from "./archive/entry.ts";
import { ArchiveError, archiveError } from "./archive/error.ts";
import { INDEX, isOutletName, LEDGER, placeOf } from "./archive/layout.ts";
import type {
	Aside,
	Inputs,
	Keeping,
	Kept,
	Observing,
	Outcomes,
	StoredPicture,
} from "./archive/operation.ts";
import { readPictureHeader } from "./archive/picture.ts";
import { getPoll } from "./archive/polls.ts";
import { openWriter, type Writer } from "./archive/writer.ts";
import { allArticles, type Due, dueArticles } from "./index/due.ts";
import { libraryOf } from "./index/library.ts";
import { namedPicture } from "./index/pictures.ts";
import { openIndexToRead } from "./index/schema.ts";

export interface ArchiveOptions {
	/** The time, ms since 1970. */
	readonly now: () => number;
	/** Whether captures are kept as WARC files; true unless said otherwise. */
	readonly captures?: boolean;
	/** Where the index lies; `index.sqlite` in the archive's folder unless said otherwise. */
	readonly index?: string;
}

/**
 * An archive on disk. Whatever `keep…` and `observe` resolve with is durable: no crash and no power cut
 * takes it back. They reject with `ArchiveError`, whose `problem` says what to do.
 */
export interface Archive {
	readonly folder: string;
	readonly library: Library;
	/** Null where captures are not kept. */
	keepCapture(capture: Capture): Promise<CaptureRef | null>;
	/** Keeps a picture's original bytes, and its colour where that is known, under the address that was asked; null where they are no picture. */
	keepPicture(
		address: string,
		picture: Pick<Capture, "content"> & { readonly colour?: string },
	): Promise<StoredPicture | null>;
	/**
	 * The whole address of a picture that a kept article names and whose bytes are not here, asked for in any
	 * way of writing it; null where no article names it, or it is here.
	 */
	namedPicture(address: string): string | null;
	keep(keeping: Keeping): Promise<Kept>;
	observe(observing: Observing): Promise<void>;
	/** Keeps a file that is no document as it is, with its origin and the reason. */
	keepAside(aside: Aside): Promise<void>;
	/** The articles whose page is to be asked again, by ages (ms) since they were first kept. */
	due(now: number, schedule: readonly number[]): readonly Due[];
	/** Every article, to be asked again whether due or not. */
	all(): Iterable<Due>;
	readonly polls: Polls;
	/** Makes the polls durable and signs how far the ledger has come. */
	flush(): Promise<void>;
	/** Waits for what was asked and frees the archive for the next writer. May be called twice. */
	close(): Promise<void>;
}

export type { CaptureRef, Due, Keeping, Kept, Observing, StoredPicture };
export { ArchiveError };

/** What sources answered last, as opaque JSON values under the sources' keys. */
export interface Polls {
	get(key: string): Promise<unknown>;
	put(key: string, value: unknown): Promise<void>;
}

/** An archive opened for reading only. */
export interface OpenLibrary extends Library {
	readonly polls: Pick<Polls, "get">;
	close(): Promise<void>;
}

/**
 * Opens an archive for writing, making the folder where it is not there. A second writer is refused at
 * once; any number may read meanwhile. Rejects with `ArchiveError`.
 */
export async function openArchive(folder: string, options: ArchiveOptions): Promise<Archive> {
	const root = resolve(folder);
	const indexPlace = options.index ?? placeOf(root, INDEX);
	const writer = await openWriter({ folder: root, indexPlace });
	try {
		return archiveOf(root, openIndexOf(root, indexPlace), writer, options);
	} catch (error) {
		await writer.close();
		throw error;
	}
}

/** Opens an archive for reading; what is written meanwhile is seen. Rejects with `ArchiveError`. */
export async function openLibrary(folder: string, index?: string): Promise<OpenLibrary> {
	const root = resolve(folder);
	const db = openIndexOf(root, index ?? placeOf(root, INDEX));
	return { ...libraryOf(root, db), polls: { get: readPoll(db) }, close: async () => db.close() };
}

function openIndexOf(root: string, place: string): DatabaseSync {
	let db: DatabaseSync | null;
	try {
		db = openIndexToRead(place);
	} catch (error) {
		throw archiveError(`reading ${place}`, error);
	}
	if (db === null) throw missing(root);
	return db;
}

function missing(root: string): ArchiveError {
	const why = existsSync(placeOf(root, LEDGER))
		? "has no index of this version: run `pressmark reindex`"
		: "is no archive: run `pressmark init`, or name another folder with --archive";
	return new ArchiveError("missing", `${root} ${why}.`);
}

function archiveOf(
	folder: string,
	db: DatabaseSync,
	writer: Writer,
	{ now, captures = true }: ArchiveOptions,
): Archive {
	const write = <Kind extends keyof Inputs>(kind: Kind, input: Inputs[Kind]): Promise<Outcomes[Kind]> =>
		writer.write(kind, now(), input);
	return {
		folder,
		library: libraryOf(folder, db),
		keepCapture: async (capture) => (captures ? write("capture", capture) : null),
		keepPicture: async (address, { content, colour }) => {
			const header = readPictureHeader(content);
			const seen = colour === undefined ? {} : { colour };
			return header === null ? null : write("picture", { address, bytes: content, header, ...seen });
		},
		namedPicture: (address) => namedPicture(folder, db, address),
		keep: async (keeping) => write("keep", checkedKeeping(keeping)),
		observe: async (observing) => {
			await write("observe", observing);
		},
		keepAside: async (aside) => {
			await write("aside", aside);
		},
		due: (time, schedule) => dueArticles(db, time, schedule),
		all: () => allArticles(db),
		polls: {
			get: readPoll(db),
			put: async (key, value) => {
				await write("poll", { key, value: JSON.stringify(value) });
			},
		},
		flush: async () => {
			await write("flush", null);
		},
		close: async () => {
			await writer.close();
			if (db.isOpen) db.close();
		},
	};
}

function readPoll(db: DatabaseSync): Polls["get"] {
	return async (key) => JSON.parse(getPoll(db, key) ?? "null") as unknown;
}

/** What becomes a path is checked at the door. */
function checkedKeeping(keeping: Keeping): Keeping {
	const { outlet, article } = keeping;
	if (!isOutletName(outlet)) {
		throw new ArchiveError(
			"invalid",
			`"${outlet}" cannot be an outlet's folder: use letters, digits, dots and hyphens, at most 100 characters.`,
		);
	}
	if (canonicalAddress(article.address) !== article.address) {
		throw new ArchiveError("invalid", `"${article.address}" is not an article's canonical address.`);
	}
	return keeping;
}
