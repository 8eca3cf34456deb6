import { markOf } from "../../src/article/address.ts";
import type { Kept, Library, ListQuery, Observation, Outlet, Summary } from "../../src/article/library.ts";

const OUTLETS = 20;
const NEWEST = Date.UTC(2026, 0, 31, 12);
/** About 1,400 articles a day. */
const STEP_MS = 61_000;
const SENTENCES = [
	"港口在清晨开放，船只依次进港。",
	"各方代表将在下星期继续会谈。",
	"当地居民说，今年的冬天比往年长。",
	"记录显示，数量比十年前少了一半。",
];

/** A library of any size that holds nothing: article `n` is written down when it is asked for, `step` ms after the one before. */
export function endlessLibrary(size: number, step = STEP_MS): Library & { grow: (by: number) => void } {
	let count = size;
	const seqs = new Map<string, number>();
	const atOf = (n: number): number => NEWEST - (size - n) * step;
	const addressOf = (n: number): string => `https://outlet-${n % OUTLETS}.example/a/${n}`;
	const summaryOf = (n: number): Summary => {
		const address = addressOf(n);
		const mark = markOf(address);
		seqs.set(mark, n);
		const at = atOf(n);
		return {
			...{
				mark,
				address,
				outlet: `outlet-${n % OUTLETS}`,
				title: `港口消息第${n}号：船队与会谈`,
				section: "国际",
			},
			...{ language: "zh-Hans", published: at, firstSeen: at, kept: at, sorted: at, cursor: String(n) },
			...{
				excerpt: SENTENCES.join("").slice(0, 60),
				picture: null,
				revisions: 1,
				state: "present",
				stateSince: at,
			},
			file: `articles/${mark}.md`,
		};
	};
	const keptOf = (n: number): Kept => {
		const paragraphs = Array.from(
			{ length: 12 },
			(_, at) => `<p>${n}：${SENTENCES[(n + at) % 4]}${SENTENCES[(n * 3 + at) % 4]}${SENTENCES[at % 4]}</p>`,
		);
		return {
			...summaryOf(n),
			...{
				revision: 1,
				headlines: null,
				subtitle: null,
				bylines: ["记者"],
				keywords: [],
				wires: [],
				modified: null,
			},
			...{ body: paragraphs.join(""), pictures: [], sha256: "0".repeat(64) },
		};
	};
	const list = async ({
		outlet,
		since = 0,
		until = Number.POSITIVE_INFINITY,
		before,
		limit,
	}: ListQuery): Promise<Summary[]> => {
		const newest = Math.min(
			count - 1,
			Math.ceil((until - NEWEST) / step + size) - 1,
			before === undefined ? count : Number(before) - 1,
		);
		const found: Summary[] = [];
		const wanted = outlet === undefined ? null : Number(outlet.slice("outlet-".length));
		for (let n = newest; n >= 0 && found.length < limit && atOf(n) >= since; n--) {
			if (wanted === null || n % OUTLETS === wanted) found.push(summaryOf(n));
		}
		return found;
	};
	const observationOf = (seq: number): Observation => {
		const { mark, outlet, address, title, kept } = summaryOf(seq);
		return { seq, at: kept, kind: "kept", mark, outlet, address, title, detail: "" };
	};
	return {
		grow: (by) => {
			count += by;
		},
		list,
		article: async (mark) => (seqs.has(mark) ? keptOf(seqs.get(mark) ?? 0) : null),
		outlets: async () =>
			Array.from(
				{ length: OUTLETS },
				(_, n): Outlet => ({
					outlet: `outlet-${n}`,
					name: `第${n}报`,
					home: null,
					articles: Math.floor(count / OUTLETS),
					newest: NEWEST,
				}),
			),
		revisions: async () => [],
		observations: async ({ kinds, before = count, limit }) =>
			kinds === undefined
				? Array.from({ length: Math.min(limit, before) }, (_, at) => observationOf(before - 1 - at))
				: [],
		observedHours: async () => [],
		search: async () => ({
			warnings: [],
			total: 0,
			more: false,
			hits: [],
			outlets: [],
			months: [],
			suggestions: [],
		}),
		alike: async () => [],
		picture: async () => null,
		blob: async () => null,
		version: async () => count,
	};
}
