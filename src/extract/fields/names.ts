import { lettersOf } from "../letters.ts";
import { isKnownName } from "./chinese-names.ts";
import { findDate } from "./date-text.ts";
import { monthOf } from "./months.ts";
import { isPlaceholder } from "./placeholders.ts";

/** A name as a byline gives it: people are told from outlets, agencies and desks. */
export interface Name {
	readonly text: string;
	readonly person: boolean;
}

const NAME_LENGTH_MAX = 60;
const NAMES_MAX = 12;

/** Words before names: `By`, `Von`, `Written by`, `记者：`. */
const LABEL =
	/^(?:(?:written|words|posted|published|reported|story|text|article|review|medically reviewed|author|analysis|opinion|contributed|created|authored|recipe|guide)\s+(?:and photos\s+)?by|about the author|authors?|contributors?(?=:)|by|von|par|por|di|da|door|av|af|ved|przez|autor(?:en|in|es|a)?|auteurs?|autore|texte?|texto|penulis|oleh|reporter|redaktor|yazan|haber|автор|текст|kommentar von|ein kommentar von|tekst|text|bron|skribent|forfatter|kirjoittaja|szerző|napisał[a]?|записал[а]?|durch|(?:veröffentlicht|gespeichert|geschrieben|verfasst|erstellt|eingestellt|gepostet) (?:von|durch)|(?:publié|écrit|posté|proposé|rédigé) par|(?:publicado|escrito|redactado|postado) por|(?:pubblicato|scritto) da|(?:geschreven|geplaatst) door|(?:skrevet|publiceret) af|(?:skriven|publicerad|skrevet|publisert) av|(?:opublikowan[eoay]|napisan[eoay]|dodan[eoay]) przez)(?:\s*[:：|]\s*|\s+(?=\p{Lu}|\p{Lo}|@|$)|$)/iu;

/** Joins of names in one string. */
const JOINS =
	/\s*(?:[;；|｜、，\n•·⋅●/／+＆]|,(?!\s*(?:Jr|Sr|Ph\.?D|M\.?D|MBA|MS|MA|MPH|RDN?|RN|NP|LD|FAND|FACLM|FACP|CFA|CFP|CEPF|CPA|CPP|PSP|DVM|VMD|DACVB|PharmD|DDS|JD|LCSW|LMFT|PMP|SHRM|Esq|II|III)\b)|&)\s*|\s+(?:and|und|et|och|og|y|ve|with|mit|avec|con|i|и|та|dan|și|és|ja|en|e|和|與|及)\s+/giu;

/** Words of places, posts and desks: what has one of them is no person's name. */
const POST =
	/\b(?:reporter|correspondent|\w*korrespondent(?:in)?|editor(?:ial)?|editors?|\w*redakteur(?:in)?|redaktor|redaktionsleiter(?:in)?|journalist(?:in|e)?|writer|columnist|author|autor|director|manager|producer|photographer|fotograf|staff|specialist|analyst|analista|redactor[a]?|periodista|corresponsal|giornalista|professor|chief|officer|president|founder|ceo|cto|head|lead|senior|junior|deputy|contributor|contributing|guest|intern|follow|bio|profile|posts?|view|share|comments?|read|min|published|updated|subscribe|email|twitter|facebook|minutes?|reviewed|expert|advisor|consultant|vp|strategist|marketer|former|content|marketing|coordinator|associate|assistant|freelance|certified|licensed|sponsored|engineer|researcher|physician|attorney|dietitian|nutritionist|gardener|therapist)\b/iu;
const ORGANISATION =
	/\b(?:news|newsroom|press|presse|prensa|agency|agencies|agence|agenc[iy]a|agência|\w*agentur(?:en)?|agenzia|redaktion(?:en)?|redacci[oó]n|reda[cç][aã]o|redazione|r[eé]daction|editorial|staff|team|desk|bureau|media|group|gmbh|inc|ltd|llc|magazine|magazin|post|online|tv|radio|journal|daily|gazette|herald|tribune|network|zeitung|nachrichten|blog|studios?|office|university|institute|department|company|association|foundation|admin|administrator|web|channel|services?|times|guardian|express|standard|world|today|insider|report|wire|welle|spiegel|stern|redazionale|developer|club|ministry|council|committee|center|centre|international|partners?|capital|labs?|health|clinic|the)\b|\.(?:com?|net|org|de|at|ch|fr|is|be|nl|uk|tv|info)\b/iu;
