/** What is no letter, mark of a letter or digit. */
const OTHERS = /[^\p{L}\p{N}\p{M}]+/gu;

/** What a code unit is: a letter or digit, half of a character, or neither. A table, since asking Unicode of every character took a twentieth of the time. */
const [LETTER, HALF] = [1, 2];
const UNITS = Uint8Array.from({ length: 0x10000 }, (_, unit) =>
	(unit & 0xf800) === 0xd800 ? HALF : String.fromCharCode(unit).search(OTHERS) < 0 ? LETTER : 0,
);

/** Letters with their marks and digits alone, in lower case: what two copies of a text share. */
export function lettersOf(text: string): string {
	const whole = text.normalize("NFKC");
	let letters = "";
	let from = 0;
	for (let at = 0; at < whole.length; at++) {
		const unit = UNITS[whole.charCodeAt(at)];
		if (unit === LETTER) continue;
		if (unit === HALF) return whole.replace(OTHERS, "").toLowerCase();
		if (from < at) letters += whole.slice(from, at);
		from = at + 1;
	}
	return (letters + whole.slice(from)).toLowerCase();
}
