/** What a label's words say of a box. */
export interface Meaning {
	readonly why: string;
	readonly words: RegExp;
}

/** Labels of what stands beside articles, by kind. Words begin where the expression does, and may go on where it ends in `\w*`. */
export const BESIDE: readonly Meaning[] = [
	{
		why: "comments",
		words:
			/\b(comments?( (list|section|area|box|wrap\w*|form|thread|count|container))?|commentlist|commentarea|disqus\w*|respond|replies|discussion|kommentare?|commentaires?|comentarios?|reacties|pinglun|fb comments|livefyre|coral)\b/,
	},
	{
		why: "sharing",
		words:
			/\b(shar(e|es|ing)(bar|box|buttons?|links?|tools?|icons?|this)?|sharedaddy|social\w*|sns\w*|addthis\w*|addtoany\w*|a2a|fenxiang|bshare|bdshare\w*|follow us|followus|follow)\b/,
	},
	{
		why: "related",
		words:
			/\b(relat(ed|e)\w*|recommend\w*|recirc\w*|more (stories|news|from|articles|posts|on)|read (more|also|next)|readmore|readalso|also read|see also|up next|upnext|you (may|might)|suggest\w*|most (read|viewed|popular|shared|recent)|popular\w*|trending|hot ?news|ranking|teasers?|promo\w*|outbrain\w*|taboola\w*|revcontent|mgid|zergnet|dable|yarpp\w*|relacionad\w*|correlat\w*|gerelateerd|verwandt\w*|xiangguan|tuijian|inread|latest (news|posts|stories)|recent (news|posts|stories)|next (article|post|story)|prev(ious)? (article|post|story)|post navigation|nav links)\b/,
	},
	{
		why: "advertising",
		words:
			/\b(ads?|advert\w*|adslot|adsby\w*|adbox|adwrap\w*|adunit|sponsor\w*|dfp|gpt|guanggao|anzeigen?|werbung|publicite|publicidad|banner\w*)\b/,
	},
	{
		why: "a form",
		words:
			/\b(newsletters?\w*|subscri(be|ption|bers?)\w*|sign ?up|paywall\w*|piano|regwall|registration|login|optin|mc embed\w*|mailchimp|donat(e|ion)\w*|cta|call to action)\b/,
	},
	{
		why: "a notice",
		words:
			/\b(cookies?\w*|consent|gdpr|onetrust\w*|popup|pop up|modal|overlay|lightbox|toast|disclaimer|copyright\w*|alert)\b/,
	},
	{
		why: "navigation",
		words:
			/\b(nav|navbar|navigation|navi|menu\w*|sub ?nav|breadcrumb\w*|crumbs?|paginat\w*|pager|pagenav|page ?links|toolbar|tool ?box|sidebar\w*|side ?bar|right rail|rail|masthead|site header|footer\w*|skip( link| to)?|search\w*|toc|table of contents|language switcher|site ?map|widgets?)\b/,
	},
	{
		why: "facts about the article",
		words:
			/\b(bylines?\w*|authors?( (bio|box|info|name|card|meta|block|details|wrap\w*|section|profile|area))?|about author|author\w*|dateline|timestamp|time stamp|pub ?date|publish(ed)?( (date|time|on))?|(post|entry|article|story|news|content) ?(meta\w*|info|date|time|tags?|tools?|actions?|header|footer|category|categories|source|author)|metadata|meta|tags?( (list|cloud|links|box|container))?|taglist|tagcloud|keywords|cat links|categories|topics|labels|print\w*|qr ?code\w*|qr|editor( (name|info))?|zebian|zrbj|rating\w*|votes?|likes?|digg|tts|listen|audio player|video player|player|biography|bio)\b/,
	},
	{
		why: "a caption",
		words:
			/\b(\w*captions?|caption text|photo ?credit|image ?credit|credits?|copyright|picture info|imgdesc|img ?desc|photo ?desc\w*|legend)\b/,
	},
	{
		why: "for screen readers",
		words: /\b(sr only|screen ?reader\w*|visually ?hidden|assistive text|offscreen|hide accessible)\b/,
	},
];

const ANY_BESIDE = new RegExp(BESIDE.map((meaning) => meaning.words.source).join("|"));

/** Why a label says that its box stands beside the article; null where it does not. */
export function besideOf(label: string): string | null {
	if (label === "" || !ANY_BESIDE.test(label)) return null;
	return BESIDE.find((meaning) => meaning.words.test(label))?.why ?? null;
}

/** Labels of the element that holds the whole body. */
export const BODY_LABEL =
	/\b(article ?body\w*|story ?body\w*|post ?body\w*|entry ?content\w*|post ?content\w*|article ?content\w*|story ?content|news ?content|article ?text\w*|news ?text|body ?text|body ?copy|article copy|article ?main|main ?text|news ?body|newsbody|content ?body|rich ?text|wysiwyg|single content|article ?detail\w*|news ?detail\w*|zw|zhengwen|articulo|artikel\w*|detail ?content|js content|the content|text content|articlebody|td post content|content ?article|post ?entry|blog ?content|field name body|caas body)\b/;
