/** So many texts are remembered before all are forgotten: the names of some hundred outlets' pages. */
const TEXTS_MAX = 20_000;

/** Remembers what a pure function says of short texts, for as long as the program runs: pages repeat the same few names. */
export class Memo<Value> {
	readonly #read: (text: string) => Value;
	readonly #known = new Map<string, Value>();

	constructor(read: (text: string) => Value) {
		this.#read = read;
	}

	of(text: string): Value {
		const known = this.#known.get(text);
		if (known !== undefined) return known;
		// A copy: the text itself may be a slice that would hold its whole page in memory.
		const own = Buffer.from(text).toString();
		const value = this.#read(own);
		if (this.#known.size >= TEXTS_MAX) this.#known.clear();
		this.#known.set(own, value);
		return value;
	}
}
