import type { Phrase } from "./phrases.ts";

/**
 * What `PHRASES` says, in more of the languages that news is written in: a line for each. Words that a
 * sentence of a story may begin with, too, count only as a label: where a colon, a rule or nothing follows.
 */
const MARKS = "[\\s（(【\\[*▼▲►▶☞>»·•+_→|—–-]*";
/** A phrase's last word ends here. Properties of characters would say it better, and take long to compile. */
const END = "(?=$|[\\s:：.,;!?…–—-])";
const LABEL = "\\s*(?:[:：|>»→]|$)";

const beginning = (...words: readonly string[]): RegExp => new RegExp(`^${MARKS}(?:${words.join("|")})`, "i");
const whole = (...words: readonly string[]): RegExp =>
	new RegExp(`^${MARKS}(?:${words.join("|")})[\\s)）\\]】:：.…]*$`, "i");
const label = (words: string): string => `(?:${words})${LABEL}`;

const POINTS: Phrase = {
	why: "points to other stories",
	lengthMax: 260,
	words: beginning(
		label(
			"see also|more(?: stories| news| coverage)?|latest (?:\\w+ ){1,2}(?:news|stories)|also of interest|recommended for you|keep reading|trending now",
		),
		// Germanic
		label(
			"siehe auch|zum thema|mehr dazu|mehr infos|weiterlesen|mehr|ähnliche (?:artikel|beiträge|themen)|verwandte (?:artikel|beiträge|themen)|sehen sie auch|auch lesenswert",
		),
		"lies (?:auch|hier|mehr|weiter)\\b|hören sie auch\\b|diese (?:artikel|themen|beiträge) könnten",
		"bekijk ook\\b|luister ook\\b|dit vind je misschien ook",
		label("zie ook|lees verder|(?:gerelateerde|verwante) (?:artikelen|onderwerpen|berichten)"),
		label(
			"se (?:også|också|även)|mer om|flere (?:nyheder|artikler)|relater(?:ade|te|ede) (?:artik|nyhet|sak)[^\\s:：]*",
		),
		"hør også\\b|lyssna (?:också|även)\\b|andre leser også|andra läser",
		`katso (?:myös|lisää)${END}|kuuntele myös`,
		// Romance
		"también (?:te |le )?(?:puede|podría) interesar|(?:te|le) podría interesar|lee (?:también|además)|mir[aá] también|sig(?:ue|a) leyendo|seguí leyendo",
		label(
			"te recomendamos|leer más|ver (?:también|más)|más noticias|no te pierdas|(?:notas|artículos|temas|contenidos?) relacionad[oa]s",
		),
		"leia a seguir|veja a seguir|confira também|assista também|você (?:também )?pode (?:gostar|se interessar)|continue lendo",
		label("assista|ver mais|(?:matérias|artigos|notícias|conteúdos?) relacionad[oa]s"),
		`ti potrebbe(?:ro)? (?:anche )?interessare|guarda anche${END}`,
		label(
			"leggi (?:altro|di più)|per approfondire|approfondimenti?|scopri di più|(?:articoli|notizie) correlat[ie]",
		),
		"lisez (?:aussi|également)|à (?:voir|écouter|découvrir) (?:aussi|également)|vous (?:pourriez|aimerez) (?:aussi|également)",
		label(
			"à (?:voir|écouter)|pour aller plus loin|en savoir plus|(?:articles?|contenus?) (?:liés?|similaires?|associés?|connexes?|recommandés?)",
		),
		`cite[sșş]te [sșş]i${END}|cite[sșş]te mai|v-ar putea interesa`,
		label("vezi [sșş]i|articole (?:similare|recomandate)|pe acela[sșş]i subiect"),
		// Slavic
		"przeczytaj (?:też|także|również|więcej)|obejrzyj (?:też|także)",
		label("polecamy|zobacz|przeczytaj|więcej na ten temat|(?:powiązane|podobne) (?:artykuły|tematy)"),
		`přečtěte si (?:také|i|více|též)${END}|mohlo by vás (?:také )?zajímat|čítajte (?:aj|tiež|viac)${END}|prečítajte si (?:aj|tiež)|mohlo by vás (?:tiež )?zaujať`,
		label("související (?:články|témata)|súvisiace články|další články|více k tématu"),
		`pročitajte (?:još|i|više)${END}|čitajte (?:i|još)${END}|preberite (?:tudi|več|še)${END}|прочитајте (?:још|и)${END}|прочетете (?:още|също)|вижте (?:още|също)|чети още`,
		label(
			"pogledajte (?:još|i)|povezan[ei] (?:članci|vijesti|vesti|teme)|још вести|свързани (?:статии|новини)|още по темата|preporučujemo",
		),
		`читайте (?:також|еще|далее|по теме|больше)${END}|читати (?:також|далі)|дивіться також|смотрите (?:еще|по теме)|вам (?:может|будет) (?:быть )?интересно|вас може зацікавити`,
		label(
			"(?:материалы|новости|статьи|матеріали|новини) (?:по теме|за темою|по темі)|рекомендуем|по теме|за темою|(?:похожие|схожі) (?:новости|новини|материалы|матеріали)",
		),
		// Other languages of Europe and Turkey
		"διαβάστε (?:επίσης|ακόμ[αη]|περισσότερα)|δείτε (?:επίσης|ακόμ[αη])",
		label("σχετικά (?:άρθρα|θέματα|νέα)|διαβάστε|διαβάστε και"),
		`olvass?(?:a|d)? (?:el )?(?:még|tovább)${END}|ezt (?:is )?(?:olvassa|olvastad|ajánljuk)`,
		label(
			"kapcsolódó (?:cikk[^\\s:：]*|tartal[^\\s:：]*)|ajánlott (?:cikkek|tartalom)|további (?:cikkek|hírek)",
		),
		"(?:bunlar|şunlar) da ilginizi çekebilir|[iİ]lginizi çekebilir|həmçinin oxuyun",
		label("benzer haberler|diğer haberler|haberin devamı|okumaya devam et|[iİ]lgili (?:haberler|konular)"),
		// Semitic and Iranian
		"[اإ]قر(?:أ|ا|أوا|ؤوا) (?:[أا]يض|المزيد|كذلك)|طالع (?:[أا]يض|المزيد)|قد (?:يهمك|يعجبك)|(?:[أا]خبار|مواضيع|موضوعات|مقالات|مواد) (?:ذات صلة|متعلقة|مرتبطة)",
		label("للمزيد|المزيد"),
		"بیشتر بخوانید|همچنین بخوانید|(?:اخبار|مطالب) (?:مرتبط|پیشنهادی)|مزید پڑھیں|یہ بھی پڑھیں|متعلقہ خبریں",
		label("بخوانید"),
		`קראו? (?:גם|עוד)${END}|לקריאה נוספת|(?:כתבות|ידיעות) (?:נוספות|קשורות)|אולי יעניין|ראו גם`,
		// South and South-East Asia; some letters are written in two ways
		"(?:यह|ये|इसे|यह भी|ये भी) (?:भी )?(?:पढ़|पढ\\u093c|देखें)|आगे (?:पढ़|पढ\\u093c)|संबंधित (?:खबर|ख़बर|समाचार)|(?:हेही|अधिक) वाचा|यो पनि पढ्नुहोस्",
		"আর[ওো]ও? (?:পড়|পড\\u09bc)|আ[রো]+ (?:খবর)|সম্পর্কিত খবর|આ પણ વાંચો|વધુ વાંચો|ਇਹ ਵੀ ਪੜ੍ਹੋ",
		"(?:இதையும்|மேலும்) (?:படிக்க|படியுங்கள்|வாசிக்க)|தொடர்புடைய செய்திகள்|(?:ఇది|ఇవి) కూడా చదవండి|ಇದನ್ನೂ ಓದಿ|(?:ഇതും|ഇത് കൂടി) വായിക്ക",
		"อ่าน(?:เพิ่มเติม|ต่อ|ข่าวเพิ่มเติม|ข่าวอื่น)|ข่าว(?:ที่)?เกี่ยวข้อง|บทความ(?:ที่)?(?:เกี่ยวข้อง|แนะนำ)|ข่าวแนะนำ",
		`xem thêm${END}|đọc thêm${END}|(?:tin|bài)(?: viết)? liên quan|có thể bạn quan tâm`,
		`lihat juga|tonton juga|baca selanjutnya|(?:artikel|berita) (?:terkait|berkaitan)|soma (?:pia|zaidi)${END}`,
		label("halaman selanjutnya|berita lainnya|pilihan editor|basahin(?: rin| din)?|kaugnay na balita"),
		// East Asia
		"【関連】|[■▶]\\s?関連|この記事を読んだ人|続きを読む|次のページ|こちらの記事も|あなたにおすすめ",
		"(?:추천|연관|인기) ?(?:기사|뉴스|콘텐츠)|많이 본 (?:뉴스|기사)|함께 (?:보면|읽으면)|이 시각 (?:주요|핫)|더 ?보기\\s*$",
		"熱門(?:新聞|文章|話題)|編輯推薦|你可能(?:也|還)?會?(?:喜歡|想看|感興趣|有興趣)|猜你喜歡|大家(?:還看了|都在看)|本日熱門|最多人(?:看|閱讀)|【(?:延伸|相關|更多)|(?:相關|更多)(?:報導|消息)\\s*[:：]",
	),
};

