import type { Recipe } from "../recipe.ts";

/** WordPress has a theme for every taste, and what its blocks and plugins add around a story says so in its names: only what does not is named here. */
export const wordpress: Recipe = {
	name: "wordpress",
	hosts: [],
	generators: ["WordPress"],
	marks: ["/wp-content/themes/"],
	layouts: [{ since: "", strip: ["#jp-post-flair"] }],
};
