import { createRequire } from "node:module";
import type { DatabaseSync } from "node:sqlite";
import { fold } from "../../article/fold.ts";
import { rowsWith } from "./rank.ts";
import { wadeGilesOf } from "./wade-giles.ts";

/** Characters looked at for one syllable: the commonest. Two neighbours cost as many look-ups as the square. */
const CHARACTERS_MAX = 64;
const SYLLABLES_MIN = 2;
const SYLLABLES_MAX = 4;
/** Ways to read one spelling that are looked for. */
const READINGS_MAX = 4;
/** Beginnings of names that are followed further: the most frequent. */
const BEGINNINGS_MAX = 40;
const FORMS_MAX = 6;
/** Pairs of characters looked up for one query, however many names it could hold. */
const LOOKUPS_MAX = 8_000;
/** What is so much rarer than the most frequent reading is left out: the same sounds in another word. */
const SHARE_MIN = 0.05;

/** The characters that most family names are; those of two begin with them, too. */
const FAMILIES = new Set(
	fold(`王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾
夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关
兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车
项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠
惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬
来扈晁芮都普阙戈浦伏鹿薄邸雍辜羊阿邰柬钮习`).replace(/\s/g, ""),
);

/** Spellings that names are known by, and that no system has. */
const CUSTOMARY: Readonly<Record<string, string>> = {
	...{ lee: "li", ing: "ying", jeou: "jiu", soong: "song", woo: "wu", koo: "gu", lyu: "lv", nyu: "nv" },
};

/** What is known of sounds: made when it is first needed, since most never ask by them. */
interface Sounds {
	/** The characters of a syllable without its tone (`lv` for lü), folded, the commonest first. */
	readonly characters: ReadonlyMap<string, readonly string[]>;
	/** The syllables that a spelling may be, by pinyin, Wade-Giles without its signs, and custom. */
	readonly spellings: ReadonlyMap<string, readonly string[]>;
	/** Of a folded character, the commonest that is folded so. */
	readonly common: ReadonlyMap<string, string>;
}

let known: Sounds | null = null;

function sounds(): Sounds {
	known ??= readSounds();
	return known;
}

function readSounds(): Sounds {
	const { polyphonic } = createRequire(import.meta.url)("pinyin-pro") as typeof import("pinyin-pro");
	const found = new Map<string, Set<string>>();
	const common = new Map<string, string>();
	for (const character of charactersInOrder()) {
		const folded = fold(character);
		if (!common.has(folded)) common.set(folded, character);
		for (const sound of polyphonic(character, { toneType: "none", type: "array" })[0] ?? []) {
			const syllable = sound.replaceAll("ü", "v");
			if (!/[aeiouv]/.test(syllable)) continue;
			const same = found.get(syllable) ?? new Set();
			found.set(syllable, same.add(folded));
		}
	}
	const characters = new Map(
		[...found].map(([syllable, of]) => [syllable, [...of].slice(0, CHARACTERS_MAX)]),
	);
	const spellings = new Map<string, string[]>();
	const add = (spelling: string, syllable: string): void => {
		spellings.set(spelling, [...new Set([...(spellings.get(spelling) ?? []), syllable])]);
	};
	for (const syllable of characters.keys()) {
		add(syllable, syllable);
		for (const spelling of wadeGilesOf(syllable)) add(spelling, syllable);
	}
	for (const [spelling, syllable] of Object.entries(CUSTOMARY)) add(spelling, syllable);
	return { characters, spellings, common };
}

const HAN_FIRST = 0x4e00;
const HAN_LAST = 0x9fff;

/** The characters of the basic plane, first those of GB 2312, whose first rows are the commonest. */
function charactersInOrder(): ReadonlySet<string> {
	const bytes: number[] = [];
	for (let row = 0xb0; row <= 0xf7; row++) for (let cell = 0xa1; cell <= 0xfe; cell++) bytes.push(row, cell);
	const ordered = new Set(new TextDecoder("gbk").decode(Uint8Array.from(bytes)));
	for (let code = HAN_FIRST; code <= HAN_LAST; code++) ordered.add(String.fromCodePoint(code));
	return ordered;
}

/** In how many articles a pair of characters stands. */
export type Neighbours = (pair: string) => number;

