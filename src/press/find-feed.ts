import type { Capture } from "../article/capture.ts";
import { headerOf } from "../article/capture.ts";
import { type Candidate, discover } from "../collect/discovery/discover.ts";
import { readFeed } from "../collect/feed/read.ts";
import type { Fetcher } from "../collect/net/fetcher.ts";
import { reasonOf } from "./words.ts";

export type FoundFeed =
	| {
			readonly kind: "found";
			readonly address: string;
			readonly title: string | null;
			readonly entries: number;
	  }
	| { readonly kind: "failed"; readonly reason: string };

/** Candidates asked before giving up: a site is not searched through. */
const CANDIDATES_MAX = 8;

/** The feed at an address, or the best one behind the page there. */
export async function findFeed(address: string, fetcher: Fetcher): Promise<FoundFeed> {
	const fetched = await fetcher.fetch({ address, kind: "feed" });
	if (fetched.kind !== "page")
		return { kind: "failed", reason: `${address} could not be read: ${reasonOf(fetched)}` };
	const { capture } = fetched;
	const candidates = discover(capture)
		.filter(({ kind }) => kind === "feed")
		.slice(0, CANDIDATES_MAX);
	for (const candidate of candidates) {
		if (candidate.by === "itself") return feedIn(capture) ?? noneAt(address, []);
		const answer = await fetcher.fetch({ address: candidate.address, kind: "feed" });
		const feed = answer.kind === "page" ? feedIn(answer.capture) : null;
		if (feed !== null) return feed;
	}
	return noneAt(address, candidates);
}

function noneAt(address: string, tried: readonly Candidate[]): FoundFeed {
	const where = tried.map((candidate) => candidate.address).join(", ");
	const none = `${address} names no feed${where === "" ? "" : ` and none was found at ${where}`}`;
	return {
		kind: "failed",
		reason: `${none}; if the outlet has none, watch a page: see "page" and "links" in docs/settings.md`,
	};
}

function feedIn(capture: Capture): FoundFeed | null {
	const { address, content, headers } = capture;
	const feed = readFeed(content, { contentType: headerOf(headers, "content-type"), url: address });
	return feed === null ? null : { kind: "found", address, title: feed.title, entries: feed.entries.length };
}
