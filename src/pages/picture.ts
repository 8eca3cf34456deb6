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
	const { sha256, type, width, height } = picture;
	const { widths, sizes, name, alt } = setting;
	const copies = copiesOf(picture, widths, view);
	const source = copies.at(-1)?.address ?? (sha256 === null ? null : view.links.media(sha256, type));
	if (source === null) return null;
	return html`<img${name !== "" && html` class="${name}"`} src="${source}"${copies.length > 1 && html` srcset="${copies.map((copy) => `${copy.address} ${copy.width}w`).join(", ")}" sizes="${sizes}"`} alt="${alt}" loading="lazy" decoding="async"${width !== null && height !== null && html` width="${width}" height="${height}"`}>`;
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
