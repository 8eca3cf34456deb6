/** A feed before it is written in one of the formats. Addresses are absolute, times ms since 1970. */
export interface Feed {
	readonly title: string;
	readonly subtitle: string;
	/** BCP 47. */
	readonly language: string;
	/** Names the feed for good. */
	readonly id: string;
	readonly self: string;
	/** The page that shows the same. */
	readonly home: string;
	readonly icon: string;
	readonly updated: number;
	/** WebSub hub, or null. */
	readonly hub: string | null;
	/** RFC 5005: this is an archived document whose entries stay; null for the subscription document. */
	readonly archiveOf: string | null;
	/** RFC 5005: the document that holds the entries before these. */
	readonly previousArchive: string | null;
	/** Newest first. */
	readonly entries: readonly FeedEntry[];
}

export interface FeedEntry {
	/** Stays the same through every revision. */
	readonly id: string;
	readonly link: string;
	readonly title: string;
	readonly language: string | null;
	readonly published: number;
	readonly updated: number;
	readonly authors: readonly string[];
	readonly categories: readonly string[];
	/** HTML that is safe to show. */
	readonly content: string;
	readonly summary: string;
	/** The outlet, and its own page of the article. */
	readonly source: { readonly name: string; readonly address: string };
	readonly picture: { readonly address: string; readonly type: string; readonly bytes: number } | null;
}
