import { createHash } from "node:crypto";
import { packFolds } from "../../article/fold.ts";
import { assetFiles } from "../../pages/assets.ts";
import type { Output } from "../write.ts";
import type { Segment } from "./search-index.ts";

/** What a site remembers of its last writing, so that the next one writes only what has changed. */
export interface SiteState {
	/** Changes with anything that all pages depend on. */
	readonly key: string;
	/** The newest observation that has been written. */
	readonly seq: number;
	/** Newest first. */
	readonly months: readonly MonthState[];
	/** The month yyyy-mm before which nothing has been written yet, since the writing was cut off; null where all has. */
	readonly left: string | null;
}

export interface MonthState {
	/** yyyy-mm in the site's zone. */
	readonly month: string;
	readonly articles: number;
	/** The segments of its search index, newest first. */
	readonly search: readonly Segment[];
	/** Articles by outlet. */
	readonly outlets: Readonly<Record<string, number>>;
}

const FILE = "site.json";
/** Raised with any change to what pages say that assets do not show. */
const PAGES_VERSION = 3;

/** A key over everything that all pages of a site depend on. */
export function stateKey(of: {
	readonly name: string;
	readonly zone: string;
	readonly language: string;
	readonly baseUrl: string | null;
}): string {
	const { name, zone, language, baseUrl } = of;
	const parts = [PAGES_VERSION, name, zone, language, baseUrl, assetFiles(name, "../"), packFolds()];
	return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}

/** The state that a site was left in; null where there is none that fits this key, and everything must be written. */
export function readState(output: Output, key: string): SiteState | null {
	const text = output.read(FILE);
	if (text === null) return null;
	try {
		const state = JSON.parse(text) as SiteState;
		return state.key === key && Array.isArray(state.months) ? state : null;
	} catch {
		return null;
	}
}

/** Written after each month: a site that was cut off on the way goes on from there. */
export function writeState(output: Output, state: SiteState): void {
	output.write(FILE, `${JSON.stringify(state)}\n`);
}
