import { readOwnRecipes } from "../../press/recipes.ts";
import type { Command } from "../command.ts";
import { configOf } from "../context.ts";

export const checkRecipes: Command = {
	name: "check-recipes",
	arguments: [],
	summary: "Check your own recipes, recipes/*.yaml in the archive's folder.",
	options: [],
	examples: [
		["pressmark check-recipes", "names each problem with its file and key; exit status 1 if there is one"],
	],
	async run(_args, options, io) {
		const recipes = readOwnRecipes(configOf(options).archive);
		const refused = recipes.flatMap((one) =>
			one.kind === "refused" ? one.problems.map((problem) => ({ file: one.file, problem })) : [],
		);
		if (options.json) io.out(`${JSON.stringify({ recipes: recipes.length, problems: refused })}\n`);
		else for (const { file, problem } of refused) io.out(`${file}: ${problem}\n`);
		if (!options.quiet && !options.json) io.err(`${recipes.length} recipes, ${refused.length} problems\n`);
		return refused.length === 0 ? 0 : 1;
	},
};
