import assert from "node:assert/strict";
import { test } from "node:test";
import { phraseOf } from "../../src/extract/phrases.ts";

const whyOf = (text: string): string | null => phraseOf(text)?.why ?? null;

/** Every text says that, and none of the others says anything of the page. */
function check(why: string, texts: readonly string[], others: readonly string[]): void {
	assert.deepEqual(
		texts.filter((text) => whyOf(text) !== why),
		[],
	);
	assert.deepEqual(
		others.filter((text) => whyOf(text) !== null),
		[],
	);
}

test("pointers to other stories are known in the languages of the news, sentences are not taken for them", () => {
	check(
		"points to other stories",
		[
			"See also: Ferries of the bay",
			"Siehe auch: Fähren der Bucht",
			"Lies auch: Fähren der Bucht",
			"Zie ook: Veerboten van de baai",
			"Se även: Färjorna i viken",
			"Katso myös: Lahden lautat",
			"También te puede interesar: Los barcos de la bahía",
			"Confira também: As balsas da baía",
			"Guarda anche i traghetti della baia",
			"Lisez aussi : Les bacs de la baie",
			"Citește și: Feriboturile din golf",
			"Przeczytaj także: Promy w zatoce",
			"Přečtěte si také: Přívozy v zátoce",
			"Pročitajte još: Trajekti u zaljevu",
			"Прочетете още: Фериботите в залива",
			"Читайте также: Паромы залива",
			"Читайте також: Пороми затоки",
			"Διαβάστε επίσης: Τα πλοία του κόλπου",
			"Kapcsolódó cikkek",
			"Bunlar da ilginizi çekebilir",
			"اقرأ أيضا: عبارات الخليج",
			"بیشتر بخوانید: کشتی‌های خلیج",
			"קראו גם: המעבורות במפרץ",
			"यह भी पढ़ें: खाड़ी की नावें",
			"இதையும் படிக்க: படகுகள்",
			"อ่านเพิ่มเติม: เรือข้ามอ่าว",
			"Xem thêm: Phà trong vịnh",
			"Lihat juga: Feri di teluk",
			"関連記事",
			"추천 기사",
			"你可能也喜歡",
			"Latest Harbour Stories",
		],
		[
			"Mehr als drei Wochen lang fährt kein Bus über die Brücke, sagte die Stadt.",
			"Se desconoce todavía quién pagará las obras del puente.",
			"Ver el puente desde el molino es gratis, y lo será en abril.",
			"Zobacz most, zanim go zamkną, mówi jeden z mieszkańców zatoki.",
			"La suite des travaux dépend du conseil, qui se réunit jeudi.",
			"Подробности осмотра инженеры обещали назвать в четверг.",
			"更多居民希望大橋早日重開。",
			"おすすめは古い水車のそばの道だと住民は話す。",
			"더 많은 버스가 만을 돌아 운행한다고 시가 밝혔다.",
			"المزيد من الحافلات ستعمل حول الخليج، قالت البلدية.",
		],
	);
});

test("appeals to follow, to subscribe and to support are known in the languages of the news", () => {
	check(
		"asks to share or follow",
		[
			"Our community members are treated to special offers from us and our partners.",
			"Folgen Sie uns auf allen Kanälen",
			"Síguenos en nuestras redes",
			"Suivez-nous partout",
			"Sledujte nás",
			"Підписуйтесь на наш канал",
			"Ακολουθήστε μας",
			"تابعونا على كل المنصات",
			"ติดตามข่าวสารได้ที่นี่",
			"Theo dõi chúng tôi",
			"Ikuti kami di semua kanal",
			"追蹤我們",
		],
		[
			"Folgen hat die Sperrung auch für die Schulen am anderen Ufer.",
			"Siga o caminho do moinho, diz a placa.",
		],
	);
	check(
		"asks to subscribe or sign up",
		["Suscríbete gratis", "Je m’abonne", "Přihlaste se k odběru", "Abone olun", "この記事は会員限定です"],
		["El ayuntamiento recibe cada año menos dinero para sus puentes."],
	);
	check(
		"asks for support",
		[
			"Deine Spende hält das Licht am Hafen an.",
			"Your support helps us to keep an eye on the bay.",
			"Podpořte nás částkou, jakou chcete.",
		],
		["Ihre Brücke bekommen die Leute erst im April wieder."],
	);
});