const FOLLOW: Phrase = {
	why: "asks to share or follow",
	lengthMax: 260,
	words: beginning(
		"join us on whatsapp|to leave our community click|(?:we also treat )?our community members (?:are treated )?to\\b|if you['’]re curious, you can read our|get the latest [^.]{0,60}(?:to your phone|on whatsapp)|if you['’]re on the [^.]{0,30}app, click|did you know,? with an? [^.]{0,40}subscription|follow \\S+ (?:\\S+ )?for (?:more|the latest)",
		"folgt uns\\b|folgen sie uns\\b|laden sie (?:sich )?(?:unsere|die) [^.]{0,24}app|möchten sie (?:den|diesen) artikel teilen|link wurde kopiert",
		"volg ons\\b|download (?:onze|de) [^.]{0,16}app|(?:følg os|følg oss|følj oss|följ oss)\\b|ladda ner (?:vår|appen)|hent (?:vores )?app|tips(?:a)? oss\\b|seuraa meitä",
		"síguenos|síganos|seguinos (?:en|también)|descarga (?:nuestra|la) (?:app|aplicación)|únete a nuestro (?:canal|grupo)",
		"siga (?:o|a|nos|as|os) [^.]{0,60}(?:redes|instagram|whatsapp|google|telegram)|entre (?:no|em nosso|para o) (?:canal|grupo)|participe do (?:canal|grupo)|baixe o (?:app|aplicativo)",
		"seguici (?:su|anche)|scarica (?:la nostra |l['’])app|entra nel (?:nostro )?canale|suivez-nous|téléchargez (?:notre|l['’])app|rejoignez(?:-nous| notre (?:chaîne|communauté))",
		"urm[aă](?:re[sșş]te|ri[tțţ]i)-ne|descarc[aă] aplica[tțţ]ia|(?:śledź|obserwuj|polub) nas|pobierz (?:naszą )?aplikację|dołącz do (?:nas|naszego kanału)",
		"sledujte nás|stáhněte si (?:naši |aplikaci)|pratite nas|preuzmite (?:našu )?aplikaciju|пратите нас|последвайте ни|следвайте ни|sledite nam|spremljajte nas",
		"подписывайтесь|подпишитесь|читайте нас|присоединяйтесь к нам|підписуйте?с[ья]|підпишіться|долучайтес[ья]|слідкуйте за (?:нами|новинами)",
		"ακολουθήστε (?:μας|το|τον|την|στο)|κατεβάστε (?:την|το) (?:εφαρμογή|app)|kövess(?:en)? (?:minket|bennünket)|bizi takip ed|uygulamay[ıi] indir|(?:whatsapp|telegram) kanal[ıi](?:m[ıi]z)?",
		"تابعونا|تابعنا|حمّ?ل(?:وا)? (?:تطبيق|التطبيق)|انضم(?:وا)? (?:[إا]لى )?(?:قناة|قناتنا|مجموعة)|ما را در [^.]{0,40}دنبال کنید|עקבו אחרינו|הצטרפו (?:לערוץ|לקבוצת)|הורידו את האפליקצי",
		"हमें [^।]{0,40}(?:फॉलो|फ़ॉलो|सब्सक्राइब)|हमारे (?:व्हाट्सएप|टेलीग्राम|यूट्यूब)|(?:ফলো|সাবস্ক্রাইব) করুন",
		"ติดตาม(?:เรา|ข่าวสาร)|กดติดตาม|ดาวน์โหลดแอป|theo dõi (?:chúng tôi|báo)|tải (?:ứng dụng|app)|ikuti (?:kami|kanal|saluran)|cek berita dan artikel|dapatkan (?:update|berita pilihan)|(?:unduh|download) aplikasi",
		"(?:LINE|公式)[^。]{0,12}(?:友だち|フォロー)|フォローする|アプリ(?:を|の)?(?:ダウンロード|で読む)|(?:シェア|ツイート)(?:する)?$|(?:구독|좋아요)(?:하기| 버튼|를 눌러)|기사 ?제보|제보는\\s|카카오톡 ?[:：]|네이버 ?(?:채널|메인)에서",
		"追蹤(?:我們|[^。]{0,16}(?:IG|FB|Facebook|Instagram|YouTube|LINE|Google))|按讚|加入[^。]{0,14}(?:LINE|好友|官方)|下載[^。]{0,12}(?:App|應用程式)|(?:點我|立即)(?:加入|訂閱|追蹤)|緊貼[^。]{0,20}(?:App|IG|WhatsApp|頻道)|睇更多",
	),
};