/** Looks pairs up for one query, within its limit: beyond that nothing is found. */
export function neighboursIn(db: DatabaseSync): Neighbours {
	let left = LOOKUPS_MAX;
	return (pair) => (left-- > 0 ? rowsWith(db, pair) : 0);
}

/** One way to read a spelling: for each character, the syllables that it may be. */
type Reading = readonly (readonly string[])[];

/**
 * The names, folded, that may be meant by some words in Latin letters, as an archive has them, most frequent
 * first: by pinyin with or without tones and spaces, or by Wade-Giles. Words that stand apart are one name
 * where the first is a family's; one word alone is also any other that sounds so.
 */
export function namesBySound(neighbours: Neighbours, words: readonly string[]): string[] {
	const readings = words.map(readingsOf).reduce(joined, [[]]);
	const isApart = words.length > 1;
	const counts = new Map<string, number>();
	for (const reading of readings) {
		if (reading.length < SYLLABLES_MIN || reading.length > SYLLABLES_MAX) continue;
		for (const [name, count] of namesRead(neighbours, reading, isApart)) counts.set(name, count);
	}
	const most = Math.max(...counts.values());
	return [...counts]
		.filter(([, count]) => count >= most * SHARE_MIN)
		.toSorted(([, one], [, other]) => other - one)
		.slice(0, FORMS_MAX)
		.map(([name]) => name);
}

/** A folded name in the characters that most people write. */
export function commonForm(name: string): string {
	const { common } = sounds();
	return [...name].map((character) => common.get(character) ?? character).join("");
}

/** Whether a word is written with tones, which nothing but a sound has. */
export function hasTones(word: string): boolean {
	return /[\u0300\u0301\u0304\u030c]/.test(word.normalize("NFD"));
}

function joined(one: readonly Reading[], other: readonly Reading[]): readonly Reading[] {
	return one.flatMap((first) => other.map((second) => [...first, ...second])).slice(0, READINGS_MAX);
}

function readingsOf(word: string): readonly Reading[] {
	const plain = word
		.toLowerCase()
		.normalize("NFD")
		.replaceAll("u\u0308", "v")
		.replace(/\p{M}|(?<=[a-z])[1-5](?![0-9])/gu, "");
	if (!/^[a-z'’ʼ‘-]+$/.test(plain)) return [];
	const { spellings } = sounds();
	const parts = plain.split("-").map((part): readonly Reading[] => {
		const whole = spellings.get(part.replace(/[^a-z]/g, ""));
		return [...(whole === undefined ? [] : [[whole]]), ...pinyinIn(part)];
	});
	return parts.reduce(joined, [[]]);
}

/** Every way to cut a run of letters into syllables of pinyin; an apostrophe is a cut. */
function pinyinIn(text: string): readonly Reading[] {
	const { characters } = sounds();
	const cut = (rest: string, most: number): readonly Reading[] => {
		if (rest === "") return [[]];
		if (most === 0) return [];
		const found: Reading[] = [];
		for (let length = Math.min(rest.length, 6); length > 0; length--) {
			const syllable = rest.slice(0, length);
			if (!characters.has(syllable)) continue;
			for (const after of cut(rest.slice(length), most - 1)) found.push([[syllable], ...after]);
		}
		return found;
	};
	const runs = text.split(/[^a-z]/).filter((run) => run !== "");
	const readings = runs.map((run) => cut(run, SYLLABLES_MAX)).reduce(joined, [[]]);
	return readings.filter((reading) => reading.length > 1);
}

/** The strings of characters with these sounds whose neighbours stand together somewhere, with how often at most. */
function namesRead(
	neighbours: Neighbours,
	reading: Reading,
	isName: boolean,
): readonly (readonly [string, number])[] {
	const { characters } = sounds();
	const [first = [], ...others] = reading.map((syllables) =>
		syllables.flatMap((syllable) => characters.get(syllable) ?? []),
	);
	let names = first
		.filter((character) => !isName || FAMILIES.has(character))
		.map((character): readonly [string, number] => [character, Number.POSITIVE_INFINITY]);
	for (const next of others) {
		names = names
			.flatMap(([name, count]) =>
				next.map((character): readonly [string, number] => [
					name + character,
					Math.min(count, neighbours((name.at(-1) ?? "") + character)),
				]),
			)
			.filter(([, count]) => count > 0)
			.toSorted(([, one], [, other]) => other - one)
			.slice(0, BEGINNINGS_MAX);
	}
	return names;
}
