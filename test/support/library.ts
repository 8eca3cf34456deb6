import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { markOf } from "../../src/article/address.ts";
import type {
	Blob,
	Hit,
	Kept,
	KeptPicture,
	Library,
	ListQuery,
	Observation,
	Outlet,
	Piece,
	Revision,
	SearchOptions,
	SearchResult,
	Summary,
} from "../../src/article/library.ts";
import { picturesOf } from "../../src/article/pictures.ts";
import { textOf } from "../../src/article/text.ts";
import { pictureKey } from "../../src/article/weserv.ts";

/** An article for a test library: what is left out is what most articles have. */
export interface Told {
	readonly address: string;
	readonly outlet: string;
	readonly title: string;
	readonly body: string;
	readonly at: number;
	readonly more?: Partial<Kept>;
}

/** The pictures a test library has, by the address under which articles name them. */
export type Pictures = Readonly<
	Record<
		string,
		{ readonly bytes: Uint8Array } & Required<Pick<Blob, "type" | "width" | "height" | "colour">>
	>
>;

export interface MemoryLibrary extends Library {
	/** Keeps one more revision of the article at this address. */
	readonly tell: (told: Told) => Kept;
	readonly observe: (observation: Omit<Observation, "seq" | "mark">) => void;
	readonly close: () => void;
}

const EXCERPT_LENGTH = 120;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** A library held in memory: an honest second implementation of the contract, small enough to read at once. */
export function openMemoryLibrary(
	names: Readonly<Record<string, string>>,
	pictures: Pictures = {},
): MemoryLibrary {
	const folder = mkdtempSync(join(tmpdir(), "library-"));
	const blobs = new Map<string, Blob>();
	const byAddress = new Map<string, KeptPicture>();
	for (const [address, { bytes, type, width, height, colour }] of Object.entries(pictures)) {
		const sha256 = createHash("sha256").update(bytes).digest("hex");
		const path = join(folder, sha256);
		writeFileSync(path, bytes);
		blobs.set(sha256, {
			path,
			file: `media/${sha256}`,
			sha256,
			type,
			bytes: bytes.byteLength,
			whole: true,
			width,
			height,
			colour,
		});
		byAddress.set(pictureKey(address), {
			address,
			sha256,
			file: `media/${sha256}`,
			type,
			width,
			height,
			colour,
			alt: "",
			caption: "",
			credit: "",
		});
	}
	const stories = new Map<string, Kept[]>();
	const observations: Observation[] = [];
	let version = 1;

	const newest = (): Kept[] =>
		[...stories.values()]
			.flatMap((kept) => kept.at(-1) ?? [])
			.toSorted((one, other) => (one.cursor < other.cursor ? 1 : -1));
	const picturesIn = (body: string): KeptPicture[] =>
		picturesOf(body).map((picture) => {
			const known = byAddress.get(pictureKey(picture.address));
			return known === undefined
				? { ...picture, sha256: null, file: null, type: null }
				: { ...known, alt: picture.alt, caption: picture.caption };
		});

	return {
		tell({ address, outlet, title, body, at, more }) {
			const mark = markOf(address);
			const before = stories.get(mark) ?? [];
			const first = before[0];
			const sorted = first?.sorted ?? at;
			const kept: Kept = {
				mark,
				outlet,
				address,
				title,
				body,
				section: null,
				language: null,
				published: first?.published ?? at,
				firstSeen: first?.firstSeen ?? at,
				kept: at + MINUTE_MS,
				sorted,
				cursor: `${String(sorted).padStart(15, "0")}-${mark}`,
				excerpt: textOf(body.replace(/^<div><i>[^<]*<\/i><\/div>/, ""))
					.replaceAll("\n", " ")
					.slice(0, EXCERPT_LENGTH),
				picture: picturesIn(body)[0] ?? null,
				pictures: picturesIn(body),
				revisions: before.length + 1,
				revision: before.length + 1,
				state: "present",
				stateSince: at,
				headlines: null,
				subtitle: null,
				bylines: [],
				keywords: [],
				wires: [],
				modified: null,
				file: `articles/${outlet}/${mark}.md`,
				sha256: createHash("sha256").update(title).update(body).digest("hex"),
				...more,
			};
			stories.set(mark, [
				...before.map((old) => ({
					...old,
					revisions: kept.revisions,
					state: kept.state,
					stateSince: kept.stateSince,
				})),
				kept,
			]);
			observations.push({
				seq: observations.length + 1,
				at: kept.kept,
				kind: before.length === 0 ? "kept" : "revised",
				mark,
				outlet,
				address,
				title,
				detail: "",
			});
			version++;
			return kept;
		},
		observe(observation) {
			observations.push({ ...observation, seq: observations.length + 1, mark: markOf(observation.address) });
			version++;
		},
		close: () => rmSync(folder, { recursive: true }),
		version: async () => version,
		async outlets() {
			const groups = Map.groupBy(newest(), ({ outlet }) => outlet);
			return Object.entries(names).map(([outlet, name]): Outlet => {
				const of = groups.get(outlet) ?? [];
				return {
					outlet,
					name,
					home: `https://${outlet}/`,
					articles: of.length,
					newest: of[0]?.sorted ?? null,
				};
			});
		},
		list: async (query) =>
			newest()
				.filter((article) => isListed(article, query))
				.slice(0, query.limit),
		async article(mark, revision) {
			const kept = stories.get(mark);
			return (revision === undefined ? kept?.at(-1) : kept?.[revision - 1]) ?? null;
		},
		async revisions(mark) {
			return (stories.get(mark) ?? []).map(
				({ revision, kept, title, file, sha256 }): Revision => ({
					revision,
					kept,
					title,
					by: "outlet",
					file,
					sha256,
				}),
			);
		},
		async observations({ mark, outlet, kinds, before, limit }) {
			return observations
				.toReversed()
				.filter(
					(one) =>
						(mark === undefined || one.mark === mark) && (outlet === undefined || one.outlet === outlet),
				)
				.filter(
					(one) =>
						(kinds === undefined || kinds.includes(one.kind)) && (before === undefined || one.seq < before),
				)
				.slice(0, limit);
		},
		async observedHours(since) {
			const hours = observations.map(({ at }) => at - (at % HOUR_MS)).toSorted((one, other) => one - other);
			const older = hours.findLast((hour) => hour < since);
			return [
				...new Set([...(older === undefined ? [] : [older]), ...hours.filter((hour) => hour >= since)]),
			];
		},
		search: async (query, options) => searchIn(newest(), query, options),
		async alike(mark) {
			const own = stories.get(mark)?.at(-1);
			if (own === undefined) return [];
			return newest().filter((other) => other.mark !== mark && likeness(own.title, other.title) > 0.3);
		},
		async picture(address) {
			return blobs.get(byAddress.get(pictureKey(address))?.sha256 ?? "") ?? null;
		},
		blob: async (sha256) => blobs.get(sha256) ?? null,
	};
}

