import type { PressEvent, Totals } from "./events.ts";

type Counts = { -readonly [Key in keyof Totals]: Totals[Key] };

/** Counts what a pass reports, and hands every event on. */
export function countTotals(
	sources: number,
	report: (event: PressEvent) => void,
): {
	report(event: PressEvent): void;
	totals(): Totals;
	changed(): ReadonlySet<string>;
} {
	const counts: Counts = {
		sources,
		sourcesFailed: 0,
		new: 0,
		revised: 0,
		unchanged: 0,
		moved: 0,
		gone: 0,
		failed: 0,
		pictures: 0,
	};
	const changed = new Set<string>();
	return {
		report(event) {
			if (event.kind === "source-asked" && event.outcome.kind === "failed") counts.sourcesFailed++;
			if (event.kind === "article") {
				count(event, counts);
				if (event.pressed.kind !== "unchanged") changed.add(event.outlet);
			}
			report(event);
		},
		totals: () => ({ ...counts }),
		changed: () => changed,
	};
}

function count({ pressed }: Extract<PressEvent, { kind: "article" }>, counts: Counts): void {
	switch (pressed.kind) {
		case "new":
		case "revised":
		case "unchanged":
			counts[pressed.kind]++;
			if (pressed.kind !== "unchanged") counts.pictures += pressed.pictures;
			break;
		case "moved":
		case "gone":
			counts[pressed.kind]++;
			break;
		default:
			counts.failed++;
	}
}
