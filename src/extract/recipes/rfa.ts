import type { Recipe } from "../recipe.ts";
import { ARC_LAYOUT } from "./arc.ts";

/** Radio Free Asia: Plone with a theme of its own, then Arc. */
export const rfa: Recipe = {
	name: "rfa",
	hosts: ["rfa.org"],
	marks: [],
	layouts: [
		{ ...ARC_LAYOUT, since: "2024-09" },
		{
			since: "",
			title: "#storypagemaincol h1",
			byline: "#story_byline",
			date: "#story_date",
			body: "#headerimg, #storytext",
			caption: ["#headerimg .caption", "#storytext .image_caption", "#headerimg .image_caption"],
			strip: [
				"#storytext .storyaudio",
				"#storytext .sociallinks",
				"#storytext #related",
				"#storytext .listenarticle",
			],
		},
	],
};
