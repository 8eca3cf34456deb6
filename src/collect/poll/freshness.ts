import { type Headers, headerOf } from "../../article/capture.ts";

/**
 * For how many ms an answer says that it stays fresh (RFC 9111, 4.2.1): `max-age`, else `s-maxage`,
 * each less `Age`; else `Expires` less `Date`. 0 where it says nothing, or that it is stale at once.
 */
export function freshMsOf(headers: Headers, now: number): number {
	const control = [headers["cache-control"] ?? []].flat().join(",").toLowerCase();
	const seconds = directive(control, "max-age") ?? directive(control, "s-maxage");
	if (seconds !== null) {
		const age = Number(headerOf(headers, "age") ?? 0) || 0;
		return Math.max(0, seconds - age) * 1000;
	}
	const expires = Date.parse(headerOf(headers, "expires") ?? "");
	if (Number.isNaN(expires)) return 0;
	const date = Date.parse(headerOf(headers, "date") ?? "");
	return Math.max(0, expires - (Number.isNaN(date) ? now : date));
}

function directive(control: string, name: string): number | null {
	const value = new RegExp(`(?:^|[,\\s])${name}\\s*=\\s*"?(\\d{1,12})`).exec(control)?.[1];
	return value === undefined ? null : Number(value);
}
