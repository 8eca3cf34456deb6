/** The only place that asks the machine for the time or for chance; everything else is handed one of these. */
export interface Clock {
	/** Milliseconds since 1970. */
	now(): number;
	/** Uniform in [0, 1): for jitter only, nothing kept depends on it. */
	random(): number;
	/** Resolves after `ms`, or at once when the signal aborts. */
	sleep(ms: number, signal: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
	now: () => Date.now(),
	random: () => Math.random(),
	sleep: (ms, signal) =>
		new Promise((resolve) => {
			if (signal.aborted) return resolve();
			const end = (): void => {
				clearTimeout(timer);
				signal.removeEventListener("abort", end);
				resolve();
			};
			const timer = setTimeout(end, ms);
			signal.addEventListener("abort", end);
		}),
};
