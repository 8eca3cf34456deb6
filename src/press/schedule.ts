import type { Press } from "./open.ts";
import { sync } from "./sync.ts";

/** How often the schedule looks whether a source or an article is due. */
const TICK_MS = 30_000;

/** Passes over what is due, again and again, until the press is told to stop. */
export async function runSchedule(press: Press): Promise<void> {
	while (!press.signal.aborted) {
		await sync(press, { sources: "due", recheck: "due", commit: press.config.settings.git.commit });
		await press.clock.sleep(TICK_MS, press.signal);
	}
}
