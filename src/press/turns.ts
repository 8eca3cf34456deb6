/** Lets work on one key wait for the work on it before; work on other keys goes on. */
export interface Turns {
	take<T>(key: string, work: () => Promise<T>): Promise<T>;
}

export function openTurns(): Turns {
	const last = new Map<string, Promise<unknown>>();
	return {
		take(key, work) {
			const turn = (last.get(key) ?? Promise.resolve()).then(work);
			// The next in line waits for the end of this one, however it ends; its failure is its caller's.
			const ended = turn.catch(() => undefined).finally(() => last.get(key) === ended && last.delete(key));
			last.set(key, ended);
			return turn;
		},
	};
}
