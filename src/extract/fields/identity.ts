import { canonicalAddress } from "../../article/address.ts";
import type { Page } from "../page.ts";

/** Second-level labels under which countries register names: `bbc.co.uk` is one site. */
const REGISTRIES = /^(?:co|com|net|org|gov|edu|ac|or|ne|go)$/;

/**
 * The article's own address: what the page declares as canonical where that is on the same site and
 * is no front page, else the address that answered.
 */
export function readAddress(page: Page): string {
	const own = canonicalAddress(page.address) ?? page.address;
	const link = page.links().find(({ attribs }) => /(?:^|\s)canonical(?:\s|$)/i.test(attribs["rel"] ?? ""));
	for (const declared of [link?.attribs["href"], page.metas("og:url")[0]]) {
		const address = declared === undefined ? null : canonicalAddress(declared, page.base);
		if (address !== null && isTrusted(new URL(address), new URL(own))) return address;
	}
	return own;
}

function isTrusted(declared: URL, own: URL): boolean {
	if (siteOf(declared.hostname) !== siteOf(own.hostname)) return false;
	const isFront =
		declared.search === "" && /^\/(?:index\.\w+|[a-z]{2}(?:-[a-z]{2})?\/?)?$/i.test(declared.pathname);
	return !isFront || declared.pathname === own.pathname;
}

function siteOf(host: string): string {
	const labels = host.split(".");
	const length =
		labels.length > 2 && REGISTRIES.test(labels.at(-2) ?? "") && (labels.at(-1) ?? "").length === 2 ? 3 : 2;
	return labels.slice(-length).join(".");
}
