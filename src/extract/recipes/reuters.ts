import type { Recipe } from "../recipe.ts";

/** Reuters: its class names end in a build's digest, so that only their beginnings are named. */
export const reuters: Recipe = {
	name: "reuters",
	hosts: ["reuters.com"],
	marks: [],
	layouts: [
		{
			since: "",
			title: ["h1[data-testid='Heading']", "article h1"],
			byline: ["[class*='article-header__author'] a[rel='author']", "a[rel='author']"],
			body: ["[class*='article-body__container']", "[data-testid='ArticleBody']"],
			caption: "[data-testid='primary-image'] figcaption",
			strip: [
				"[class*='article-body__container'] [class*='toolbar-container']",
				"[class*='article-body__container'] [data-testid='ResponsiveAdSlot']",
				"[class*='article-body__container'] [class*='sign-off__']",
				"[class*='article-body__container'] p[data-testid='Body']",
				"[class*='article-body__container'] [data-testid='social_media-0']",
				"[class*='article-body__container'] [class*='read-next']",
				"[class*='article-body__container'] [class*='context-widget']",
				"[class*='article-body__container'] [data-testid='SignOff']",
				"[class*='article-body__container'] button",
				"[class*='article-body__container'] [class*='trust-badge']",
				"[class*='article-body__container'] [class*='author-bio']",
			],
		},
	],
};
