export type { Article, Block, Picture } from "./article/article.ts";
export { readDocument, writeDocument } from "./article/document.ts";
export {
	type Candidate,
	discover,
	guessesFor,
	type SitePage,
	sitemapsInRobots,
} from "./collect/discovery/discover.ts";
export type { Enclosure, Feed, FeedEntry, Flaw } from "./collect/feed/feed.ts";
export { type FeedSource, readFeed } from "./collect/feed/read.ts";
export { readOpml, type Subscription, writeOpml } from "./collect/opml.ts";
export {
	type Listing,
	type ListingSource,
	readListing,
	type Sighting,
	sightingsOf,
} from "./collect/sightings.ts";
