import { isPlaceholder } from "./placeholders.ts";

/** How Chinese names are written, and how they are told from the words around them. */

/** Some three hundred surnames. */
const SURNAME =
	"(?:[王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何高林罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾肖萧蕭田董袁潘于余叶葉蒋蔣杜苏蘇魏程吕呂丁任沈姚卢盧姜崔钟鍾谭譚陆陸汪范金石廖贾賈夏韦韋付方白邹鄒孟熊秦邱江尹薛闫閻段雷侯龙龍史陶黎贺賀顾顧毛郝龚龔邵万萬钱錢严嚴覃武戴莫孔向汤湯常温溫康施文牛樊葛邢安齐齊易乔喬伍庞龐颜顏倪庄莊聂聶章鲁魯岳翟殷詹申欧歐耿关關兰蘭焦俞左柳甘祝包宁寧尚符舒阮柯纪紀梅童凌毕畢单單季裴霍涂成苗谷曲盛冉骆駱蓝藍路游辛靳管柴蒙鲍鮑华華喻祁房滕屈饶饒解牟艾尤阳陽时時穆农農司卓古吉缪繆简簡车車项項连連芦蘆麦麥褚娄婁窦竇戚岑景党黨宫宮费費卜冷晏席卫衛米柏宗瞿桂全佟应應臧闵閔苟邬鄔边邊卞姬师師和仇栾欒隋商刁沙荣榮巫寇桑郎甄丛叢仲虞敖巩鞏明佘池查麻苑迟遲邝鄺]|欧阳|歐陽|司马|司馬|诸葛|諸葛|上官|皇甫|慕容|司徒|夏侯|端木)";
/** Han names of two to four characters, or longer with a dot inside. */
const NAME = String.raw`[\p{Script=Han}]{1,4}(?:[·・][\p{Script=Han}]{1,8})?`;
const BETWEEN = String.raw`\s*[、，,;；&＆\s和]\s*`;
export const NAMES = String.raw`${NAME}(?:${BETWEEN}${NAME}){0,7}(?!\p{Script=Han})`;
/** A name that begins with a surname, where little else tells names from words. */
export const KNOWN_NAME = String.raw`${SURNAME}\p{Script=Han}{1,2}(?!\p{Script=Han})`;
export const KNOWN_NAMES = `${KNOWN_NAME}(?:${BETWEEN}${KNOWN_NAME}){0,7}`;
export const REPORTER = "(?:记者|記者)";
export const REPORTS = "(?:報導|報道|报道|报导)";
/** What divides a label from its names. */
export const MARK = "[/／╱:：︱|｜丨]";

const SURNAMED = new RegExp(`^${KNOWN_NAME}$`, "u");
/** Channels whose names begin as names do. */
const CHANNELS =
	/^(?:时政|時政|时评|時評|时事|時事|时尚|時尚|文化|文娱|文娛|文教|文旅|金融|房产|房產|游戏|遊戲|农业|農業|农村|党建|黨建|关注|關注|华人|華人|车市|車市|安全|方案|全部|高清|江苏|江西|云南|甘肃|宁夏|宁波|成都|温州|常州|金华|石家庄)$/;

/** Whether a text is a name of two or three characters that begins with a surname. */
export const isKnownName = (text: string): boolean => SURNAMED.test(text) && !CHANNELS.test(text);

/** Words that stand behind names and are none. */
const NOT_NAMES =
	/^(?:整合|摄影|攝影|文|图|圖|综合|綜合|整理|编译|編譯|最新|文章|简介|介绍|其他|其它|相关|更多|信息|观点|声明|本人|系|为|是|返回|查看|点击|阅读|关注|下载|扫码|参与|參與|發自|发自|发布|專題|专题)|(?:报道|報道|報導|报导|编辑|編輯|责编|責編|网编|網編|校对|校對|通讯员|通訊員|实习生|實習生|专电|專電|电|電|来源|來源|撰文|摄|攝)$/;
const PLACE_NAMES =
	"台北|臺北|台中|臺中|台南|高雄|新北|桃園|香港|澳門|澳门|北京|上海|廣州|广州|東京|东京|首爾|华盛顿|華盛頓|紐約|纽约|倫敦|伦敦|巴黎|柏林|洛杉磯|舊金山|莫斯科|曼谷|河內|雅加達|新加坡|日內瓦|布魯塞爾";
const PLACES = new RegExp(`(?:${PLACE_NAMES})$`);

/** A name that runs into what follows it: 記者王小明台北5日電, 記者王小明綜合報導. */
const NAME_RUNS_ON = new RegExp(
	String.raw`((?:${REPORTER}|编译|編譯|、)\s?\p{Script=Han}{2,3}?)(?=(?:${PLACE_NAMES})(?:\d|[电電专專特綜综即報报／/])|(?:綜合|综合|採訪|采访|專題|专题|攝影|摄影)?(?:外電|外电)?${REPORTS}(?:[)）】〕：:]|$))`,
	"gu",
);

/** The text with `／` where a name runs into what follows it. */
export const withNamesApart = (text: string): string => text.replace(NAME_RUNS_ON, "$1／");

/** The names in a text that is made of them, up to the first word that is none, with spaces between. */
export function cleanNames(names: string): string {
	const kept: string[] = [];
	for (const word of names.split(/\s*[、，,;；&＆和]\s*|\s+/)) {
		if (NOT_NAMES.test(word) || isPlaceholder(word)) break;
		kept.push(word.length > 3 ? word.replace(PLACES, "") : word);
	}
	return kept.join(" ");
}
