import { isFullName, LINE_LENGTH_MAX, NEAR_LINES } from "./byline-lines.ts";
import type { BylineContext, Claim } from "./claims.ts";
import type { Line } from "./evidence.ts";
import { readNames } from "./names.ts";
import {
	isUncasedName,
	japaneseNames,
	koreanNames,
	labelledNames,
	postedName,
	reportedNames,
} from "./signatures.ts";

/** The layers that are asked only where no other names people. */
export function lateClaimsOf(context: BylineContext): Claim[] {
	if (context.language?.startsWith("zh")) return [];
	return [
		...claimsOfSignatures(context),
		...tailClaims(context),
		...claimsOfSentences(context),
		...claimsOfNotes(context),
	];
}

/** Signatures in the languages of the news: labelled or with a post under the title, in the story's first lines and last. */
function claimsOfSignatures({ evidence, titleAt, site, story, language }: BylineContext): Claim[] {
	const near =
		titleAt < 0
			? []
			: evidence.lines
					.slice(titleAt + 1, titleAt + NEAR_LINES)
					.filter(({ text }) => text.length < LINE_LENGTH_MAX);
	const [edges, last] = [[...story.slice(0, 2), ...story.slice(-LAST_LINES)], story.slice(-LAST_LINES)];
	const ofScript = language?.startsWith("ko")
		? koreanNames
		: language?.startsWith("ja")
			? japaneseNames
			: null;
	const signed: (string | null)[] = [
		...near.map(({ text }) => labelledNames(text, language)),
		...near.slice(0, POST_LINES).map(({ text }) => postedName(text)),
		...(ofScript === null ? [] : [...near, ...edges].map(({ text }) => ofScript(text))),
		reportedNames(last),
	];
	return signed
		.filter((text) => text !== null)
		.map((text) => readNames(text, site).filter(({ person }) => person))
		.filter(
			([first]) =>
				first !== undefined &&
				(isFullName(first.text) || isUncasedName(first.text) || CJK_NAME.test(first.text)),
		)
		.map((names) => ({ names, source: "a signature in its language" }));
}

const POST_LINES = 3;
const CJK_NAME = /^[\p{Script=Han}\p{Script=Hangul}々 ]{2,7}$/u;
const LAST_LINES = 4;

/** A line at the story's end that is nothing but a name: the last one, or one set to the right as signatures are. */
function tailClaims({ story, site }: BylineContext): Claim[] {
	const signed = story
		.slice(-LAST_LINES)
		.find(
			(line, at, lines) =>
				!line.linked &&
				line.block?.name !== "li" &&
				isFullName(line.text.replace(/^[-–—] ?/, "")) &&
				(at === lines.length - 1 || isSetRight(line)),
		);
	return signed === undefined
		? []
		: [{ names: readNames(signed.text, site), source: "the story's last line" }];
}

const SENTENCE =
	/^(?:this (?:post|article|story|page|guide) (?:was|is) )?(?:written|authored) by:?\s+(?=\p{Lu})/iu;

/** `This post was written by Jane Roe, Head of Harbours`: anywhere in the page, where nothing else signs. */
function claimsOfSentences({ evidence, titleAt, site }: BylineContext): Claim[] {
	const line = evidence.lines.find(
		({ at, text }) => at > titleAt && text.length < LINE_LENGTH_MAX && SENTENCE.test(text),
	);
	return line === undefined
		? []
		: [{ names: readNames(line.text.replace(SENTENCE, ""), site), source: "a sentence on its author" }];
}

/** A line that is a name, and another that tells who that is: `Jane Roe`, `Jane Roe is a freelance writer`. */
function claimsOfNotes({ evidence: { lines }, titleAt, site }: BylineContext): Claim[] {
	if (titleAt < 0) return [];
	const names = new Set<string>();
	for (const { text } of lines.slice(titleAt + 1)) {
		if (text.length <= NAME_LINE_MAX && isFullName(text)) names.add(text);
		const told = NOTE.exec(text.slice(0, NOTE_LENGTH_MAX))?.[1];
		if (told !== undefined && names.has(told))
			return [{ names: readNames(told, site), source: "a note on its author" }];
	}
	return [];
}

const NAME_LINE_MAX = 40;
const NOTE_LENGTH_MAX = 200;
const NOTE =
	/^(?:\p{Lu}[\p{L}.]* )?(\p{Lu}[\p{L}\p{M}'’.-]+(?: [\p{L}\p{M}'’.-]+){1,3}?),? (?:is|has been|writes|covers|works|ist|schreibt|est|écrit|es|escribe|è|scrive|é|escreve|schrijft|jest)\b.{0,120}\b(?:writer|author|editor|journalist|reporter|marketer|marketing|content|founder|coach|blogger|expert|head of|autorin|autor|redakteur(?:in)?|journalistin|auteure?|rédact(?:eur|rice)|periodista|redactora?|giornalista|redator(?:a)?|redacteur|dziennikar(?:z|ka))\b/iu;

function isSetRight({ block }: Line): boolean {
	return /text-align:\s*right/i.test(block?.attribs["style"] ?? "") || block?.attribs["align"] === "right";
}
