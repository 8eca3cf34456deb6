import type { Blob, Library } from "../../article/library.ts";
import { pictureKey } from "../../article/weserv.ts";
import { refusalOfHost } from "./address.ts";
import { openGate } from "./gate.ts";
import type { ImageLimits } from "./limits.ts";
import { openRecent } from "./recent.ts";
import { type Refusal, refusals } from "./refusal.ts";

/** What became of a fetch of a picture that the archive lacks. */
export type Fetched =
	/** Kept in the archive, or in a file of its own where the origin forbids keeping. */
	| { readonly kind: "kept"; readonly blob: Blob }
	/** No archived article names this address: nothing was asked of anyone. */
	| { readonly kind: "unnamed" }
	| { readonly kind: "status"; readonly status: number }
	| { readonly kind: "tooManyBytes"; readonly bytesMax: number }
	| { readonly kind: "tooManyRedirects"; readonly redirectsMax: number }
	| { readonly kind: "timedOut" | "unresolvable" | "blockedAddress" | "selfRedirect" };

/**
 * Fetches a picture that an archived article names, and only such a one; the caller guards the
 * address as it guards every other. The scheme of `address` may be a guess: go by `pictureKey`.
 */
export type FetchAllowed = (address: string) => Promise<Fetched>;

export interface Pictures {
	/** The archived picture at an address, fetched first where that is allowed and it is missing. */
	find(address: string): Promise<Blob | Refusal>;
}

interface Source {
	readonly library: Pick<Library, "picture">;
	readonly fetchAllowed: FetchAllowed | null;
	readonly limits: Pick<ImageLimits, "failureMs" | "failures" | "fetches" | "waiting">;
	readonly now: () => number;
}

/** Failures are remembered for a while, one address is fetched once however many ask, and few at a time. */
export function openPictures({ library, fetchAllowed, limits, now }: Source): Pictures {
	const failures = openRecent<{ readonly refusal: Refusal; readonly until: number }>(limits.failures);
	const gate = openGate(limits.fetches, limits.waiting);
	const running = new Map<string, Promise<Blob | Refusal>>();

	const fetchMissing = async (address: string, key: string): Promise<Blob | Refusal> => {
		if (fetchAllowed === null) return refusals.upstream(404);
		const fetched = await fetchAllowed(address);
		if (fetched.kind === "kept") return fetched.blob;
		const refusal = refusalOf(fetched);
		if (isLasting(fetched)) failures.set(key, { refusal, until: now() + limits.failureMs }, 1);
		return refusal;
	};

	return {
		find: async (address) => {
			const kept = await library.picture(address);
			if (kept !== null) return kept;
			const forbidden = refusalOfHost(address);
			if (forbidden !== null) return forbidden;
			const key = pictureKey(address);
			const failed = failures.get(key);
			if (failed !== undefined && failed.until > now()) return failed.refusal;
			const already = running.get(key);
			if (already !== undefined) return already;
			const fetching = gate(() => fetchMissing(address, key));
			if (fetching === null) return refusals.busy;
			const flight = fetching.finally(() => running.delete(key));
			running.set(key, flight);
			return flight;
		},
	};
}

function refusalOf(fetched: Exclude<Fetched, { kind: "kept" }>): Refusal {
	switch (fetched.kind) {
		case "unnamed":
			return refusals.upstream(404);
		case "status":
			return refusals.upstream(fetched.status);
		case "tooManyBytes":
			return refusals.tooManyBytes(fetched.bytesMax);
		case "tooManyRedirects":
			return refusals.tooManyRedirects(fetched.redirectsMax);
		case "timedOut":
		case "unresolvable":
		case "blockedAddress":
		case "selfRedirect":
			return refusals[fetched.kind];
	}
}

/** A busy or broken origin may answer at the next request. */
function isLasting(fetched: Fetched): boolean {
	return fetched.kind !== "status" || (fetched.status !== 429 && fetched.status < 500);
}
