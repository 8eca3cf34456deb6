import type { Recipe } from "../recipe.ts";

/** Plone, versions 4 to 6 with its own theme. */
export const plone: Recipe = {
	name: "plone",
	hosts: [],
	generators: ["Plone"],
	marks: [],
	layouts: [
		{
			since: "",
			title: "h1.documentFirstHeading",
			byline: ".documentByLine .documentAuthor a",
			date: [".documentByLine .documentPublished time@datetime", ".documentByLine .documentPublished"],
			body: ["#content-core #parent-fieldname-text", "#parent-fieldname-text", "#content-core .newsItem"],
			caption: "#content-core .newsImageContainer .discreet",
			strip: ["#content-core #viewlet-below-content", "#content-core .visualClear"],
		},
	],
};
