/**
 * Feed readers side by side: what they read rightly, how fast, and what they keep of a feed that is cut.
 *
 *   npm run bench:feeds [-- --data DIR] [--json]
 *
 * --data DIR: other cases of the same kind, a folder with expected.json and what it names. --json: one
 * line with the shares of right cases, nothing else.
 */
import { parseArgs } from "node:util";
import { type Conformance, openConformance } from "./conformance.ts";
import { enterPeersFolder, peers, pressmark, type Reader } from "./readers.ts";
import { keptWhenCut, largeReadings, medianTimes } from "./speed.ts";

const { values } = parseArgs({
	options: { data: { type: "string" }, json: { type: "boolean", default: false } },
});
const conformance = await openConformance(values.data ?? null);
enterPeersFolder();
const others = await peers();
const readers: readonly Reader[] = [pressmark, ...others];

const results = new Map<string, Conformance>();
if (conformance !== null) for (const reader of readers) results.set(reader.name, await conformance(reader));

if (values.json) printJson();
else await printTables();
// A peer's stream may still be waiting for more of a feed that it gave up.
process.exit(0);

function printJson(): void {
	const { pressmark: ours, ...rest } = Object.fromEntries(results);
	console.log(JSON.stringify({ pressmark: ours ?? null, peers: rest }));
}

async function printTables(): Promise<void> {
	if (conformance === null) console.log("SKIPPED: the shared cases are not beside this clone\n");
	else printConformance();
	for (const packing of ["cdata", "escaped"] as const) {
		const times = await medianTimes(readers, packing);
		row([`100 items, ${packing}, p50 ms`, ...readers.map(({ name }) => (times[name] ?? 0).toFixed(1))]);
	}
	const kept = await Promise.all(readers.map(keptWhenCut));
	row(["kept when cut, %", ...kept.map((share) => (share * 100).toFixed(1))]);
	for (const packing of ["cdata", "escaped"] as const) {
		const names = readers
			.map(({ name }) => name)
			.filter((name) => name === "pressmark" || name === "feedsmith");
		for (const [name, { ms, megabytes, entries }] of Object.entries(largeReadings(names, packing))) {
			console.log(
				`50 MB, ${packing}: ${name} ${(ms / 1000).toFixed(1)} s, ${megabytes.toFixed(0)} MB, ${entries} entries`,
			);
		}
	}
}

function printConformance(): void {
	row(["", ...readers.map(({ name }) => name)]);
	const every = [...results.values()];
	row(["core, %", ...every.map(({ core }) => percent(core))]);
	row(["extended, %", ...every.map(({ extended }) => percent(extended))]);
	row(["thrown", ...every.map(({ thrown }) => String(thrown))]);
	for (const group of Object.keys(every[0]?.groups ?? {}).toSorted()) {
		row([`  ${group}`, ...every.map(({ groups }) => percent(groups[group] ?? 0))]);
	}
}

function percent(share: number): string {
	return (share * 100).toFixed(1);
}

function row(cells: readonly string[]): void {
	console.log(cells.map((cell, at) => (at === 0 ? cell.padEnd(28) : cell.padStart(12))).join(""));
}
