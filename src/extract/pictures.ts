import type { Picture } from "../article/article.ts";
import { type AnyNode, type Element, isElement, isText } from "../article/html.ts";

/** A picture as found: its address, and its alternative text and size where the page gives them. */
export type FoundPicture = Pick<Picture, "address" | "alt" | "width" | "height">;

/** Attributes that pages load pictures from once they are seen; the largest first. */
const LAZY: readonly string[] = [
	"data-hi-res-src",
	"data-full-src",
	"data-orig-file",
	"data-original",
	"data-lazy-src",
	"data-src",
	"data-actualsrc",
	"data-echo",
	"data-img-src",
	"data-image",
	"data-url",
	"data-lazyload",
	"file",
];
const LAZY_SETS: readonly string[] = ["data-srcset", "data-lazy-srcset", "data-src-set", "srcset"];

const CANDIDATES_MAX = 1000;
const ADDRESS_LENGTH_MAX = 4000;
/** No picture of an article is this small; counting pixels are. */
const SIDE_MIN = 16;
/** Nor does one have no larger side: signs and the portraits beside names do. */
const LARGER_SIDE_MIN = 65;

/** Addresses of counting pixels and of pictures that hold a place. */
const NO_PICTURE =
	/\b(?:pixel|spacer|blank|placeholder|transparent|1x1|grey|loading|lazy-?load|clear)\b[^/]*\.(?:gif|png|svg)|(?<![a-z])(?:transparent|placeholder|loader|loading|spinner|waiting)(?![a-z])[^/]*\.(?:gif|svg)(?:[?#]|$)|\/\/(?:[^/]*\.)?(?:doubleclick\.net|scorecardresearch\.com|google-analytics\.com|quantserve\.com|facebook\.com\/tr|pixel\.[^/]+|b\.scorecard|sb\.scorecard|stats\.wp\.com|chartbeat\.net)|\/(?:pixel|track(?:ing)?|beacon|counter)\b(?!.*\.(?:jpe?g|png|webp|avif))/i;

/** Addresses of signs that a page is laid out with: arrows, stars and the like drawn, and portraits of who signs. */
const ICON =
	/(?<![a-z])(?:icons?|arrows?|chevrons?|pfeil|emojis?|smil(?:ey|ie)s?|printer|toggle)(?![a-z])[^/]*\.(?:svg|gif)(?:[?#]|$)|(?<![a-z])stars?(?![a-z])[^/]*\.svg(?:[?#]|$)|(?:\/|-)(?:print|share)\.(?:gif|png|svg)(?:[?#]|$)|\/\/[^/]*\bgravatar\.com\//i;
/** What is shown as large as this is an illustration, whatever its name. */
const ICON_SIDE_MAX = 200;

/** How the page's own pictures are named: buttons, faces, codes to scan, what turns while something loads. */
const FURNITURE =
	/\/(?:faces?|emojis?|smil(?:ey|ie)s?|icons?|logos?|loaders?|btns?|buttons?|avatars?)\/[^/]*\.(?:gif|png|svg|ico)$|\/(?:(?:site|content|header|footer)[-_]?)?logo(?:\.[\da-f]+)?\.(?:gif|png|svg)$|\/(?:[^/]*[-_])?(?:(?:app)?icon|spinner|loader)\.png$|\/(?:share|ads?|waiting|loading|(?:next|prev)[-_]?page|qr[-_]?(?:code|img)?(?:[-_]\w+)?|erweima|ewm|(?:play|app)[-_]?store[-_\w.]*|avatar)\.(?:gif|png|svg|jpe?g|php)$/i;
const FURNITURE_ALT = /公众号|公眾號|二维码|二維碼|\bQR[- ]?code\b/i;
const FURNITURE_ALT_LENGTH_MAX = 30;

/** The picture of an `<img>`: the largest that `<picture>`, `srcset`, lazy attributes or `src` name; null where there is none. */
export function readPicture(img: Element, base: string): FoundPicture | null {
	const width = pixels(img.attribs["width"]);
	const height = pixels(img.attribs["height"]);
	if (isBelow(width, SIDE_MIN) || isBelow(height, SIDE_MIN)) return null;
	const side = Math.max(width ?? 0, height ?? 0);
	if (side > 0 && side < LARGER_SIDE_MIN) return null;
	const alt = (img.attribs["alt"] ?? "").replace(/\s+/g, " ").trim();
	if (alt.length <= FURNITURE_ALT_LENGTH_MAX && FURNITURE_ALT.test(alt)) return null;
	const address = pictureAddressOf(img, base);
	return address === null || (side < ICON_SIDE_MAX && ICON.test(address))
		? null
		: { address, alt, width, height };
}

const isBelow = (side: number | null, min: number): boolean => side !== null && side < min;

function pixels(text: string | undefined): number | null {
	const found = /^\s*(\d{1,5})(?:px)?\s*$/.exec(text ?? "")?.[1];
	return found === undefined ? null : Number(found);
}

function pictureAddressOf(img: Element, base: string): string | null {
	const sets = [...sourcesOf(img), img].map(largestOf);
	const best = sets.reduce<Candidate | null>(
		(largest, found) => (weightOf(found) > weightOf(largest) ? found : largest),
		null,
	);
	const named = [
		...(best === null ? [] : [best.address]),
		...LAZY.map((name) => img.attribs[name]),
		img.attribs["src"],
	];
	for (const text of named) {
		const address = text === undefined ? null : safeAddress(text, base);
		if (address !== null) return address;
	}
	return null;
}

const weightOf = (candidate: Candidate | null): number => candidate?.size ?? -1;

/** The `<source>` elements that stand before an `<img>` in its `<picture>`. */
function sourcesOf(img: Element): Element[] {
	const picture = img.parent;
	if (picture === null || !isElement(picture as AnyNode) || (picture as Element).name !== "picture")
		return [];
	return picture.children.filter((child) => isElement(child)).filter((child) => child.name === "source");
}

function largestOf(element: Element): Candidate | null {
	let largest: Candidate | null = null;
	for (const name of LAZY_SETS) {
		for (const candidate of parseSrcset(element.attribs[name] ?? "")) {
			if (candidate.address.startsWith("data:")) continue;
			if (candidate.size > weightOf(largest)) largest = candidate;
		}
	}
	return largest;
}

interface Candidate {
	readonly address: string;
	/** Width in pixels; a density is taken as thousands of them. */
	readonly size: number;
}

/** Reads a srcset as the WHATWG parser does: an address ends at a space, so commas may stand in it. At most 1,000 candidates. */
export function parseSrcset(text: string): Candidate[] {
	const candidates: Candidate[] = [];
	const pattern = /[\s,]*(\S*[^\s,])(?:\s+([^,]+))?\s*(?:,|$)/y;
	while (candidates.length < CANDIDATES_MAX && pattern.lastIndex < text.length) {
		const [, address, descriptor = ""] = pattern.exec(text) ?? [];
		if (address === undefined) break;
		candidates.push({ address, size: sizeOf(descriptor) });
	}
	return candidates;
}

const DENSITY_WIDTH = 1000;

function sizeOf(descriptor: string): number {
	const [, number = "1", unit = "x"] = /([\d.]+)([wx])/.exec(descriptor) ?? [];
	return Number(number) * (unit === "w" ? 1 : DENSITY_WIDTH) || 0;
}

/** An absolute http or https address of a picture; null for placeholders, counting pixels and other schemes. */
function safeAddress(text: string, base: string): string | null {
	const trimmed = text.slice(0, ADDRESS_LENGTH_MAX + 1).trim();
	if (trimmed === "" || trimmed.length > ADDRESS_LENGTH_MAX || trimmed.startsWith("data:")) return null;
	const url = URL.parse(trimmed, base);
	if (url === null || (url.protocol !== "https:" && url.protocol !== "http:")) return null;
	return NO_PICTURE.test(url.href) || FURNITURE.test(url.pathname) ? null : url.href;
}

/** The pictures below an element in their order, those in `<noscript>` among them only where no other is. */
export function picturesBelow(element: Element, base: string): FoundPicture[] {
	const pictures: FoundPicture[] = [];
	const visit = (node: AnyNode): void => {
		if (!isElement(node)) return;
		if (node.name === "img" || node.name === "amp-img") {
			const picture = readPicture(node, base);
			if (picture !== null) pictures.push(picture);
		} else if (node.name !== "noscript") node.children.forEach(visit);
	};
	visit(element);
	return pictures;
}

/** The plain text below a node, without what is below the elements of `stripped`. */
export function plainText(node: AnyNode, stripped?: ReadonlySet<Element>): string {
	if (isText(node)) return node.data;
	if (!isElement(node) || stripped?.has(node)) return "";
	if (node.name === "script" || node.name === "style" || node.name === "noscript") return "";
	const join = node.name === "p" || node.name === "div" ? " " : "";
	return node.children.map((child) => plainText(child, stripped)).join(join);
}