const AGENCIES =
	/^(?:ap|afp|dpa|dapd|sid|apa|sda|ats|reuters|rtr|upi|efe|ansa|tass|interfax|pa|pti|ani|ians|bbc|cnn|npr|dw|rfi|rfa|voa|tpn|belga|anp|ritzau|ntb|tt|pap|ctk|čtk|mti|anadolu|anadolu ajansı|dha|iha|kyodo|jiji|yonhap|xinhua|bernama|antara|última hora|associated press|agence france-presse|europa press|bloomberg|zdf|ard|orf|srf|ndr|mdr|wdr|swr|rbb|br24)$/iu;
const HAN_ORGANISATION =
	/(?:网|網|报|報|社|通讯社|新闻|新聞|日报|周刊|週刊|杂志|雜誌|编辑部|編輯部|频道|頻道|电视台|電視台|电台|電台|传媒|傳媒|媒体|媒體|发布|客户端|公众号|研究院|中心|委员会|政府|公司|集团|之家|时报|時報|晚报|快报|财经|財經|科技|平台|界|天下|头条|頭條|在线|線上|资讯|資訊|号|综合|綜合|整理|小组|团队|記者會|Web|デジタル|編集部|取材班|现代|現代)$/;
/** How names of Korean outlets end. */
const HANGUL_ORGANISATION =
	/(?:일보|신문|뉴스|방송|경제|타임스|통신|미디어|저널|닷컴|포털|편집부|취재팀|특별취재단|TV)$/;
/** Names of desks end so; they are one name with all their words. */
const DESK = /\b(?:team|desk|staff|editors|contributors?|redaktion|newsroom|bureau)$/iu;
/** What stands in a page's furniture beside bylines. */
const FURNITURE =
	/^(?:fact[- ]check\w*|show|share|shares|sharing|contact|like|loading|last|best|call|find|view|sign|log ?in|in this|learn|trade|posted|home|menu|search|stay|connect|next|previous|top|photo|foto|image|copyright|getty|advertisement|anzeige|publicidad|contrary|table|skip|print|save|listen|watch|tags?|category|categories|topics?)\b|^(?:[+＋]?\s?关注|關注|已关注|追蹤|加关注|私信|收藏(?:本文)?|列印|打印|分享|评论|評論|字[号號体體]|文字大小|(?:更新|发布|發布|發佈)(?:时间|時間|日期)?)$/i;
const FURNITURE_ABROAD =
	/^(?:uppdaterad|oppdatert|opdateret|päivitetty|bijgewerkt|фото|фотография|ähnliche|verwandte|weitere (?:artikel|beiträge|themen)|veröffentlicht|erstellt|gespeichert|aktualisiert|hinterlasse|schreib(?:e|en)? (?:einen|uns)|sende uns|teilen|drucken|startseite|impressum|datenschutz|telefonische|kommentar(?:e|ieren)|inhaltsverzeichnis|artículos relacionados|compartir|comentarios|publicado|partager|commentaires?|publié|schlagw[oö]rt(?:er)?|mehr|ort|thema|themen|à lire|condividi|commenti|pubblicato|delen|reacties|dela|kommentarer|udostępnij|komentarze|paylaş|yorumlar|поделиться|комментарии|опубликовано|public domain|domaine public|gemeinfrei)(?!\p{L})/iu;
/** Marks that stand in no name. */
const MARKUP = /[{}<>=\\]/;
const HAN = /^[\p{Script=Han}々·・]+$/u;

