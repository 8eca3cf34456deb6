/**
 * What class names and ids say of a box, in the languages and systems that outlets write them in. A
 * name is read as words: `relatedLinks-box` is `related links box`.
 */
interface Meaning {
	readonly why: string;
	readonly words: RegExp;
}

/** Words in front that say by whose system or in what state, not what. */
const FILLER =
	/^(?:(?:elementor|widget|wp block|wp|jp|tdb?|tdi|et pb|et|fl|avada|fusion|brxe|wpb|vc|kt|cmp|wdt|theme|module|component|block|section|container|js|[a-z]) )+(?=\w)/;

/** Names of a state, a layout or of what a post is filed under: they say nothing of what the box is. */
const SILENT =
	/^(?:has|have|with|without|no|not|is|hide|hidden|show|when|if|enable|enabled|disable|tag|category|cat|author|post type|type|status|format|post \d+|align|width|height|padding|margin|text|font|color|bg|flex|grid|order|gap|size|wrap)\b(?! (?:list|cloud|box|bio|info|links?|name|card|area|wrap\w*|container|section|meta|block|profile|details|avatar|date|time|content))(?= )|(?:enabled|disabled|open|closed|visible|active|loaded|on print|hidden|true|false)$|\bembed(?:ded|s)?\b/;

/** Labels of what stands beside articles, by kind. */
const BESIDE: readonly Meaning[] = [
	{
		why: "comments",
		words:
			/\b(?:comments?(?! (?:count|number))|commentlist|commentarea|comment(?!ary|ator)\w+|disqus\w*|respond|replies|discussion|kommentare?\w*|commentaires?|comentarios?|reacties|komentar\w*|pinglun|forum (?:fil|message|texte)|livefyre|coral|talk embed)\b/,
	},
	{
		why: "sharing",
		words:
			/\b(?:share|shares|sharing|share\w*|sharedaddy|socials?|social\w*|sns\w*|addthis\w*|addtoany\w*|a2a|fenxiang|bd ?share\w*|bshare|follow us|followus|follow|teilen|compartir|partage\w*|partager)\b/,
	},
	{
		why: "other stories",
		words:
			/\b(?:relat(?:ed|e)\w*|rel (?:article|post|news)\w*|recommend\w*|recom|recirc\w*|more (?:stories|news|from|articles|posts|on|in|for)|read (?:more|also|next|on)|readmore|readalso|also read|see also|up next|upnext|you (?:may|might)|suggest(?:ed|ions?)\w*|most (?:read|viewed|popular|shared|recent|commented)|popular\w*|trending\w*|hot ?news|teasers?|promo|promos|promobox|promotion\w*|outbrain\w*|taboola\w*|revcontent|mgid|zergnet|dable|yarpp\w*|relacionad\w*|relacionats|correlat\w*|gerelateerd|verwandt\w*|powiazane|liens|xiangguan|tuijian|remen|tonglan|latest (?:news|posts|stories|articles)|recent (?:news|posts|stories|articles)|(?:next|prev|previous) (?:article|post|story|news)|nextprev|post navigation|nav links|read also|other (?:news|articles|posts|stories)|more stories|(?:second|under|next|infinite) article|top stories|morenews|relnews|news ?list|article ?list|post ?list|cards? ?list|feed ?list)\b(?! answers?\b)/,
	},
	{
		why: "advertising",
		words:
			/\b(?:ads?|advert\w*|adslot|adsby\w*|adbox|adwrap\w*|adunit|adsense|ad ?container|sponsor(?:ed|s)?|dfp|gpt|guanggao|anzeigen?|werbung|publicite|publicidad|reklam\w*|annonce)\b|^banner\w*|banner$/,
	},
	{
		why: "a form",
		words:
			/\b(?:newsletter\w*|subscri(?:be|ption|bers?)\w*(?! (?:content|article|body|text|replace))|sign ?up|paywall ?(?:box|message|prompt|overlay|banner|modal|wrap\w*|container|teaser|offer\w*|cta)|regwall|registration|log ?in|sign ?in|optin|(?:forgot|reset|change) ?password|(?:edit|user) ?profile|verify ?email|account|checkout|mc embed\w*|mailchimp|donat(?:e|ion)\w*|cta|ctas|call to action|abo box|lead ?gen\w*|inscription)\b/,
	},
	{
		why: "a notice about cookies",
		words:
			/\b(?:cookies?(?! ?less)\w*|consent|consentbox|gdpr ?(?:banner|notice|box|modal)|onetrust\w*|ot sdk|cli (?:privacy|modal)|privacy (?:overview|banner|notice|manager)|didomi\w*|usercentrics|sp message|cmplz|cky|truste|qc cmp\w*)\b/,
	},
	{
		why: "a notice",
		words:
			/\b(?:popup|pop up|modal|modals|(?<!background )overlay|lightbox|toast|disclaimer|(?:affiliate|ftc|advertis\w+) ?(?:disclosure|disclaimer|notice)\w*|copyrights?|copyright\w*|colophon|legal notice|statement|shengming|shenming|mianze|wx info|wechat|weixin|ewm|tjewm)\b/,
	},
	{
		why: "navigation",
		words:
			/\b(?:nav|navbar|navigation|navi|menu|menus|submenu|sub ?nav|breadcrumb\w*|crumbs?|paginat\w*|pager|pagenav|page links|toolbar|tool ?box|sidebar\w*|side ?bar|right rail|left rail|side rail|masthead|site (?:header|footer|info|branding)|page (?:header|footer)|global (?:header|footer|nav)|footer|footer\w+|skip ?(?:links?|to|nav\w*)|search (?:form|box|bar|field|input|overlay|results)|search|^toc$|toc ?(?:container|list|wrap\w*|box|nav|widget|content|title)|table of contents|language switcher|site ?map|widget area)\b/,
	},
	{
		why: "facts about the article",
		words:
			/\b(?:bylines?\w*|about (?:the )?author|dateline|timestamp|time ?stamp|pub ?date|publish(?:ed)? ?(?:date|time|on|info)|(?:post|entry|article|story|news|content|blog|page|single) ?(?:meta\w*|info|date|time|tags?|tools?|actions?|header|footer|categor\w+|source|authors?|byline|details?info)|meta ?(?:info|bar|line|data|wrap\w*|box|container|author|date)|metadata|post ?author|author ?(?:bio|box|info|name|card|meta|block|details|wrap\w*|section|profile|area|avatar|desc\w*)|authors?|tags?|tags? ?(?:list|cloud|links|box|container|wrap\w*)|taglist|tagcloud|keywords|cat links|print ?(?:only|button|link|icon|page)|qr ?code\w*|erweima|zebian|zrbj|rating|ratings|votes?|likes?|digg|tts|audio player|video player|listen\w*|biography|reading time|read time|view ?count|^views$)\b|^(?:meta|info|source|laiyuan|editor|topics?|labels?|bio|categories|player)$/,
	},
	{
		why: "a caption",
		words:
			/\b(?:\w*captions?|photo ?credits?|image ?credits?|credits?|img ?desc|photo ?desc\w*|tushuo|zhushi)\b/,
	},
	{
		why: "for screen readers",
		words:
			/\b(?:sr only|screen ?reader\w*|visually ?hidden|assistive text|offscreen|hide accessible|print only)\b/,
	},
];

