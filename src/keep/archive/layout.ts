import { join } from "node:path";
import { markOf, slugOf } from "../../article/address.ts";

/** Where things lie in an archive; every path is relative to its folder and uses `/`. */

export const MANIFEST = "pressmark.json";
export const LOCK = ".lock";
export const KEY = ".key";
export const STAGING = ".staging";
export const INDEX = "index.sqlite";
export const POLLS = ".polls.jsonl";
/** Where the polls were while they lay in git. */
export const POLLS_BEFORE = "polls.jsonl";
export const LEDGER = "ledger";
export const CHECKPOINT = "ledger/checkpoint";
export const CAPTURES = "captures";
export const ASIDE = "aside";

/** The mode of a file that holds secrets. */
export const OWNER_ONLY = 0o600;

/**
 * A file of the ledger that has so many bytes gets no more lines, and the day goes on in a next one: git
 * stores a file anew with every commit that added to it, so this, and not the archive, is what a commit costs.
 */
export const LEDGER_FILE_BYTES = 64 << 10;

/** The ledger's first file of a day. */
export function ledgerPath(at: number): string {
	return `${LEDGER}/${datePartsOf(at).join("/")}.jsonl`;
}

/** The first WARC file of a day. */
export function capturePath(at: number): string {
	return `${CAPTURES}/${datePartsOf(at).join("/")}.warc.gz`;
}

/**
 * The file in which the same day goes on: `23.jsonl`, then `23/000/001.jsonl` and so on, at most 1,000 in
 * a folder. Sorting paths gives their order in time.
 */
export function nextPathOfDay(path: string): string {
	const [, day = "", thousands = "0", rest = "0", extension = ""] =
		/^(.*\/\d\d)(?:\/(\d+)\/(\d{3}))?(\.[a-z.]+)$/.exec(path) ?? [];
	const number = String(Number(thousands + rest) + 1).padStart(6, "0");
	return `${day}/${number.slice(0, -3)}/${number.slice(-3)}${extension}`;
}

/** What an article's files are called, without the folder of the kind: `<outlet>/<yyyy>/<mm>/<dd>/<slug>-<mark>`. */
export function stemOf(outlet: string, address: string, stamp: number): string {
	return `${outlet}/${datePartsOf(stamp).join("/")}/${slugOf(address)}-${markOf(address)}`;
}

/** The file of an article's revision `n` where it has `revisions` in all. */
export function documentPath(stem: string, n: number, revisions: number): string {
	return n === revisions ? `articles/${stem}.md` : `revisions/${stem}/${n}.md`;
}

/** A picture's file: its bytes name it. */
export function mediaPath(sha256: string, extension: string): string {
	return `media/${sha256.slice(0, 2)}/${sha256}.${extension}`;
}

/** An absolute path. */
export function placeOf(folder: string, path: string): string {
	return join(folder, ...path.split("/"));
}

/** What a four-digit year can name; a clock or a stamp outside is taken for the nearest day inside. */
const TIME_MIN = Date.UTC(1000, 0, 1);
const TIME_MAX = Date.UTC(9999, 11, 31);

function datePartsOf(at: number): [year: string, month: string, day: string] {
	const iso = new Date(Math.min(Math.max(at, TIME_MIN), TIME_MAX)).toISOString();
	return [iso.slice(0, 4), iso.slice(5, 7), iso.slice(8, 10)];
}

/** Folder names that an outlet may have: one plain name of any script, never hidden, never a path. */
export function isOutletName(name: string): boolean {
	return /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,99}$/u.test(name) && !name.includes("..");
}
