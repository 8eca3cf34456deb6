import sharp from "sharp";
import { markOf } from "../../src/article/address.ts";
import { type MemoryLibrary, openMemoryLibrary } from "./library.ts";

/** 5 January 2022, 01:59 GMT: the morning on which the sample archive was kept. */
export const SAMPLE_AT: number = Date.UTC(2022, 0, 5, 1, 59);

const HOUR_MS = 3_600_000;

/** The address of the sample's main article, which has pictures, an edit, and a sibling in another outlet. */
export const SAMPLE_ADDRESS = "https://zh.example/a/harbour-talks";

const mark = markOf(SAMPLE_ADDRESS);

/** Every kind of page that the reader has, over the sample archive. */
export const SAMPLE_PAGES: readonly string[] = [
	"/",
	"/outlets",
	"/outlet/zh.example",
	`/outlet/zh.example/${encodeURIComponent("日记")}`,
	"/outlet/zh.example/month/2022-01",
	"/day/2022-01-04",
	"/day/2020-01-04",
	"/month/2022-01",
	`/a/${mark}`,
	`/a/${mark}/1`,
	`/a/${mark}/2/changes`,
	`/a/${markOf("https://en.example/winter")}`,
	"/search",
	`/search?q=${encodeURIComponent("北约")}`,
	`/search?q=${encodeURIComponent("港口")}&order=newest&offset=20`,
	"/search?q=nothing-of-this-kind",
	"/changes",
	"/changes?kind=disappearances",
	"/numbers",
	"/status",
	"/about",
	"/offline",
	"/settings",
	"/nowhere",
];

/** A small archive in our own words: three outlets, two scripts, an edit, a disappearance, pictures kept and not kept. */
export async function openSample(): Promise<MemoryLibrary> {
	const bytes = new Uint8Array(
		await sharp({ create: { width: 900, height: 600, channels: 3, background: "#7d8aa0" } })
			.jpeg()
			.toBuffer(),
	);
	const picture = { bytes, type: "image/jpeg", width: 900, height: 600, colour: "#7d8aa0" };
	const library = openMemoryLibrary(
		{ "zh.example": "海港日报", "tw.example": "島嶼時報", "en.example": "The Harbour Post" },
		{ "https://img.zh.example/harbour.jpg": picture },
	);
	const talks = (when: string): string =>
		`<div><i>Wed, 05 Jan 2022 01:45:00 GMT</i></div><img src="https://images.weserv.nl?url=img.zh.example/harbour.jpg" width="100%"><div><small style="color: #999;">资料照片：清晨的港口（2021年12月10日）</small></div><p>北约官员${when}说，港口会谈将在下星期举行。</p><p>各方希望会谈能<a href="/more">缓和紧张</a>。</p><img src="https://elsewhere.example/lost.png"><p><em>（本文参考了通讯社的报道。）</em></p>`;
	const more = { language: "zh-Hans", section: "国际", bylines: ["海港记者"], wires: ["通讯社"] };
	const told = { address: SAMPLE_ADDRESS, outlet: "zh.example", title: "北约与港口会谈下星期举行", more };
	library.tell({ ...told, body: talks("星期二"), at: SAMPLE_AT });
	library.tell({ ...told, body: talks("星期三"), at: SAMPLE_AT + 2 * HOUR_MS });
	library.tell({
		address: "https://tw.example/talks",
		outlet: "tw.example",
		title: "北約與港口會談下星期登場",
		body: "<p>港口會談下星期登場，各方代表陸續抵達。</p>",
		at: SAMPLE_AT - HOUR_MS,
		more: { language: "zh-Hant", section: "國際" },
	});
	library.tell({
		address: "https://en.example/winter",
		outlet: "en.example",
		title: "A longer winter in the harbour towns",
		body: "<p>The fleet left before first light.</p><table><tr><th>Year</th><th>Boats</th></tr><tr><td>2021</td><td>19</td></tr></table>",
		at: SAMPLE_AT - 2 * HOUR_MS,
		more: { language: "en", state: "gone", stateSince: SAMPLE_AT + HOUR_MS },
	});
	for (let day = 1; day <= 60; day++) {
		library.tell({
			address: `https://zh.example/a/day-${day}`,
			outlet: "zh.example",
			title: `港口日记第${day}篇`,
			body: `<p>第${day}天，风平浪静。</p>`,
			at: SAMPLE_AT - day * 6 * HOUR_MS,
			more: { language: "zh-Hans", section: "日记" },
		});
	}
	library.observe({
		at: SAMPLE_AT + HOUR_MS,
		kind: "gone",
		outlet: "en.example",
		address: "https://en.example/winter",
		title: "A longer winter in the harbour towns",
		detail: "404",
	});
	return library;
}
