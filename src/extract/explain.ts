import type { Article } from "../article/article.ts";
import { articleText } from "../article/text.ts";
import type { Trace, TraceLine } from "./trace.ts";

const DROPPED_MAX = 40;

/** How a page was read, as a person would answer: what it is, why each field says what it says, what the body is and what was left out. */
export function explainTrace(article: Article, trace: Trace): string {
	const fields = trace.filter(({ step }) => step === "fields");
	const body = trace.filter(({ step }) => step === "choose");
	const others = trace.filter(({ step }) => step !== "fields" && step !== "choose");
	return `${[headOf(article), ...fieldLines(article, fields), "", bodyLine(article), ...body.map(chosenLine), ...droppedLines(others)].join("\n")}\n`;
}

function headOf({ title, address }: Article): string {
	return title === "" ? `${address} names no title.` : `“${title}”\n${address}\n`;
}

/** Each field: its value, and the reason that the trace gives. */
function fieldLines(article: Article, trace: Trace): string[] {
	const why = (rule: string): string => {
		const line = trace.find((one) => one.rule === rule);
		return line === undefined ? "" : ` (${line.why})`;
	};
	const people =
		article.bylines.length === 0 ? "Nobody signs it." : `By ${article.bylines.join(", ")}${why("byline")}.`;
	return [
		`The title is from ${trace.find(({ rule }) => rule === "title")?.why ?? "nowhere: the page has none"}.`,
		article.published === null
			? "The page does not say when it was published."
			: `Published ${article.published}${why("published")}.`,
		...(article.modified === null ? [] : [`Changed ${article.modified}${why("modified")}.`]),
		people,
		...plainFields(article),
	];
}

function plainFields({ language, section, wires, paywalled }: Article): string[] {
	return [
		language === null
			? "Its language is not known."
			: `It is in ${languageName(language)}${section === null ? "" : `, in the section ${section}`}.`,
		...(wires.length === 0 ? [] : [`It credits ${wires.join(" and ")}.`]),
		...(paywalled ? ["Without an account it cannot be read whole."] : []),
	];
}

function languageName(tag: string): string {
	return `${new Intl.DisplayNames("en", { type: "language" }).of(tag) ?? tag} (${tag})`;
}

function bodyLine(article: Article): string {
	const pictures = article.blocks.filter(({ kind }) => kind === "picture").length;
	const length = articleText(article).length;
	const count = (many: number, one: string): string => `${many} ${one}${many === 1 ? "" : "s"}`;
	if (article.blocks.length === 0) return "No body was found.";
	return `The body has ${count(article.blocks.length, "block")}, ${count(length, "character")} and ${count(pictures, "picture")}.`;
}

function chosenLine({ text, why }: TraceLine): string {
	return `It begins “${text}”: ${why}.`;
}

function droppedLines(trace: Trace): string[] {
	if (trace.length === 0) return [];
	const lines = trace.slice(0, DROPPED_MAX).map(({ step, text, why }) => `  ${step}: “${text}”, ${why}`);
	const more = trace.length - lines.length;
	return ["", "Left out:", ...lines, ...(more > 0 ? [`  and ${more} more`] : [])];
}