const SUBSCRIBE: Phrase = {
	why: "asks to subscribe or sign up",
	lengthMax: 420,
	words: beginning(
		"suscríbete|recibe (?:nuestr|cada|en tu (?:correo|email))|inscreva-se|receba (?:as|os|nossas?|no seu) [^.]{0,60}(?:e-mail|whatsapp|newsletter)|ricevi [^.]{0,60}(?:newsletter|e-?mail)|recevez [^.]{0,60}(?:newsletter|boîte|e-?mail)",
		"je m['’](?:abonne|inscris)|déjà abonné|(?:cet article|la suite) est réservée? (?:aux|à nos)|il vous reste [^.]{0,20}à lire",
		"dieser (?:artikel|inhalt|beitrag) ist (?:nur |exklusiv )?für abonnent|weiterlesen mit\\b|erhalte(?:n sie)? (?:updates|unsere (?:news|push))|nein danke\\. weiter in dieser ansicht",
		"meld je aan\\b|schrijf je in\\b|tilmeld dig\\b|meld deg på\\b|zapisz się (?:do|na)|přihlaste se k (?:odběru|newsletter)|prihláste sa na odber|iratkozz(?:on)? fel|aboneaz[aă]-te|abona[tțţ]i-v[aă]|абонирайте се|prijavite se na|εγγραφείτε|abone ol(?:un)?\\b",
		"اشترك(?:وا)? (?:في|الآن)|הירשמו|สมัครรับ|đăng ký (?:nhận|kênh)|無料会員|有料会員|ここから先は|残り\\d+文字|この記事は(?:会員|有料)|訂閱(?:我們|[^。]{0,16}(?:頻道|YouTube|電子報))",
	),
};

