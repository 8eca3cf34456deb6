/** Lets so many things happen at once and so many wait their turn; null where one more would be too many. */
export type Gate = <Value>(work: () => Promise<Value>) => Promise<Value> | null;

export function openGate(atOnce: number, waitingMax: number): Gate {
	const waiting: (() => void)[] = [];
	let running = 0;
	const turn = (): Promise<void> => {
		if (running < atOnce) {
			running++;
			return Promise.resolve();
		}
		return new Promise((resolve) => waiting.push(resolve));
	};
	// Whoever leaves hands the place to the next in line, so that `running` stays as it is.
	const leave = (): void => {
		const next = waiting.shift();
		if (next === undefined) running--;
		else next();
	};
	return (work) => {
		if (waiting.length >= waitingMax) return null;
		return turn().then(work).finally(leave);
	};
}
