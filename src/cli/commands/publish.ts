import { resolve } from "node:path";
import type { KeptPicture } from "../../article/library.ts";
import { type OpenLibrary, openLibrary } from "../../keep/archive.ts";
import { systemClock } from "../../press/clock.ts";
import { isReaderLanguage, isReaderZone, type ReaderLanguage, readerSpan } from "../../publish/choices.ts";
import { BOOK_ARTICLES_MAX, type BookSelection, writeEpub } from "../../publish/epub.ts";
import { writeSite } from "../../publish/site.ts";
import { outputFile, outputFolder } from "../../publish/write.ts";
import { type Images, openImages } from "../../serve/img/images.ts";
import { type Command, type Options, UsageError } from "../command.ts";
import { configOf } from "../context.ts";

export const publish: Command = {
	name: "publish",
	arguments: [
		["<what>", "site or epub"],
		["<to>", "the folder, or the book's file"],
	],
	summary: "Write the archive out for readers: a site of files for any host or a disk, or a book.",
	options: [
		["--base-url <address>", "where the site will be read, for feeds and the sitemap"],
		["--language <tag>", "zh-Hans, zh-Hant or en (default: the configuration's)"],
		[
			"--zone <name>",
			"time zone of every time and day, such as Asia/Shanghai (default: the configuration's)",
		],
		["--outlet <name>", "a book of one outlet"],
		["--day <yyyy-mm-dd>", "a book of one day, or of a month as yyyy-mm"],
		["--search <query>", "a book of what a search finds"],
	],
	examples: [
		["pressmark publish site public", "once more after a sync: only what changed is written"],
		["pressmark publish site public --base-url https://news.example/ --language en", "with feeds"],
		["pressmark publish epub today.epub --day 2022-01-05", `a book, ${BOOK_ARTICLES_MAX} articles at most`],
	],
	async run([what, to = "."], options, io) {
		if (what !== "site" && what !== "epub")
			throw new UsageError(`${what} cannot be published: site or epub can`);
		const config = configOf(options);
		const choices = choicesOf(options, config.settings.serve);
		const library = await openLibrary(config.archive);
		try {
			const { baseUrl, title } = config.settings.serve;
			const from = { library, name: title, ...choices };
			const articles =
				what === "epub"
					? await publishBook(resolve(to), from, options)
					: await publishSite(resolve(to), {
							...from,
							baseUrl: textOf(options, "baseUrl") ?? baseUrl ?? null,
						});
			if (options.json) io.out(`${JSON.stringify({ articles })}\n`);
			else if (!options.quiet) io.err(`${articles} articles written\n`);
			return 0;
		} finally {
			await library.close();
		}
	},
};

interface From {
	readonly library: OpenLibrary;
	readonly name: string;
	readonly language: ReaderLanguage;
	readonly zone: string;
}

async function publishSite(
	folder: string,
	from: From & { readonly baseUrl: string | null },
): Promise<number> {
	const { articles } = await writeSite({ ...from, output: outputFolder(folder) });
	return articles;
}

async function publishBook(path: string, from: From, options: Options): Promise<number> {
	const selection = selectionOf(options, from.zone);
	const title = [options["day"], options["outlet"], options["search"]]
		.filter((text) => text !== undefined)
		.join(" · ");
	const images = await openImages({ library: from.library, now: systemClock.now });
	const file = outputFile(path);
	try {
		const picture = (one: KeptPicture): ReturnType<typeof copyOf> => copyOf(one, images);
		const articles = await writeEpub({
			...from,
			selection,
			picture,
			title: title || from.name,
			write: file.write,
		});
		file.end();
		return articles;
	} finally {
		await images.close();
	}
}

/** Pixels across, which fills the page of most book readers. */
const BOOK_PICTURE_WIDTH = 1000;

/** A copy of a picture as books show it, from the picture endpoint. */
async function copyOf(
	{ address }: KeptPicture,
	images: Images,
): Promise<{ bytes: Uint8Array; type: string } | null> {
	const query = new URLSearchParams({ url: address, w: String(BOOK_PICTURE_WIDTH), output: "jpg", q: "75" });
	const response = await images.handle(new Request(`http://localhost/img?${query}`));
	if (!response.ok) return null;
	return {
		bytes: new Uint8Array(await response.arrayBuffer()),
		type: response.headers.get("content-type") ?? "",
	};
}

function selectionOf(options: Options, zone: string): BookSelection {
	const outlet = textOf(options, "outlet");
	const query = textOf(options, "search");
	const day = textOf(options, "day");
	const span = day === undefined ? {} : readerSpan(day, zone);
	if (span === null) throw new UsageError("--day takes a day such as 2022-01-05, or a month such as 2022-01");
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
