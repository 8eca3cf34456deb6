import { resolve } from "node:path";
import { openLibrary } from "../../keep/archive.ts";
import { isReaderLanguage, isReaderZone } from "../../publish/choices.ts";
import { writeSite } from "../../publish/site.ts";
import { outputFolder } from "../../publish/write.ts";
import { type Command, type Options, UsageError } from "../command.ts";
import { configOf } from "../context.ts";

export const publish: Command = {
	name: "publish",
	arguments: [
		["<what>", "site"],
		["<to>", "the folder it goes to"],
	],
	summary: "Write the archive out for readers: the reader's pages as files for any host or a disk.",
	options: [
		["--base-url <address>", "where the site will be read, for feeds and the sitemap"],
		["--language <tag>", "zh-Hans, zh-Hant or en (default: zh-Hans)"],
		["--zone <name>", "time zone of every time and day, such as Asia/Shanghai (default: UTC)"],
	],
	examples: [
		["pressmark publish site public", "once more after a sync: only what changed is written"],
		["pressmark publish site public --base-url https://news.example/ --language en", "with feeds"],
	],
	async run([what, to], options, io) {
		if (what !== "site") throw new UsageError(`${what} cannot be published; site can`);
		const config = configOf(options);
		const library = await openLibrary(config.archive);
		try {
			const { baseUrl, title } = config.settings.serve;
			const written = await writeSite({
				library,
				output: outputFolder(resolve(to ?? ".")),
				name: title,
				baseUrl: textOf(options, "baseUrl") ?? baseUrl ?? null,
				...choicesOf(options),
			});
			if (options.json) io.out(`${JSON.stringify(written)}\n`);
			else if (!options.quiet) io.err(`${written.articles} articles written\n`);
			return 0;
		} finally {
			await library.close();
		}
	},
};

function choicesOf(options: Options): { language: "zh-Hans" | "zh-Hant" | "en"; zone: string } {
	const language = textOf(options, "language") ?? "zh-Hans";
	const zone = textOf(options, "zone") ?? "UTC";
	if (!isReaderLanguage(language)) throw new UsageError("--language takes zh-Hans, zh-Hant or en");
	if (!isReaderZone(zone)) throw new UsageError("--zone takes a name such as Asia/Shanghai");
	return { language, zone };
}

function textOf(options: Options, name: string): string | undefined {
	const value = options[name];
	return typeof value === "string" ? value : undefined;
}
