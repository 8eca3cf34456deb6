import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type ReadRecipe, readRecipe } from "../extract/read-recipe.ts";
import type { Recipe } from "../extract/recipe.ts";
import { ConfigError, parseYaml } from "./config.ts";

/** Where an operator's own recipes lie in an archive. */
const FOLDER = "recipes";

/** An operator's recipe as read. */
export type OwnRecipe = ReadRecipe & { readonly file: string };

/** Reads the operator's own recipes, recipes/*.yaml in the archive, by file name. */
export function readOwnRecipes(archive: string): readonly OwnRecipe[] {
	const folder = join(archive, FOLDER);
	if (!existsSync(folder)) return [];
	const names = readdirSync(folder).filter((name) => /\.ya?ml$/.test(name));
	return names.sort().map((name) => {
		const file = `${FOLDER}/${name}`;
		const parsed = parseYaml(readFileSync(join(folder, name), "utf8"));
		if (parsed.kind === "bad")
			return { kind: "refused", file, problems: [`line ${parsed.line}: ${parsed.problem}`] };
		return { ...readRecipe(parsed.value), file };
	});
}

/** The operator's own recipes, checked. Throws `ConfigError` that names every problem. */
export function ownRecipes(archive: string): readonly Recipe[] {
	const read = readOwnRecipes(archive);
	const problems = read.flatMap((one) =>
		one.kind === "refused" ? one.problems.map((problem) => `${one.file}: ${problem}`) : [],
	);
	if (problems.length > 0) throw new ConfigError(problems.join("\n"));
	return read.flatMap((one) => (one.kind === "recipe" ? [one.recipe] : []));
}