/** The names in a byline's text, labels, posts, addresses and dates left out. `site` holds the outlet's own names, loosely written. */
export function readNames(text: string, site: readonly string[] = []): Name[] {
	const plain = withoutMarks(text);
	const parts = plain.split(JOINS).flatMap((part) => readPart(part ?? ""));
	const names = withoutPlaces(joinHan(parts)).filter(
		(name, at, all) => all.indexOf(name) === at && !isPlaceholder(name) && !FURNITURE.test(name),
	);
	return names.slice(0, NAMES_MAX).map((name) => ({ text: name, person: isPerson(name, site) }));
}

/** `Jane Roe, Berlin`, `Jane Roe, pilot`: one word behind a whole name is where or what she was. */
function withoutPlaces(names: readonly string[]): string[] {
	const whole = names.some((name) => name.includes(" "));
	return names.filter(
		(name, at) => at === 0 || !whole || name.includes(" ") || !/^\p{L}\p{Ll}+$/u.test(name),
	);
}

/** E-mail addresses, links, handles, brackets and whatever follows a date or a dash go. */
function withoutMarks(text: string): string {
	return withoutDate(text.normalize("NFC").slice(0, TEXT_LENGTH_MAX))
		.replace(/https?:\/\/\S+|\S+@\S+\.\S+|(?<=^|\s)@\w+/g, " ")
		.replace(/[（(【[][^（()）】\]]{0,60}[)）】\]]/g, " ")
		.replace(/\s+[–—-]\s+.*$/, " ")
		.replace(/(?<=^|[\s|,])\p{Nd}{1,4}(?:[./:年 ].*)?$/u, " ")
		.replace(BESIDE_HAN, " ")
		.replace(/(?:发布时间|发布于|發佈|发表于|,\s+in\s).*$/u, " ")
		.replace(FILED, "$1")
		.replace(/\s+/g, " ");
}

/** What Chinese pages label beside the author, with its value: 来源：某某日报, behind the name 责任编辑：某某. */
const BESIDE_HAN =
	/(?:来源|來源|(?:发布|發布|發佈|更新)?(?:时间|時間))\s*[:：]\s*\S*|(?<=\S\s?)(?:责任编辑|責任編輯|责编|責編)\s*[:：]\s*\S*|版权声明|版權聲明/gu;
/** `By Jane Roe In Budget Travel, Travel Tips`: a name and what its post is filed under. */
const FILED = /^((?:\S+ ){2,4})(?:[Ii]n|[Uu]nder) \p{Lu}[^,]*,.*$/u;
const TEXT_LENGTH_MAX = 400;
/** What leads from a name to its date: what happened then, `on`, and the day of the week. */
const TO_DATE =
	/(?:(?:^|[\s,|·•])(?:last\s)?(?:updated?|modified|reviewed|published|posted|stand|publié|publicado|pubblicato|veröffentlicht|gepubliceerd|publicerad|publisert|udgivet)\s?:?)?(?:(?:^|[\s,|·•])(?:on|am|le|el|op|den|på))?(?:(?:^|[\s,|·•])(?:on\s+)?(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|(?:mo|di|mi|do|fr|sa|so)(?=[.,]|\s*$))[.,]?)?[\s,|·•⋅●–-]*$/iu;

/** Names stand before their date, or behind one that is first. */
function withoutDate(text: string): string {
	const date = findDate(text);
	if (date === null) return text;
	const before = text.slice(0, date.at).replace(TO_DATE, "");
	return before.trim() === "" ? text.slice(date.end) : before;
}

