import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import type { Archive } from "./archive.ts";
import { type Listed, listFolder } from "./import/files.ts";
import { openHistory } from "./import/git.ts";
import { type Found, readPost } from "./import/post.ts";

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
	let before: Promise<unknown> = Promise.resolve();
	for (const one of listed) {
		// Files are read side by side and kept in their order: of two versions the older is the first revision.
		const reading = one.read();
		const found = before.then(() => reading);
		const importing = found.then((file) => importOne(archive, file, outlet));
		// Their turn to be awaited comes later; until then a failure is nobody's fault.
		for (const promise of [reading, found, importing]) promise.catch(() => undefined);
		before = found.catch(() => undefined);
		pending.push(importing);
		const oldest = pending.length < AT_ONCE ? undefined : pending.shift();
		if (oldest !== undefined) yield await oldest;
	}
	for (const rest of pending) yield await rest;
}

async function importOne(archive: Archive, found: Found, outlet: string | null): Promise<Imported> {
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
