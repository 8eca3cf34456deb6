import type { Health } from "../collect/poll/state.ts";
import type { SourceSettings } from "./settings.ts";

/** What a pass says while it runs; the front door turns it into a bar, lines or JSON. */
export type PressEvent =
	| { readonly kind: "pass-began"; readonly sources: number }
	| { readonly kind: "source-asked"; readonly source: SourceSettings; readonly outcome: SourceOutcome }
	| { readonly kind: "article"; readonly outlet: string; readonly address: string; readonly pressed: Pressed }
	/** How a source does has changed: said once. */
	| { readonly kind: "notice"; readonly source: SourceSettings; readonly health: Health }
	/** The clock says an earlier time (ms since 1970) than that of the last line of the ledger. */
	| { readonly kind: "clock-back"; readonly now: number; readonly last: number }
	| { readonly kind: "pass-ended"; readonly totals: Totals };

export type SourceOutcome =
	| { readonly kind: "read"; readonly sightings: number; readonly fresh: number }
	| { readonly kind: "unchanged" }
	| { readonly kind: "failed"; readonly reason: string };

/** What became of one article. */
export type Pressed =
	| {
			readonly kind: "new" | "revised" | "unchanged";
			readonly mark: string;
			readonly title: string;
			readonly pictures: number;
	  }
	| { readonly kind: "moved"; readonly to: string }
	| { readonly kind: "gone" | "refused" | "unreachable" | "empty"; readonly reason: string };

/** The sum of a pass. */
export interface Totals {
	readonly sources: number;
	readonly sourcesFailed: number;
	readonly new: number;
	readonly revised: number;
	readonly unchanged: number;
	readonly moved: number;
	readonly gone: number;
	readonly failed: number;
	readonly pictures: number;
}
