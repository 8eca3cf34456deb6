import type { Note } from "../article/article.ts";
import { CHINESE_PHRASES } from "./chinese-phrases.ts";
import { WORLD_PHRASES } from "./world-phrases.ts";

/**
 * What short paragraphs say that stand with an article and are no part of it, in the languages of the
 * outlets. Every expression is tried on the paragraph's plain text.
 */
export interface Phrase {
	readonly why: string;
	readonly words: RegExp;
	/** The longest text that is taken at its word, in characters. */
	readonly lengthMax: number;
	/** Set where the text is kept with the article as a note. */
	readonly note?: Note["kind"];
	/** Only where no prose follows. */
	readonly last?: true;
}

export const PHRASES: readonly Phrase[] = [
	{
		why: "names its editors",
		note: "editors",
		lengthMax: 120,
		words:
			/^[\s（(【[]*(?:本文)?(?:责任编辑|責任編輯|责编|責編|责任校对|(?:编辑|編輯|编审|校对|校對|审核|监制|排版|美编|值班编辑|执行编辑|运营编辑)\s*[:：|｜/丨]|编辑\s+\S{2,4}\s*(?:[｜|丨]|$)|記者\s*[:：]\s*[^\s，。、？！?!,]{2,8}(?:[\s、，,][^\s，。？！?!]{2,8}){0,3}[)）】]?\s*$|欄名\s*:)/,
	},
	{
		why: "disclaims",
		note: "disclaimer",
		lengthMax: 700,
		last: true,
		words:
			/^[\s（(【[*]*(?:(?:特别|特別|平台|版权|版權|免责|免責|郑重|重要)?(?:声明|聲明|提示)\s*[:：]|免责|免責|以上内容[^。]{0,20}(?:上传|自媒体|创作者)|Notice: The content above|本文(?:为|為|系|仅代表|僅代表|来自|來自)[^。]{0,40}(?:原创|原創|观点|立场|授权|转载)|以上(?:图文|内容|文章)[^。]{0,30}(?:转载|版权)|本文(?:不构成|僅供)|文章(?:仅|只)代表作者|\*?\s*Disclaimer\b|The (?:views|opinions) expressed|dieser (?:beitrag|artikel|text) (?:gibt|stellt|spiegelt)[^.]{0,40}meinung|meinungen in (?:beiträgen|artikeln)|les (?:opinions|propos) exprimés? (?:dans|par)|las opiniones (?:expresadas|vertidas)|as opiniões (?:expressas|aqui)|le opinioni espresse|мнение (?:автора|редакции) может|ses contenus n['’]engagent|Any views expressed|This (?:article|story|post|material|content|information) (?:is|was|has been|does) (?:not (?:intended|investment|financial|legal|medical)|for (?:informational|general|educational)|provided for|originally (?:published|appeared)|first (?:published|appeared)|republished)|告知\s*[:：]|note\s*[:：] the views|[^.]{0,120}\bfor (?:informational|educational|general information) purposes\b)/i,
	},
	{
		why: "disclaims",
		note: "disclaimer",
		lengthMax: 160,
		words:
			/仅提供信息存储|僅提供資訊存儲|禁止转载|禁止轉載|(?:转载|轉載)(?:请|請|须|須|需|应|應)?(?:注明|註明)|如需(?:转载|轉載)/,
	},
	{
		why: "discloses advertising",
		note: "disclaimer",
		lengthMax: 420,
		words:
			/^[\s（(【[*]*(?:(?:(?:affiliate|full|advertis\w+) )?disclosure\s*[:：]|(?:this|these|some of (?:the|my|our)) [^.]{0,50}contains? affiliate links|[^.]{0,60} (?:may )?contains? affiliate links|as an amazon associate|[^.]{0,90}(?:we|i) may (?:earn|receive|get) (?:a |an |some )?(?:small |affiliate )*(?:commission|compensation)|[^.]{0,80}independently (?:selected|chosen|reviewed) by our|die mit [^.]{0,60}affiliate-links|\)?\s*alle mit [^.]{0,40}gekennzeichneten (?:links|produkte)|this (?:post|article|page) (?:may )?contains? references to (?:products|advertisers)|enthält affiliate-links|\*?affiliate-links?\b|本文(?:含有|包含)[^。]{0,8}(?:广告|廣告|推广))/i,
	},
	{
		why: "stands for what needs consent",
		lengthMax: 900,
		words:
			/^(?:um (?:eingebettete|externe) inhalte anzuzeigen|hier (?:ist|finden sie) (?:ein )?externe[rn]? inhalt|box (?:aufklappen|zuklappen)|um (?:deine|ihre) persönlichen daten zu schützen|this (?:embed|content) requires your consent|we need your (?:consent|permission) to (?:load|show)|para ver este contenido|ce contenu est bloqué)/i,
	},
	{
		why: "claims the rights",
		note: "source",
		lengthMax: 300,
		words:
			/^[\s（(【[*]*(?:copyright\b|©|ⓒ|\(c\) ?20\d\d|all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos|tutti i diritti|riproduzione riservata|无断转载|無斷轉載|未经[^。]{0,12}(?:授权|许可)|版权所有|版權所有|저작권자|무단\s?전재|ⓒ\s|sva prava (?:su )?(?:zadržana|pridržana)|все права (?:защищены|на материалы|принадлежат|сохранены)|(?:всі|усі) права (?:захищен|застереж)|wszelkie prawa zastrzeżone|všechna práva vyhrazena|minden jog fenntartva|tüm hakları|todos os direitos reservados|reservados todos los|alle rechten voorbehouden|alle rettigh?e[dt]er forbeholdt|kaikki oikeudet|toate drepturile rezervate|με επιφύλαξη|جميع الحقوق محفوظة|hak cipta|bản quyền|the contents of this (?:website|site)|this document is subject to copyright|the-?cnn-?wire|original-content von\s*[:：])/i,
	},
	{
		why: "names its source",
		note: "source",
		lengthMax: 80,
		words:
			/^[\s（(【[]*(?:(?:本文)?(?:来源|來源)(?:于|於)?\s*[:：丨|｜]|(?:文章|资料|新闻|稿件)(?:来源|來源)\s*[:：]|本文来源|原标题\s*[:：]|原標題|原题\s*[:：]|(?:source|sources|quelle|quellen|fonte|fuente|bron|kilde|källa|zdroj)\s*[:：]\s*\S+(?:\s\S+){0,5}[)）]?$)/i,
	},
	{
		why: "credits a picture",
		lengthMax: 160,
		last: true,
		words:
			/^[\s（(【[*•–-]*(?:(?:(?:main|cover|header|lead|featured|top|title|titel|beitrags|aufmacher|symbol)[ -]?)?(?:photos?|images?|pictures?|fotos?|bild(?:er)?|illustration(?:en)?)(?:\s?\/\s?fotos?)?(?: ?(?:credits?|sources?|courtesy(?: of)?|by|via|quellen?|nachweis|rechte))?|fotocredits?|crédits?(?: photos?)?|crédito|imagen|zdjęci[ea]|фото)\s*[:：]/i,
	},
	{
		why: "asks to share or follow",
		lengthMax: 260,
		words:
			/^[\s（(【[*▼▲>»»·•-]*(?:(?:please )?share (?:this|on|the|via|your thoughts)|follow (?:us|me|our|the|him|her|\S+) (?:on|at)|(?:like|find|join|connect with) us on|please follow and like us|read or share (?:this|the) (?:story|article)|(?:möchten sie|möchtest du) (?:den|diesen) (?:artikel|beitrag) teilen|folg(?:t|en sie) uns\b|suivez[- ]nous|síguenos|siga-nos|seguici|volg ons|śledź nas|подпи(?:шитесь|сывайтесь)|(?:(?:facebook|twitter|linkedin|whatsapp|telegram|pinterest|reddit|e-?mail|print|tweet|connect|comment|more|share|copy link|messenger|viber|instagram|youtube|flipboard|xing|drucken|teilen|tumblr)[\s,|·•/]*){3,}$|(?:partager|compartir|teilen|condividi|compartilh(?:e|ar))(?:\s*$|\s*[:：]|\s+(?:cet|l['’]article|sur|este|esta|en|su|diesen|auf|per|via|questo|no|na)\b)|分享(?:到|至|让更多)|打印本页|【打印|關注(?:公眾號|我們|本|$)|关注(?:公众号|我们)|扫一扫|扫码|掃碼|扫描(?:下方|左方|二维码)|微信扫|(?:不用抽|現在用APP|[^。]{0,24}(?:點我|点我|立即|馬上)下[載载] ?APP)|长按(?:识别|二维码)|更多猛料|欢迎(?:关注|扫描)|點擊追蹤|点击(?:进入|關注|关注|阅读|查看|下方)|点赞|为(?:我们)?点|喜欢(?:就|请)|点个|返回搜狐|下载客户端|下載(?:App|APP|客戶端)|立即下載|隨時隨地|加入[^。]{0,12}(?:頻道|群|讨论|討論)|進入【|进入【|ऐप डाउनलोड)/i,
	},
	{
		why: "points to other stories",
		lengthMax: 260,
		words:
			/^[\s（(【[*▼▲>»·•+_-]*(?:(?:read|see|watch|listen|learn|find out|discover|explore)(?: (?:also|more|next|now|on|too|the full|full))+\b[^.]{0,160}[:：]?|(?:read|see|watch|listen)\s*[:：]|also (?:read|see)\b|also on\s*[:：]|more (?:on|from|about|stories|news|great|like this|coverage|information)\b|related(?: (?:stories|articles|posts|reading|content|news|links|topics|coverage|resources))?\s*(?:[:：|]|$)|recommended(?: (?:reading|stories|articles|posts|videos|for you))?\s*[:：]?$|you (?:may|might|'ll)(?: also)? (?:also )?(?:like|enjoy|be interested|love)\b|up next|don['’]?t miss\b|trending\b|editor['’]?s? (?:picks?|choice)|most (?:read|popular)|in case you missed|top stories|latest (?:news|stories)|popular (?:posts|stories)|lesen sie (?:auch|hier|mehr|dazu)|mehr (?:zum thema|themen|lesen|zu)|lesetipp|auch interessant|passend dazu\s*[:：]|weitere (?:videos|artikel|themen|informationen)|diese artikel könnten|ähnliche (?:themen|artikel|beiträge)|siehe auch|weiterführende[rn]? links?\s*[:：]?$|das könnte (?:sie|dich|euch|ihnen|dir|auch)\b|empfohlen(?:e[rs]?)? (?:artikel|beitr|inhalt|redaktion|video|external|für)|empfohlen\s*[:：]?$|die redaktion empfiehlt|lire (?:aussi|plus|la suite)|à lire|voir aussi|sur le même (?:sujet|thème)|leer (?:más|también|además)|lea (?:también|además)|te puede interesar|puede(?:s)? leer|noticias relacionadas|relacionad|artículos relacionados|notícias relacionadas|más noticias\b|te recomendamos|lee (?:también|además)|sigue leyendo|lo más (?:leído|visto)|mais lidas|lire également|aussi à lire|leggi (?:anche|tutto|pure)|vedi anche|potrebbe interessarti|leia (?:também|mais|ainda)|veja (?:também|mais)|saiba mais|lees (?:ook|meer|verder)|meer (?:over|lezen)|les (?:også|mer|hele)(?=$|[\s:：.,!?–-])|läs (?:också|mer|även)|læs (?:også|mere)|lue (?:myös|lisää)|czytaj (?:także|też|więcej|dalej)|zobacz (?:także|też|również)|čtěte (?:také|více)|citeşte (?:şi|mai)|читайте (?:также|ещё|подробнее)|читать (?:также|далее)|смотрите также|читайте тоже|чита[йв]те також|прочитайте також|дивіться також|прочетете (?:още|и)|pročitajte (?:i|još)|přečtěte si|čítajte (?:tiež|aj)|preberite (?:tudi|še)|olvassa el|kapcsolódó cikk|citește (?:și|mai)|lexo edhe|διαβάστε (?:επίσης|ακόμα|ακόμη|περισσότερα)|δείτε (?:επίσης|ακόμα)|ayrıca oku|xem thêm|đọc thêm|อ่านเพิ่มเติม|بیشتر بخوانید|مطالب مرتبط|اقرا أيضا|इसे भी पढ़|আর[ওো] পড়|மேலும் படிக்க|по теме|іншi|baca (?:juga|selengkapnya|lainnya)|simak (?:juga|berita)|ilgili haber|اقرأ (?:أيضا|أيضًا|المزيد)|إقرأ|شاهد أيض|यह भी पढ़|ये भी पढ़|और पढ़|関連(?:記事|キーワード|ニュース)|おすすめ(?:の?記事|コンテンツ|ニュース|情報|動画|$)|あわせて読|こちらもおすすめ|관련\s?기사|延伸(?:閱讀|阅读)|相关(?:阅读|新闻|推荐|报道|文章|链接|标签|专题)|相關(?:閱讀|新聞|文章|報道|報導|標籤|影片)|推荐阅读|推薦(?:閱讀|文章|$)|請繼續往下閱讀|请继续往下阅读|更多(?:新聞|新闻|内容|精彩|文章|报道|資訊|影片)|往下看|阅读更多|閱讀更多|- 閱讀更多|看更多|其他人也在看|您可能(?:感兴趣|也喜歡)|猜你喜欢|大家都在看|精彩(?:视频)?推荐|最新影片|热门(?:推荐|文章)|此前(?:报道|報道)\s*[:：]|阅读全文|【更多)/i,
	},
	{
		why: "asks to subscribe or sign up",
		lengthMax: 420,
		words:
			/^[\s（(【[*>»-]*(?:subscribe\b|sign[ -]?(?:up|in)\b|log ?in\b|register (?:now|for|to|\/)|join (?:now|our|the (?:newsletter|conversation|community|discussion))|get (?:the latest|our|the best|all the)[^.]{0,80}(?:newsletter|inbox|email|updates)|already (?:a|have)[^.]{0,40}(?:subscriber|member|account)|to (?:read|continue)[^.]{0,40}(?:subscribe|sign|log)|this (?:article|content|story) is (?:only |exclusively )?(?:for|available to|reserved for) (?:our )?(?:subscribers|members)|this content is reserved|create an account|don['’]t have an account|start your (?:day|free trial)|unlock (?:more|this)|want (?:more|to (?:read|get|stay))[^.]{0,80}(?:newsletter|inbox|sign up|subscribe)|stay (?:up to date|informed|updated)[^.]{0,80}(?:newsletter|inbox|sign|subscribe)|jetzt (?:weiterlesen|anmelden|abonnieren|kostenlos|testen|registrieren)|newsletter\b|abonn(?:ieren|ez|eer|ér)|mit meiner anmeldung|inscrivez-vous|s[’']inscrire|s[’']abonner|abonnez-vous|suscr[ií]b|iscriviti|assine\b|会员登録|ログイン|この記事は会員限定|登录后|登录\s*后|订阅|訂閱(?:電子報|我們)|免費(?:訂閱|下載)|klik (?:hier )?om|(?:hat|wenn) (?:ihnen|dir|euch) (?:dieser|der|unser) (?:artikel|beitrag|text) gef|ihre spende für unabhängigen|você precisa estar logado|you must be logged in|debes? (?:iniciar sesión|estar registrado)|kommentieren ist momentan|unterstützen sie (?:uns|unsere)|support (?:us|our|independent) (?:journalism|work|newsroom|reporting)|donate (?:now|today|via)|become a (?:member|supporter|patron|paid subscriber)|was this newsletter forwarded|faites un don|soutenez[- ])/i,
	},
	{
		why: "asks to subscribe or sign up",
		lengthMax: 320,
		last: true,
		words:
			/^(?=.*newsletter)(?=.*(?:sign(?:ing)? up|subscribe|inbox|deliver|every (?:day|morning|week)|anmelden|abonn|informiert sie|jeden|inscri|suscr|iscri|assine|tilmeld|prenumer|zapisz))/i,
	},
	{
		why: "asks to share or follow",
		lengthMax: 260,
		last: true,
		words:
			/(?:\b(?:follow|join|like|find|ikuti|folgen|folge|suivez|rejoignez|síguenos|sigue|seguici|segui|siga|takip|dołącz|følg|följ|volg|sledujte)\b|подпис|تابع)[^.!?。]{0,120}(?:whatsapp|telegram|google news|google haberler|facebook|twitter|instagram|youtube|tiktok|linkedin|bluesky)|(?:立即|馬上|马上|点击|點擊|免費|免费)[^。]{0,10}(?:下載|下载|收看|安裝|安装)/i,
	},
	{
		why: "asks to report mistakes",
		lengthMax: 260,
		last: true,
		words:
			/ctrl\s?\+\s?enter|^(?:если вы |якщо (?:ви )?)?(?:заметили|нашли|обнаружили|помітили|знайшли|виявили) (?:ошибк|опечатк|помилк)|^(?:found|spotted|noticed|see) an? (?:mistake|error|typo)\b|^report (?:a|an) (?:mistake|error|typo|correction)\b|^(?:reportar|informar de) un error|^signaler une erreur|^fehler (?:gefunden|entdeckt|melden)|^segnala un errore|^zgłoś błąd/i,
	},
	{
		why: "is the page's own wording",
		lengthMax: 200,
		words:
			/^[\s（(【[*|-]*(?:image \d+ of \d+|click to (?:read more|hide|view|expand|enlarge|see)\b.*|sponsored links?|tap here to see other videos.*|loading posts|no more posts|článek|verwendete quellen|quellen anzeigen|share|drucken|imprimir|imprimer|link (?:wurde )?kopiert|externer inhalt|kommentarer|hauptinhalt|\d[\d.,]* (?:views|visits|aufrufe)|visited \d+ times.*|this site is protected by recaptcha.*|fehler gefunden.*|advertisement|advert|ad|ads|werbung|anzeige|publicité|publicidad|pubblicità|reklame|reklama|iklan|annonce|annons|mainos|реклама|広告|廣告|广告|article content|story continues(?: below)?|continue reading|skip to (?:main )?content|skip advertisement|zum inhalt springen|embed|image|video|photos?|loading\S*|please wait|close|menu|previous(?: next)?|next|back to (?:top|selection|\S+)|play video|watch (?:now|video)|this (?:slideshow|site|page) requires javascript|please enable javascript|your browser does not support|we apologi[sz]e, but this video.*|try refreshing your browser.*|player wird geladen|ein klick für den datenschutz|empfohlener redaktioneller inhalt|an dieser stelle find|externen inhalt anzeigen|ich bin damit einverstanden|kommentare?|comments?|\d+ comments?|leave a (?:comment|reply)|view (?:all )?comments|show comments|mostrar comentarios|join the conversation|zu den kommentaren.*|评论\(?\d*\)?|暂无评论|评论|留言|舉報|举报|不喜欢|收藏|赞赏|广告|(?:article )?information|key (?:points|takeaways)\s*|table of contents|contents|in this (?:article|story)|jump to|toggle.*|reply|copy link|copied|réutiliser ce contenu|(?:(?:阅读|閱讀|赞|讚|在看|分享|收藏|写留言|转发|轉發)\s*\d*\s*){2,}|कॉपी लिंक|tags?\s*[:：].*|标签\s*[:：].*|關鍵字\s*[:：].*|topics?\s*[:：].*|filed under.*|posted in.*|categories\s*[:：].*|labels?\s*[:：].*|schlagw[oö]rt\S*.*|jump to (?:comments|section).*|sponsored(?: content)?|paid content|promoted|跳过.*帖子|结尾.*帖子)[\s)）\]】:：.]*$/i,
	},
	{
		why: "is data, not text",
		lengthMax: 100_000,
		words: /^(?:\{\{|\{["|*]|\[\{"|<\?php|@media|\.?[\w-]+\s*\{[^}]*:[^}]*;)/,
	},
	{
		why: "says when or how long",
		lengthMax: 100,
		words:
			/^[\s（(【[*|-]*(?:(?:last )?(?:updated|modified|published|posted|first published|reviewed)\b(?: (?:on|at|by))?\s*[:：]?.{0,60}\d|stand\s*[:：]?\s*\d.*|aktualisiert.*\d|veröffentlicht.*\d|publié le.*\d|mis à jour.*\d|(?:publiziert|erstellt|geändert|опубликовано|обновлено|opublikowano|publicerad|uppdaterad|publisert|oppdatert|gepubliceerd|atualizado|aggiornato)(?: am)?\s*[:：].*\d|publicado.*\d|actualizado.*\d|pubblicato.*\d|发布(?:时间|日期|于)?\s*[:：]?\s*\d.*|發布.*\d|更新(?:时间|日期|於|于)?\s*[:：]?\s*\d.*|最後更新.*\d|时间\s*[:：]\s*\d.*|\d+\s*[- ]?(?:min(?:ute)?s?|minuten|minutes?|分钟|分鐘)(?: (?:read|lesezeit|de lecture|di lettura|de lectura))?|reading time.*|lesezeit.*|estimated reading.*|\d+ ?\/ ?\d+|\d{1,2}:\d{2}(?:\s*(?:uhr|h|am|pm))?)(?:\s*uhr)?\s*$/i,
	},
	{
		why: "tells of the author",
		lengthMax: 700,
		last: true,
		words:
			/^[\s（(【[*—–-]*(?:reporting by\b|additional reporting\b|edited by\b|editing by\b|compiled by\b|written by\b|posted by\b|about the authors?\b|(?:have a|got a) (?:news )?tip\b|(?:contact|email|write to|reach) (?:us|me|him|her|them|the (?:author|reporter|writer))\b|[^.]{3,60} (?:may be reached|can be reached) (?:at|on|by)|[A-Z][^.]{2,60} is (?:a|an|the) [^.]{0,60}(?:writer|reporter|editor|journalist|correspondent|columnist|contributor|author|producer|curator|freelance\w*|professor|researcher|lecturer|fellow|historian|economist|analyst|attorney|lawyer|scholar|strategist)\b|[A-Z][\w-]+(?: and [A-Z][\w-]+)? reported from [A-Z]|(?:Korrespondent|Redakteur|Autor|Reporter)(?:in)? \p{Lu}[^.]{2,60} (?:ist|berichtet|schreibt)\b|(?:der autor|die autorin|\p{Lu}[\p{L}.-]+ \p{Lu}[\p{L}.-]+) (?:ist|lehrt|arbeitet) [^.]{0,60}(?:journalist|autor|redakteur|korrespondent|publizist|kolumnist|wissenschaftler|professor)|(?:über|zu) (?:den|der|dem|die) autor[^.]{0,10}$|you can get in touch with|to (?:reach|contact) the (?:reporter|author|editor|writer)|redaktion\s*[:：]|dieses thema im programm|sendung\s*[:：]|作者简介|作者簡介|关于作者|（作者|作者[:：]|作者系|本文作者|撰文\s*[:：丨|｜]|文\s*[丨|｜/]|采写\s*[:：]|記者.{0,6}[╱/／])/iu,
	},
	...WORLD_PHRASES,
];
const HAN = /[\u4e00-\u9fff]/;
const ALL_PHRASES: readonly Phrase[] = [...PHRASES, ...CHINESE_PHRASES];

/** How a box begins that asks for something or points elsewhere, whatever it goes on to say. */
export function isBoxAside(beginning: string): boolean {
	return BOX_ASIDES.some(({ words }) => words.test(beginning));
}

const BOX_ASIDES = PHRASES.filter(
	({ why, last }) => !last && (why === "points to other stories" || why === "asks to subscribe or sign up"),
);

/** How captions begin and end where nothing else tells them from paragraphs. */
const CAPTION =
	/^[\s（(【[]*(?:[▲▼△▽↑↓]|(?:资料|資料|示意|网络|網絡)?[图圖](?:[:：/／丨|]|片?(?:来源|來源)|为|為|源|注[:：])|资料图|資料圖|(?:photos?|image|picture|pic|foto|photo credit|image credit|credit|illustration)\s*[:：])|(?:shutterstock|getty images|istock|(?:资料|資料|網上|网上|網絡|网络|示意|合成)(?:圖片|图片|圖|图|照片)|视觉中国(?: 资料)?|(?:記者|记者)?\S{2,8}\s?(?:攝|摄)(?:影)?(?:[/／](?:資料圖片|资料图片))?|\S{2,16}供[图圖]|[（(](?:圖片?|图片?|照片|影片)?(?:翻攝|取自|擷取|截取|來源|来源)[^（）()]{2,30}|[（(][^（）()]{2,20}(?:提供|截[图圖])|[（(](?:美聯社|美联社|路透社?|法新社|新华社|新華社|中央社|中新社|歐新社|欧新社)|[/／]達志影像|(?:afp|reuters|ap photo|epa|dpa|picture alliance|alamy|unsplash|pexels)[^.]{0,30}|[(（](?:image|photo|picture|pic|credit|foto|bild)s?\s*[:：][^)）]{0,60})[)）\]】]*$/i;
const CAPTION_LENGTH_MAX = 200;

/** Whether a paragraph beside a picture is its caption. */
export function isCaption(text: string): boolean {
	return text.length <= CAPTION_LENGTH_MAX && !text.includes("\n") && CAPTION.test(text);
}

/** A text that is a date and nothing else, perhaps with a time and a place of publication. */
const DATE_LINE =
	/^[\s（(【[*|•·-]*(?:\p{Lu}[\p{L} ]{2,20}\s?[-–—|·]\s?(?=\d))?(?:(?:mon|tues?|wednes|wed|thurs?|fri|satur|sat|sun)(?:day)?,?\s*)?(?:\d{4}[-./年]\s?\d{1,2}[-./月]\s?\d{1,2}日?|\d{1,2}[-./]\d{1,2}[-./]\d{2,4}|\d{1,2}(?:st|nd|rd|th|\.)?\s+\p{L}{3,10}\.?,?\s+\d{4}|\p{L}{3,10}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4})/u;

const DATE_LINE_LENGTH_MAX = 70;

/** Whether a paragraph is a line with a date. */
export function isDateLine(text: string): boolean {
	return text.length <= DATE_LINE_LENGTH_MAX && DATE_LINE.test(text);
}

const CLOCK =
	/^(?:\d{1,2}[:.h]\d{2}(?::\d{2})?(?:\s*(?:uhr|h|[ap]\.?m\.?))?(?:\s*[A-Z]{2,4})?|\d{1,2}\s*[ap]\.?m\.?)$/i;
const TIME = /\d{1,2}[:.h]\d{2}/;

/** Whether a text is a time of day, perhaps after its date, and nothing else. */
export function isTimeLine(text: string): boolean {
	return CLOCK.test(text) || (TIME.test(text) && isDateLine(text));
}

const BYLINE =
	/^(?:by|von|par|por|di|de|door|av|af|od|oleh|autore?|autor(?:in)?|text|words|story by|foto|photo|photos? by|image|illustration|graphic)\s*[:：]?\s+\p{Lu}[^.!?]{2,80}$/iu;
const BYLINE_LENGTH_MAX = 90;
/** Who put a text together, as agencies and desks sign: `sak/Reuters`. */
const SIGNED =
	/^(?:[([]?\p{L}{2,12}(?:\s?\/\s?\p{L}{2,12}){1,3}[)\]]?|[([]\p{Ll}{2,4}(?:\s?[/–-]\s?\p{Ll}{2,12}){0,2}[)\]])$/u;

/** An address of mail and nothing else, perhaps after a name. */
const MAIL = /^(?:[\p{L}.·\s]{0,30}[\s(（])?[\w.+-]+@[\w-]+(?:\.[\w-]+)+[)）]?$/u;

/** Whether a paragraph names who wrote or pictured, or where they are written to, and nothing else. */
export function isByline(text: string): boolean {
	return text.length <= BYLINE_LENGTH_MAX && (BYLINE.test(text) || MAIL.test(text) || SIGNED.test(text));
}

/** What a paragraph says that is no part of the article, at its end where it stands there; null where it may be. */
export function phraseOf(text: string, atEnd = true): Phrase | null {
	const line = text.replaceAll("\n", " ");
	for (const phrase of HAN.test(line) ? ALL_PHRASES : PHRASES) {
		if (phrase.last && !atEnd) continue;
		if (line.length <= phrase.lengthMax && phrase.words.test(line)) return phrase;
	}
	return null;
}
