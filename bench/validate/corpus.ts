import sharp from "sharp";
import { AWKWARD } from "../../test/support/awkward.ts";
import { HOSTILE } from "../../test/support/hostile.ts";
import { type MemoryLibrary, openMemoryLibrary, type Pictures } from "../../test/support/library.ts";
import { SAMPLE_AT } from "../../test/support/sample.ts";

/** The outlets of the corpus, by how their articles were written. */
export const OUTLETS: Readonly<Record<string, string>> = {
	"awkward.example": "乱序日报",
	"hostile.example": "Hostile & <Sons>",
	"pictures.example": "圖片報",
};

const MINUTE_MS = 60_000;
const FORMATS = ["jpeg", "png", "gif", "webp", "avif"] as const;
const SVG = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 40"><rect width="60" height="40" fill="#7d8aa0"/></svg>`;

async function drawn(): Promise<Pictures> {
	const size = { width: 60, height: 40, colour: "#7d8aa0" };
	const canvas = sharp({ create: { ...size, channels: 3, background: size.colour } });
	const pictures: Record<string, Pictures[string]> = {
		"https://img.example/svg": { ...size, type: "image/svg+xml", bytes: new TextEncoder().encode(SVG) },
		"https://img.example/broken": { ...size, type: "image/png", bytes: new Uint8Array([137, 80, 78, 71]) },
	};
	for (const format of FORMATS) {
		const bytes = new Uint8Array(await canvas.clone().toFormat(format).toBuffer());
		pictures[`https://img.example/${format}`] = { ...size, type: `image/${format}`, bytes };
	}
	return pictures;
}

/** A library of everything that outlets do wrong, with pictures of every kind, one broken and one missing. */
export async function openCorpus(): Promise<MemoryLibrary> {
	const pictures = await drawn();
	const library = openMemoryLibrary(OUTLETS, pictures);
	const tell = (outlet: string, at: number, title: string, body: string): void => {
		const more = { language: outlet.startsWith("h") ? "en-UK" : "zh_CN", section: title.slice(0, 40) };
		const address = `https://${outlet}/a/${at}?q={${at}}`;
		const told = { address, outlet, title, at: SAMPLE_AT - at * MINUTE_MS, more };
		library.tell({ ...told, body });
		if (at % 7 === 0) library.tell({ ...told, body: `${body}<p>改</p>`, title: `${title}（改）` });
	};
	AWKWARD.forEach((body, at) => tell("awkward.example", at, `第${at}篇`, body));
	HOSTILE.forEach((body, at) => tell("hostile.example", at, body, `<p>a${body}b</p>`));
	[...Object.keys(pictures), "https://img.example/missing"].forEach((address, at) =>
		tell("pictures.example", at, address, `<p>前</p><img src="${address}" alt="a"><p>后</p>`),
	);
	return library;
}
