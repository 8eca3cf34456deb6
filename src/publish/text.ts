import type { Kept, Library } from "../article/library.ts";
import { bodyText } from "../article/text.ts";
import { LANGUAGES } from "../pages/languages.ts";
import { fullTime } from "../pages/time.ts";
import type { Language } from "../pages/words.ts";
import { type Selection, selectedArticles } from "./selection.ts";
import { fileName } from "./site/links.ts";

export interface TextOptions {
	readonly library: Library;
	readonly selection: Selection;
	readonly language: Language;
	/** IANA name: the zone of every time. */
	readonly zone: string;
	/** Takes one article's text and the name of a file for it, `<outlet>/<mark>.txt`. */
	readonly write: (text: string, name: string) => void;
	/** Stops the writing between two articles. */
	readonly signal?: AbortSignal | undefined;
}

/** Writes articles as plain text, newest first, one held in memory at a time. Returns how many there were. */
export async function writeTexts(options: TextOptions): Promise<number> {
	const { library, selection, write } = options;
	const names = new Map((await library.outlets()).map(({ outlet, name }) => [outlet, name]));
	let count = 0;
	for await (const article of selectedArticles(library, selection, { signal: options.signal })) {
		const outlet = names.get(article.outlet) ?? article.outlet;
		write(articleText(article, outlet, options), `${fileName(article.outlet)}/${article.mark}.txt`);
		count++;
	}
	return count;
}

/** The title, where the article is from and when, its address, and its text, a paragraph a line between empty ones. */
function articleText(
	article: Kept,
	outlet: string,
	{ language, zone }: Pick<TextOptions, "language" | "zone">,
): string {
	const clock = { words: LANGUAGES[language], zone };
	const when = `${fullTime(article.published ?? article.firstSeen, clock)} (${zone})`;
	const about = [outlet, article.bylines.join(", "), when].filter((part) => part !== "").join(" · ");
	const paragraphs = bodyText(article.body).split("\n");
	const lines = [`${article.title}\n${about}\n${article.address}`, ...paragraphs];
	return `${lines.join("\n\n")}\n`;
}
