import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { addSources } from "../../press/config.ts";
import { sourcesOfOpml } from "../../press/opml.ts";
import { type Command, type ExitStatus, type Io, type Options, UsageError } from "../command.ts";

export const importCommand: Command = {
	name: "import",
	arguments: [["<path>", "an OPML file, or a folder of documents"]],
	summary: "Bring what exists: subscriptions from OPML.",
	options: [],
	examples: [["pressmark import subscriptions.opml", "every feed becomes a source in pressmark.yaml"]],
	async run([path = ""], options, io) {
		const found = statSync(path, { throwIfNoEntry: false });
		if (found === undefined) throw new UsageError(`${path}: there is no such file or folder`);
		return importOpml(path, options, io);
	},
};

function importOpml(path: string, options: Options, io: Io): ExitStatus {
	const sources = sourcesOfOpml(readFileSync(path, "utf8"));
	if (sources.length === 0) throw new UsageError(`${path}: no feed is named in this file; is it OPML?`);
	const added = addSources(resolve(options.config), sources);
	if (options.json) io.out(`${JSON.stringify({ found: sources.length, added: added.length })}\n`);
	else io.out(`${added.length} of ${sources.length} feeds are new in ${options.config}\n`);
	return 0;
}