/** Labels of the element that holds the whole body. */
const BODY =
	/\b(?:(?:article|story|post|entry|news|blog|content|body|main|single|detail|page|text|artikel|articulo|noticia|nota) ?(?:body|content|text|copy|detail|details|contents|main|maintext|txt|entry|cont|con)|articlebody|maintext|main ?text|body ?copy|rich ?text|wysiwyg|zhengwen|caas body|js content|the content|cuerpo|entrytext|nbtext|contenido|story ?text|storytext|zn|art ?content|field name body|artibody|postbody|editor content|newstext|texto)\b/;

/** Whether any of them fits: most names fit none, and are done with at once. */
const ANY_BESIDE = new RegExp(BESIDE.map(({ words }) => words.source).join("|"));

/** Why a name says that its box stands beside the article, or null. */
function besideOf(name: string): string | null {
	if (!ANY_BESIDE.test(name)) return null;
	return BESIDE.find((meaning) => meaning.words.test(name))?.why ?? null;
}

/** A name of so many words may be a heading's. */
const SLUG_WORDS_MIN = 5;

/** Whether all names that set a box beside the article are the words that it begins with, as the ids that links lead to are: `how-popular-is-tea`. */
export function isNamedByOwnWords({ text }: Label, begins: (name: string) => boolean): boolean {
	const names = text.split(";");
	const slugs = names.filter((name) => name.split(" ").length >= SLUG_WORDS_MIN && begins(name));
	return slugs.length > 0 && names.every((name) => slugs.includes(name) || besideOf(name) === null);
}

