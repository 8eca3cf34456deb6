import type { PressEvent, Totals } from "./events.ts";

type Counts = { -readonly [Key in keyof Totals]: Totals[Key] };

/** The sum of a pass while it runs. */
export interface Count {
	/** Counts an event and hands it on; before the first one it says that a pass began. */
	report(event: PressEvent): void;
	readonly totals: Totals;
	/** Outlets of which something was kept or learnt. */
	readonly changed: ReadonlySet<string>;
	isAnything(): boolean;
}

/** Counts what a pass of so many sources reports: a pass in which nothing was due says nothing. */
export function countTotals(report: (event: PressEvent) => void, sources: number): Count {
	const none = { sources: 0, sourcesFailed: 0, new: 0, revised: 0, unchanged: 0 };
	const totals: Counts = { ...none, moved: 0, gone: 0, failed: 0, pictures: 0 };
	const changed = new Set<string>();
	let began = false;
	return {
		report(event) {
			if (!began) report({ kind: "pass-began", sources });
			began = true;
			if (event.kind === "source-asked") {
				totals.sources++;
				if (event.outcome.kind === "failed") totals.sourcesFailed++;
			}
			if (event.kind === "article") {
				count(event, totals);
				if (event.pressed.kind !== "unchanged") changed.add(event.outlet);
			}
			report(event);
		},
		totals,
		changed,
		isAnything: () => began,
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
