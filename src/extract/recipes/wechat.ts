import type { Recipe } from "../recipe.ts";

/** Articles of WeChat's public accounts: the body is hidden until a script shows it, and the account signs where nobody does. */
export const wechat: Recipe = {
	name: "wechat",
	hosts: ["mp.weixin.qq.com"],
	marks: ['id="js_content"', 'id="img-content"'],
	layouts: [
		{
			since: "",
			title: "#activity-name",
			byline: ["#js_author_name", "#meta_content > .rich_media_meta_text:not(#publish_time)", "#js_name"],
			date: "#publish_time",
			body: "#js_content",
			strip: [
				"#js_content mp-common-profile",
				"#js_content .js_product_container",
				"#js_content mp-style-type",
			],
		},
	],
};
