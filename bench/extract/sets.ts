import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
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

export interface BenchSet {
	readonly name: string;
	readonly ids: readonly string[];
	/** The page's markup, read when asked so that a run holds one page at a time. */
	html(id: string): string;
	address(id: string): string;
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
		html: (id) => gunzipSync(readFileSync(join(folder, name, "html", `${id}.html.gz`))).toString("utf8"),
		address: (id) => truth[id]?.url || NOWHERE,
	};
}

const NOWHERE = "https://example.com/";

/** A page as its extractor is given it: markup in a file of UTF-8. */
export interface PlainPage {
	readonly id: string;
	readonly address: string;
	readonly file: string;
}

/**
 * Writes a set's pages into a folder as plain files. What reads them needs neither the truth nor buffers to
 * unpack them in: both take more memory than an extractor.
 */
export function unpackPages({ ids, address, html }: BenchSet, into: string): PlainPage[] {
	return ids.map((id, at) => {
		const file = join(into, `${at}.html`);
		writeFileSync(file, html(id));
		return { id, address: address(id), file };
	});
}

/** The sets that a folder has: the known ones in the table's order, then any other. */
export function setsIn(folder: string): string[] {
	const names = [...Object.keys(SETS), ...readdirSync(folder).sort()];
	return [...new Set(names)].filter((name) => existsSync(join(folder, name, "truth.json")));
}
