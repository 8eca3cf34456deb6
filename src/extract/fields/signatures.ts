import type { Line } from "./evidence.ts";

/** Labels before who signs a story, in the languages of the news; `By` and its like are read with the lines under a title. */
const LABELS = [
	"(?:story|stories|opinion|analysis|review|essay|interview|reporting|reported|written|words|text) by|authors?",
	"escrito por|textos?|redacción|reportaje(?: de)?|entrevista de|autora?|redactado por",
	"reportagem(?: de)?|entrevista de",
	"(?:publié|écrit|rédigé) par|propos recueillis par|textes?|auteure?s?",
	"a cura di|articolo di|scritto da|testo|autore|autrice|intervista di",
	"(?:ein |eine )?(?:gast)?(?:kommentar|beitrag|analyse|interview|essay|kolumne|reportage|bericht|rezension|kritik) von|text|autor(?:in|en)?|interview(?=:)",
	"tekst|geschreven door|skriven av|skrevet a[vf]|teksti|kirjoittaja|toimittaja|blaðamaður",
	"oprac(?:\\.|owanie|owała?)|autorka|napisała?|napsala?|napísala?|szerző|írta|scris de|piše|napisa(?:o|la)|аутор|пише",
	"автор(?:ы|и|ка)?|текст|написала?|γράφ(?:ει|ουν)(?: ο| η| οι)?|συντάκτ(?:ης|ρια)|ρεπορτάζ",
	"haber|muhabir|yazan|yazar|penulis|oleh|reporter|tác giả|laporan",
	"بقلم|كتبت?|إعداد|اعداد|نویسنده|گزارش|تحریر|מאת|כתבה?|लेखक|रिपोर्ट(?:र)?|लेखिका|ผู้เขียน|เรื่อง(?=[:：])",
];
const LABELLED = new RegExp(`^(?:${LABELS.join("|")})(?:\\s*[:：]\\s*|\\s+)(?<names>\\S.*)$`, "iu");
/** Words that are labels in one language alone, in front of a capital. */
const LABELS_OF: Readonly<Record<string, RegExp>> = {
	ro: /^De (?<names>\p{Lu}.*)$/u,
	bg: /^[Оо]т (?<names>\p{Lu}.*)$/u,
	el: /^(?:Του|Της|Των) (?<names>\p{Lu}.*)$/u,
	tl: /^N(?:i|ina) (?<names>\p{Lu}.*)$/u,
	fil: /^N(?:i|ina) (?<names>\p{Lu}.*)$/u,
	sw: /^Na (?<names>\p{Lu}.*)$/u,
};
/** Where another label or part of the line begins. */
const NEXT = /\s+\p{L}[\p{L}\p{M}]{2,14}\s*[:：].*$|\s[|/•·–—-]\s.*$|;.*$/u;

/** The part of a line that names who signs it, by the label in front of it; null where there is none. */
export function labelledNames(text: string, language: string | null): string | null {
	const label = LABELS_OF[language?.split("-")[0] ?? ""];
	const names = (LABELLED.exec(text) ?? label?.exec(text))?.groups?.["names"];
	return names === undefined ? null : names.replace(NEXT, "").trim();
}

/** Two to four words in a script without capitals. */
const UNCASED = /^[\p{Lo}\p{M}'’.-]+(?: [\p{Lo}\p{M}'’.-]+){1,3}$/u;

/** Whether a text may be a whole name in a script that has no capitals to tell it by. */
export const isUncasedName = (text: string): boolean => UNCASED.test(text);

