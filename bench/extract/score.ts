import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Truth } from "./sets.ts";

export interface Prediction {
	readonly title: string;
	readonly text: string;
	readonly published: string;
	readonly byline: string;
}
export type Predictions = Readonly<Record<string, Prediction>>;

/** One page's result: `c` is [true, false, missed] as shares; `p`, `r`, `f1` follow from it. */
export interface Row {
	readonly id: string;
	readonly c: readonly [number, number, number];
	readonly p: number;
	readonly r: number;
	readonly f1: number;
	readonly empty: boolean;
	readonly title?: number;
	readonly date?: string;
	readonly author?: string;
}

export interface Score {
	readonly n: number;
	readonly f1: number;
	readonly precision: number;
	readonly recall: number;
	readonly accuracy: number;
	readonly f1below05: number;
	readonly empty: number;
	readonly f1std?: number;
	readonly titleExact: number | null;
	readonly dateOk: number | null;
	readonly dateWrong: number | null;
	readonly authorOk: number | null;
	readonly rows: readonly Row[];
}

export type Scorer = (
	predictions: Predictions,
	truth: Readonly<Record<string, Truth>>,
	options: { readonly boot?: number },
) => Score;

/** What lies with the data: in its folder, above it, or beside the project; null where it does not. */
export function findBeside(folder: string, name: string): string | null {
	const places = [folder, join(folder, ".."), sharedFolder()].map((place) => join(place, name));
	return places.find((place) => existsSync(place)) ?? null;
}

/** The scorer that lies with the data. */
export async function openScorer(folder: string): Promise<Scorer> {
	const file = findBeside(folder, "score.mjs");
	if (file === null)
		throw new Error(`no score.mjs in ${folder}, above it or in ${sharedFolder()}: put one there`);
	const { score } = (await import(pathToFileURL(file).href)) as { score: Scorer };
	return score;
}

/** Where the shared sets lie beside a checkout, which is the working folder. */
export function sharedFolder(): string {
	return resolve("../shared/bench/extraction");
}

/** Macro F1 as the scorer computes it, for resampled rows. */
export function macroF1(rows: readonly Row[]): number {
	const precise = rows.filter((row) => row.c[0] + row.c[1] > 0);
	const found = rows.filter((row) => row.c[0] + row.c[2] > 0);
	const precision = precise.reduce((sum, row) => sum + row.p, 0) / precise.length;
	const recall = found.reduce((sum, row) => sum + row.r, 0) / found.length;
	return (2 * precision * recall) / (precision + recall);
}
