import { createHash } from "node:crypto";

const BASE32 = "abcdefghijklmnopqrstuvwxyz234567";

/** A mark as a whole number, for clients that know nothing else: 10 characters of 5 bits, within what JSON keeps exact. */
export function numberOfMark(mark: string): number {
	return [...mark].reduce((number, char) => number * 32 + BASE32.indexOf(char), 0);
}

/** The mark behind a number, or null where it is none. */
export function markOfNumber(number: number): string | null {
	if (!Number.isSafeInteger(number) || number < 0 || number >= 32 ** 10) return null;
	let mark = "";
	for (let left = number; mark.length < 10; left = Math.floor(left / 32))
		mark = `${BASE32[left % 32]}${mark}`;
	return mark;
}

/** An outlet as a number: 31 bits of a digest of its name, the same wherever and whenever it is asked. */
export function numberOfOutlet(outlet: string): number {
	return createHash("sha256").update(outlet).digest().readUInt32BE(0) >>> 1;
}