/** What a box's names say of it. */
export interface Label {
	/** The names, `;` between them. */
	readonly text: string;
	/** Why the box stands beside the article; null where no name says so. */
	readonly beside: string | null;
	/** Whether a name says that the box holds the body. */
	readonly body: boolean;
}

/** The label of a box without names. */
export const SILENT_LABEL: Label = { text: "", beside: null, body: false };
const NAMES_MAX = 12;
const NAME_LENGTH_MAX = 60;

/** Reads class names, ids and the like of one page, whose elements repeat a few hundred. */
export class Labels {
	readonly #known = new Map<string, Label>();

	/** The label of names that spaces divide. */
	read(raw: string): Label {
		let label = this.#known.get(raw);
		if (label === undefined) {
			label = SPACE.test(raw) ? this.#readAll(raw) : readLabel(raw);
			this.#known.set(raw, label);
		}
		return label;
	}

	#readAll(raw: string): Label {
		const names = raw.trim().split(/\s+/, NAMES_MAX);
		return names.length < 2
			? readLabel(names[0] ?? "")
			: names.reduce((label, name) => joinLabels(label, this.read(name)), SILENT_LABEL);
	}
}

const SPACE = /\s/;

/** What two labels say together. */
export function joinLabels(one: Label, other: Label): Label {
	if (one === SILENT_LABEL) return other;
	if (other === SILENT_LABEL) return one;
	return {
		text: `${one.text};${other.text}`,
		beside: one.beside ?? other.beside,
		body: one.body || other.body,
	};
}

/** What a name says alone. */
function readLabel(raw: string): Label {
	const name = wordsOf(raw.slice(0, NAME_LENGTH_MAX)).replace(FILLER, "");
	if (name === "" || SILENT.test(name)) return SILENT_LABEL;
	return { text: name, beside: besideOf(name), body: BODY.test(name) };
}

/** What a character of a name is, by its code: part of a word in its case, a digit, or what divides words. */
const [LOWER, UPPER, DIGIT] = [1, 2, 3];
const CHARACTERS = new Uint8Array(0x10000);
CHARACTERS.fill(LOWER, 0x61, 0x7b).fill(LOWER, 0xc0).fill(UPPER, 0x41, 0x5b).fill(DIGIT, 0x30, 0x3a);

/** A name as words in lower case with spaces between them: `relatedLinks-box` is `related links box`. */
function wordsOf(name: string): string {
	let words = "";
	for (let at = 0; at < name.length; at++) {
		if (CHARACTERS[name.charCodeAt(at)] === 0) continue;
		const [from, letters] = [at, lettersFrom(name, at)];
		let isHash = false;
		for (at = letters; at < name.length && CHARACTERS[name.charCodeAt(at)] !== 0; at++)
			if (CHARACTERS[name.charCodeAt(at)] !== DIGIT) isHash = true;
		// Hashes such as 7f2ad are no words; numbers behind a word are left out.
		if (letters > from && !isHash) words += `${words === "" ? "" : " "}${name.slice(from, letters)}`;
	}
	return words.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
}

/** Where the letters that begin at a place end. */
function lettersFrom(name: string, from: number): number {
	let at = from;
	for (let kind = CHARACTERS[name.charCodeAt(at)]; kind === LOWER || kind === UPPER; )
		kind = CHARACTERS[name.charCodeAt(++at)];
	return at;
}
