const SPACE = 0x20;

/** Of the number of slots, twice as many as there can be pairs. */
const bitsFor = (length: number): number => 1 + Math.ceil(Math.log2(length + 2));

/** What serves texts of up to so many units again and again: garbage of this size is collected late. */
const LENGTH_USUAL = 2 ** 15;
const usual = roomFor(LENGTH_USUAL);

/** Where pairs are told apart and written down. */
interface Room {
	readonly slots: Uint32Array;
	readonly line: Uint16Array;
}

function roomFor(length: number): Room {
	return { slots: new Uint32Array(2 ** bitsFor(length)), line: new Uint16Array(3 * length) };
}

/**
 * The pairs of neighbouring UTF-16 units in texts, and each text's last unit alone; each once, in order, with a
 * space behind it. A table of numbers with open addressing: indexing does nothing as often, and a set of strings
 * takes five times as long.
 */
export function pairLineOf(texts: readonly string[]): string {
	const length = texts.reduce((sum, text) => sum + text.length, 0);
	const { slots, line } = length <= LENGTH_USUAL ? usual : roomFor(length);
	const bits = bitsFor(length);
	const last = 2 ** bits - 1;
	slots.fill(0, 0, last + 1);
	let end = 0;
	const add = (first: number, second: number): void => {
		const pair = ((first << 16) | second) >>> 0;
		// The highest bits of a product spread best (Knuth's multiplicative hash).
		let slot = Math.imul(pair, 0x9e3779b1) >>> (32 - bits);
		for (; slots[slot] !== 0; slot = (slot + 1) & last) if (slots[slot] === pair) return;
		slots[slot] = pair;
		line[end++] = first;
		if (second !== 0) line[end++] = second;
		line[end++] = SPACE;
	};
	for (const text of texts) {
		for (let at = 1; at < text.length; at++) add(text.charCodeAt(at - 1), text.charCodeAt(at));
		if (text.length > 0) add(text.charCodeAt(text.length - 1), 0);
	}
	return Buffer.from(line.buffer, 0, 2 * end).toString("utf16le");
}