const SUPPORT: Phrase = {
	why: "asks for support",
	lengthMax: 700,
	last: true,
	words: beginning(
		"if you (?:enjoy|like|value|appreciate)(?:ed)? (?:this|our|what)|your (?:support|donation|contribution) (?:helps|makes|keeps|allows|enables)|we (?:rely|depend) on (?:readers|your|donations|our readers)|help (?:us )?keep [^.]{0,40}(?:journalism|free|independent|news)",
		"hat (?:dir|ihnen|euch) (?:der|dieser|unser) (?:artikel|beitrag|text) gefallen|wenn (?:dir|ihnen|euch) (?:der|dieser|unser) [^.]{0,30}gefallen hat|dieser (?:artikel|beitrag|text) wird (?:von|durch) (?:spenden|unsere|leser)|(?:deine|ihre|eure) (?:spende|unterstützung)\\b|unterstütz(?:e|t) (?:uns|unsere|unseren)\\b|deshalb unterstütze uns|spenden könnt ihr",
		"apoya (?:a |nuestro |el )?[^.]{0,20}periodismo|aidez-nous|sostieni(?:ci| (?:il|l['’])[^.]{0,20}(?:giornal|informazione))|apoie (?:o|nosso|nossa) [^.]{0,24}jornalismo|steun (?:ons|onze)\\b|støt (?:os|vores)\\b|stöd (?:oss|vår)\\b|støtt oss\\b",
		`wesprzyj (?:nas|nasz)|podpořte (?:nás|nezávisl)|podporte (?:nás|nezávisl)|támogass(?:a|on|d)?${END}|sus[tțţ]ine(?:[tțţ]i)?(?:-ne| jurnalismul)|подкрепете ни|підтримайте (?:нас|наш)|поддержите (?:нас|наш)|bize destek|(?:支持|贊助)(?:我們|獨立)`,
	),
};

