import type { DatabaseSync } from "node:sqlite";
import { fold } from "../../article/fold.ts";
import { statementsOf } from "./statements.ts";

/**
 * What foreign names are written with, from the usual tables of sounds. A name ends where another character
 * stands; characters that news puts before names (of offices, places, verbs) are left out though names have them.
 */
const SOUNDS =
	fold(`阿埃艾爱安奥澳巴拜班邦保堡鲍北贝本比彼毕宾波伯博勃布鲍彻茨楚茲達达戴丹当道德登邓迪蒂丁东杜敦顿多厄恩尔耳
法凡范方菲费芬丰冯佛夫弗福富盖甘冈高戈哥格葛根古瓜圭哈海汉豪赫亨洪胡华怀惠霍基吉季加贾简姜杰捷金津京居喀卡凯坎康考科柯克肯孔库夸
奎昆拉腊莱赖兰朗劳勒雷蕾累楞黎里理李利莉丽连廉良列烈林琳伦隆娄卢鲁路吕伦罗洛马玛迈麦曼芒毛梅门蒙孟米密敏明摩莫默姆穆拿娜纳奈南瑙
内妮尼年涅宁纽努诺欧帕派潘庞佩培彭蓬皮匹平珀普齐奇恰钱乔切钦琴丘屈让热日荣茹儒瑞若撒萨塞赛桑瑟森沙莎珊尚绍舍申圣施什史士舒斯丝思苏
素索塔泰坦唐陶忒特滕提田铁廷通图土托瓦万旺威韦维魏温文沃沃乌武伍西希锡夏香肖谢辛欣兴雄休修许逊雅亚扬耶叶伊易因英尤于约赞泽扎詹湛章
哲珍真芝治朱卓孜兹宗佐纽蜜梵妲黛翠柏蘭倫羅爾亞維納莎薩賽蕭溫韋傑賈葉羅謝緬詹川`);

/** The bracket that a gloss begins with: all that is looked for in whole texts, since few have one. */
const OPENING = /[（(](?=\p{Lu})/gu;

/** A gloss from its bracket on: the name in sounds that stands before it, and the Latin letters that it stands for. */
const GLOSS = new RegExp(
	`[（(](?<=(?<name>[${SOUNDS}·・•‧-]{2,24})\\s?[（(])(?<latin>\\p{Lu}[\\p{Script=Latin}\\p{M}.'’ -]{2,40})[）)]`,
	"uy",
);

/** As far as a gloss reaches before its bracket and from it on. */
const BEFORE_LENGTH = 25;
const AFTER_LENGTH = 43;

const GLOSSES_MAX = 100;
const NAME_LENGTH_MIN = 2;
const NAME_LENGTH_MAX = 7;

export const NAMES_TABLE = `
CREATE TABLE IF NOT EXISTS search_names (
	latin TEXT NOT NULL, name TEXT NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (latin, name)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS search_names_name ON search_names (name);`;

/** A family name as it is written in Chinese, folded, and in Latin letters. */
export interface Gloss {
	readonly name: string;
	/** The whole name in lower case. */
	readonly latin: string;
}

/** Every gloss of a text, such as 蓬佩奥（Mike Pompeo）. */
export function glossesIn(text: string): Gloss[] {
	const glosses: Gloss[] = [];
	for (const { index } of text.matchAll(OPENING)) {
		const gloss = glossAt(text, index);
		if (gloss !== null) glosses.push(gloss);
		if (glosses.length === GLOSSES_MAX) break;
	}
	return glosses;
}

/** Found in folded Han with capitals kept, since only a capital begins a name. */
function glossAt(text: string, bracket: number): Gloss | null {
	const start = Math.max(0, bracket - BEFORE_LENGTH);
	const around = text.slice(start, bracket + AFTER_LENGTH).replace(/\p{Script=Han}+/gu, fold);
	GLOSS.lastIndex = bracket - start;
	const { name = "", latin = "" } = GLOSS.exec(around)?.groups ?? {};
	const family = name.split(/[·・•‧-]/u).at(-1) ?? "";
	const isName = family.length >= NAME_LENGTH_MIN && family.length <= NAME_LENGTH_MAX;
	const words = wordsOf(latin).join(" ");
	return isName && words.length > 0 ? { name: family, latin: words } : null;
}

/** The words of a name in Latin letters, folded. */
export const wordsOf = (latin: string): string[] => fold(latin).match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];

/** Remembers names that a text explains, by whole name and by family name. */
export function indexNames(db: DatabaseSync, glosses: readonly Gloss[]): void {
	for (const { name, latin } of glosses) {
		const family = latin.split(" ").at(-1) ?? latin;
		for (const key of new Set([latin, family])) {
			statementsOf(db)(
				"INSERT INTO search_names VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET count = count + 1",
			).run(key, name);
		}
	}
}
