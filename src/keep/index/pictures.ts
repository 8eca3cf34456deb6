import { existsSync } from "node:fs";
import type { DatabaseSync } from "node:sqlite";
import type { Blob, KeptPicture } from "../../article/library.ts";
import { pictureKey } from "../../article/weserv.ts";
import { placeOf } from "../archive/layout.ts";

/** What the index knows of pictures. */
export interface IndexedPictures {
	/** The file with these bytes; null where none is kept. */
	blob(sha256: string): Blob | null;
	/** The picture last seen at an address, in any way of writing it; null where none is kept. */
	at(address: string): Blob | null;
	/** A picture as an article's line tells it; one that was kept later than the article has what was kept. */
	told(line: string): KeptPicture;
	/** The same of a list. */
	toldAll(line: string): readonly KeptPicture[];
}

type Row = Readonly<Record<string, unknown>>;

/** `one` gives the first row that a statement finds. */
export function indexedPictures(
	folder: string,
	one: (sql: string, ...values: string[]) => Row | undefined,
): IndexedPictures {
	const blob = (sha256: string): Blob | null => {
		const row = one("SELECT * FROM blob WHERE sha256 = ?", sha256);
		if (row === undefined) return null;
		const { path: file, type, bytes, width, height, whole, colour } = row as unknown as BlobRow;
		const seen = colour === null ? {} : { colour };
		const path = placeOf(folder, file);
		return { path, file, sha256, type, bytes, width, height, whole: whole === 1, ...seen };
	};
	const at = (address: string): Blob | null => {
		const last = one(
			"SELECT sha256 FROM picture WHERE key = ? ORDER BY seq DESC LIMIT 1",
			pictureKey(address),
		);
		return last === undefined ? null : blob(String(last["sha256"]));
	};
	const found = (picture: KeptPicture): KeptPicture => {
		const kept = picture.sha256 === null ? at(picture.address) : blob(picture.sha256);
		if (kept === null) return picture;
		const { path: _place, bytes: _count, ...facts } = kept;
		return { ...picture, ...facts };
	};
	return {
		blob,
		at,
		told: (line) => found(JSON.parse(line) as KeptPicture),
		toldAll: (line) => (JSON.parse(line) as readonly KeptPicture[]).map(found),
	};
}

/** As `schema.ts` has it. */
type BlobRow = Omit<Blob, "file" | "sha256" | "whole" | "colour"> & {
	readonly whole: number;
	readonly colour: string | null;
};

const LAST_FILE =
	"SELECT path FROM picture JOIN blob USING (sha256) WHERE key = ? ORDER BY picture.seq DESC LIMIT 1";

/**
 * The whole address of a picture that an article names and whose bytes are not here: it was not kept with the
 * article, or this is a clone without pictures. Null where no article names it, or it is here.
 */
export function namedPicture(folder: string, db: DatabaseSync, address: string): string | null {
	const key = pictureKey(address);
	const row = db.prepare("SELECT secure FROM named WHERE key = ?").get(key);
	if (row !== undefined) return `${row["secure"] === 1 ? "https" : "http"}://${key}`;
	const kept = db.prepare(LAST_FILE).get(key);
	return kept === undefined || existsSync(placeOf(folder, String(kept["path"]))) ? null : address;
}
