import { EventEmitter, once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Clock } from "../../src/press/clock.ts";
import { readConfig } from "../../src/press/config.ts";
import type { PressEvent } from "../../src/press/events.ts";
import { openPress, type Press } from "../../src/press/open.ts";

/** A clock that stands until it is moved. */
export interface TestClock extends Clock {
	move(ms: number): void;
}

export function clockAt(start: number): TestClock {
	let time = start;
	return {
		now: () => time,
		random: () => 0.5,
		sleep: async (ms) => {
			time += ms;
		},
		move(ms) {
			time += ms;
		},
	};
}

/** A folder with a configuration, opened as a press; everything it reported is in `events`. */
export interface Bench {
	readonly folder: string;
	readonly clock: TestClock;
	readonly events: PressEvent[];
	/** Resolves when an event was reported that is looked for. */
	heard(isIt: (event: PressEvent) => boolean): Promise<void>;
	open(): Promise<Press>;
	remove(): void;
}

export function benchOf(yaml: string, start: number, callback: string | null = null): Bench {
	const folder = mkdtempSync(join(tmpdir(), "pressmark-press-"));
	const config = join(folder, "pressmark.yaml");
	writeFileSync(config, yaml);
	const clock = clockAt(start);
	const events: PressEvent[] = [];
	const heard = new EventEmitter();
	return {
		...{ folder, clock, events },
		heard: async (isIt) => {
			while (!events.some(isIt)) await once(heard, "event");
		},
		open: () =>
			openPress(readConfig(config), {
				...{ clock, proxy: null, version: "0.0.0", callback },
				report: (event) => {
					events.push(event);
					heard.emit("event");
				},
				signal: new AbortController().signal,
			}),
		remove: () => rmSync(folder, { recursive: true, force: true }),
	};
}
