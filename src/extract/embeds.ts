import type { Block } from "../article/article.ts";
import { type AnyNode, type Element, isElement, isText } from "../article/html.ts";
import { linkAddress } from "./inline.ts";

/** Players and posts by the host that they come from. */
const HOSTS: readonly (readonly [RegExp, string])[] = [
	[/(?:^|\.)(?:youtube(?:-nocookie)?\.com|youtu\.be)$/, "YouTube"],
	[/(?:^|\.)vimeo\.com$/, "Vimeo"],
	[/(?:^|\.)(?:twitter|x)\.com$/, "X"],
	[/(?:^|\.)instagram\.com$/, "Instagram"],
	[/(?:^|\.)facebook\.com$/, "Facebook"],
	[/(?:^|\.)threads\.(?:net|com)$/, "Threads"],
	[/(?:^|\.)tiktok\.com$/, "TikTok"],
	[/(?:^|\.)bsky\.app$/, "Bluesky"],
	[/(?:^|\.)reddit(?:media)?\.com$/, "Reddit"],
	[/(?:^|\.)t\.me$/, "Telegram"],
	[/(?:^|\.)weibo\.(?:com|cn)$/, "Weibo"],
	[/(?:^|\.)bilibili\.com$/, "Bilibili"],
	[/(?:^|\.)(?:spotify|soundcloud)\.com$/, "Audio"],
	[/(?:^|\.)(?:datawrapper\.(?:de|dwcdn\.net)|dwcdn\.net|flourish\.studio|infogram\.com)$/, "Chart"],
	[/(?:^|\.)(?:dailymotion|jwplayer|brightcove|kaltura|qq|youku)\.(?:com|net)$/, "Video"],
];

/** Frames of those hosts that hold a button or a page's name, and no post. */
const BUTTON = /\/plugins\/(?:like|page|share|follow|comments)|follow_?button|subscribe_embed|tweet_button/i;

interface Component {
	readonly label: string;
	/** The attribute that names the post or video. */
	readonly attribute: string;
	/** What stands before that name in its address. */
	readonly before: string;
}

const YOUTUBE = { label: "YouTube", before: "https://www.youtube.com/watch?v=" };

/** Elements of web components that stand for a post or a player. */
const COMPONENTS: Readonly<Record<string, Component>> = {
	"amp-youtube": { ...YOUTUBE, attribute: "data-videoid" },
	"lite-youtube": { ...YOUTUBE, attribute: "videoid" },
	"amp-vimeo": { label: "Vimeo", attribute: "data-videoid", before: "https://vimeo.com/" },
	"amp-twitter": { label: "X", attribute: "data-tweetid", before: "https://x.com/i/status/" },
	"amp-instagram": {
		label: "Instagram",
		attribute: "data-shortcode",
		before: "https://www.instagram.com/p/",
	},
};

/** The embed of a frame, a player or a component; null for any other element, and for frames that only advertise or count. */
export function embedOf(element: Element, base: string): Block | null {
	if (element.name === "iframe") return embedOfFrame(element, base);
	if (element.name === "video" || element.name === "audio") {
		const address = webAddress(sourceOf(element), base);
		return linkTo(address, element.name === "video" ? "Video" : "Audio");
	}
	const component = Object.hasOwn(COMPONENTS, element.name) ? COMPONENTS[element.name] : undefined;
	const id = component === undefined ? undefined : element.attribs[component.attribute];
	if (component === undefined || !id) return null;
	const address = webAddress(component.before + encodeURIComponent(id), base);
	return linkTo(address, component.label);
}

function embedOfFrame(element: Element, base: string): Block | null {
	const address = webAddress(sourceOf(element), base);
	if (address === null || BUTTON.test(address)) return null;
	const host = URL.parse(address)?.hostname ?? "";
	const label = HOSTS.find(([pattern]) => pattern.test(host))?.[1];
	return label === undefined ? null : { kind: "embed", address, label };
}

const linkTo = (address: string | null, label: string): Block | null =>
	address === null ? null : { kind: "embed", address, label };

function webAddress(text: string, base: string): string | null {
	const address = linkAddress(text, base);
	return address === null || address.startsWith("mailto:") ? null : address;
}

function sourceOf(element: Element): string {
	const named = element.attribs["data-src"] ?? element.attribs["src"];
	if (named !== undefined) return named;
	const source = element.children.find((child) => isElement(child) && child.name === "source");
	return source !== undefined && isElement(source) ? (source.attribs["src"] ?? "") : "";
}

/** Posts whose markup says only where they are and who posted: they are links. */
const POST = /\b(?:instagram-media|tiktok-embed|fb-post|fb-video|text-post-media)\b/;
/** Posts whose markup quotes their words. */
const QUOTED_POST = /\b(?:twitter-(?:tweet|video)|bluesky-embed|mastodon-embed|reddit-(?:embed-bq|card))\b/;
/** Attributes that name a post's address; the link that stands last in it does otherwise. */
const ADDRESS_ATTRIBUTES = ["data-instgrm-permalink", "data-text-post-permalink", "data-href", "cite"];
const LABEL_LENGTH_MAX = 500;

/** Whether an element is a post whose markup quotes its words. */
export const isQuotedPost = (element: Element): boolean => QUOTED_POST.test(element.attribs["class"] ?? "");

/** Whether an element is a post that is read as a link. */
export const isLinkedPost = (element: Element): boolean => POST.test(element.attribs["class"] ?? "");

/** A post of a social network as the link to it, labelled with what the page says of it; null where it names no address. */
export function embedOfPost(element: Element, base: string): Block | null {
	const texts: string[] = [];
	let link = "";
	const visit = (node: AnyNode): void => {
		if (isText(node)) texts.push(node.data);
		if (!isElement(node)) return;
		if (node.name === "a") link = node.attribs["href"] ?? link;
		node.children.forEach(visit);
	};
	visit(element);
	const named = ADDRESS_ATTRIBUTES.map((name) => element.attribs[name]).find((value) => value !== undefined);
	const address = webAddress(named ?? link, base);
	const label = texts.join(" ").replace(/\s+/g, " ").trim().slice(0, LABEL_LENGTH_MAX);
	return linkTo(address, label || "Post");
}
