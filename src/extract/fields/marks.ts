/** What the vocabulary of classes, ids and microdata says an element holds. */
export type Mark = "published" | "modified" | "date" | "author" | "title" | "subtitle" | "section" | "source";

const MARKS: readonly (readonly [Mark, RegExp])[] = [
	[
		"published",
		/date-?published|pub-?(?:lish(?:ed)?)?[_-]?(?:date|time)|publish(?:ed)?(?:$|[\s_-])|entry-date|post(?:ed)?[_-]?(?:date|time|on)|date-?(?:created|posted|publish)|time-?publish|published-?(?:at|on)|ptime/i,
	],
	[
		"modified",
		/date-?modified|updated?(?:$|[\s_-])|(?:up-?date|modified|updated|revision)[_-]?(?:date|time|at|on)|last-?(?:mod|update)/i,
	],
	[
		"date",
		/(?:^|[\s_-])(?:date(?:line|time|s)?|time(?:stamp)?|datum|fecha|data|pubtime|created|tid|tarih|zeit)(?:$|[\s_-])|date(?:$|[\s_-])|(?:Date|Time)(?:$|[\s_A-Z-])|timestamp|dateline|posted/,
	],
	[
		"author",
		/(?:^|[\s_-])(?:authors?|byline|by-?line|autor(?:es|en|in)?|auteurs?|autore|writer|reporter|journalist|vcard|redakteur|forfatter|skribent|verfasser|contributor|columnist|firma|creator)(?:$|[\s_-])|[aA]uthor|[bB]yline|signature/,
	],
	[
		"title",
		/(?:^|[\s_-])(?:headline|entry-title|post-?title|article-?(?:title|headline|header-title)|art-?title|main-?title|news-?title|page-?title|story-?title|title)(?:$|[\s_-])|(?:Headline|ArticleTitle)/,
	],
	[
		"subtitle",
		/(?:^|[\s_-])(?:sub-?title|sub-?headline|standfirst|stand-first|dek|deck|sub-?head|chapeau|lead-?in|article-?(?:sub|lead|intro|summary|dek)\w*|summary)(?:$|[\s_-])/i,
	],
	[
		"section",
		/(?:^|[\s_-])(?:section(?:-?name|-?title|-?label)|kicker|eyebrow|rubric|rubrik|overline|category)(?:$|[\s_-])|articleSection/,
	],
	["source", /(?:^|[\s_-])(?:source|origin(?:al)?|copyfrom|laiyuan|media-?name)(?:$|[\s_-])/i],
];
/** Every word of `MARKS` has one of these in it: most classes have none, and are done with at once. */
const MARK_STEMS =
	/dat|time|publi|post|updat|modif|rev|las|fech|create|tid|tarih|zeit|aut|by|writ|report|journ|vcard|reda|fors?fat|skrib|verf|contrib|colum|firma|creat|edit|signat|head|tit|stand|dek|deck|chap|lead|intro|summ|sec|kick|eye|rubri|over|categ|sourc|orig|copyf|laiy|media-?n|ptim/i;

const ASIDE_WORDS =
	/(?:^|[\s_-])(?:foot(?:er)?|sidebar|side|aside|nav|navbar|menu|comments?|comment-?list|related\w*|recommend\w*|recomm?|more-?news|most-?\w+|popular|trending|promo\w*|newsletter|widget|teasers?|hot-?news|rank\w*|breadcrumbs?|copyright|disqus|cookie\w*|modal|latest\w*|outbrain|taboola)(?:$|[\s_-])/i;

const WORDS_LENGTH_MAX = 160;

/** A set of marks as bits, in the order of `MARKS`, and whether words name what stands beside an article. */
export type Said = number;

/** What words say that name nothing. */
export const SILENT: Said = 0;
const ASIDE: Said = 1 << MARKS.length;

/** What class names, ids or properties say, spaces between them: no expression looks beyond a space. */
export function readWords(text: string): Said {
	const words = text.slice(0, WORDS_LENGTH_MAX);
	let said = ASIDE_WORDS.test(words) ? ASIDE : SILENT;
	if (MARK_STEMS.test(words))
		for (const [place, [, pattern]] of MARKS.entries()) if (pattern.test(words)) said |= 1 << place;
	return said;
}

/** Whether what is so named stands beside an article. */
export function isAside(said: Said): boolean {
	return (said & ASIDE) !== 0;
}

/** The marks of a set, in the order of `MARKS`. */
export function marksIn(said: Said): Mark[] {
	return MARKS.filter((_, place) => (said & (1 << place)) !== 0).map(([mark]) => mark);
}
