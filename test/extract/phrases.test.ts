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
