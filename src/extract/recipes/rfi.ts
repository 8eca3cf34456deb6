import type { Recipe } from "../recipe.ts";

/** RFI and France 24, which share a system. */
export const rfi: Recipe = {
	name: "rfi",
	hosts: ["rfi.fr", "france24.com"],
	marks: [],
	layouts: [
		{
			since: "",
			title: "h1.t-content__title",
			byline: [".m-from-author__name", ".t-content__authors-tts .m-from-author__name"],
			date: [".t-content__dates time@datetime", "article time@datetime"],
			body: ".t-content__chapo, .t-content__main-media figure, .t-content__body",
			caption: ".t-content__main-media figcaption",
			strip: [
				".t-content__body .o-self-promo",
				".t-content__body .m-interstitial",
				".t-content__body .a-read-more",
				".t-content__body .m-em-flash",
				".t-content__body .t-content__shares",
				".t-content__body .t-copyright",
				".t-content__body .o-ad-container",
				".t-content__body .m-em-quote__social",
			],
		},
	],
};
