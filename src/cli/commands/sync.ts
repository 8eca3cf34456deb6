import { sync as runSync } from "../../press/sync.ts";
import type { Command } from "../command.ts";
import { openPressFor } from "../context.ts";
import { progressOf } from "../progress.ts";

export const sync: Command = {
	name: "sync",
	arguments: [],
	summary: "Ask every outlet once and keep what is new: what an hourly job runs.",
	options: [
		["--due", "ask only the sources whose time has come"],
		["--commit", "commit the pass to the archive's git repository"],
		["--recheck", "ask every kept article again now, not only those that are due"],
	],
	examples: [
		["pressmark sync", "one pass; exit status 1 if an outlet could not be read"],
		["pressmark sync --recheck", "also look for edits and disappearances now"],
		["pressmark sync --json --quiet", "the sum of the pass for a script"],
	],
	async run(_args, options, io) {
		const press = await openPressFor(options, io, progressOf(options, io));
		try {
			const result = await runSync(press, {
				sources: options["due"] === true ? "due" : "asked",
				recheck: options["recheck"] === true ? "all" : "due",
				commit: options["commit"] === true || press.config.settings.git.commit,
			});
			const failures = result.failures.map(({ source, reason }) => ({ outlet: source.outlet, reason }));
			if (options.json) io.out(`${JSON.stringify({ ...result.totals, failures })}\n`);
			return failures.length > 0 ? 1 : 0;
		} finally {
			await press.close();
		}
	},
};
