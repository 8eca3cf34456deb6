export type { Article, Block, Picture } from "./article/article.ts";
export { readDocument, writeDocument } from "./article/document.ts";
export { type ArchivePage, walkArchive } from "./collect/archive-walk.ts";
export type {
	Enclosure,
	Enclosure,
	Feed,
	Feed,
	FeedEntry,
	FeedEntry,
	Flaw,
	Flaw,
} from "./collect/feed/feed.ts";
export { type FeedSource, type FeedSource, readFeed, readFeed } from "./collect/feed/read.ts";
export type {
	Fetched,
	Fetched,
	FetchRequest,
	FetchRequest,
	Validators,
	Validators,
} from "./collect/net/fetched.ts";
export {
	type Fetcher,
	type Fetcher,
	type FetcherOptions,
	type FetcherOptions,
	openFetcher,
	openFetcher,
} from "./collect/net/fetcher.ts";
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
export { type Extracted, type Extracted, extract, extract } from "./extract/extract.ts";
export { type Page, type Page, readPage, readPage } from "./extract/page.ts";
export { type Proof, type ProofReading, prove, verifyProof } from "./keep/archive/proof.ts";
export { type Problem, verifyArchive } from "./keep/archive/verify.ts";
export {
	type Archive,
	type Archive,
	ArchiveError,
	ArchiveError,
	type OpenLibrary,
	type OpenLibrary,
	openArchive,
	openArchive,
	openLibrary,
	openLibrary,
} from "./keep/archive.ts";
export { readIndexDump, readIndexDump, reindex, reindex } from "./keep/reindex.ts";
export type { SiteOptions } from "./publish/site/options.ts";
export { type SiteWritten, writeSite } from "./publish/site.ts";
export { type ImageOptions, type Images, openImages } from "./serve/img/images.ts";
export { signatureOf } from "./serve/img/signature.ts";
export {
	openServer,
	openServer,
	type ReaderServer,
	type ReaderServer,
	type ServerOptions,
	type ServerOptions,
} from "./serve/server.ts";
