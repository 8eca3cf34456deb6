import type { Article, Block, Note } from "../article/article.ts";
import { articleText, textOf } from "../article/text.ts";
import { listed, shorten, type Trace, type TraceLine } from "./trace.ts";

/** How a page was read, as a person would answer: what it is, why each field says what it says, what the body is and what was left out. */
export function explainTrace(article: Article, trace: Trace): string {
	const of = (step: string): Trace => trace.filter((line) => line.step === step);
	const aside = new Set(article.notes.map(({ text }) => shorten(text)));
	const left = trace.filter(
		({ step, rule, text }) => !TAKEN.has(step) && rule !== "undone" && !(step === "trim" && aside.has(text)),
	);
	const lines = [
		headOf(article),
		...fieldLines(article, of("fields")),
		"",
		...bodyLines(article, of("choose"), of("embedded")),
		...asideLines(article),
		...leftLines(left),
	];
	return `${lines.join("\n")}\n`;
}

/** Steps that say what was taken, not what was left out. */
const TAKEN: ReadonlySet<string> = new Set(["fields", "choose", "lead", "embedded", "credit"]);

/** The address of a page that was given without one. */
const NO_ADDRESS = "https://example.invalid/";

function headOf({ title, address }: Article): string {
	const where = address === NO_ADDRESS ? [] : [address];
	return `${[title === "" ? "The page has no title." : `“${title}”`, ...where].join("\n")}\n`;
}

/** Each field: its value, and the reason that the trace gives. */
function fieldLines(article: Article, trace: Trace): string[] {
	const why = (rule: string): string => {
		const line = trace.find((one) => one.rule === rule);
		return line === undefined ? "" : ` (${line.why})`;
	};
	const people =
		article.bylines.length === 0 ? "Nobody signs it." : `By ${listed(article.bylines)}${why("byline")}.`;
	const title = trace.find(({ rule }) => rule === "title")?.why;
	return [
		...(title === undefined ? [] : [`The title is from ${title}.`]),
		article.published === null
			? "The page does not say when it was published."
			: `Published ${article.published}${why("published")}.`,
		...(article.modified === null ? [] : [`Changed ${article.modified}${why("modified")}.`]),
		people,
		...(article.subtitle === null
			? []
			: [`Its standfirst is “${shorten(article.subtitle)}”${why("subtitle")}.`]),
		...plainFields(article),
	];
}

function plainFields({ language, section, wires, paywalled }: Article): string[] {
	return [
		language === null
			? "Its language is not known."
			: `It is in ${languageName(language)}${section === null ? "" : `, in the section ${section}`}.`,
		...(wires.length === 0 ? [] : [`It credits ${listed(wires)}.`]),
		...(paywalled ? ["Without an account it cannot be read whole."] : []),
	];
}

function languageName(tag: string): string {
	return `${new Intl.DisplayNames("en", { type: "language" }).of(tag) ?? tag} (${tag})`;
}

/** How long the body is, where it stood, and how it begins and ends, so that a reader sees whether it is whole. */
function bodyLines(article: Article, chosen: Trace, fromData: Trace): string[] {
	if (article.blocks.length === 0) return ["No body was found."];
	const pictures = article.blocks.filter(({ kind }) => kind === "picture").length;
	const length = articleText(article).length;
	const texts = article.blocks.map(textOfBlock).filter((text) => text !== "");
	return [
		`The body has ${count(article.blocks.length, "block")}, ${count(length, "character")} and ${count(pictures, "picture")}.`,
		...(fromData.length === 0 ? chosen : []).map(({ why }) => `It was read from ${why}.`),
		...fromData.map(({ rule, why }) => `It was read from the page's data (${rule}), since ${why}.`),
		...endsOf(texts),
	];
}

function endsOf([first, ...rest]: readonly string[]): string[] {
	if (first === undefined) return [];
	const last = rest.at(-1);
	if (last === undefined) return [`It says “${shorten(first)}”`];
	return [`It begins “${shorten(first)}”`, `and ends “${shorten(last)}”.`];
}

const ASIDE: Readonly<Record<Note["kind"], string>> = {
	editors: "who edited it",
	source: "where it comes from",
	disclaimer: "a disclaimer",
	correction: "a correction",
	other: "a note",
};

/** What is kept with the article, beside its body. */
function asideLines({ notes, wireCredit }: Article): string[] {
	const kept = notes.map(({ kind, text }) => `  ${ASIDE[kind]}: “${shorten(text)}”`);
	if (wireCredit !== "") kept.unshift(`  the agencies that it credits: “${shorten(wireCredit)}”`);
	return kept.length === 0 ? [] : ["", "Kept beside the body,", ...kept];
}

const count = (many: number, one: string): string => `${many} ${one}${many === 1 ? "" : "s"}`;

const textOfBlock = (block: Block): string => textOf("html" in block ? block.html : "");

const REASONS_MAX = 30;
/** So many pieces are shown for one reason. */
const PIECES_MAX = 6;

/** What was left out, by reason: the same words once. */
function leftLines(left: Trace): string[] {
	const reasons = Map.groupBy(left, ({ why }: TraceLine) => why);
	if (reasons.size === 0) return [];
	const lines = [...reasons].slice(0, REASONS_MAX).flatMap(([why, pieces]) => {
		const texts = [...new Set(pieces.map(({ text }) => text))].filter((text) => text !== "");
		const more = texts.length - PIECES_MAX;
		return [
			`  since ${why}:`,
			...texts.slice(0, PIECES_MAX).map((text) => `    “${text}”`),
			...(more > 0 ? [`    and ${more} more`] : []),
		];
	});
	return ["", "Left out,", ...lines];
}
