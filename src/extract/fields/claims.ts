import type { Evidence, Line } from "./evidence.ts";
import type { LinkedData } from "./linked-data.ts";
import type { Name } from "./names.ts";

/** What a byline is read from. */
export interface BylineContext {
	readonly evidence: Evidence;
	readonly data: LinkedData;
	readonly titleAt: number;
	readonly language: string | null;
	/** What the outlet calls itself, loosely written. */
	readonly site: readonly string[];
	/** Lines of the story itself. */
	readonly story: readonly Line[];
}

/** Names that one layer gives. */
export interface Claim {
	readonly names: readonly Name[];
	readonly source: string;
}
