import { type Capture, headerOf } from "../../article/capture.ts";
import { isChallenge } from "./challenge.ts";
import type { Fetched, Hop, Validators } from "./fetched.ts";
import { validatorsOf } from "./request.ts";

/** Statuses of an answer that is a whole representation (RFC 9110, 15.3). */
const WHOLE: ReadonlySet<number> = new Set([200, 203]);

/** What became of a fetch whose last answer is this one. `asked` are the validators it was asked with. */
export function fetchedOf(
	capture: Capture,
	hops: readonly Hop[],
	{ asked, isPost }: { readonly asked: Validators | null; readonly isPost: boolean },
): Fetched {
	const { status, headers } = capture;
	const given = validatorsOf(headerOf(headers, "etag"), headerOf(headers, "last-modified"));
	if (isChallenge(capture)) return refused("a challenge that only a person's browser passes", capture);
	if (status === 304) {
		if (asked === null) return strange("answered 304 to a question without conditions", capture);
		// RFC 9111, 4.3.4: what a 304 carries replaces what was known; what it does not carry stays.
		const validators = {
			etag: given.etag ?? asked.etag,
			lastModified: given.lastModified ?? asked.lastModified,
		};
		return { kind: "unchanged", capture, hops, validators };
	}
	const isDelta = status === 226 && asked !== null;
	if (WHOLE.has(status) || isDelta || (isPost && status >= 200 && status < 300)) {
		return { kind: "page", capture, hops, validators: given, noArchive: asksNoArchive(capture) };
	}
	if (status === 404 || status === 410) return { kind: "gone", status, capture, hops };
	if (status >= 400 && status < 500) return refused(`answered ${saying(capture)}`, capture);
	if (status === 206) return strange("answered with a part that was not asked for", capture);
	// 2xx such as 201, 202 or 204 are no representation of what was asked for.
	return strange(`answered ${saying(capture)}`, capture);
}

/** Whether X-Robots-Tag says "noarchive" or "none" to everyone or to us. */
function asksNoArchive({ headers }: Capture): boolean {
	const tags = [headers["x-robots-tag"] ?? []].flat().join(",").toLowerCase();
	return tags.split(",").some((tag) => /^\s*(pressmark\s*:)?\s*(noarchive|none)\s*$/.test(tag));
}

function refused(reason: string, capture: Capture): Fetched {
	return { kind: "refused", reason, status: capture.status, capture, retryAfterMs: retryAfterMsOf(capture) };
}

function strange(reason: string, capture: Capture): Fetched {
	const { status } = capture;
	return {
		kind: "unreachable",
		side: "theirs",
		reason,
		status,
		retryAfterMs: retryAfterMsOf(capture),
		cut: null,
	};
}

const saying = ({ status, statusText }: Capture): string => `${status} ${statusText}`.trim();

/** `Retry-After` in ms from the answer's time (RFC 9110, 10.2.3: seconds or a date); null where there is none. */
function retryAfterMsOf({ headers, at }: Pick<Capture, "headers" | "at">): number | null {
	const value = headerOf(headers, "retry-after")?.trim() ?? "";
	if (/^\d{1,10}$/.test(value)) return Number(value) * 1000;
	const date = Date.parse(value);
	return Number.isNaN(date) ? null : Math.max(0, date - at);
}

/** The validators of a fetch by address, for the next one. */
export function rememberValidators(
	known: Readonly<Record<string, Validators>>,
	address: string,
	validators: Validators,
): Readonly<Record<string, Validators>> {
	const { [address]: _replaced, ...others } = known;
	const has = validators.etag !== null || validators.lastModified !== null;
	return has ? { ...others, [address]: validators } : others;
}
