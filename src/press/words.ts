import type { Fetched } from "../collect/net/fetched.ts";

/** Why a fetch brought no page, in plain words. */
export function reasonOf(fetched: Exclude<Fetched, { kind: "page" }>): string {
	switch (fetched.kind) {
		case "unchanged":
			return "answered 304 to an unconditional request";
		case "gone":
			return `answered ${fetched.status}`;
		default:
			return fetched.reason;
	}
}
