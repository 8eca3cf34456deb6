import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

/** The sets by their folder, and what the tables call them. `htmldate` has dates only. */
export const SETS: Readonly<Record<string, string>> = {
	aeb: "world",
	zh: "Chinese",
	fundus: "newsrooms",
	wcxb: "WCXB",
	htmldate: "htmldate",
};

/** What a page should give. `optional` text is neither asked for nor punished; `split` names a part of the set. */
export interface Truth {
	readonly url?: string;
	readonly title?: string;
	readonly text: string;
	readonly published?: string;
	readonly byline?: string;
	readonly optional?: string;
	readonly split?: string;
	readonly lang?: string;
}

/** The pages of a set, without what they should give. */
export interface BenchPages {
	readonly name: string;
	readonly ids: readonly string[];
	/** The page's markup, read when asked so that a run holds one page at a time. */
	html(id: string): string;
	address(id: string): string;
}

export interface BenchSet extends BenchPages {
	readonly truth: Readonly<Record<string, Truth>>;
}

/** Rules are found on the tuned half of every set and judged on the held one. */
export const HALVES = ["tuned", "held"] as const;
export type Half = (typeof HALVES)[number];

/** The half that a page belongs to, by its site, so that no outlet is in both; by its name where it has no address. */
export function halfOf(id: string, address: string): Half {
	const host = URL.parse(address)?.hostname ?? "";
	const site = host === "" || address === NOWHERE ? id : host.replace(/^www\./, "");
	return (createHash("sha256").update(site).digest()[0] ?? 0) % 2 === 0 ? "tuned" : "held";
}

/** Opens a set: a folder with `truth.json` and `html/<id>.html.gz`; of one half only its pages. */
export function openSet(folder: string, name: string, half: Half | null = null): BenchSet {
	const all = JSON.parse(readFileSync(join(folder, name, "truth.json"), "utf8")) as Record<string, Truth>;
	const truth = Object.fromEntries(
		Object.entries(all).filter(([id, { url }]) => half === null || halfOf(id, url || NOWHERE) === half),
	);
	return {
		name,
		truth,
		ids: Object.keys(truth).sort(),
		html: (id) => markupOf(folder, name, id),
		address: (id) => truth[id]?.url || NOWHERE,
	};
}

const NOWHERE = "https://example.com/";

function markupOf(folder: string, name: string, id: string): string {
	return gunzipSync(readFileSync(join(folder, name, "html", `${id}.html.gz`))).toString("utf8");
}

/** Opens a set and keeps its addresses only: the truth of the largest set would fill as much memory as an extractor. */
export function openPages(folder: string, name: string, half: Half | null = null): BenchPages {
	const addresses = addressesOf(folder, name, half);
	return {
		name,
		ids: [...addresses.keys()],
		html: (id) => markupOf(folder, name, id),
		address: (id) => addresses.get(id) ?? NOWHERE,
	};
}

function addressesOf(folder: string, name: string, half: Half | null): Map<string, string> {
	const { ids, address } = openSet(folder, name, half);
	return new Map(ids.map((id) => [id, address(id)]));
}

/** The sets that a folder has: the known ones in the table's order, then any other. */
export function setsIn(folder: string): string[] {
	const names = [...Object.keys(SETS), ...readdirSync(folder).sort()];
	return [...new Set(names)].filter((name) => existsSync(join(folder, name, "truth.json")));
}