function readPart(text: string): string[] {
	let name = text.trim();
	for (let rounds = 0; rounds < 3 && LABEL.test(name); rounds++) name = name.replace(LABEL, "").trim();
	name = name
		.replace(/\s+(?:on behalf of|for|in|aus|from|für|pour|para|at|über|skrifar frá)\s+.*$/u, "")
		.replace(
			/^(?:作者|撰文|撰稿|撰稿[编編][辑輯]|采写|採寫|执笔|執筆|文字?|[编編][辑輯]|[编編][译譯]|主播)\s*[:：\s]\s*/u,
			"",
		)
		.replace(/\s*(?:기자|특파원|記者)$/u, "")
		.replace(/^[\p{Script=Han}·\s]{0,10}?(?:记者|記者)\s*[:：]?\s*(?=\p{Script=Han})/u, "")
		.replace(/^[\s"“”'*·~,.:：-]+|[\s"“”'*·,:：-]+$|\s+(?:In|\.)$/g, "");
	name = once(withoutPost(name.replace(/\s+(?:vor|hace|há)$/u, "")));
	if (/[報报][導道]$|^(?:文|图|圖|摄影|攝影)$/.test(name)) return [];
	if (FURNITURE.test(name) || FURNITURE_ABROAD.test(name) || MARKUP.test(name)) return [];
	if (name === "" || name.length > NAME_LENGTH_MAX || /^\P{L}*$/u.test(name)) return [];
	return [name];
}

/** `Jane Roe Senior Reporter` is Jane Roe; `Senior Reporter` is nobody. */
function withoutPost(name: string): string {
	if (DESK.test(name)) return name;
	const words = name.split(" ");
	const last = words.length - 1;
	// A month at the end is left of a date; in front it may be Jan or Marta.
	const at = words.findIndex(
		(word, place) => POST.test(word) || (place === last && place !== 1 && monthOf(word) !== null),
	);
	if (at < 0) return name;
	// `Jane Roe Last updated`
	if (at >= 3 && /^last$/i.test(words[at - 1] ?? "")) return words.slice(0, at - 1).join(" ");
	return at >= 2 ? words.slice(0, at).join(" ") : ORGANISATION.test(name) ? name : "";
}

/** `Jane Roe Jane Roe`, as a link and its label give it, is Jane Roe. */
function once(name: string): string {
	const half = name.slice(0, Math.floor(name.length / 2));
	return half.includes(" ") && name === `${half} ${half}` ? half : name;
}

/** `方 敏` is one name of two characters, `王 明` and `李 丽` two of them; `大渡 美咲` is one name in Japanese. */
function joinHan(parts: readonly string[]): string[] {
	return parts.flatMap((part) => {
		const words = part.split(" ");
		if (words.length < 2 || !words.every((word) => HAN.test(word)) || isJapanese(words)) return [part];
		const names: string[] = [];
		for (let at = 0; at < words.length; at++) {
			const word = words[at] ?? "";
			const next = words[at + 1] ?? "";
			if (word.length === 1 && next.length === 1) {
				names.push(word + next);
				at++;
			} else names.push(word);
		}
		return names;
	});
}

/** A family's name and a given one, neither of which is a Chinese name. */
const isJapanese = (words: readonly string[]): boolean =>
	words.length === 2 && words.every((word) => word.length > 1 && word.length < 4 && !isKnownName(word));

/** True for what can be a person's name and is no outlet's, agency's or desk's, no abbreviation and no account's. */
export function isPerson(name: string, site: readonly string[]): boolean {
	const key = lettersOf(name);
	if (AGENCIES.test(name) || site.includes(key)) return false;
	if (/\p{Script=Han}/u.test(name))
		return (
			!HAN_ORGANISATION.test(name) &&
			name.replace(/[·・\s]/g, "").length <= (/[·・]/.test(name) ? 16 : 5) &&
			!/[A-Za-z]/.test(name)
		);
	if (/\p{Script=Hangul}/u.test(name)) return !HANGUL_ORGANISATION.test(name);
	if (ORGANISATION.test(name) || POST.test(name)) return false;
	const words = name.split(/\s+/);
	if (
		words.filter(
			(word) =>
				/^\p{Ll}/u.test(word) &&
				!/^(?:de|da|di|del|van|von|der|den|ten|bin|al|el|la|le|du|dos|y|e|zu|of)$/.test(word),
		).length > 2
	)
		return false;
	if (/^(?:\p{Lu}{2,}|[\p{Ll}\d]+[._\d][\p{Ll}\d._]*)$/u.test(name)) return false;
	return words.length <= 6 && /^[\p{L}\p{M}.,'’`®™\s-]+$/u.test(name);
}

/** True for the names of news agencies and broadcasters that others sign with. */
export function isAgency(name: string): boolean {
	return AGENCIES.test(name);
}
