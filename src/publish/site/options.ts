import type { Library } from "../../article/library.ts";
import type { View } from "../../pages/view.ts";
import type { Language } from "../../pages/words.ts";
import type { Output } from "../write.ts";

/** What a site is written from, and how. */
export interface SiteOptions {
	readonly library: Library;
	readonly output: Output;
	/** The archive's name. */
	readonly name: string;
	readonly language: Language;
	/** IANA name: the zone of every time and day on the site. */
	readonly zone: string;
	/** The address under which it will be read; null where it is not known, and there are no feeds and no sitemap. */
	readonly baseUrl: string | null;
	/** Stops the writing between two pages; the next writing goes on from the last whole month. */
	readonly signal?: AbortSignal | undefined;
}

/** A site on its way out. */
export interface Site extends SiteOptions {
	/** The view from a page in a folder from which `root` leads to the site's root. */
	readonly view: (root: string) => View;
}
