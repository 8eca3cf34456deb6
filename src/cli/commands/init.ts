import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { type Command, UsageError } from "../command.ts";

const SHIPPED = new URL("../../../pressmark.yaml", import.meta.url);

export const init: Command = {
	name: "init",
	arguments: [],
	summary: "Write a first pressmark.yaml, with the outlets that are shipped, or none.",
	options: [["--empty", "with no outlets"]],
	examples: [
		["pressmark init", "a configuration to begin with"],
		["pressmark init --empty && pressmark add https://example.org/", "an archive of one outlet"],
	],
	async run(_args, options, io) {
		const file = resolve(options.config);
		if (existsSync(file))
			throw new UsageError(`${options.config} is there already; edit it, or name another with --config`);
		const shipped = readFileSync(SHIPPED, "utf8").replace(/^# yaml-language-server.*\n#\n/, "");
		const text =
			options["empty"] === true ? shipped.replace(/# The outlets that[\s\S]*/, "sources: []\n") : shipped;
		writeFileSync(
			file,
			options.archive === undefined
				? text
				: text.replace("archive: ./archive", `archive: ${JSON.stringify(options.archive)}`),
		);
		if (!options.quiet) io.out(`${options.config} is written; \`pressmark sync\` mirrors what it names\n`);
		return 0;
	},
};
