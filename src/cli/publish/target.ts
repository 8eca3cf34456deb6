import type { Library } from "../../article/library.ts";
import type { OpenLibrary } from "../../keep/archive.ts";
import { systemClock } from "../../press/clock.ts";
import type { ReaderLanguage } from "../../publish/choices.ts";
import type { CopyPicture } from "../../publish/picture-copy.ts";
import type { Selection } from "../../publish/selection.ts";
import { openImages } from "../../serve/img/images.ts";

/** What a call of `publish` writes from, and how. */
export interface Target {
	readonly library: OpenLibrary;
	/** The archive's name. */
	readonly name: string;
	readonly language: ReaderLanguage;
	/** IANA name. */
	readonly zone: string;
	/** The words after what is published: where it goes, and before that what the form asks for. */
	readonly words: readonly string[];
	/** The address under which a site will be read; null where it is not known. */
	readonly baseUrl: string | null;
	readonly selection: Selection;
	/** The selection in the caller's words; empty where it is everything. */
	readonly selected: string;
	/** Stops the writing. */
	readonly signal: AbortSignal;
}

/** How a picture is copied: pixels across at most, and the format. */
export interface CopySize {
	readonly width: number;
	readonly format: "jpg" | "webp";
}

/** Runs `work` with a maker of copies of archived pictures, which is the picture endpoint's own. */
export async function withCopies<Result>(
	library: Library,
	{ width, format }: CopySize,
	work: (copy: CopyPicture) => Promise<Result>,
): Promise<Result> {
	const images = await openImages({ library, now: systemClock.now });
	try {
		return await work(async ({ address }) => {
			const query = new URLSearchParams({ url: address, w: String(width), output: format, q: "75", we: "" });
			const response = await images.handle(new Request(`http://localhost/img?${query}`));
			if (!response.ok) return null;
			const type = response.headers.get("content-type") ?? "";
			return { bytes: new Uint8Array(await response.arrayBuffer()), type };
		});
	} finally {
		await images.close();
	}
}
