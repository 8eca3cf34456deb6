import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import type { Archive } from "./archive.ts";
import { type Listed, listFolder } from "./import/files.ts";
import { openHistory } from "./import/git.ts";
import { readPost } from "./import/post.ts";

/** What became of one file, or of one of its versions. */
export type Imported = { readonly path: string } & (
	| {
			/** `unchanged`: its text is kept already; bytes that differ are kept aside. */
			readonly kind: "new" | "revised" | "unchanged";
			readonly mark: string;
			readonly revision: number;
	  }
	/** Not a document: kept aside as it is. */
	| { readonly kind: "aside"; readonly reason: string }
);

export interface ImportOptions {
	/** The outlet of all that is imported; by default each file's folder or category says. */
	readonly outlet?: string;
}

/** Files under way at one time: enough to fill rounds of the archive, few enough to hold in memory. */
const AT_ONCE = 256;

/**
 * Imports the documents of another archive, oldest first: duty-machine's `articles/<outlet>/…`, Jekyll
 * `_posts`, or any folder of such files; of a git clone, every version in its history. A file that is no
 * document is kept aside and named, never dropped. Doing it twice adds nothing. Rejects with
 * `ArchiveError`, or with the error of reading the folder.
 */
export async function* importFolder(
	archive: Archive,
	folder: string,
	{ outlet }: ImportOptions = {},
): AsyncGenerator<Imported> {
	const root = resolve(folder);
	if (!(await stat(root)).isDirectory()) throw new Error(`${root} is no folder`);
	const history = await openHistory(root);
	try {
		if (history !== null) yield* importAll(archive, history.listed, outlet ?? null);
		// After the history: the files as they are now, as far as they were never committed.
		yield* importAll(
			archive,
			await listFolder(root, (path, bytes) => history?.has(path, bytes) !== true),
			outlet ?? null,
		);
	} finally {
		history?.close();
	}
}

async function* importAll(
	archive: Archive,
	listed: readonly Listed[],
	outlet: string | null,
): AsyncGenerator<Imported> {
	const pending: Promise<Imported>[] = [];
	for (const one of listed) {
		const importing = importOne(archive, one, outlet);
		// Its turn to be awaited comes later; until then a failure is nobody's fault.
		importing.catch(() => undefined);
		pending.push(importing);
		const oldest = pending.length < AT_ONCE ? undefined : pending.shift();
		if (oldest !== undefined) yield await oldest;
	}
	for (const rest of pending) yield await rest;
}

async function importOne(archive: Archive, listed: Listed, outlet: string | null): Promise<Imported> {
	const found = await listed.read();
	const { path, bytes, at } = found;
	const reading = readPost(found, outlet);
	if (reading.kind === "bad") {
		const { reason } = reading;
		await archive.keepAside({ origin: { path, at }, reason, bytes });
		return { path, kind: "aside", reason };
	}
	const { change, mark, revision } = await archive.keep(reading.keeping);
	return { path, kind: change, mark, revision };
}
