export type { Article, Block, Picture } from "./article/article.ts";
export { readDocument, writeDocument } from "./article/document.ts";
export type { Enclosure, Feed, FeedEntry, Flaw } from "./collect/feed/feed.ts";
export { type FeedSource, readFeed } from "./collect/feed/read.ts";
export type { Fetched, FetchRequest, Validators } from "./collect/net/fetched.ts";
export { type Fetcher, type FetcherOptions, openFetcher } from "./collect/net/fetcher.ts";
export { type Extracted, extract } from "./extract/extract.ts";
export { type Page, readPage } from "./extract/page.ts";
export { type Proof, type ProofReading, prove, verifyProof } from "./keep/archive/proof.ts";
export { type Problem, verifyArchive } from "./keep/archive/verify.ts";
export { openServer, type ReaderServer, type ServerOptions } from "./serve/server.ts";
export { type Archive, ArchiveError, type OpenLibrary, openArchive, openLibrary } from "./keep/archive.ts";
export { readIndexDump, reindex } from "./keep/reindex.ts";
export { type ArchivePage, walkArchive } from "./collect/archive-walk.ts";
export type { Enclosure, Feed, FeedEntry, Flaw } from "./collect/feed/feed.ts";
export { type FeedSource, readFeed } from "./collect/feed/read.ts";
export type { Fetched, FetchRequest, Validators } from "./collect/net/fetched.ts";
export { type Fetcher, type FetcherOptions, openFetcher } from "./collect/net/fetcher.ts";
export { userAgentOf } from "./collect/net/request.ts";
export {
	delayedWith,
	healthOf,
	manualAt,
	mergedStates,
	newPollState,
	type PollState,
} from "./collect/poll.ts";
export { type PolledSource, type PollOutcome, pollSource, takePush } from "./collect/poll-source.ts";
export {
	type Listing,
	type ListingSource,
	readListing,
	type Sighting,
	sightingsOf,
} from "./collect/sightings.ts";
export { answerVerification, subscribe, wantsSubscription } from "./collect/websub.ts";
export { type Extracted, extract } from "./extract/extract.ts";
export { type Page, readPage } from "./extract/page.ts";
export { type Archive, ArchiveError, type OpenLibrary, openArchive, openLibrary } from "./keep/archive.ts";
export { readIndexDump, reindex } from "./keep/reindex.ts";
export { type ImageOptions, type Images, openImages } from "./serve/img/images.ts";
export { signatureOf } from "./serve/img/signature.ts";
export { openServer, type ReaderServer, type ServerOptions } from "./serve/server.ts";