const OWN: Phrase = {
	why: "is the page's own wording",
	lengthMax: 220,
	words: whole(
		"share|contains advertising|enthält werbung|powered by \\S+|about the (?:authors?|writers?)|über (?:den autor|die autor[^\\s:：]*)|zu den autor[^\\s:：]*|impressum(?:\\s*\\|\\s*datenschutz[^\\s:：]*)?|this site is protected by recaptcha.*|this entry was posted in.*|this post is also available in.*|this is a (?:breaking|developing) (?:news? )?story.{0,40}",
		"(?:story|article) continues (?:below|after).*|continua (?:a leggere )?dopo la pubblicità|continúa después de la publicidad|continua (?:depois|após) (?:d?a )?publicidade|la suite après (?:la|cette) publicité|artikel(?:en|n) (?:fortsetter|fortsätter).*|artiklen fortsætter.*|het artikel gaat verder.*",
		"(?:\\d[\\d.,\\s]*|no|keine|aucun|sin|sem|nessun) ?(?:views?|aufrufe|vues|visitas|visualiza[^\\s:：]+|просмотр[^\\s:：]*|перегляд[^\\s:：]*|okunma|مشاهدة|lượt xem|kali dilihat|odsłon|次?(?:瀏覽|浏览)|kommentare?|commentaires?|comentarios?|comentários?|commenti|reacties|komentarzy?|komentář[^\\s:：]*|yorum|комментари[^\\s:：]+|коментар[^\\s:：]*|σχόλια|تعليقات?)",
		"(?:etiquetas?|palabras clave|temas|mots[- ]clés|tags associés|argomenti|słowa kluczowe|tagi|štítky|klíčová slova|címkék|etichete|тагове|ключови думи|теги|метки|ключевые слова|теми|ετικέτες|tagovi|ključne riječi|ključne reči|etiketler|الكلمات المفتاحية|كلمات (?:مفتاحية|دلالية)|الوسوم|برچسب ?ها|תגיות|टैग्स?|แท็ก|từ khóa|chủ đề|kata kunci|태그|タグ|キーワード|kategori[^\\s:：]* unter|abgelegt unter|filed under)\\s*[:：].*",
		"publicitate|оглас|διαφήμιση|[إا]علان|פרסומת|תוכן שיווקי|विज्ञापन|বিজ্ঞাপন|โฆษณา|quảng cáo|advertorial|スポンサーリンク|광고|publicidade",
	),
};

const DIGITS_MIN = 5;

