import type { Recipe } from "../recipe.ts";

/** Radio Taiwan International. */
export const rti: Recipe = {
	name: "rti",
	hosts: ["rti.org.tw"],
	marks: [],
	layouts: [
		{
			since: "",
			title: [".news-detail-box h1", ".news-detail h1"],
			byline: [".news-detail-box .news-detail-author", ".news-detail-box .author"],
			date: [".news-detail-box .date", ".news-detail-box .time"],
			body: [".news-detail-box article", ".news-detail-content", ".news-detail-box .content"],
			caption: ".news-detail-box .img-caption",
			strip: [
				".news-detail-box .share-box",
				".news-detail-box .tag-box",
				".news-detail-box .audio-box",
				".news-detail-box .related-news",
			],
		},
	],
};
