import type { Recipe } from "../recipe.ts";

/** Deutsche Welle in all its languages; the design of January 2023 and the one before. */
export const dw: Recipe = {
	name: "dw",
	hosts: ["dw.com"],
	marks: [],
	layouts: [
		{
			since: "2023-01-25",
			title: "article header h1",
			byline: "article header .author",
			body: ["article .rich-text"],
			caption: "article .rich-text figcaption",
			strip: [
				"article .rich-text .embed",
				"article .rich-text .rich-text-ad",
				"article .rich-text .vjs-wrapper",
				"article .rich-text aside",
			],
		},
		{
			since: "",
			title: ".col3 h1",
			byline: ".group .smallList li.author",
			date: ".group .smallList li:first-child",
			body: ".col3 .longText",
			caption: ".col3 .longText .picBox p",
			strip: [".longText .linkBox", ".longText .gallery", ".longText .standaloneWrap", ".longText .tagCloud"],
		},
	],
};
