import type { Piece } from "../../article/library.ts";
import { warningInEnglish, warningJson } from "../../article/search-warning.ts";
import { openLibrary } from "../../keep/archive.ts";
import { type Command, UsageError } from "../command.ts";
import { configOf } from "../context.ts";

const LIMIT_MAX = 1000;

export const search: Command = {
	name: "search",
	arguments: [["<words...>", 'words, "phrases", outlet:, before:, after:, title:, -word']],
	summary: "Find articles in the archive; either Chinese script finds both.",
	options: [
		["-n, --limit <number>", "how many (default: 20)"],
		["--newest", "newest first, instead of the most fitting"],
	],
	examples: [
		["pressmark search 北约", "simplified or traditional"],
		["pressmark search outlet:voa after:2022-01-01 北约 俄罗斯", "of one outlet, since a day"],
		["pressmark search --json --limit 5 NATO", "for a script"],
	],
	async run(args, options, io) {
		const limit = Number(options["limit"] ?? 20);
		if (!Number.isInteger(limit) || limit < 1 || limit > LIMIT_MAX)
			throw new UsageError(`--limit takes a whole number from 1 to ${LIMIT_MAX}`);
		const library = await openLibrary(configOf(options).archive);
		try {
			const order = options["newest"] === true ? "newest" : "relevant";
			const found = await library.search(args.join(" "), { limit, order });
			for (const warning of found.warnings) io.err(`${warningInEnglish(warning)}\n`);
			if (options.json)
				io.out(`${JSON.stringify({ ...found, warnings: found.warnings.map(warningJson) })}\n`);
			else
				for (const hit of found.hits)
					io.out(
						`${dayOf(hit.article.sorted)}  ${hit.article.outlet}  ${textIn(hit.title)}\n    ${textIn(hit.snippet)}\n    ${hit.article.address}\n`,
					);
			if (!options.quiet && !options.json) io.err(`${found.more ? "more than " : ""}${found.total} found\n`);
			return 0;
		} finally {
			await library.close();
		}
	},
};

function dayOf(time: number): string {
	return new Date(time).toISOString().slice(0, 10);
}

function textIn(pieces: readonly Piece[]): string {
	return pieces.map((piece) => piece.text).join("");
}