/** `Jane Roe, Staff Writer`; `Jane Roe / Harbour Correspondent`. */
const POSTED =
	/^(?<name>(?:\p{Lu}[\p{L}\p{M}'’.-]+ ){1,2}\p{Lu}[\p{L}\p{M}'’.-]+)\s*[,/|–-]\s*(?:[\p{L}-]+ ){0,3}(?:writer|reporter|correspondent|columnist|journalist|contributor|корреспондент|обозреватель|журналист|redactora?|periodista|corresponsal)$/iu;

/** The name in front of a post; null where a line is not made of them. */
export const postedName = (text: string): string | null => POSTED.exec(text)?.groups?.["name"] ?? null;

/** `(Reporting by Jane Roe; editing by John Doe)`. */
const REPORTED = /^[（(]?(?:reporting|written) by (?<names>[^;()]{4,80})/iu;

/** Who reported, by the line with which agencies end their stories; null where none does. */
export function reportedNames(lines: readonly Line[]): string | null {
	for (const { text } of lines) {
		const names = REPORTED.exec(text)?.groups?.["names"];
		if (names !== undefined) return names;
	}
	return null;
}

const HANGUL_NAMES = "[가-힣]{2,4}(?:\\s?[·,]\\s?[가-힣]{2,4}){0,4}";
/** (부산=某) 김아무개 기자 =, [某 김아무개 기자], 김아무개 기자 mail; who pictured is no author. */
const KOREAN: readonly RegExp[] = [
	new RegExp(
		`^[[(〔][^\\])〕]{2,20}[\\])〕]\\s?(?<names>${HANGUL_NAMES})\\s?(?:선임|인턴)?(?:기자|특파원)\\s?=`,
		"u",
	),
	new RegExp(
		`^[[(〔](?:[^\\])〕]{1,16}[\\s=])?(?<names>${HANGUL_NAMES}) (?:선임|인턴)?(?:기자|특파원)[\\])〕]`,
		"u",
	),
	new RegExp(
		`^(?:.{0,40}[\\s=/])?(?<!사진\\s?|영상\\s?|편집\\s?)(?<names>${HANGUL_NAMES}) (?:선임|인턴|객원)?(?:기자|특파원)(?:\\s*[·/|(].*|\\s+[\\w.@-]+)?$`,
		"u",
	),
];
const KOREAN_LINE_MAX = 60;
const NO_KOREAN_NAME = /^(?:취재|담당|본지|해당|인턴|사진|편집|여러|각국|외신)$/;

/** Who signs a Korean line; null where nobody does. */
export function koreanNames(text: string): string | null {
	for (const [at, form] of KOREAN.entries()) {
		if (at === KOREAN.length - 1 && text.length > KOREAN_LINE_MAX) break;
		const names = form.exec(text)?.groups?.["names"];
		if (names !== undefined && !NO_KOREAN_NAME.test(names)) return names;
	}
	return null;
}

const KANJI_NAME = "[\\p{Script=Han}々]{2,5}(?:[ 　]?[\\p{Script=Han}々\\p{Script=Hiragana}]{1,3})?";
const KANJI_NAMES = `${KANJI_NAME}(?:[、,・]${KANJI_NAME}){0,4}`;
/** 【港＝山田太郎】 in front of a story or behind it, （山田太郎） behind it, 文：山田太郎, 山田太郎記者. */
const JAPANESE: readonly RegExp[] = [
	new RegExp(`^【[^】＝=]{1,12}[＝=](?<names>${KANJI_NAMES})】`, "u"),
	new RegExp(`[。」』]\\s?[【（(](?:[^】）)＝=・]{1,12}[＝=・])?(?<names>${KANJI_NAMES})[】）)]$`, "u"),
	new RegExp(
		`^(?:取材・)?(?:文|執筆|記者|筆者|取材|ライター)\\s*[:：＝=／/\\s]\\s*(?<names>${KANJI_NAMES})$`,
		"u",
	),
	new RegExp(`^(?<names>${KANJI_NAMES})(?:記者|特派員)$`, "u"),
];
const NO_JAPANESE_NAME =
	/^(?:共同|時事|ロイター|写真|資料|続く|終わり|敬称略|編集部|取材班)|(?:通信|新聞|提供|撮影|写真|敬称略)$/;
const JAPANESE_NAME_MIN = 3;
const ENDS_MAX = 80;

/** Who signs a Japanese line; null where nobody does. */
export function japaneseNames(text: string): string | null {
	const ends = text.length <= 2 * ENDS_MAX ? text : `${text.slice(0, ENDS_MAX)}…${text.slice(-ENDS_MAX)}`;
	for (const form of JAPANESE) {
		const names = form.exec(ends)?.groups?.["names"];
		if (names !== undefined && names.length >= JAPANESE_NAME_MIN && !NO_JAPANESE_NAME.test(names))
			return names;
	}
	return null;
}
