/** The things used last, up to a weight: what was used longest ago goes first. */
export interface Recent<Value> {
	get(key: string): Value | undefined;
	set(key: string, value: Value, weight: number): void;
	delete(key: string): void;
	readonly weight: number;
}

/** `dropped` is told what goes because there is no room, not what is deleted or replaced. */
export function openRecent<Value>(
	weightMax: number,
	dropped: (key: string, value: Value) => void = () => {},
): Recent<Value> {
	// A Map keeps the order of insertion: what is used again is inserted again, so the first is the oldest.
	const entries = new Map<string, { readonly value: Value; readonly weight: number }>();
	let total = 0;
	const remove = (key: string): void => {
		total -= entries.get(key)?.weight ?? 0;
		entries.delete(key);
	};
	return {
		get: (key) => {
			const entry = entries.get(key);
			if (entry === undefined) return undefined;
			entries.delete(key);
			entries.set(key, entry);
			return entry.value;
		},
		set: (key, value, weight) => {
			remove(key);
			if (weight > weightMax) return dropped(key, value);
			entries.set(key, { value, weight });
			total += weight;
			for (const [oldest, entry] of entries) {
				if (total <= weightMax) break;
				remove(oldest);
				dropped(oldest, entry.value);
			}
		},
		delete: remove,
		get weight() {
			return total;
		},
	};
}
