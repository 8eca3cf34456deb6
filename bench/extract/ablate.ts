import { STEPS } from "../../src/extract/steps.ts";
import type { Measured } from "./measure.ts";
import { macroF1, type Row, type Scorer } from "./score.ts";
import { seeded } from "./seeded.ts";
import type { BenchSet } from "./sets.ts";

const ROUNDS = 1000;

/** Prints what each step is worth on every set: F1 with it less F1 without it, and the middle 95 % of a paired bootstrap. */
export async function ablate(
	sets: readonly BenchSet[],
	scorer: Scorer,
	measure: (set: string, without: string) => Promise<Measured>,
): Promise<void> {
	const scored = sets.filter((set) => set.name !== "htmldate");
	console.log(
		`| step | ${scored.map((set) => set.name).join(" | ")} |\n|---|${scored.map(() => "---").join("|")}|`,
	);
	const rowsOf = async (set: BenchSet, without: string): Promise<readonly Row[]> =>
		scorer((await measure(set.name, without)).predictions, set.truth, {}).rows;
	const base = new Map<string, readonly Row[]>();
	for (const set of scored) base.set(set.name, await rowsOf(set, ""));
	for (const step of STEPS) {
		const cells: string[] = [];
		for (const set of scored) cells.push(worth(base.get(set.name) ?? [], await rowsOf(set, step)));
		console.log(`| ${step} | ${cells.join(" | ")} |`);
	}
}

/** F1 with a thing less F1 without it, in thousandths, and the middle 95 % of a paired bootstrap. */
export function worth(on: readonly Row[], off: readonly Row[]): string {
	const random = seeded(1);
	const gains: number[] = [];
	for (let round = 0; round < ROUNDS; round++) {
		const picks = on.map(() => Math.floor(random() * on.length));
		gains.push(macroF1(picks.map((at) => on[at] as Row)) - macroF1(picks.map((at) => off[at] as Row)));
	}
	gains.sort((a, b) => a - b);
	const at = (share: number): string => ((gains[Math.floor(share * ROUNDS)] ?? 0) * 1000).toFixed(1);
	return `${((macroF1(on) - macroF1(off)) * 1000).toFixed(1)} [${at(0.025)}, ${at(0.975)}]`;
}
