import type { KeptPicture } from "../article/library.ts";
import { isSafeAddress } from "../article/sanitise.ts";
import { type Html, html } from "./html.ts";
import { spoken } from "./items.ts";
import { pictureTag } from "./picture.ts";
import type { View } from "./view.ts";

/** A picture in an article, with the caption that stands under it. */
export interface Figure {
	readonly picture: KeptPicture;
	readonly caption: string;
	readonly language: string | null;
}

/** Pictures in an article are as wide as its text. */
const WITHIN = { widths: [480, 800, 1200, 1600], sizes: "(min-width: 46rem) 43rem, 94vw", name: "" };

/** A picture from this archive with its caption; where none was kept, a place that says so and names its address. */
export function figure({ picture, caption, language }: Figure, view: View): Html {
	const under = caption !== "" && html`<figcaption${spoken(language)}>${caption}</figcaption>`;
	const tag = pictureTag(picture, { ...WITHIN, alt: picture.alt }, view);
	return tag === null ? absent(picture, under, view) : html`<figure>${tag}${under}</figure>`;
}

function absent(picture: KeptPicture, under: Html | false, { words }: View): Html {
	const address =
		picture.address !== "" &&
		isSafeAddress(picture.address) &&
		html` <a href="${picture.address}" rel="noopener noreferrer">${words.pictureOriginal}: ${hostOf(picture.address)}</a>`;
	return html`<figure class="absent"><p>${words.pictureAbsent}${address}</p>${picture.alt !== "" && html`<p>${picture.alt}</p>`}${under}</figure>`;
}

function hostOf(address: string): string {
	return URL.parse(address)?.hostname ?? address;
}
