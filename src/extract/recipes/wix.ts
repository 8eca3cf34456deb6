import type { Recipe } from "../recipe.ts";

/** The blog of Wix. */
export const wix: Recipe = {
	name: "wix",
	hosts: [],
	generators: ["Wix.com Website Builder"],
	marks: [],
	layouts: [
		{
			since: "",
			title: "[data-hook='post-title'] h1",
			byline: "[data-hook='user-name']",
			date: "[data-hook='time-ago']",
			body: "[data-hook='post-description']",
			caption: "[data-hook='post-description'] [data-hook='image-caption']",
			strip: [
				"[data-hook='post-description'] [data-hook='post-main-actions']",
				"[data-hook='post-description'] [data-hook='share-buttons']",
			],
		},
	],
};
