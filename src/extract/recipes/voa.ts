import type { Recipe } from "../recipe.ts";
import { PANGEA_LAYOUT } from "./pangea.ts";

/** Voice of America and Radio Free Europe in all their languages. */
export const voa: Recipe = {
	name: "voa",
	hosts: [
		"voachinese.com",
		"voanews.com",
		"voacantonese.com",
		"voatibetan.com",
		"rferl.org",
		"svoboda.org",
		"azattyq.org",
		"radiosvoboda.org",
	],
	marks: [],
	layouts: [PANGEA_LAYOUT],
};
