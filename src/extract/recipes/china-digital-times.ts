import type { Recipe } from "../recipe.ts";

/** China Digital Times: WordPress with a builder's theme. */
export const chinaDigitalTimes: Recipe = {
	name: "china-digital-times",
	hosts: ["chinadigitaltimes.net"],
	marks: [],
	layouts: [
		{
			since: "",
			title: ["h1.entry-title", "h1.post-title"],
			byline: [".post-meta .author a", ".entry-meta .author a"],
			date: ["time.entry-date@datetime", ".post-meta time@datetime"],
			body: [".post-content", ".entry-content"],
			caption: ".wp-caption-text",
			strip: [
				".sharedaddy",
				".jp-relatedposts",
				".crp_related",
				".post-tags",
				".addtoany_share_save_container",
			],
		},
	],
};
