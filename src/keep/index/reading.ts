import type { KeptPicture } from "../../article/library.ts";
import { plainLine } from "../../article/text.ts";
import type { Entry, KeptEntry } from "../archive/entry.ts";
import { type SearchText, searchTextOf } from "./search-tables.ts";

/** A line that keeps a revision. */
export type Kept = Entry & KeptEntry;

/** Whether a line keeps a revision. */
export function isKept(entry: Entry): entry is Kept {
	return entry.kind === "kept" || entry.kind === "revised";
}

/** What the index takes of a document, in a form that threads may pass on. */
export interface Reading {
	readonly excerpt: string;
	/** The keys of the pictures that it names. */
	readonly pictures: readonly string[];
	readonly search: SearchText;
}

/** Reads the canonical text of the document that a line names. */
export function readingOf({ title, article, pictures: tried }: Kept, canonical: string): Reading {
	const { prose, pictures } = linesOf(canonical);
	const { bylines, section } = article;
	return {
		excerpt: excerptOf(prose, tried),
		pictures,
		search: searchTextOf({ title, text: prose.join("\n"), bylines, section }),
	};
}

/** A canonical text's lines, without the title, which is the first: those of words, and the keys of pictures. */
function linesOf(canonical: string): { readonly prose: string[]; readonly pictures: string[] } {
	const lines = canonical.split("\n").slice(1, -1);
	const pictureIn = (line: string): string | undefined => /^!\[(.*)\]$/.exec(line)?.[1];
	return {
		prose: lines.filter((line) => pictureIn(line) === undefined),
		pictures: lines.flatMap((line) => pictureIn(line) ?? []),
	};
}

const EXCERPT_LENGTH = 160;

/** The beginning of the prose, without captions, cut at a character. A line that ends in no mark, as standfirsts do, is set apart from the next. */
function excerptOf(prose: readonly string[], pictures: readonly KeptPicture[]): string {
	const captions = pictures.map(({ caption, credit }) => plainLine(`${caption} ${credit}`));
	const lines = prose.filter((line) => !captions.includes(line)).slice(0, EXCERPT_LENGTH);
	const text = lines
		.map((line, at) => (at + 1 < lines.length && /[\p{L}\p{N}]$/u.test(line) ? `${line} ·` : line))
		.join(" ");
	const characters = Array.from(text.slice(0, 2 * EXCERPT_LENGTH + 2));
	const excerpt = characters.slice(0, EXCERPT_LENGTH - 1).join("");
	return characters.length <= EXCERPT_LENGTH ? characters.join("") : `${excerpt}…`;
}
