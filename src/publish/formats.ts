import type { Feed } from "./feed.ts";
import { writeAtom } from "./formats/atom.ts";
import { writeJsonFeed } from "./formats/json-feed.ts";
import { writeRss } from "./formats/rss.ts";

/** How a feed is written, and what it is sent as. */
export interface Format {
	readonly type: string;
	readonly write: (feed: Feed) => string;
}

/** Every format of feeds, by the end of its address. */
export const FORMATS: Readonly<Record<"atom" | "rss" | "json", Format>> = {
	atom: { type: "application/atom+xml; charset=utf-8", write: writeAtom },
	rss: { type: "application/rss+xml; charset=utf-8", write: writeRss },
	json: { type: "application/feed+json; charset=utf-8", write: writeJsonFeed },
};
