import type { Recipe } from "../recipe.ts";

/** The New York Times in Chinese. */
export const nytimesCn: Recipe = {
	name: "nytimes-cn",
	hosts: ["cn.nytimes.com"],
	marks: [],
	layouts: [
		{
			since: "",
			title: [".article-header h1", ".article-area h1"],
			byline: [".article-header .byline .byline-item", ".article-header .byline", ".byline"],
			date: [".article-header time@datetime", ".byline time@datetime", "time@datetime"],
			body: ".article-span-photo, .article-body .article-left, .article-body",
			caption: [".article-span-photo .caption", ".article-body figcaption"],
			strip: [
				".article-body .big_ad",
				".article-body .article-body-aside",
				".article-body .author-info",
				".article-body .related-cont",
				".article-body .article-promo",
			],
		},
	],
};
