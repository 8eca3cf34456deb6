import { createHmac, timingSafeEqual } from "node:crypto";
import { normalForm, type Wanted } from "./wanted.ts";

/** What is signed: the address and what is wanted, in normal form, so that order and spelling do not matter. */
function signed(address: string, wanted: Wanted): string {
	return `${address}\n${normalForm(wanted)}`;
}

/** The value of the `sig` parameter: HMAC-SHA256 in hex. */
export function signatureOf(address: string, wanted: Wanted, key: string): string {
	return createHmac("sha256", key).update(signed(address, wanted)).digest("hex");
}

/** True where the signature is that of this address and wish; takes the same time wherever it differs. */
export function isSigned(
	request: { address: string; wanted: Wanted; signature: string | null },
	key: string,
): boolean {
	const expected = Buffer.from(signatureOf(request.address, request.wanted, key));
	const given = Buffer.alloc(expected.length);
	given.write(request.signature ?? "");
	return timingSafeEqual(expected, given) && request.signature?.length === expected.length;
}
