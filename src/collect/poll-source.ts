import { headerOf } from "../article/capture.ts";
import type { Fetcher } from "./net/fetcher.ts";
import type { PollState } from "./poll.ts";
import { type Listing, type ListingSource, readListing } from "./sightings.ts";

export type Polled =
	| { readonly kind: "read"; readonly listing: Listing }
	| { readonly kind: "unchanged" }
	| { readonly kind: "failed"; readonly reason: string };

const INTERVAL_MS = 3_600_000;

/** Asks a source once, conditionally, and says what it answered and what to remember of it. */
export async function pollSource(
	source: ListingSource,
	state: PollState | null,
	{ fetcher, now }: { fetcher: Fetcher; now: number },
): Promise<{ state: PollState; outcome: Polled }> {
	const { address, kind } = source;
	const validators = state?.validators ?? {};
	const fetched = await fetcher.fetch({ address, kind, validators });
	const well = { dueAt: now + INTERVAL_MS, lastSuccess: now, lastError: null, failingSince: null };
	if (fetched.kind === "unchanged") return { state: { validators, ...well }, outcome: { kind: "unchanged" } };
	if (fetched.kind === "page") {
		const { capture } = fetched;
		const listing = readListing(capture.content, headerOf(capture.headers, "content-type"), source);
		const next = { [capture.address]: fetched.validators };
		if (listing !== null) return { state: { validators: next, ...well }, outcome: { kind: "read", listing } };
	}
	const reason = reasonOf(fetched);
	const failed = { dueAt: now + INTERVAL_MS, lastSuccess: state?.lastSuccess ?? null, lastError: reason };
	return {
		state: { validators, ...failed, failingSince: state?.failingSince ?? now },
		outcome: { kind: "failed", reason },
	};
}

function reasonOf(fetched: Awaited<ReturnType<Fetcher["fetch"]>>): string {
	if (fetched.kind === "page") return "what it answers with is no feed";
	if (fetched.kind === "gone") return `answered ${fetched.status}`;
	return fetched.kind === "unchanged" ? "answered 304" : fetched.reason;
}
