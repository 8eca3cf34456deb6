import { reextract as runReextract } from "../../press/reextract.ts";
import type { Command } from "../command.ts";
import { openPressFor } from "../context.ts";
import { progressOf } from "../progress.ts";

export const reextract: Command = {
	name: "reextract",
	arguments: [],
	summary: "Read every article again from its capture, after an improvement of the extractor or a recipe.",
	options: [],
	examples: [
		["pressmark reextract", "adds a revision, marked as ours, where the text differs; asks no outlet"],
	],
	async run(_args, options, io) {
		const press = await openPressFor(options, io, progressOf(options, io));
		try {
			const { read, revised, lost } = await runReextract(press);
			if (options.json) io.out(`${JSON.stringify({ read, revised, lost })}\n`);
			else
				io.out(`${read} read again, ${revised} revised, ${lost} captures not here or without an article\n`);
			return 0;
		} finally {
			await press.close();
		}
	},
};
