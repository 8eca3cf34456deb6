import type { Layout, Recipe } from "../recipe.ts";

/** Arc XP's own blocks, which its outlets style. */
export const ARC_LAYOUT: Layout = {
	since: "",
	title: "h1.b-headline",
	byline: [".b-byline__names a", ".b-byline__names"],
	date: ["time.b-date@datetime", "time.b-date"],
	body: "article.b-article-body",
	caption: "article.b-article-body figcaption",
	strip: [
		".b-article-body .b-ads-block",
		".b-article-body .arcad-wrapper",
		".b-article-body .b-article-body__interstitial-link",
		".b-article-body .b-newsletter",
	],
};

export const arc: Recipe = { name: "arc", hosts: [], marks: ["b-article-body"], layouts: [ARC_LAYOUT] };
