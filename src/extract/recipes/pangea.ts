import type { Layout, Recipe } from "../recipe.ts";

/** Pangea, the system of VOA, RFE/RL and their sister outlets. */
export const PANGEA_LAYOUT: Layout = {
	since: "",
	title: "h1.pg-title",
	byline: [".publishing-details .links__item-link", ".publishing-details .links__item"],
	date: ".publishing-details time@datetime",
	body: ["#article-content .wsw", ".body-container .wsw", ".wsw"],
	caption: ".wsw figcaption",
	strip: [
		".wsw .also-read",
		".wsw .media-pholder",
		".wsw .c-mmp",
		".wsw .wsw__embed--newsletter",
		".wsw .media-block",
		".wsw .category-menu",
		".wsw .share--box",
	],
};

export const pangea: Recipe = {
	name: "pangea",
	hosts: [],
	marks: ['class="wsw"', "gdb.voanews.com", "gdb.rferl.org"],
	layouts: [PANGEA_LAYOUT],
};
