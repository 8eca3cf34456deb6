import type { Recipe } from "./recipe.ts";
import { arc } from "./recipes/arc.ts";
import { bbc } from "./recipes/bbc.ts";
import { blogger } from "./recipes/blogger.ts";
import { chinaDigitalTimes } from "./recipes/china-digital-times.ts";
import { discuz } from "./recipes/discuz.ts";
import { dw } from "./recipes/dw.ts";
import { ftchinese } from "./recipes/ftchinese.ts";
import { ghost } from "./recipes/ghost.ts";
import { nytimesCn } from "./recipes/nytimes-cn.ts";
import { pangea } from "./recipes/pangea.ts";
import { plone } from "./recipes/plone.ts";
import { reuters } from "./recipes/reuters.ts";
import { rfa } from "./recipes/rfa.ts";
import { rfi } from "./recipes/rfi.ts";
import { rti } from "./recipes/rti.ts";
import { voa } from "./recipes/voa.ts";
import { wechat } from "./recipes/wechat.ts";
import { wix } from "./recipes/wix.ts";
import { wordpress } from "./recipes/wordpress.ts";
import { zaobao } from "./recipes/zaobao.ts";

/** Recipes that are found by a page's host. */
export const OUTLETS: readonly Recipe[] = [
	voa,
	rfa,
	dw,
	rfi,
	bbc,
	nytimesCn,
	ftchinese,
	reuters,
	chinaDigitalTimes,
	zaobao,
	rti,
];

/** Recipes that are found by the marks of a page's system, the most particular first. */
export const PLATFORMS: readonly Recipe[] = [
	pangea,
	arc,
	plone,
	ghost,
	wix,
	blogger,
	discuz,
	wechat,
	wordpress,
];
