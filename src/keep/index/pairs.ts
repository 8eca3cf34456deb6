/** Neighbours in texts, each pair once. */
export interface Pairs {
	/** Adds the pairs of neighbouring UTF-16 units, and the last unit alone. */
	addAll(text: string): void;
	/** What was added, in order, with a space behind each. */
	line(): string;
}

const SPACE = 0x20;

const decoder = new TextDecoder("utf-16le", { ignoreBOM: true });

/**
 * Room for the pairs of texts that have together as many units as `length`. A table of numbers with open addressing: of
 * all that indexing does nothing is done as often, and a set of strings takes five times as long.
 */
export function openPairs(length: number): Pairs {
	const bits = 1 + Math.ceil(Math.log2(length + 2));
	const slots = new Uint32Array(2 ** bits);
	const line = new Uint16Array(3 * length);
	let end = 0;
	const add = (first: number, second: number): void => {
		const pair = (first << 16) | second;
		// The highest bits of a product spread best (Knuth's multiplicative hash).
		let slot = Math.imul(pair, 0x9e3779b1) >>> (32 - bits);
		while (slots[slot] !== 0) {
			if (slots[slot] === pair >>> 0) return;
			slot = (slot + 1) & (slots.length - 1);
		}
		slots[slot] = pair;
		line[end++] = first;
		if (second !== 0) line[end++] = second;
		line[end++] = SPACE;
	};
	return {
		addAll(text) {
			let first = text.charCodeAt(0);
			for (let at = 1; at < text.length; at++) {
				const second = text.charCodeAt(at);
				add(first, second);
				first = second;
			}
			if (text.length > 0) add(first, 0);
		},
		line: () => decoder.decode(line.subarray(0, end)),
	};
}
