import { articleText } from "../../src/article/text.ts";
import { extract } from "../../src/extract/extract.ts";
import { type Page, readPage } from "../../src/extract/page.ts";
import { worth } from "./ablate.ts";
import type { Prediction, Row, Scorer } from "./score.ts";
import { type BenchSet, HALVES, type Half, halfOf } from "./sets.ts";

/** A page on which a rule decided something: how it scores with the rule and without it. */
interface Change {
	readonly page: string;
	readonly site: string;
	readonly half: Half;
	readonly on: Row;
	readonly off: Row;
}

/** A set of rules that are off, which remembers the rules that it was asked for. */
class Asked extends Set<string> {
	readonly rules = new Set<string>();

	override has(rule: string): boolean {
		if (rule.includes(": ")) this.rules.add(rule);
		return super.has(rule);
	}
}

/**
 * Prints what each rule is worth on each half of the pages: F1 of all sets together with it less F1 without it, in
 * thousandths, and the middle 95 % of a paired bootstrap; for rules of fields, the pages that they get right.
 */
export function ablateRules(sets: readonly BenchSet[], scorer: Scorer): void {
	const rows = new Map<string, Row>();
	const changes = new Map<string, Change[]>();
	const halves = new Map<string, Half>();
	for (const set of sets) {
		for (const id of set.ids) {
			const key = `${set.name}/${id}`;
			const half = halfOf(id, set.address(id));
			const { on, without } = rowsOfPage(set, id, scorer);
			if (set.name !== "htmldate") rows.set(key, on);
			halves.set(key, half);
			const site = URL.parse(set.address(id))?.hostname ?? id;
			for (const [rule, off] of without)
				changes.set(rule, [...(changes.get(rule) ?? []), { page: key, site, half, on, off }]);
		}
	}
	console.log(`| rule | pages (sites) | ${HALVES.join(" | ")} | fields |\n|---|---|---|---|---|`);
	for (const [rule, changed] of [...changes].sort(([a], [b]) => a.localeCompare(b)))
		console.log(rowOfRule(rule, changed, (half) => [...rows].filter(([key]) => halves.get(key) === half)));
}

/** How a page scores, and how without each of the rules that decide something on it, where that differs. */
function rowsOfPage(set: BenchSet, id: string, scorer: Scorer): { on: Row; without: Map<string, Row> } {
	const page = readPage({ address: set.address(id), html: set.html(id) });
	const rowOf = (without: ReadonlySet<string>): Row => scoreOne(page, without, { set, id, scorer });
	const asked = new Asked();
	const on = rowOf(asked);
	const rules = [...asked.rules].map((rule): [string, Row] => [rule, rowOf(new Set([rule]))]);
	const same = JSON.stringify(on);
	return { on, without: new Map(rules.filter(([, off]) => JSON.stringify(off) !== same)) };
}

interface Scoring {
	readonly set: BenchSet;
	readonly id: string;
	readonly scorer: Scorer;
}

function scoreOne(page: Page, without: ReadonlySet<string>, { set, id, scorer }: Scoring): Row {
	const { article } = extract(page, undefined, { without });
	const prediction: Prediction = {
		title: article.title,
		text: articleText(article),
		published: article.published ?? "",
		byline: article.bylines.join(", "),
	};
	const truth = set.truth[id];
	if (truth === undefined) throw new Error(`${set.name} has no ${id}`);
	const [row] = scorer({ [id]: prediction }, { [id]: truth }, {}).rows;
	if (row === undefined) throw new Error(`${id} has no score`);
	return row;
}

/** Thousandths of F1 that are no difference. */
const ALIKE = 0.001;

function rowOfRule(
	rule: string,
	changed: readonly Change[],
	rowsOf: (half: Half) => readonly (readonly [string, Row])[],
): string {
	const cells = HALVES.map((half) => {
		const own = new Map(changed.filter((one) => one.half === half).map((one) => [one.page, one]));
		const of = [...own.values()];
		const better = of.filter(({ on, off }) => on.f1 > off.f1 + ALIKE).length;
		const worse = of.filter(({ on, off }) => on.f1 < off.f1 - ALIKE).length;
		if (better + worse === 0) return "-";
		const rows = rowsOf(half);
		return `${worth(
			rows.map(([, row]) => row),
			rows.map(([key, row]) => own.get(key)?.off ?? row),
		)}, +${better} -${worse}`;
	});
	const sites = new Set(changed.map(({ site }) => site)).size;
	return `| ${rule} | ${changed.length} (${sites}) | ${cells.join(" | ")} | ${fieldsOf(changed)} |`;
}

/** How many pages a rule gets right and wrong, by field. */
function fieldsOf(changed: readonly Change[]): string {
	const right = {
		title: (row: Row): boolean => row.title === 1,
		date: (row: Row): boolean => row.date === "ok",
		byline: (row: Row): boolean => row.author === "ok",
	};
	return Object.entries(right)
		.flatMap(([field, isRight]) => {
			const better = changed.filter(({ on, off }) => isRight(on) && !isRight(off)).length;
			const worse = changed.filter(({ on, off }) => !isRight(on) && isRight(off)).length;
			return better + worse === 0 ? [] : [`${field} +${better} -${worse}`];
		})
		.join(", ");
}
