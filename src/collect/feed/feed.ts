/**
 * A feed as read, whatever its format. Texts are null where the feed does not say; dates are ISO 8601 in
 * UTC; addresses are absolute where anything says against what to read them.
 */
export interface Feed {
	readonly format: "rss" | "rdf" | "atom" | "json" | "cdf";
	readonly title: string | null;
	/** The page that the feed belongs to. */
	readonly link: string | null;
	readonly id: string | null;
	/** HTML, as the feed has it: to be sanitised before it is shown, like every `content` and `summary`. */
	readonly description: string | null;
	/** As the feed has it, mostly BCP 47. */
	readonly language: string | null;
	readonly author: string | null;
	readonly published: string | null;
	readonly updated: string | null;
	/** The picture of the feed; `icon` is the small one, where the feed has one. */
	readonly image: string | null;
	readonly icon: string | null;
	readonly generator: string | null;
	/** HTML. */
	readonly rights: string | null;
	/** Minutes for which the feed wants to be left alone. */
	readonly ttl: number | null;
	readonly pace: Pace;
	readonly links: FeedLinks;
	readonly entries: readonly FeedEntry[];
	/** What was wrong with the feed; everything that could be read was. */
	readonly flaws: readonly Flaw[];
}

export interface FeedEntry {
	/** The feed's own identifier, as written: an address made absolute in Atom alone. */
	readonly id: string | null;
	/** Plain text on one line. */
	readonly title: string | null;
	readonly link: string | null;
	/** The article's own address, where `link` leads through a counter (FeedBurner). */
	readonly original: string | null;
	readonly published: string | null;
	readonly updated: string | null;
	/** The first date, as written; it tells why `published` is null. */
	readonly dateAsWritten: string | null;
	/** Names, joined by ", ". */
	readonly author: string | null;
	/** HTML of the whole article. */
	readonly content: string | null;
	/** HTML of the description, often a part of the article and sometimes all of it. */
	readonly summary: string | null;
	readonly enclosures: readonly Enclosure[];
	readonly categories: readonly string[];
	readonly image: string | null;
	/** The page with the comments. */
	readonly comments: string | null;
	readonly language: string | null;
}

export interface Enclosure {
	readonly url: string;
	/** A media type, as written. */
	readonly type: string | null;
	/** Bytes. */
	readonly length: number | null;
}

/** When the feed wants to be asked. */
export interface Pace {
	/** Hours of the day in GMT, 0 to 23, in which the feed is not to be asked. */
	readonly skipHours: readonly number[];
	/** Days in GMT in which the feed is not to be asked, 0 for Sunday. */
	readonly skipDays: readonly number[];
	/** Minutes between two updates, by the syndication module (`sy:updatePeriod`, `sy:updateFrequency`). */
	readonly updateMinutes: number | null;
}

/** Addresses that a feed gives for itself. */
export interface FeedLinks {
	readonly self: string | null;
	/** WebSub hubs. */
	readonly hubs: readonly string[];
	/** RFC 5005's older pages, and JSON Feed's `next_url`. */
	readonly next: string | null;
	readonly previousArchive: string | null;
	/** Where the feed says that it has moved (`itunes:new-feed-url`). */
	readonly moved: string | null;
	/** The feed has all its entries, so that what is not in it is gone (RFC 5005, `fh:complete`). */
	readonly complete: boolean;
}

/**
 * `damaged-text`: bytes that are no text in the feed's encoding. `forbidden-characters`: controls that
 * XML has no place for. `leading-text`: something before the feed. `misnested`: elements that end in
 * the wrong order. `truncated`: the feed stops before its end, and the entry it stopped in is left out.
 */
export type Flaw =
	| "damaged-text"
	| "forbidden-characters"
	| "leading-text"
	| "misnested"
	| "truncated"
	| "too-deep"
	| "too-many-attributes"
	| "too-many-entries"
	| "bad-json";
