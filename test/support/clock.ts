import type { Timer } from "../../src/collect/net/timer.ts";

/** A clock that the test moves: nothing waits, and what is due happens in the order it is due. */
export interface Clock extends Timer {
	/** Moves on, running what falls due on the way. */
	advance(ms: number): void;
	/** Jumps to a time, as a machine's clock does when it is set: timers are not run. */
	set(ms: number): void;
	/** How many timers wait. */
	pending(): number;
}

export function movedClock(start = Date.UTC(2024, 4, 1)): Clock {
	const timers = new Set<{ readonly at: number; readonly callback: () => void }>();
	let time = start;
	return {
		now: () => time,
		after(ms, callback) {
			const timer = { at: time + ms, callback };
			timers.add(timer);
			return () => timers.delete(timer);
		},
		advance(ms) {
			const until = time + ms;
			for (;;) {
				const due = [...timers].filter((timer) => timer.at <= until).sort((a, b) => a.at - b.at)[0];
				if (due === undefined) break;
				timers.delete(due);
				time = Math.max(time, due.at);
				due.callback();
			}
			time = until;
		},
		set(ms) {
			time = ms;
		},
		pending: () => timers.size,
	};
}
