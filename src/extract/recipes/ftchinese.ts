import type { Recipe } from "../recipe.ts";

/** FT Chinese, whose free pages hold the whole story and whose others hold its beginning. */
export const ftchinese: Recipe = {
	name: "ftchinese",
	hosts: ["ftchinese.com"],
	marks: [],
	layouts: [
		{
			since: "",
			title: "h1.story-headline",
			byline: [".story-byline .story-author a", ".story-author"],
			date: [".story-time"],
			body: ".story-image, #story-body-container",
			caption: ".story-image .caption",
			strip: [
				"#story-body-container .mpu-container",
				"#story-body-container .subscription-promo-container",
				"#story-body-container .story-theme",
				"#story-body-container #copyright-notice",
			],
		},
	],
};
