import type { KeptPicture } from "../article/library.ts";
import { isSafeAddress } from "../article/sanitise.ts";
import { strictAddress } from "./address.ts";
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

/**
 * A picture from this archive with its caption. Where none was kept, its place says so and names its
 * address, and shows what comes where a reader's question has it fetched.
 */
export function figure({ picture, caption, language }: Figure, view: View): Html {
	const under = caption !== "" && html`<figcaption${spoken(language)}>${caption}</figcaption>`;
	const tag = pictureTag(picture, { ...WITHIN, alt: picture.alt }, view);
	if (picture.sha256 !== null) return html`<figure>${tag}${under}</figure>`;
	const alt = picture.alt !== "" && html`<p>${picture.alt}</p>`;
	return html`<figure class="absent">${tag ?? alt}<p>${tag === null ? view.words.pictureAbsent : view.words.pictureLate}${originalOf(picture, view)}</p>${under}</figure>`;
}

function originalOf(picture: KeptPicture, { words }: View): Html {
	const isLink = picture.address !== "" && isSafeAddress(picture.address);
	return html`${isLink && html` <a href="${strictAddress(picture.address)}" rel="noopener noreferrer">${words.pictureOriginal}: ${hostOf(picture.address)}</a>`}`;
}

function hostOf(address: string): string {
	return URL.parse(address)?.hostname ?? address;
}
