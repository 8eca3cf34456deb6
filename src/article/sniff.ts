/** A legacy encoding and the writing it was used for: which characters its texts are made of. */
interface Candidate {
	readonly encoding: string;
	/** The characters that make up most of any text in this writing. */
	readonly frequent: ReadonlySet<string>;
	/** The others that belong to it. */
	readonly usual: RegExp;
	/** Its texts are ASCII for the most part: two characters beyond ASCII rarely stand together. */
	readonly latin: boolean;
}

const HANS =
	"的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产新制据报道记者京北市社";
const HANT =
	"的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作裡用道行所然家種事成方多經麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心本前開但因只從想實日軍者意無力它與長把機十民第公此已工使情明性知全三又關點正業外將兩高間由問很最重並物手應戰向頭文體政美相見被利什二等產新製據報道記者台灣香港市";
const KANA =
	"あいうえおかがきくけこさしじすせそただちっつてでとどなにねのはばひびふへまみむめもやゆよらりるれろわをん";
const HANGUL = "이다는의을에가고한하은로지사도기인를대서시리자어해보일정으나들과수장있그제부국전";
const CYRILLIC = "оеаинтсрвлкмдпу";
const GREEK = "αοιετσνηυρπκμλςωόάίέήύώ";

const LATIN: ReadonlySet<string> = new Set(["windows-1250", "windows-1252", "windows-1254"]);

/** In order of preference where two fit equally well. */
const CANDIDATES: readonly Candidate[] = [
	candidate("gb18030", HANS, /[\u4e00-\u9fff]/),
	candidate("big5", HANT, /[\u4e00-\u9fff]/),
	candidate("shift_jis", KANA, /[\u30a1-\u30fc\u4e00-\u9fff]/),
	candidate("euc-jp", KANA, /[\u30a1-\u30fc\u4e00-\u9fff]/),
	candidate("euc-kr", HANGUL, /[\uac00-\ud7a3]/),
	candidate("windows-1252", "éèàçêîôûäöüßñáíóúëïâãõåæøœ", /[À-ÖØ-ö«»€£©®°]/),
	candidate("windows-1250", "ąćęłńóśźżěščřžýáíéůúňťďőűöüä", /[À-ž«»€]/),
	candidate("windows-1251", CYRILLIC, /[а-яёіїєґўђјљњћџ]/),
	candidate("koi8-r", CYRILLIC, /[а-яё]/),
	candidate("windows-1253", GREEK, /[α-ω]/),
	candidate("windows-1255", "יוהלאתמרבשנםע", /[א-ת]/),
	candidate("windows-1256", "اليمنتروبهسدعةكفأح", /[ء-ي]/),
	candidate("windows-1254", "ıişğüçöİ", /[À-ÿŞĞ]/),
	candidate("windows-874", "านรกอเงลยวมทสต่้ัิี", /[\u0e01-\u0e5b]/),
];

function candidate(encoding: string, frequent: string, usual: RegExp): Candidate {
	return { encoding, frequent: new Set(frequent), usual, latin: LATIN.has(encoding) };
}

/** Punctuation that says that the bytes were read rightly, but not in which language. */
const PUNCTUATION = /[\u2010-\u2026\u3000-\u3017\uff01-\uff1f·]/;

/** A letter beyond ASCII right after another. */
const CROWDED = /(?<=[^\0-\x7f\u2010-\u2026])[^\0-\x7f\u2010-\u2026]/gu;

/** Bytes looked at: enough to tell a language, little enough for any page. */
const SAMPLE_BYTES_MAX = 32_768;

/**
 * The legacy encoding whose writing the bytes look most like, for bytes that are no UTF-8 and say
 * nothing of themselves. `decode` gives null where the bytes cannot be in that encoding.
 */
export function sniffEncoding(
	bytes: Uint8Array,
	decode: (bytes: Uint8Array, encoding: string) => string | null,
): string {
	const sample = sampleOf(bytes);
	let best = "windows-1252";
	let bestScore = Number.NEGATIVE_INFINITY;
	for (const one of CANDIDATES) {
		const text = decode(sample, one.encoding);
		const score = text === null ? Number.NEGATIVE_INFINITY : scoreOf(text, one);
		if (score > bestScore) {
			best = one.encoding;
			bestScore = score;
		}
	}
	return best;
}

/** From the first byte that tells anything to a byte that is no part of a character in any encoding. */
function sampleOf(bytes: Uint8Array): Uint8Array {
	const start = Math.max(
		0,
		bytes.findIndex((byte) => byte > 0x7f),
	);
	if (bytes.length - start <= SAMPLE_BYTES_MAX) return bytes.subarray(start);
	let end = start + SAMPLE_BYTES_MAX;
	const least = start + SAMPLE_BYTES_MAX / 2;
	// Below 0x30 no byte is the second of any multi-byte character.
	while (end > least && (bytes[end] ?? 0) >= 0x30) end--;
	return bytes.subarray(start, end);
}

function scoreOf(text: string, candidate: Candidate): number {
	const characters = text.match(/[^\0-\x7f]/gu) ?? [];
	const sum = characters.reduce((score, char) => score + weightOf(char, candidate), 0);
	const crowded = candidate.latin ? (text.match(CROWDED)?.length ?? 0) : 0;
	return characters.length === 0 ? 0 : (sum - 2 * crowded) / characters.length;
}

function weightOf(char: string, { frequent, usual }: Candidate): number {
	if (frequent.has(char)) return 1;
	if (PUNCTUATION.test(char)) return 0.5;
	return usual.test(char) ? 0.4 : -1;
}
