/** What is no letter, mark of a letter or digit. */
const OTHERS = /[^\p{L}\p{N}\p{M}]+/gu;

/** What a code unit is: a letter or digit, half of a character, or neither; 0 until it is met. A table, since asking Unicode of every character took a twentieth of the time. */
const [LETTER, HALF, OTHER] = [1, 2, 3];
const UNITS = new Uint8Array(0x10000);

function learn(unit: number): number {
	const isHalf = (unit & 0xf800) === 0xd800;
	const kind = isHalf ? HALF : String.fromCharCode(unit).search(OTHERS) < 0 ? LETTER : OTHER;
	UNITS[unit] = kind;
	return kind;
}

/** Letters with their marks and digits alone, in lower case: what two copies of a text share. */
export function lettersOf(text: string): string {
	const whole = text.normalize("NFKC");
	let letters = "";
	let from = 0;
	for (let at = 0; at < whole.length; at++) {
		const code = whole.charCodeAt(at);
		const unit = UNITS[code] || learn(code);
		if (unit === LETTER) continue;
		if (unit === HALF) return whole.replace(OTHERS, "").toLowerCase();
		if (from < at) letters += whole.slice(from, at);
		from = at + 1;
	}
	return (letters + whole.slice(from)).toLowerCase();
}
