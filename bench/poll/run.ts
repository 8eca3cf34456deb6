/**
 * How well feeds are polled, and whether the guard holds.
 *
 *   npm run bench:poll [-- --feeds 1000 --days 30 --sockets --json]
 *
 * First a month of simulated time: the real policy against feeds that count every breach of manners,
 * with `--sockets` over real ones. Then the guard beside other address filters, in a network namespace
 * of its own.
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { installPeers } from "../peers.ts";
import { quantile } from "./feeds.ts";
import { simulate } from "./month.ts";

const { values } = parseArgs({
	options: {
		feeds: { type: "string", default: "1000" },
		days: { type: "string", default: "30" },
		sockets: { type: "boolean", default: false },
		json: { type: "boolean", default: false },
	},
});

interface GuardTable {
	readonly cases: number;
	readonly table: Readonly<Record<string, { readonly reached: number; readonly controls: number }>>;
}

/** The guard's table, or null where the machine has no network namespaces to give. */
function guardTable(): GuardTable | null {
	installPeers(import.meta.dirname);
	const script = join(import.meta.dirname, "guard.ts");
	const done = spawnSync("unshare", ["-rn", process.execPath, script], {
		encoding: "utf8",
		timeout: 300_000,
	});
	if (done.status === 0) return JSON.parse(done.stdout) as GuardTable;
	console.error(
		`SKIPPED: the guard's table needs unshare -rn and ip (Linux): ${done.stderr ?? done.error?.message}`,
	);
	return null;
}

const feeds = Number(values.feeds);
const days = Number(values.days);
const startedAt = performance.now();
const tally = await simulate({ feeds, days, overSockets: values.sockets });
const seconds = (performance.now() - startedAt) / 1000;
const { requests, unconditional, early, wrongValidators, skippedHours, unchanged, faults, delays } = tally;
const month = {
	feeds,
	days,
	requests,
	unconditional,
	early,
	wrongValidators,
	skippedHours,
	requestsPerFeedAndDay: Number((requests / feeds / days).toFixed(2)),
	unchanged,
	faults,
	delayMinutesP50: Math.round(quantile(delays, 0.5) / 60_000),
	delayMinutesP90: Math.round(quantile(delays, 0.9) / 60_000),
};
const guard = guardTable();

if (values.json) console.log(JSON.stringify({ pressmark: month, guard }));
else {
	console.log(`${days} simulated days, ${feeds} feeds, ${requests} requests in ${seconds.toFixed(0)} s\n`);
	console.log("| what | goal | measured |\n|---|---|---|");
	console.log(`| unconditional requests | ${feeds} | ${unconditional} |`);
	console.log(`| early requests | 0 | ${early} |`);
	console.log(`| wrong validators | 0 | ${wrongValidators} |`);
	console.log(`| requests in hours to skip | 0 | ${skippedHours} |`);
	console.log(`| answered badly on purpose | | ${faults} |`);
	console.log(`| requests a feed and day | | ${month.requestsPerFeedAndDay} |`);
	console.log(`| answered 304 | | ${((100 * unchanged) / requests).toFixed(0)} % |`);
	console.log(
		`| a post is seen after, p50 and p90 | | ${month.delayMinutesP50} and ${month.delayMinutesP90} min |`,
	);
	if (guard !== null) {
		console.log(
			`\n| address filter | led to what is not public, of ${guard.cases} | controls, of 4 |\n|---|---|---|`,
		);
		for (const [name, { reached, controls }] of Object.entries(guard.table))
			console.log(`| ${name} | ${reached} | ${controls} |`);
	}
}
