/** A picture as an article names it: `address` is absolute; texts are plain; sizes are pixels, null where the page is silent. */
export interface Picture {
	readonly address: string;
	readonly alt: string;
	readonly caption: string;
	readonly credit: string;
	readonly width: number | null;
	readonly height: number | null;
}

export interface Cell {
	readonly header: boolean;
	readonly html: string;
}

/** One piece of an article's body. Every `html` is inline markup that `sanitise` has made safe. */
export type Block =
	| { readonly kind: "paragraph"; readonly html: string }
	| { readonly kind: "heading"; readonly level: 2 | 3 | 4 | 5 | 6; readonly html: string }
	| { readonly kind: "list"; readonly ordered: boolean; readonly items: readonly Blocks[] }
	| { readonly kind: "quote"; readonly blocks: Blocks }
	| { readonly kind: "table"; readonly rows: readonly (readonly Cell[])[] }
	| { readonly kind: "code"; readonly text: string }
	| { readonly kind: "picture"; readonly picture: Picture }
	/** A video, post or chart that lives elsewhere: shown as a link with a label, never loaded. */
	| { readonly kind: "embed"; readonly address: string; readonly label: string }
	| { readonly kind: "rule" };

export type Blocks = readonly Block[];

/** Text that stood with the article and is not the article: kept, named, shown apart. */
export interface Note {
	readonly kind: "editors" | "disclaimer" | "correction" | "source" | "other";
	readonly text: string;
}

/** An outlet may change a headline on the page or only in its feed; null where one of them was not asked. */
export interface Headlines {
	readonly page: string | null;
	readonly source: string | null;
}

/**
 * What was published, as plain data. Times are ISO 8601 with an offset where the page gave one;
 * `null` means that the page does not say.
 */
export interface Article {
	/** The canonical address, a WHATWG href without tracking parameters. */
	readonly address: string;
	readonly title: string;
	/** What the page and the source call it, where both were asked; `title` is one of the two. */
	readonly headlines?: Headlines;
	/** The standfirst, where the blocks do not say it: a document does, before them. */
	readonly subtitle: string | null;
	readonly section: string | null;
	/** People, in the page's order, without labels such as 记者 or By. */
	readonly bylines: readonly string[];
	readonly published: string | null;
	readonly modified: string | null;
	/** BCP 47. */
	readonly language: string | null;
	readonly keywords: readonly string[];
	readonly blocks: Blocks;
	/** The sentence that credits agencies, last in the body; empty where there is none. */
	readonly wireCredit: string;
	/** The agencies credited anywhere: names as the trade writes them, such as 美联社 or Reuters. */
	readonly wires: readonly string[];
	readonly notes: readonly Note[];
	readonly paywalled: boolean;
}
