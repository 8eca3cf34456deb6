import type { Headlines } from "./article.ts";
import type { SearchWarning } from "./search-warning.ts";

/** What may be asked of an archive: the reader, the publisher and the feeds know no more than this. Times are ms since 1970. */
export interface Library {
	outlets(): Promise<readonly Outlet[]>;
	/** Newest first by `sorted`; `before` is the `cursor` of the last one seen. */
	list(query: ListQuery): Promise<readonly Summary[]>;
	article(mark: string, revision?: number): Promise<Kept | null>;
	/** Oldest first. */
	revisions(mark: string): Promise<readonly Revision[]>;
	/** Newest first. */
	observations(query: ObservationQuery): Promise<readonly Observation[]>;
	/**
	 * When the hours (UTC) from `since` began in which anything at all was observed, oldest first, and before
	 * them the last such hour that is older.
	 */
	observedHours(since: number): Promise<readonly number[]>;
	search(query: string, options: SearchOptions): Promise<SearchResult>;
	/** Other articles that tell the same story, likest first. */
	alike(mark: string): Promise<readonly Summary[]>;
	/** The archived picture last seen at an address, in any way of writing it; null where none is kept here. */
	picture(address: string): Promise<Blob | null>;
	/** The picture with these bytes; null where none is kept, or, as in a clone without pictures, not here. */
	blob(sha256: string): Promise<Blob | null>;
	/** Grows with every change, so that a page made from the archive can be told fresh from stale. */
	version(): Promise<number>;
}

export interface Outlet {
	/** Folder name in the archive. */
	readonly outlet: string;
	readonly name: string;
	/** The outlet's own front page. */
	readonly home: string | null;
	readonly articles: number;
	readonly newest: number | null;
}

export interface ListQuery {
	readonly outlet?: string;
	readonly section?: string;
	/** Inclusive. */
	readonly since?: number;
	/** Exclusive. */
	readonly until?: number;
	readonly before?: string;
	readonly limit: number;
}

export type State = "present" | "gone" | "moved" | "refused" | "unreachable";

/** An article as a list shows it. */
export interface Summary {
	readonly mark: string;
	readonly outlet: string;
	readonly address: string;
	readonly title: string;
	readonly section: string | null;
	readonly language: string | null;
	readonly published: number | null;
	readonly firstSeen: number;
	readonly kept: number;
	/** What lists are sorted by: the earlier of published and first seen. */
	readonly sorted: number;
	readonly cursor: string;
	readonly excerpt: string;
	readonly picture: KeptPicture | null;
	readonly revisions: number;
	readonly state: State;
	readonly stateSince: number;
	/** The document's path in the archive. */
	readonly file: string;
}

/** One revision of an article, whole. */
export interface Kept extends Summary {
	readonly revision: number;
	readonly headlines: Headlines | null;
	readonly subtitle: string | null;
	readonly bylines: readonly string[];
	readonly keywords: readonly string[];
	readonly wires: readonly string[];
	readonly modified: number | null;
	/** The document's body, as its file has it: sanitise before showing. */
	readonly body: string;
	readonly pictures: readonly KeptPicture[];
	/** The document's sha256 in hex. */
	readonly sha256: string;
}

export interface Revision {
	readonly revision: number;
	readonly kept: number;
	readonly title: string;
	/** Whose change it is: the outlet's, or ours where an improved extractor read the same page again. */
	readonly by: "outlet" | "pressmark";
	readonly file: string;
	readonly sha256: string;
}

/** A picture as an article names it and as the archive has it; `sha256` is null where it could not be had. */
export interface KeptPicture {
	readonly address: string;
	readonly sha256: string | null;
	/** The path in the archive of the file with the original bytes. */
	readonly file: string | null;
	readonly type: string | null;
	readonly width: number | null;
	readonly height: number | null;
	/** See `Blob`. */
	readonly colour?: string;
	readonly alt: string;
	readonly caption: string;
	readonly credit: string;
}

export interface Blob {
	/** Absolute path of the file with the original bytes. */
	readonly path: string;
	/** The same, relative to the archive. */
	readonly file: string;
	readonly sha256: string;
	readonly type: string;
	readonly bytes: number;
	/** In pixels; null where the file does not say. */
	readonly width: number | null;
	readonly height: number | null;
	/** All of it in one colour, as `#rrggbb`; absent where that is not known, or it is not opaque. */
	readonly colour?: string;
	/** False where the bytes end before the picture does: the outlet may have the rest another day. */
	readonly whole: boolean;
}

export interface ObservationQuery {
	readonly mark?: string;
	readonly outlet?: string;
	readonly kinds?: readonly Observed[];
	/** The `seq` of the last one seen. */
	readonly before?: number;
	readonly limit: number;
}

export type Observed = "kept" | "revised" | "unchanged" | "moved" | "gone" | "refused" | "unreachable";

/** Anything learnt about an article at a time. */
export interface Observation {
	readonly seq: number;
	readonly at: number;
	readonly kind: Observed;
	readonly mark: string;
	readonly outlet: string;
	readonly address: string;
	readonly title: string;
	/** In words: the status, where it moved, why it was refused. */
	readonly detail: string;
}

export interface SearchOptions {
	readonly limit: number;
	readonly offset?: number;
	readonly order?: "relevant" | "newest";
}

export interface SearchResult {
	/** What could not be done as it was asked, such as a date that cannot be read. */
	readonly warnings: readonly SearchWarning[];
	readonly total: number;
	/** Whether counting stopped at `total`: there are more, and the counts are of the newest. */
	readonly more: boolean;
	readonly hits: readonly Hit[];
	readonly outlets: readonly { readonly outlet: string; readonly count: number }[];
	/** `month` is yyyy-mm. */
	readonly months: readonly { readonly month: string; readonly count: number }[];
	readonly suggestions: readonly string[];
}

export interface Hit {
	readonly article: Summary;
	/** The title and a passage, cut where matches begin and end. */
	readonly title: readonly Piece[];
	readonly snippet: readonly Piece[];
	readonly score: number;
}

export interface Piece {
	readonly text: string;
	readonly match: boolean;
}