test("days, keywords, disclaimers and sources of a page are known in the languages of the news", () => {
	check(
		"says when or how long",
		[
			"Publiziert: 09.09.2025, 14:55",
			"Publicado: 09/09/2025",
			"Opublikowano 9.09.2025 14:55",
			"Опубликовано: 09.09.2025 14:55",
			"Güncelleme: 09.09.2025 14:55",
			"تاريخ النشر: 09-09-2025",
			"입력 2025.09.09 14:55",
			"公開日 2025年9月9日",
			"發布時間：2025/09/09 14:55",
		],
		["Erstellt wurden 2024 nur drei Pläne.", "수정 계획은 12일에 나온다고 시가 밝혔다."],
	);
	check(
		"is the page's own wording",
		[
			"Enthält Werbung",
			"Verwendete Quellen",
			"Článek",
			"Ключевые слова: мост, залив",
			"Story continues below",
			"12 Kommentare",
			"إعلان",
			"광고",
		],
		["12 Kommentare standen am Montag unter dem Plan der Stadt.", "Share prices of the ferry company rose."],
	);
	check(
		"names its source",
		["《海灣日報》（2025年09月09日 03版）", "（原题为《大桥何时重开》）", "本文首发于海湾观察公众号"],
		["《海灣日報》在2025年9月9日報道，大橋須關閉三星期。"],
	);
	check("credits a picture", ["Titelbild: Hafenamt"], ["Bilder vom Hafen hingen 2024 in der Halle."]);
	check(
		"disclaims",
		["Las opiniones expresadas son de su autor.", "以上言論不代表本台立場。", "如需转载请注明来自海湾日报"],
		["以上言論引起居民不滿。"],
	);
});

test("what Chinese pages set under a story is known in either script, sentences are not taken for it", () => {
	check(
		"points to other stories",
		[
			"更多報導",
			"▶更多海灣新聞",
			"熱門點閱》",
			"下一篇：渡輪加價",
			"點我看更多",
			"阅读原文",
			"打开App查看全文",
			"1 2 3 下一页",
		],
		[
			"下一篇報告四月公布，工程師說到時才知道誰付錢。",
			"分享給鄰居的魚，他一條也沒有留下。",
			"收藏本地船票的人都知道這條渡輪。",
			"關注這座橋的人說，繩索早該換了。",
			"提醒您的鄰居把窗關好，鎮長說。",
			"圖書館的燈亮到天明。",
		],
	);
	check(
		"is the page's own wording",
		["分享", "列印", "發表評論", "返回頂部", "標籤：碼頭、渡輪", "#碼頭 #渡輪"],
		[],
	);
	check(
		"names its editors",
		["核稿編輯：王小明", "監製：王小明", "网络编辑：王小明", "值班主任：王小明"],
		["監製的人說，片子四月上映。"],
	);
	check("credits a picture", ["圖／海灣報", "圖片來源：海灣報", "封面圖片：海灣報"], []);
	check("names its source", ["資料來源：海灣統計處", "本文經授權轉載自海灣報"], []);
	check("claims the rights", ["著作權所有，轉載必究"], []);
	check(
		"disclaims",
		["＊本文為作者個人意見，不代表本報立場", "※ 提醒您：喝酒不開車", "求助專線：1925"],
		["客運專線：2016年開工。"],
	);
	check("tells of the author", ["歡迎投稿：mail@outlet.example"], []);
	check("asks to share or follow", ["關注海灣報微信公眾號"], []);
	check("asks for support", ["捐款支持獨立媒體", "成為會員"], []);
});
