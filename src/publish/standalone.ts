import { createHash } from "node:crypto";
import type { Kept, Library, Outlet } from "../article/library.ts";
import { storyFacts, storyNotice } from "../pages/article.ts";
import { assetFiles } from "../pages/assets.ts";
import { bodyMarkup } from "../pages/body.ts";
import { type Html, html, safeMarkup } from "../pages/html.ts";
import { spoken } from "../pages/items.ts";
import { LANGUAGES } from "../pages/languages.ts";
import { zoneInWords } from "../pages/time.ts";
import { outletName, type View } from "../pages/view.ts";
import type { Language } from "../pages/words.ts";
import type { CopyPicture } from "./picture-copy.ts";
import { siteLinks } from "./site/links.ts";

export interface StandaloneOptions {
	readonly library: Library;
	readonly article: Kept;
	/** The archive's name. */
	readonly name: string;
	readonly language: Language;
	/** IANA name: the zone of every time. */
	readonly zone: string;
	/** Sized for a screen. */
	readonly picture: CopyPicture;
}

/** Bytes of pictures in one file: with more, the last ones only say what they show, and their address. */
const PICTURES_BYTES_MAX = 32 * 2 ** 20;

/**
 * An article as one HTML file that needs no other: pictures and style stand in it, nothing in it runs, and
 * its policy lets it load nothing. Links lead to the outlet's own pages.
 */
export async function standalonePage(options: StandaloneOptions): Promise<string> {
	const { library, article, name, language, zone } = options;
	const outlets = new Map(
		(await library.outlets()).map((outlet): [string, Outlet] => [outlet.outlet, outlet]),
	);
	const inlined = await inlinedPictures(options);
	const links = {
		...siteLinks(""),
		article: () => article.address,
		media: (sha256: string) => inlined.get(sha256) ?? "",
	};
	const view: View = {
		...{ name, zone, outlets, words: LANGUAGES[language], links },
		...{ theme: "auto", size: "normal", path: null, feeds: false },
	};
	const pictures = article.pictures.map((picture) =>
		inlined.has(picture.sha256 ?? "") ? picture : { ...picture, sha256: null },
	);
	return page({ ...article, pictures }, view).toString();
}

/** The pictures of an article as `data:` addresses, by digest. */
async function inlinedPictures({
	article,
	picture,
}: StandaloneOptions): Promise<ReadonlyMap<string, string>> {
	const inlined = new Map<string, string>();
	let left = PICTURES_BYTES_MAX;
	for (const one of article.pictures) {
		if (one.sha256 === null || inlined.has(one.sha256)) continue;
		const copy = await picture(one);
		if (copy === null || copy.bytes.length > left) continue;
		left -= copy.bytes.length;
		inlined.set(one.sha256, `data:${copy.type};base64,${Buffer.from(copy.bytes).toString("base64")}`);
	}
	return inlined;
}

function page(article: Kept, view: View): Html {
	const { words, name } = view;
	const style = assetFiles(name, "")["style.css"].content;
	const digest = createHash("sha256").update(style).digest("base64");
	const policy = `default-src 'none'; img-src data:; style-src 'sha256-${digest}'; form-action 'none'; base-uri 'none'`;
	const zone = zoneInWords(view.zone, article.kept, words);
	return html`<!doctype html>
<html lang="${words.language}" data-theme="${view.theme}" data-size="${view.size}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${article.title} · ${outletName(article.outlet, view)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="${name}">
<style>${safeMarkup(style)}</style>
</head>
<body>
<main>
<article class="story"${spoken(article.language)}>
<header>
<p class="kicker">${outletName(article.outlet, view)}</p>
<h1>${article.title}</h1>
<dl class="facts" lang="${words.language}" dir="ltr">
${storyFacts(article, view)}
<div><dt>${words.zone}</dt><dd>${zone}</dd></div>
<div><dt>${words.checksum}</dt><dd><code>${article.sha256}</code></dd></div>
</dl>
</header>
${storyNotice(article, null, view)}
<div class="text">
${bodyMarkup(article, view)}
</div>
</article>
</main>
</body>
</html>
`;
}
