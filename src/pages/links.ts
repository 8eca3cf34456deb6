import type { KeptPicture } from "../article/library.ts";

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
	/** A copy of a picture, at most `width` px wide; null where none is made, or where the picture is not kept and nobody would fetch it. */
	readonly copy: (picture: Pick<KeptPicture, "address" | "sha256">, width: number) => string | null;
	readonly media: (sha256: string, type: string | null) => string;
	readonly feed: (subject: FeedSubject, format: FeedFormat) => string;
	readonly asset: (asset: Asset) => string;
}

const part = encodeURIComponent;

/** What the live reader's links depend on. */
export interface Live {
	/** Empty for absolute paths; an origin where addresses must be whole, as in feeds, which are read elsewhere. */
	readonly base: string;
	/** Changes with the assets, so that they can be cached for good. */
	readonly stamp: string;
	/** Whether pictures that are not kept are fetched when a reader asks for them. */
	readonly fetchesPictures: boolean;
}

/** Links as the live reader has them. */
export function liveLinks({ base, stamp, fetchesPictures }: Live): Links {
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
		copy: ({ address, sha256 }, width) =>
			sha256 !== null || fetchesPictures
				? `${base}/img?url=${part(address.replace(/^https?:\/\//i, ""))}&w=${width}&we&output=webp`
				: null,
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
