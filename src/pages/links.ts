/** What a feed carries. */
export type FeedSubject =
	| { readonly of: "all" }
	| { readonly of: "changes" }
	| { readonly of: "outlet"; readonly outlet: string }
	| { readonly of: "section"; readonly outlet: string; readonly section: string }
	| { readonly of: "search"; readonly query: string };

/** The formats of feeds, by the ends of their addresses. */
export type FeedFormat = "atom" | "rss" | "json";

export type Asset = "style.css" | "reader.js" | "search.js" | "icon.svg" | "manifest.webmanifest";

/** Where every page and file is, as seen from the page being written. */
export interface Links {
	readonly front: () => string;
	/** yyyy-mm-dd. */
	readonly day: (day: string) => string;
	/** yyyy-mm. */
	readonly month: (month: string) => string;
	readonly outlets: () => string;
	readonly outlet: (outlet: string) => string;
	readonly section: (outlet: string, section: string) => string;
	/** What an outlet published in a month yyyy-mm. */
	readonly outletMonth: (outlet: string, month: string) => string;
	readonly article: (mark: string) => string;
	readonly revision: (mark: string, revision: number) => string;
	/** What changed from the revision before to this one. */
	readonly difference: (mark: string, revision: number) => string;
	readonly search: (query: string) => string;
	readonly changes: () => string;
	readonly numbers: () => string;
	readonly numbersFile: (format: "csv" | "json") => string;
	readonly status: () => string;
	readonly about: () => string;
	readonly settings: () => string;
	readonly api: () => string;
	readonly opml: () => string;
	/** A copy of the archived picture at this address, at most `width` px wide; null where copies are not made. */
	readonly copy: (address: string, width: number) => string | null;
	readonly media: (sha256: string, type: string | null) => string;
	readonly feed: (subject: FeedSubject, format: FeedFormat) => string;
	readonly asset: (asset: Asset) => string;
}

const part = encodeURIComponent;

/**
 * Links as the live reader has them: absolute paths, or whole addresses where `base` is an origin
 * (feeds are read elsewhere). `stamp` changes with the assets, so that they can be cached for good.
 */
export function liveLinks(base: string, stamp: string): Links {
	return {
		front: () => `${base}/`,
		day: (day) => `${base}/day/${day}`,
		month: (month) => `${base}/month/${month}`,
		outlets: () => `${base}/outlets`,
		outlet: (outlet) => `${base}/outlet/${part(outlet)}`,
		section: (outlet, section) => `${base}/outlet/${part(outlet)}/${part(section)}`,
		outletMonth: (outlet, month) => `${base}/outlet/${part(outlet)}/month/${month}`,
		article: (mark) => `${base}/a/${mark}`,
		revision: (mark, revision) => `${base}/a/${mark}/${revision}`,
		difference: (mark, revision) => `${base}/a/${mark}/${revision}/changes`,
		search: (query) => `${base}/search${query === "" ? "" : `?q=${part(query)}`}`,
		changes: () => `${base}/changes`,
		numbers: () => `${base}/numbers`,
		numbersFile: (format) => `${base}/numbers.${format}`,
		status: () => `${base}/status`,
		about: () => `${base}/about`,
		settings: () => `${base}/settings`,
		api: () => `${base}/api/v1/openapi.json`,
		opml: () => `${base}/feeds/outlets.opml`,
		copy: (address, width) =>
			`${base}/img?url=${part(address.replace(/^https?:\/\//i, ""))}&w=${width}&output=webp`,
		media: (sha256) => `${base}/media/${sha256}`,
		feed: (subject, format) => base + feedPath(subject, format),
		asset: (asset) => `${base}/assets/${stamp}/${asset}`,
	};
}

function feedPath(subject: FeedSubject, format: FeedFormat): string {
	switch (subject.of) {
		case "all":
		case "changes":
			return `/feeds/${subject.of}.${format}`;
		case "outlet":
			return `/feeds/outlet/${part(subject.outlet)}/all.${format}`;
		case "section":
			return `/feeds/outlet/${part(subject.outlet)}/section/${part(subject.section)}/all.${format}`;
		case "search":
			return `/feeds/search.${format}?q=${part(subject.query)}`;
	}
}
