import type { Capture } from "../article/capture.ts";
import { headerOf } from "../article/capture.ts";
import { discover } from "../collect/discovery/discover.ts";
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
	const here = feedIn(capture);
	if (here !== null) return here;
	const candidates = discover(capture)
		.filter((candidate) => candidate.kind === "feed")
		.slice(0, CANDIDATES_MAX);
	for (const candidate of candidates) {
		const answer = await fetcher.fetch({ address: candidate.address, kind: "feed" });
		if (answer.kind !== "page") continue;
		const feed = feedIn(answer.capture);
		if (feed !== null) return feed;
	}
	const tried = candidates.map((candidate) => candidate.address).join(", ");
	return {
		kind: "failed",
		reason: `${address} names no feed${tried === "" ? "" : ` and none was found at ${tried}`}; if the outlet has none, watch a page: see "page" and "links" in docs/settings.md`,
	};
}

function feedIn(capture: Capture): FoundFeed | null {
	const { address, content, headers } = capture;
	const feed = readFeed(content, { contentType: headerOf(headers, "content-type"), url: address });
	return feed === null ? null : { kind: "found", address, title: feed.title, entries: feed.entries.length };
}
