import { openLibrary } from "../../keep/archive.ts";
import { isReaderLanguage, isReaderZone, type ReaderLanguage, readerSpan } from "../../publish/choices.ts";
import { BOOK_ARTICLES_MAX } from "../../publish/epub.ts";
import type { Selection } from "../../publish/selection.ts";
import { type Command, type Options, UsageError } from "../command.ts";
import { configOf } from "../context.ts";
import { FORMS } from "../publish/forms.ts";

const NAMES = Object.keys(FORMS).join(", ");

export const publish: Command = {
	name: "publish",
	arguments: [
		["<what>", NAMES],
		["<to>", "the folder or the file to write; of html the article's mark or address"],
		["[file]", "of html: the file to write (default: the mark with .html)"],
	],
	summary: "Write the archive out for readers: a site, a book, a ZIM file, plain text, or one article.",
	options: [
		["--base-url <address>", "where the site will be read, for feeds and the sitemap"],
		["--language <tag>", "zh-Hans, zh-Hant or en (default: the configuration's)"],
		[
			"--zone <name>",
			"time zone of every time and day, such as Asia/Shanghai (default: the configuration's)",
		],
		["--outlet <name>", "a book or text of one outlet"],
		["--day <date>", "of one day (yyyy-mm-dd), a week (yyyy-Www) or a month (yyyy-mm)"],
		["--search <query>", "of what a search finds"],
	],
	examples: [
		["pressmark publish site public", "once more after a sync: only what changed is written"],
		["pressmark publish site public --base-url https://news.example/ --language en", "with feeds"],
		["pressmark publish epub today.epub --day 2022-01-05", `a book, ${BOOK_ARTICLES_MAX} articles at most`],
		["pressmark publish epub week.epub --day 2022-W01", "a book of a week"],
		["pressmark publish text talks.txt --search 北约", "plain text in one file"],
		["pressmark publish text texts/ --outlet bbc", "a file for each article"],
		["pressmark publish html 7tivfu46oc talks.html", "one article with its pictures in one file"],
		["pressmark publish zim news.zim", "for Kiwix, which reads it offline; needs zim-tools"],
	],
	async run([what = "", ...words], options, io) {
		const form = Object.hasOwn(FORMS, what) ? FORMS[what] : undefined;
		if (form === undefined) throw new UsageError(`${what} cannot be published: choose from ${NAMES}`);
		const config = configOf(options);
		const choices = choicesOf(options, config.settings.serve);
		const selection = selectionOf(options, choices.zone);
		const library = await openLibrary(config.archive);
		try {
			const { baseUrl, title } = config.settings.serve;
			const published = await form({
				...{ library, name: title, selection, signal: io.signal, ...choices },
				words: words.filter((word) => word !== undefined),
				baseUrl: textOf(options, "baseUrl") ?? baseUrl ?? null,
				selected: ["day", "outlet", "search"].flatMap((name) => textOf(options, name) ?? []).join(" · "),
			});
			if ("refused" in published) {
				io.err(`pressmark: ${published.refused}\n`);
				return 1;
			}
			if (options.json) io.out(`${JSON.stringify(published)}\n`);
			else if (!options.quiet) io.err(`${published.articles} articles written\n`);
			return 0;
		} catch (error) {
			if (!io.signal.aborted) throw error;
			io.err("stopped: what stands is whole; the same command goes on\n");
			return 130;
		} finally {
			await library.close();
		}
	},
};

function selectionOf(options: Options, zone: string): Selection {
	const outlet = textOf(options, "outlet");
	const query = textOf(options, "search");
	const day = textOf(options, "day");
	const span = day === undefined ? {} : readerSpan(day, zone);
	if (span === null)
		throw new UsageError(
			"--day takes a day such as 2022-01-05, a week such as 2022-W01, or a month such as 2022-01",
		);
	if (query !== undefined && (day !== undefined || outlet !== undefined))
		throw new UsageError("--search stands alone: write outlet:, after: and before: into the query");
	return { ...span, ...(outlet !== undefined && { outlet }), ...(query !== undefined && { query }) };
}

function choicesOf(
	options: Options,
	configured: { language: ReaderLanguage; zone: string },
): { language: ReaderLanguage; zone: string } {
	const language = textOf(options, "language") ?? configured.language;
	const zone = textOf(options, "zone") ?? configured.zone;
	if (!isReaderLanguage(language)) throw new UsageError("--language takes zh-Hans, zh-Hant or en");
	if (!isReaderZone(zone)) throw new UsageError("--zone takes a name such as Asia/Shanghai");
	return { language, zone };
}

function textOf(options: Options, name: string): string | undefined {
	const value = options[name];
	return typeof value === "string" ? value : undefined;
}
