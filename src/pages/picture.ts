import type { KeptPicture } from "../article/library.ts";
import { type Html, html } from "./html.ts";
import type { View } from "./view.ts";

/** Where a picture stands, which decides how large a copy of it is asked for. */
export interface Setting {
	/** Widths of copies, px, smallest first. */
	readonly widths: readonly number[];
	/** How wide it is shown, as the `sizes` of HTML says it. */
	readonly sizes: string;
	readonly name: string;
	readonly alt: string;
}

/** An archived picture as markup: copies of our own for every screen, its place held until it comes; null where it was not kept and cannot be asked for. */
export function pictureTag(picture: KeptPicture, setting: Setting, view: View): Html | null {
	const { sha256, type, width, height, colour } = picture;
	const { widths, sizes, name, alt } = setting;
	const copies = copiesOf(picture, widths, view);
	const source = copies.at(-1)?.address ?? (sha256 === null ? null : view.links.media(sha256, type));
	if (source === null) return null;
	const classes = [name, toneOf(colour)].filter((each) => each !== "").join(" ");
	return html`<img${classes !== "" && html` class="${classes}"`} src="${source}"${copies.length > 1 && html` srcset="${copies.map((copy) => `${copy.address} ${copy.width}w`).join(", ")}" sizes="${sizes}"`} alt="${alt}" loading="lazy" decoding="async"${width !== null && height !== null && html` width="${width}" height="${height}"`}>`;
}

/** The classes of a picture's colour, a hexadecimal digit for each part of it; empty where it is not known. */
function toneOf(colour: string | undefined): string {
	const parts = /^#(..)(..)(..)$/.exec(colour ?? "");
	if (parts === null) return "";
	const digit = (part = ""): string => Math.round(Number.parseInt(part, 16) / 17).toString(16);
	return `tone r${digit(parts[1])} g${digit(parts[2])} b${digit(parts[3])}`;
}

interface Copy {
	readonly address: string;
	readonly width: number;
}

/** Copies no wider than the picture itself, the next larger one as wide as it. */
function copiesOf(picture: KeptPicture, widths: readonly number[], { links }: View): readonly Copy[] {
	const most = picture.width ?? Number.POSITIVE_INFINITY;
	const wanted = [
		...widths.filter((width) => width < most),
		...(widths.some((width) => width >= most) ? [most] : []),
	];
	return wanted.flatMap((width) => {
		const address = links.copy(picture, width);
		return address === null ? [] : [{ address, width }];
	});
}
