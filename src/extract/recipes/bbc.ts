import type { Recipe } from "../recipe.ts";

/** BBC News in Chinese: the main column holds the story, its bylines and its promotions side by side. */
export const bbc: Recipe = {
	name: "bbc",
	hosts: ["bbc.com", "bbc.co.uk"],
	marks: [],
	layouts: [
		{
			since: "2020",
			title: "main h1#content",
			date: "main time@datetime",
			strip: [
				"main h1#content",
				'main section[role="region"]',
				'main [data-e2e="advertisement"]',
				'main [data-testid="consentBanner"]',
				'main [data-e2e="media-player"]',
				"main .visually-hidden-text",
			],
		},
		{
			since: "",
			title: ".story-body__h1",
			byline: ".story-body .byline__name",
			date: ".story-body .date@data-datetime",
			body: ".story-body__inner",
			caption: ".story-body__inner figcaption",
			strip: [
				".story-body__inner .share-tools",
				".story-body__inner .story-body__list--related",
				".story-body__inner .off-screen",
				".story-body__inner .story-image-copyright",
				".story-body__inner .social-embed",
				".story-body__inner .media-player-wrapper",
			],
		},
	],
};
