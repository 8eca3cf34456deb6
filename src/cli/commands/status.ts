import { openLibrary } from "../../keep/archive.ts";
import { systemClock } from "../../press/clock.ts";
import { type SourceStatus, statusOf } from "../../press/status.ts";
import type { Command } from "../command.ts";
import { configOf } from "../context.ts";

export const status: Command = {
	name: "status",
	arguments: [],
	summary: "Say for each outlet when it was last read, what is wrong since when, and what is kept.",
	options: [],
	examples: [
		["pressmark status", "a table"],
		["pressmark status --json", "for monitoring"],
	],
	async run(_args, options, io) {
		const config = configOf(options);
		const library = await openLibrary(config.archive);
		try {
			const rows = await statusOf(config.settings, library, systemClock.now());
			if (options.json) io.out(`${JSON.stringify(rows)}\n`);
			else for (const row of rows) io.out(`${lineOf(row)}\n`);
			return 0;
		} finally {
			await library.close();
		}
	},
};

function lineOf(row: SourceStatus): string {
	const parts = [
		`${row.outlet}: ${row.articles} ${row.articles === 1 ? "article" : "articles"}`,
		row.lastSuccess === null ? "never read" : `read ${shortTime(row.lastSuccess)}`,
		row.lastError === null ? null : `failing since ${shortTime(row.failingSince)}: ${row.lastError}`,
		row.quietSince === null ? null : `nothing new since ${shortTime(row.quietSince)}`,
		row.nextPoll === null ? null : `next ${shortTime(row.nextPoll)}`,
	];
	return parts.filter((part) => part !== null).join(", ");
}

function shortTime(time: number | null): string {
	return time === null
		? "an unknown time"
		: `${new Date(time).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
