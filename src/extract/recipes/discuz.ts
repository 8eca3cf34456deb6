import type { Recipe } from "../recipe.ts";

/** Discuz!, forums: the first post of a thread's first page is the article, the posts below it answer. */
export const discuz: Recipe = {
	name: "discuz",
	hosts: [],
	generators: ["Discuz!"],
	marks: [],
	layouts: [
		{
			since: "",
			title: "#thread_subject",
			byline: "#postlist > div:first-of-type .authi .xw1",
			date: "#postlist > div:first-of-type em[id^='authorposton']",
			body: ["#postlist > div:first-of-type .t_f", "#postlist > div:first-of-type .pcb"],
			strip: ["#postlist .pstatus", "#postlist .t_f .jammer", "#postlist .aimg_tip"],
		},
	],
};
