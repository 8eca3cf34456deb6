import type { Blob, Library } from "../../article/library.ts";
import { pictureKey } from "../../article/weserv.ts";
import type { FetchedPicture, FetchPicture } from "../../press/fetch-picture.ts";
import { refusalOfHost } from "./address.ts";
import { openGate } from "./gate.ts";
import type { ImageLimits } from "./limits.ts";
import { openRecent } from "./recent.ts";
import { type Refusal, refusals } from "./refusal.ts";

export interface Pictures {
	/** The archived picture at an address, fetched first where that is allowed and it is missing. */
	find(address: string): Promise<Blob | Refusal>;
}

interface Source {
	readonly library: Pick<Library, "picture">;
	readonly fetchPicture: FetchPicture | null;
	readonly limits: Pick<ImageLimits, "failureMs" | "failures" | "fetches" | "waiting">;
	readonly now: () => number;
}

/** Failures are remembered for a while, one address is fetched once however many ask, and few at a time. */
export function openPictures({ library, fetchPicture, limits, now }: Source): Pictures {
	const failures = openRecent<{ readonly refusal: Refusal; readonly until: number }>(limits.failures);
	const gate = openGate(limits.fetches, limits.waiting);
	const running = new Map<string, Promise<Blob | Refusal>>();

	const fetchMissing = async (address: string, key: string): Promise<Blob | Refusal> => {
		const fetched: FetchedPicture = (await fetchPicture?.(address)) ?? { kind: "unnamed" };
		if (fetched.kind === "kept") return fetched.blob;
		const refusal = refusalOf(fetched, address);
		if (isLasting(fetched)) failures.set(key, { refusal, until: now() + limits.failureMs }, 1);
		return refusal;
	};

	return {
		find: async (address) => {
			const kept = await library.picture(address);
			if (kept !== null) return kept;
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

function refusalOf(fetched: Exclude<FetchedPicture, { kind: "kept" }>, address: string): Refusal {
	switch (fetched.kind) {
		case "unnamed":
			return refusalOfHost(address) ?? refusals.upstream(404);
		case "status":
			return refusals.upstream(fetched.status);
		case "too many bytes":
			return refusals.tooManyBytes(fetched.bytesMax);
		case "too many redirects":
			return refusals.tooManyRedirects(fetched.redirectsMax);
		case "redirect to itself":
			return refusals.selfRedirect;
		case "no picture":
			return refusals.unsupported;
		case "timed out":
			return refusals.timedOut;
		case "barred":
			return refusalOfHost(address) ?? refusals.unresolvable;
		case "unreachable":
			return refusals.unresolvable;
	}
}

/** A busy or broken origin may answer at the next request, and an article that is kept by then may name what none did. */
function isLasting(fetched: FetchedPicture): boolean {
	if (fetched.kind === "status") return fetched.status !== 429 && fetched.status < 500;
	return fetched.kind !== "unnamed";
}
