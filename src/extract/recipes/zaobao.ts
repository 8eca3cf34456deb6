import type { Recipe } from "../recipe.ts";

/** Lianhe Zaobao of Singapore. */
export const zaobao: Recipe = {
	name: "zaobao",
	hosts: ["zaobao.com.sg", "zaobao.com"],
	marks: [],
	layouts: [
		{
			since: "",
			title: ["h1.article-title", "article h1", "h1"],
			byline: [".article-byline .author-name", ".article-byline a"],
			date: [".article-byline .date-published", ".date-published"],
			body: [".articleBody", ".article-content-rawhtml", ".article-content-container"],
			caption: [".articleBody figcaption", ".article-content-rawhtml .image-caption"],
			strip: [
				".articleBody .bff-google-ad",
				".articleBody .further-reading",
				".articleBody .bff-recommend-article",
				".article-content-rawhtml .read-on-app-cover",
				".article-content-rawhtml .imu-container",
			],
		},
	],
};
