import type { Recipe } from "../recipe.ts";

/** WordPress has a theme for every taste: only what its own blocks and commonest plugins add around a story is named. */
export const wordpress: Recipe = {
	name: "wordpress",
	hosts: [],
	generators: ["WordPress"],
	marks: ["/wp-content/themes/"],
	layouts: [
		{
			since: "",
			caption: ".wp-caption-text",
			strip: [
				".sharedaddy",
				".jp-relatedposts",
				".yarpp-related",
				".crp_related",
				".addtoany_share_save_container",
				".post-navigation",
				".wp-block-latest-posts",
				".wp-block-jetpack-subscriptions",
				"#jp-post-flair",
				".comments-area",
			],
		},
	],
};
