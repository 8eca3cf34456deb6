import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { sharedPath } from "../../test/support/shared.ts";
import type { Reader } from "./readers.ts";

interface Count {
	readonly n: number;
	readonly pass: number;
	/** Cases on which the reader threw although they hold a feed. */
	readonly crash: number;
}

type Groups = Readonly<Record<string, { readonly core: Count; readonly ext: Count }>>;

/** One reader's result: shares of the cases that are right, from 0 to 1. */
export interface Conformance {
	readonly core: number;
	readonly extended: number;
	readonly thrown: number;
	/** The core share by group of cases, the extended one where a group has no core. */
	readonly groups: Readonly<Record<string, number>>;
}

/** Groups that are no measure of reading: what a sanitiser does, and formats that nobody has written for twenty years. */
const ASIDE: ReadonlySet<string> = new Set(["sanitize", "archaic"]);

interface Harness {
	readonly runAll: (parse: Reader["parse"], options: object) => Promise<Groups>;
}

/** Reads every case under `data` with a reader; null where the shared harness is not beside this clone. */
export async function openConformance(
	data: string | null,
): Promise<((reader: Reader) => Promise<Conformance>) | null> {
	const path = sharedPath("bench/feeds/conform.mjs");
	if (path === null) return null;
	// The harness finds its cases by the command line, and from another folder than this one.
	process.argv = [...process.argv.slice(0, 2), ...(data === null ? [] : ["--data", resolve(data)])];
	const { runAll } = (await import(pathToFileURL(path).href)) as Harness;
	return async ({ parse }) => summaryOf(await runAll(parse, {}));
}

function summaryOf(groups: Groups): Conformance {
	const counted = Object.entries(groups).filter(([name]) => !ASIDE.has(name));
	const share = (counts: readonly Count[]): number => {
		const all = counts.reduce((sum, { n }) => sum + n, 0);
		return all === 0 ? 1 : counts.reduce((sum, { pass }) => sum + pass, 0) / all;
	};
	return {
		core: share(counted.map(([, { core }]) => core)),
		extended: share(counted.map(([, { ext }]) => ext)),
		thrown: counted.reduce(
			(sum, [, { core, ext }]) => sum + Math.max(core.crash, core.n === 0 ? ext.crash : 0),
			0,
		),
		groups: Object.fromEntries(
			Object.entries(groups).map(([name, { core, ext }]) => [name, share([core.n > 0 ? core : ext])]),
		),
	};
}
