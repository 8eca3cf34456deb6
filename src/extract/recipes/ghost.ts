import type { Recipe } from "../recipe.ts";

/** Ghost with its own themes. */
export const ghost: Recipe = {
	name: "ghost",
	hosts: [],
	generators: ["Ghost "],
	marks: [],
	layouts: [
		{
			since: "",
			title: ["h1.gh-article-title", "h1.article-title", "h1.post-full-title"],
			byline: [".gh-article-author-name a", ".author-name a", ".author-list-item .author-name"],
			date: [
				"time.gh-article-meta-date@datetime",
				"time.byline-meta-date@datetime",
				"time.post-full-meta-date@datetime",
			],
			body: [".gh-article-image, .gh-content", ".gh-content", ".post-full-content .post-content"],
			caption: [".gh-article-image figcaption", ".gh-content figcaption"],
			strip: [
				".gh-content .kg-signup-card",
				".gh-content .kg-cta-card",
				".gh-content .gh-post-upgrade-cta",
				".gh-content .kg-bookmark-thumbnail",
			],
		},
	],
};
