/** Time as the network room sees it: the machine's in the press, moved by hand in tests. */
export interface Timer {
	/** ms since 1970. */
	now(): number;
	/** Calls back once, so many ms later; what is returned cancels that. */
	after(ms: number, callback: () => void): () => void;
}

/** The machine's time. Its timers keep the program alive: a request may be waiting for nothing but its turn. */
export function machineTimer(now: () => number): Timer {
	return {
		now,
		after(ms, callback) {
			const timeout = setTimeout(callback, ms);
			return () => clearTimeout(timeout);
		},
	};
}
