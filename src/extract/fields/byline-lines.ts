import type { BylineContext, Claim } from "./claims.ts";
import { readNames } from "./names.ts";

/** So many lines behind the title may name who signs. */
export const NEAR_LINES = 14;
const LABELLED =
	/^(?:(?:written|words|posted|published|reported|story|text)\s+by|by|von|par|por|di|door|av|af|przez|autor(?:en|in|a)?|auteur|autore|penulis|oleh|yazan|автор|текст|authors?|kommentar von|contributors?(?=:))\s*:?\s+\p{Lu}/iu;
/** What stands right before who signs, in its cases, so that a capital can be asked for behind it. */
export const BY_WORDS = "[Bb]y|[Vv]on|[Pp]ar|[Pp]or|[Dd]i|[Dd]oor|[Aa]v|[Aa]f";
/** `March 15, 2022 · 3 min read · By Jane Roe`, `Published March 15, 2022 by Jane Roe`. */
const LABELLED_LATER = new RegExp(
	String.raw`(?:19|20)\d\d(?:.{0,30}\s[|·•]\s+(?:${BY_WORDS})|,?\s[Bb]y)\s\p{Lu}`,
	"u",
);
/** `By the end of this page you know more`: a label that begins a sentence stands before no name. */
const SENTENCED = /^\p{L}+ (?:\p{Ll}+ ){2}/u;
/** Lines as long as this are prose. */
export const LINE_LENGTH_MAX = 140;

/** Lines near the title that begin with `By`, `Von` and the like, or that are a name beside the date. */
export function claimsOfLines({ evidence, titleAt, site }: BylineContext): Claim[] {
	if (titleAt < 0) return [];
	const near = evidence.lines
		.slice(Math.max(0, titleAt - 2), titleAt + NEAR_LINES)
		.filter(({ text }) => text.length < LINE_LENGTH_MAX);
	const labelled = near.filter(({ text }) => LABELLED.test(text) && !SENTENCED.test(text));
	const later = near
		.filter(({ text }) => LABELLED_LATER.test(text))
		.map(({ text, at }) => ({
			at,
			text: text.replace(/^.*(?:[|·•]\s+(?=\p{L}{2,4}\s)|(?:19|20)\d\d,?\s(?=[Bb]y\s))/u, ""),
		}));
	const dated = near
		.filter(({ text, at }) => at > titleAt && at <= titleAt + DATED_LINES && DATED_LINE.test(text))
		.map(({ text, at }) => ({ at, text: text.split(DIVIDER)[0] ?? "" }))
		.filter(({ text }) => isFullName(text));
	const bare = near.filter(
		({ text, at }) =>
			at > titleAt &&
			isFullName(text) &&
			[at - 1, at + 1].some((beside) => DATED.test(evidence.lines[beside]?.text ?? "")),
	);
	const desks = near.filter(
		({ text, at }) => at > titleAt && at <= titleAt + DESK_LINES && DESK_LINE.test(text),
	);
	return [...labelled, ...later, ...bare, ...desks, ...dated].map(({ text, at }) => ({
		names: readNames(text, site).filter(({ text: name }) => !/ \p{Ll}/u.test(name) || isFullName(name)),
		source:
			BY.test(text) && at > titleAt && at <= titleAt + SIGNATURE_LINES ? SIGNATURE : "a line under the title",
	}));
}

/** `By Jane Roe` so near the title is what readers see first. */
export const SIGNATURE = "a signature under the title";
const SIGNATURE_LINES = 4;
const BY = new RegExp(
	String.raw`^(?:(?:[Ww]ritten |[Ww]ords |[Ss]tory )[Bb]y|BY|${BY_WORDS})\s*:?\s+\p{Lu}`,
	"u",
);
const DESK_LINES = 6;
/** `The Harbour Team`. */
const DESK_LINE = /^(?:\p{Lu}[\p{L}\p{N}'’.-]*\s){1,4}(?:Team|Staff|Editors|Newsroom|Desk|Redaktion)$/u;
const DATED_LINES = 3;
const DIVIDER = /\s+[|·•]\s+/;
/** `Jane Roe | Senior Writer | July 2, 2025`: a line in parts, the last of which is a date. */
const DATED_LINE = /^[^|·•]{4,40}\s[|·•]\s.{0,60}(?:19|20)\d\d$/;

/** A line that only says when, or how long the reading takes. */
const DATED = /^.{0,30}(?:\d{1,2}[.:/ -]\d{2}|(?:19|20)\d\d|\d+ min).{0,30}$/;

/** Two to four words, each with a capital: as a line of its own, a name. */
export function isFullName(text: string): boolean {
	return /^\p{Lu}[\p{L}\p{M}'’.-]+(?:\s(?:\p{Lu}[\p{L}\p{M}'’.-]*|de|da|van|von|der|den|bin|al|el|la|le|du|dos)){1,4}$/u.test(
		text,
	);
}
