import { reindex as runReindex } from "../../keep/reindex.ts";
import type { Command } from "../command.ts";
import { configOf } from "../context.ts";

export const reindex: Command = {
	name: "reindex",
	arguments: [],
	summary: "Make the index again from the archive's files; it may be deleted at any time.",
	options: [],
	examples: [["rm archive/index.sqlite && pressmark reindex", "the same lists and search as before"]],
	async run(_args, options, io) {
		const { articles, revisions } = await runReindex(configOf(options).archive);
		if (options.json) io.out(`${JSON.stringify({ articles, revisions })}\n`);
		else if (!options.quiet) io.out(`${articles} articles in ${revisions} revisions are in the index\n`);
		return 0;
	},
};