const WHEN: Phrase = {
	why: "says when or how long",
	lengthMax: 100,
	words: new RegExp(
		`^${MARKS}(?=(?:\\D*\\d){${DIGITS_MIN}})(?:${[
			"publiziert|erstellt|online seit|publié|mis en ligne|modifié|actualisé|publicat|actualizat|publikováno|aktualizováno|zverejnené|opublikowano|aktualizacja|data publikacji|objavljeno|ažurirano",
			"udgivet|opdateret|publisert|oppdatert|publicerad|uppdaterad|julkaistu|päivitetty|megjelent|frissítve|gepubliceerd|bijgewerkt|geplaatst",
			"опубликовано|обновлено|опубліковано|оновлено|публикувано|обновена|објављено|δημοσίευση|δημοσιεύτηκε|(?:τελευταία )?ενημέρωση|yayınlanma(?: tarihi)?|güncelle(?:me|nme)(?: tarihi)?|oluşturulma(?: tarihi)?",
			"(?:تم )?النشر|تاريخ النشر|نشر في|آخر تحديث|פורסם|עודכן|प्रकाशित|अपडेटेड|เผยแพร่|อัปเดต|cập nhật|ngày đăng|diterbitkan|diperbarui",
			"公開(?:日|日時)?|更新(?:日|日時)?|掲載(?:日)?|投稿日|(?:기사)?입력|수정|등록|發佈(?:時間|日期)?|發布(?:時間|日期)?|最後更新(?:時間)?|上版(?:時間|日期)?|更新時間",
		].join(
			"|",
		)})(?:\\s*(?:am|le|el|il|em|den|dne|dnia|tarihi|op|på))?\\s*[:：|·]?\\s*\\[?\\s*(?:[^\\s\\d:：]{2,12}[.,]?\\s*){0,2}\\d[^!?。;]{0,60}$`,
		"i",
	),
};

const DISCLAIMS: Phrase = {
	why: "disclaims",
	note: "disclaimer",
	lengthMax: 700,
	last: true,
	words: beginning(
		"dieser (?:beitrag|artikel|text|kommentar) (?:gibt|spiegelt) (?:nur |ausschließlich |allein )?die meinung|meinungen in (?:beiträgen|gastbeiträgen)|\\(?\\*+\\)? ?(?:alle )?(?:mit|links mit) [^.]{0,60}(?:markierte|gekennzeichnete)|werbehinweis",
		"las opiniones (?:expresadas|vertidas)|as opiniões (?:expressas|emitidas)|les (?:opinions|propos|points de vue) (?:exprimé|émis)|le opinioni (?:espresse|contenute)|opinie (?:wyrażone|zawarte)",
		"мнение (?:автора|редакции) может|мнение [^.]{0,30} может не совпадать|думка (?:автора|редакції) може|ال[آأ]راء (?:الواردة|المنشورة)|(?:bu|burada) [^.]{0,60}yat[ıi]r[ıi]m tavsiyesi",
		"(?:以上)?(?:言論|內容|文章)[^。]{0,12}(?:不代表|僅代表|純屬)|本文(?:純屬|僅屬|只屬)?作者(?:個人)?(?:意見|觀點|立場)|《[^》]{2,14}》(?:關心您|提醒您|提醒你)",
	),
};

const SOURCES: Phrase = {
	why: "names its source",
	note: "source",
	lengthMax: 160,
	last: true,
	words: new RegExp(
		[
			"^[（(]?本文(?:首发|首發|原载|原載|转自|轉自|转载自|轉載自)[^。]{2,50}$",
			// A newspaper's name with the day and the page it was printed on.
			"^[\\s（(]*《\\s?[^》]{2,16}》\\s*[（(]\\s*20\\d\\d年\\s*\\d{1,2}月\\s*\\d{1,2}日[^）)]{0,20}[）)]\\s*$",
			"^[（(](?:原题|原題|原标题|原標題)为?[^）)]{0,100}[）)]$",
			`^${MARKS}(?:cr[ée]dits? photos?|photo source|(?:header|featured?|lead|cover|title) (?:image|photo)|bildquellen?|bildnachweise?|titelbild|beitragsbild|foto(?:s|grafie)?|bild(?:er)?|źródło zdjęcia|zdjęci[ea]|фото|写真|사진)\\s*[:：][^.!?]{2,120}\\.?$`,
		].join("|"),
		"i",
	),
};

export const WORLD_PHRASES: readonly Phrase[] = [
	POINTS,
	FOLLOW,
	SUBSCRIBE,
	SUPPORT,
	OWN,
	WHEN,
	DISCLAIMS,
	SOURCES,
];
