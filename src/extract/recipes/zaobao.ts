import type { Recipe } from "../recipe.ts";

/** Lianhe Zaobao of Singapore. */
export const zaobao: Recipe = {
	name: "zaobao",
	hosts: ["zaobao.com.sg", "zaobao.com"],
	marks: [],
	layouts: [
		{
			since: "",
			title: ["h1.article-title", "article h1"],
			byline: ["h4.title-byline.byline a", ".article-byline .author-name", ".article-byline a"],
			date: ["h4.title-byline.date-published", ".article-byline .date-published"],
			body: [".article-content-rawhtml", ".articleBody", ".article-body", ".article-content-container"],
			caption: [".articleBody figcaption", ".article-content-rawhtml .image-caption"],
			strip: [
				".bff-google-ad",
				".further-reading",
				".bff-recommend-article",
				".read-on-app-cover",
				".article-content-rawhtml .imu-container",
			],
		},
	],
};
