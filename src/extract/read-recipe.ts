import { parseHtml } from "../article/html.ts";
import { selectElement } from "../article/select.ts";
import { splitAttribute } from "./chosen.ts";
import type { Layout, Recipe, Selectors } from "./recipe.ts";

export type ReadRecipe =
	| { readonly kind: "recipe"; readonly recipe: Recipe }
	/** Each problem names the key and says what may stand there. */
	| { readonly kind: "refused"; readonly problems: readonly string[] };

const KEYS = ["name", "hosts", "generators", "marks", "layouts"] as const;
const VERBS = ["title", "byline", "date", "body", "caption", "strip"] as const;
const LAYOUT_KEYS: readonly string[] = ["since", ...VERBS];
const LAYOUTS_MAX = 20;
const SELECTORS_MAX = 40;
const SELECTOR_LENGTH_MAX = 500;

/** Checks an operator's recipe, parsed from YAML or JSON, key by key. */
export function readRecipe(value: unknown): ReadRecipe {
	const problems: string[] = [];
	const recipe = isRecord(value) ? readTop(value, problems) : null;
	if (recipe === null) problems.push(`a recipe is a mapping of ${KEYS.join(", ")}`);
	return recipe === null || problems.length > 0 ? { kind: "refused", problems } : { kind: "recipe", recipe };
}

function readTop(value: Readonly<Record<string, unknown>>, problems: string[]): Recipe {
	refuseOthers(value, KEYS, { where: "", problems });
	const name = value["name"];
	if (typeof name !== "string" || !/^[a-z0-9][a-z0-9.-]{0,60}$/.test(name)) {
		problems.push("name: letters a to z, digits, dots and hyphens, such as example.org");
	}
	const hosts = readStrings(value["hosts"], "hosts", problems);
	const generators = readStrings(value["generators"], "generators", problems);
	const marks = readStrings(value["marks"], "marks", problems);
	for (const host of hosts)
		if (!/^[a-z0-9.-]+\.[a-z]{2,}$/.test(host))
			problems.push(`hosts: "${host}" is no host name; write it as example.org, without https:// or a path`);
	if (hosts.length + generators.length + marks.length === 0)
		problems.push(
			"hosts, generators or marks: name the hosts that it is for, what its pages' meta generator begins with, or markup that only they have",
		);
	return { name: String(name), hosts, generators, marks, layouts: readLayouts(value["layouts"], problems) };
}

function readLayouts(value: unknown, problems: string[]): Layout[] {
	if (!Array.isArray(value) || value.length === 0 || value.length > LAYOUTS_MAX) {
		problems.push(`layouts: a list of 1 to ${LAYOUTS_MAX} mappings of ${LAYOUT_KEYS.join(", ")}`);
		return [];
	}
	const layouts = value.map((one: unknown, at) => readLayout(one, `layouts[${at}]`, problems));
	const days = layouts.map(({ since }) => since);
	if (days.some((day, at) => at > 0 && day >= (days[at - 1] ?? "")))
		problems.push("layouts: newest first, each with a since of its own");
	return layouts;
}

function readLayout(value: unknown, where: string, problems: string[]): Layout {
	if (!isRecord(value)) {
		problems.push(`${where}: a mapping of ${LAYOUT_KEYS.join(", ")}`);
		return { since: "" };
	}
	refuseOthers(value, LAYOUT_KEYS, { where: `${where}.`, problems });
	const since = value["since"] ?? "";
	const isDay = typeof since === "string" && /^(?:\d{4}(?:-\d\d(?:-\d\d)?)?)?$/.test(since);
	if (!isDay) problems.push(`${where}.since: a day in quotes, such as "2023-02-14", "2023-02" or "2023"`);
	const verbs = VERBS.flatMap((verb): [string, Selectors][] =>
		value[verb] === undefined ? [] : [[verb, readSelectors(value[verb], `${where}.${verb}`, problems)]],
	);
	if (!verbs.some(([verb]) => verb === "body" || verb === "title" || verb === "strip"))
		problems.push(`${where}: says neither body nor title nor strip; name at least one`);
	return { since: isDay ? since : "", ...Object.fromEntries(verbs) };
}

function readSelectors(value: unknown, where: string, problems: string[]): Selectors {
	const selectors = readStrings(value, where, problems);
	if (selectors.length === 0 || selectors.length > SELECTORS_MAX)
		problems.push(`${where}: a CSS selector or a list of 1 to ${SELECTORS_MAX}`);
	for (const selector of selectors) {
		const problem = problemOf(selector);
		if (problem !== null) problems.push(`${where}: "${selector.slice(0, 80)}" ${problem}`);
	}
	return selectors;
}

const NOTHING = parseHtml("<p></p>");

function problemOf(written: string): string | null {
	if (written.length > SELECTOR_LENGTH_MAX) return `is longer than ${SELECTOR_LENGTH_MAX} characters`;
	try {
		selectElement(splitAttribute(written)[0], NOTHING);
		return null;
	} catch (error) {
		return `is no CSS selector: ${messageOf(error)}`;
	}
}

/** The parser names the character that it found, which at the end is none. */
const messageOf = (error: unknown): string =>
	(error instanceof Error ? error.message : String(error)).replace(/\bfound $/, "found its end");

function readStrings(value: unknown, where: string, problems: string[]): string[] {
	const list: unknown[] = value === undefined ? [] : Array.isArray(value) ? value : [value];
	const strings = list.filter((one) => typeof one === "string" && one.trim() !== "");
	if (strings.length < list.length) problems.push(`${where}: text, or a list of texts`);
	return strings.map((one) => String(one).trim());
}

function refuseOthers(
	value: Readonly<Record<string, unknown>>,
	known: readonly string[],
	{ where, problems }: { readonly where: string; readonly problems: string[] },
): void {
	for (const key of Object.keys(value))
		if (!known.includes(key)) problems.push(`${where}${key}: not a key here; known are ${known.join(", ")}`);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
