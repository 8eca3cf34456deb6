import { unescapeAddress } from "./query.ts";
import { type Refusal, refusals } from "./refusal.ts";

const ADDRESS_LENGTH_MIN = 4;
const HOST_LENGTH_MAX = 253;
const LABEL_LENGTH_MAX = 63;

/**
 * The address that a `url` parameter names, as a WHATWG href, by the rules of images.weserv.nl:
 * decoded once, `ssl:` and `//` mean https, no scheme means http, the fragment is cut. The archive
 * finds pictures whatever the scheme, so that an https picture is found by its scheme-less address too.
 */
export function readPictureAddress(parameter: string | null): string | Refusal {
	const text = unescapeAddress(parameter ?? "").trim();
	if (/^unix:/i.test(text)) return refusals.unixSocket;
	// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused.
	if (text.length < ADDRESS_LENGTH_MIN || /[\u0000-\u001f\u007f]/.test(text)) return refusals.unparsable;
	const [, scheme = "", rest = ""] =
		/^(https?:(?:\/\/)?|ssl:|\/\/)?\/*(.*)$/is.exec(text.replace(/#.*$/s, "")) ?? [];
	const secure = /^(https:|ssl:|\/\/)/i.test(scheme);
	const url = URL.parse(`${secure ? "https" : "http"}://${rest}`);
	if (url === null || !isHost(rest, url.hostname)) return refusals.unparsable;
	url.username = "";
	url.password = "";
	return url.href;
}

/** Lengths are checked as written too: `URL` would take an overlong label where no DNS does. */
function isHost(rest: string, hostname: string): boolean {
	const written = /^[^/?:]*/.exec(rest)?.[0] ?? "";
	const labels = [...hostname.split("."), ...written.split(/[.\u3002\uff0e\uff61]/)];
	return (
		hostname !== "" &&
		hostname.length <= HOST_LENGTH_MAX &&
		written.length <= HOST_LENGTH_MAX &&
		labels.every((label) => label.length <= LABEL_LENGTH_MAX)
	);
}

/** Addresses that no outlet can have (RFC 6890): IPv4, or IPv6 in brackets, as WHATWG URL writes them. */
const PRIVATE_LITERAL =
	/^(0|10|127)\.|^169\.254\.|^192\.168\.|^172\.(1[6-9]|2\d|3[01])\.|^100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|^192\.0\.[02]\.|^192\.88\.99\.|^198\.1[89]\.|^198\.51\.100\.|^203\.0\.113\.|^(22[4-9]|2[3-5]\d)\.|^\[(::|f[cdef]|64:ff9b|100:|2001:(0?:|db8)|2002:)/;

/** Why an address that is not archived must not be asked for, or null. The one who fetches checks what names resolve to. */
export function refusalOfHost(address: string): Refusal | null {
	const { hostname } = new URL(address);
	if (PRIVATE_LITERAL.test(hostname)) return refusals.blockedAddress;
	return /(^|\.)localhost\.?$/.test(hostname) ? refusals.unresolvable : null;
}
