/** Why an archive could not be opened or written, for a caller to decide by. */
export type ArchiveProblem =
	/** Another process writes this archive. */
	| "locked"
	/** The folder is no archive, or its index is not there yet. */
	| "missing"
	/** A newer Pressmark wrote it. */
	| "newer"
	/** The archive was opened for reading, or the disk forbids writing. */
	| "read-only"
	/** No room left, or no more files may be open: what was asked is not kept, and may be asked again when there is room. */
	| "full"
	/** What was asked cannot be kept at all: an address that is none, an outlet's name that is no folder name. */
	| "invalid"
	/** The index cannot be read; it can be made again. */
	| "damaged"
	/** The disk failed: nothing more is written until the archive is opened again. */
	| "broken";

/** What the disk may do to an archive; `message` says what happened and what to do. */
export class ArchiveError extends Error {
	readonly problem: ArchiveProblem;
	constructor(problem: ArchiveProblem, message: string, options?: ErrorOptions) {
		super(message, options);
		this.name = "ArchiveError";
		this.problem = problem;
	}
}

const FULL: ReadonlySet<string> = new Set(["ENOSPC", "EDQUOT", "EFBIG"]);
const READ_ONLY: ReadonlySet<string> = new Set(["EROFS", "EACCES", "EPERM"]);
/** SQLite's result codes: see sqlite.org/rescode.html. */
const BY_RESULT: Readonly<Record<number, ArchiveProblem>> = {
	8: "read-only",
	11: "damaged",
	13: "full",
	14: "full",
	26: "damaged",
};

/** By its code, or by its words: where Node cannot load code or start a thread it gives no code. */
function isTooManyFiles(error: unknown): boolean {
	const { code, message } = error as { code?: string; message?: string };
	return /\bE[MN]FILE\b|too many open files/i.test(`${code} ${message}`);
}

/** The problem behind an error of the operating system or of SQLite. */
export function problemOf(error: unknown): ArchiveProblem {
	if (error instanceof ArchiveError) return error.problem;
	const { code, errcode } = error as { code?: string; errcode?: number };
	if (isTooManyFiles(error)) return "full";
	const byResult = errcode === undefined ? undefined : BY_RESULT[errcode % 256];
	if (byResult !== undefined) return byResult;
	if (code !== undefined && FULL.has(code)) return "full";
	return code !== undefined && READ_ONLY.has(code) ? "read-only" : "broken";
}

const ADVICE: Readonly<Record<ArchiveProblem, string>> = {
	locked: "another Pressmark writes this archive; stop it, or read only",
	missing: "run `pressmark init` or `pressmark reindex`",
	newer: "this archive was written by a newer Pressmark; update this one",
	"read-only": "the archive cannot be written; check who owns the folder and how the disk is mounted",
	full: "the disk has no room left, or too many files are open; make room, and the next pass goes on",
	invalid: "nothing else was touched by it",
	damaged: "the index is damaged; run `pressmark reindex`",
	broken: "the disk failed; check it, then start again: the archive repairs its tail when it opens",
};

const RAISE_LIMIT =
	"raise the limit of open files (`ulimit -n`) or end what holds so many, and the next pass goes on";

/** Any error of a write, as an `ArchiveError` that says what was being done and what to do. */
export function archiveError(doing: string, error: unknown): ArchiveError {
	if (error instanceof ArchiveError) return error;
	const problem = problemOf(error);
	const reason = error instanceof Error ? error.message : String(error);
	return new ArchiveError(
		problem,
		`${doing}: ${reason}; ${isTooManyFiles(error) ? RAISE_LIMIT : ADVICE[problem]}.`,
		{ cause: error },
	);
}
