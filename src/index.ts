/** The library's public interface: what is exported here is documented, and changes only with the major version. */
export type { Article, Block, Picture } from "./article/article.ts";
export { type DiffPiece, diffTexts } from "./article/diff.ts";
export { readDocument, writeDocument } from "./article/document.ts";
export {
	type Candidate,
	discover,
	guessesFor,
	type SiteAnswer,
	sitemapsInRobots,
} from "./collect/discovery/discover.ts";
export type { Enclosure, Feed, FeedEntry, Flaw } from "./collect/feed/feed.ts";
export { type FeedSource, readFeed } from "./collect/feed/read.ts";
export type { Fetched, FetchRequest, Validators } from "./collect/net/fetched.ts";
export { type Fetcher, type FetcherOptions, openFetcher } from "./collect/net/fetcher.ts";
export { readOpml, type Subscription } from "./collect/opml.ts";
export {
	type Listing,
	type ListingSource,
	readListing,
	type Sighting,
	sightingsOf,
} from "./collect/sightings.ts";
export { type Extracted, extract } from "./extract/extract.ts";
export { type Page, readPage } from "./extract/page.ts";
export { STEPS } from "./extract/steps.ts";
export { type Archive, ArchiveError, type OpenLibrary, openArchive, openLibrary } from "./keep/archive.ts";
export { exportBag } from "./keep/export/bagit.ts";
export {
	chosenMemento,
	mementoDatetime,
	mementoLinks,
	readAcceptDatetime,
	writeTimeMap,
} from "./keep/export/memento.ts";
export { exportOriginals } from "./keep/export/originals.ts";
export { exportWacz } from "./keep/export/wacz.ts";
export { type Imported, importFolder } from "./keep/import.ts";
export { readIndexDump, reindex } from "./keep/reindex.ts";
export { writeOpml } from "./publish/opml.ts";
export { openServer, type ReaderServer, type ServerOptions } from "./serve/server.ts";
