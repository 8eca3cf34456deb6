import type { Recipe } from "../recipe.ts";

/** Blogger's classic and Contempo themes, on single posts. */
export const blogger: Recipe = {
	name: "blogger",
	hosts: [],
	generators: ["blogger"],
	marks: [],
	layouts: [
		{
			since: "",
			caption: ".tr-caption",
			strip: [
				".post-footer",
				".post-share-buttons",
				".blog-pager",
				"#comments",
				".post-bottom",
				".comment-form",
			],
		},
	],
};
