import type { Blob } from "../article/library.ts";
import type { Fetched, Stop } from "../collect/net/fetched.ts";
import { LIMITS, REDIRECTS_MAX } from "../collect/net/limits.ts";
import type { Press } from "./open.ts";
import { keepBytes } from "./picture.ts";

/** What became of asking for a picture that the archive lacks. */
export type FetchedPicture =
	/** The archive has it now, its original bytes under the address that was asked. */
	| { readonly kind: "kept"; readonly blob: Blob }
	/** No kept article names it, and its host is none of the operator's: nobody was asked. */
	| { readonly kind: "unnamed" }
	/** The origin answered with another status than 200. */
	| { readonly kind: "status"; readonly status: number }
	| { readonly kind: "too many bytes"; readonly bytesMax: number }
	| { readonly kind: "too many redirects"; readonly redirectsMax: number }
	/** The guard or robots.txt is against it. */
	| { readonly kind: "barred" }
	| { readonly kind: "no picture" | "timed out" | "redirect to itself" | "unreachable" };

/** Fetches a picture that a kept article names, and only such a one; the scheme of `address` may be a guess. */
export type FetchPicture = (address: string) => Promise<FetchedPicture>;

/** Fetches missing pictures for readers, as the collector would have; null where pictures are not kept. */
export function openPictureDoor(press: Press): FetchPicture | null {
	const { archive, config, fetcher } = press;
	if (!config.settings.keep.pictures) return null;
	const hosts = new Set(config.settings.serve.pictureHosts);
	return async (asked) => {
		const address = archive.namedPicture(asked) ?? (hosts.has(new URL(asked).hostname) ? asked : null);
		if (address === null) return { kind: "unnamed" };
		const fetched = await fetcher.fetch({ address, kind: "picture" });
		if (fetched.kind !== "page") return failureOf(fetched);
		const kept = await keepBytes(address, fetched.capture, press);
		const blob = kept === null ? null : await archive.library.blob(kept.sha256);
		return blob === null ? { kind: "no picture" } : { kind: "kept", blob };
	};
}

function failureOf(fetched: Exclude<Fetched, { kind: "page" }>): FetchedPicture {
	switch (fetched.kind) {
		case "gone":
			return { kind: "status", status: fetched.status };
		case "refused":
			return fetched.status === null ? { kind: "barred" } : { kind: "status", status: fetched.status };
		case "unchanged":
			return { kind: "unreachable" };
		case "unreachable":
			return failureOfStop(fetched.stop) ?? failureOfStatus(fetched.status);
	}
}

function failureOfStop(stop: Stop | undefined): FetchedPicture | null {
	switch (stop) {
		case "time":
			return { kind: "timed out" };
		case "bytes":
			return { kind: "too many bytes", bytesMax: LIMITS.pictureBytesMax };
		case "redirects":
			return { kind: "too many redirects", redirectsMax: REDIRECTS_MAX };
		case "self":
			return { kind: "redirect to itself" };
		case undefined:
			return null;
	}
}

/** A 200 whose body was cut says nothing by its status. */
function failureOfStatus(status: number | null): FetchedPicture {
	return status === null || status === 200 ? { kind: "unreachable" } : { kind: "status", status };
}