function isListed(article: Summary, { outlet, section, since, until, before }: ListQuery): boolean {
	return (
		(outlet === undefined || article.outlet === outlet) &&
		(section === undefined || article.section === section) &&
		(since === undefined || article.sorted >= since) &&
		(until === undefined || article.sorted < until) &&
		(before === undefined || article.cursor < before)
	);
}

/** Every word of the query stands in the title or the text; `outlet:` narrows. */
function searchIn(
	articles: readonly Kept[],
	query: string,
	{ limit, offset = 0, order = "relevant" }: SearchOptions,
): SearchResult {
	const words = query.split(/\s+/).filter((word) => word !== "" && !word.includes(":"));
	const outlet = /(?:^|\s)outlet:(\S+)/.exec(query)?.[1];
	const found = articles
		.filter((article) => outlet === undefined || article.outlet === outlet)
		.map((article) => ({ article, text: textOf(article.body).replaceAll("\n", " ") }))
		.filter(({ article, text }) => words.every((word) => `${article.title} ${text}`.includes(word)))
		.map(({ article, text }): Hit => {
			const at = Math.max(0, text.indexOf(words[0] ?? "") - 30);
			const score = words.filter((word) => article.title.includes(word)).length;
			return {
				article,
				title: pieces(article.title, words),
				snippet: pieces(text.slice(at, at + 140), words),
				score,
			};
		});
	const hits = order === "newest" ? found : found.toSorted((one, other) => other.score - one.score);
	const count = (key: (hit: Hit) => string): [string, number][] =>
		[...Map.groupBy(found, key)].map(([name, of]): [string, number] => [name, of.length]);
	return {
		warnings: [],
		total: found.length,
		more: false,
		hits: hits.slice(offset, offset + limit),
		outlets: count(({ article }) => article.outlet).map(([name, n]) => ({ outlet: name, count: n })),
		months: count(({ article }) => new Date(article.sorted).toISOString().slice(0, 7)).map(([month, n]) => ({
			month,
			count: n,
		})),
		suggestions: [],
	};
}

function pieces(text: string, words: readonly string[]): Piece[] {
	const cut = words.map((word) => word.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")).join("|");
	if (cut === "") return [{ text, match: false }];
	return text
		.split(new RegExp(`(${cut})`))
		.filter((part) => part !== "")
		.map((part) => ({ text: part, match: words.includes(part) }));
}

/** The pairs of neighbouring characters of every title compared so far. */
const pairs = new Map<string, ReadonlySet<string>>();

function pairsOf(text: string): ReadonlySet<string> {
	const known = pairs.get(text) ?? new Set([...text].map((char, at, all) => char + (all[at + 1] ?? "")));
	pairs.set(text, known);
	return known;
}

function likeness(one: string, other: string): number {
	const [left, right] = [pairsOf(one), pairsOf(other)];
	return left.intersection(right).size / left.union(right).size;
}
