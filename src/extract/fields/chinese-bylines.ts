import type { Line } from "./evidence.ts";

/** Han names of two to four characters, or longer with a dot inside. */
const NAME = String.raw`[\p{Script=Han}]{1,4}(?:[·・][\p{Script=Han}]{1,8})?`;
const NAMES = String.raw`${NAME}(?:\s*[、，,;；&＆\s和]\s*${NAME}){0,7}`;
const REPORTER = "(?:特约|特約|见习|實習|实习|驻站|駐)?(?:记者|記者)";

interface Form {
	readonly rule: string;
	readonly pattern: RegExp;
}

/** How Chinese stories sign in their first and last lines; the first form that fits counts. The named group is the names. */
const FORMS: readonly Form[] = [
	// （记者 张三 李四）, 本报讯（记者张三）, （中央社記者王小明台北5日電）, 〔記者王小明／台北報導〕
	{
		rule: "reporter in brackets",
		pattern: new RegExp(
			String.raw`[（(【〔][^（）()【】〔〕]{0,14}?${REPORTER}\s*[:：]?\s*(?<names>${NAMES})(?<rest>[^（）()【】〔〕]{0,16})[)）】〕]`,
			"u",
		),
	},
	// 新华社北京5月19日电（刘艺、杨吉）
	{
		rule: "names after the dateline",
		pattern: new RegExp(String.raw`^.{2,24}[日](?:电|電|讯|訊)\s*[（(](?<names>${NAMES})[)）]`, "u"),
	},
	// 东方网记者曹磊5月13日报道
	{
		rule: "reporter before the date",
		pattern: new RegExp(
			String.raw`^.{0,10}${REPORTER}\s*(?<names>[\p{Script=Han}]{2,3}(?:[、\s][\p{Script=Han}]{2,3}){0,3}?)\s*\d{1,2}月\d{1,2}日(?:报道|報道|電|电|讯)`,
			"u",
		),
	},
	// 文/张三, 作者︱张三, 采写：南都记者 张三, 撰文：张三; also 记者：张三 and 記者張三／台北報導
	{
		rule: "labelled line",
		pattern: new RegExp(
			String.raw`^[（(【\s]*(?:文|图文|圖文|作者|撰文|撰稿|采写|採寫|执笔|執筆|记者|記者|文字|采访|採訪)(?:\s*[/／:：︱|｜丨]\s*|\s+)(?:[\p{Script=Han}·]{0,12}?${REPORTER}\s*)?(?<names>${NAMES})(?<rest>[^。！？]{0,24})$`,
			"u",
		),
	},
	{
		rule: "reporter's line",
		pattern: new RegExp(
			String.raw`^(?:[\p{Script=Han}·、\s]{2,14}?)?${REPORTER}\s*[:：/／]?\s*(?<names>${NAMES})\s*(?:[/／].{2,8}(?:報導|报道)|来源.{1,16}|報導|报道)?$`,
			"u",
		),
	},
];

/** How the line under a title names the author beside date and source; and a name beside an outlet's, 石佳/中国青年报. */
const UNDER_TITLE: readonly Form[] = [
	{
		rule: "author beside the date",
		pattern: new RegExp(
			String.raw`作者\s*[:：︱|]?\s*(?:${REPORTER}\s*)?(?<names>${NAMES})(?=\s|$|[|｜）)])`,
			"u",
		),
	},
	{
		rule: "name beside an outlet",
		pattern: /^(?<names>[\p{Script=Han}]{2,4})\s?[/／]\s?[\p{Script=Han}]{2,10}[报報网網社台刊]$/u,
	},
];

/** A whole line that is a name in brackets, as agencies' stories end: （罗森）. */
const SIGNED = new RegExp(String.raw`^[（(]\s*(?<names>${NAMES})\s*[)）]$`, "u");

const EDGE_LINES = 8;
const SIGNED_LINES = 3;

export interface ChineseByline {
	readonly text: string;
	readonly rule: string;
}

/** Who signs in the first and last lines of a Chinese story; null where nobody does. */
export function readChineseByline(lines: readonly Line[]): ChineseByline | null {
	const edges: readonly Line[] =
		lines.length <= 2 * EDGE_LINES
			? lines
			: [...lines.slice(0, EDGE_LINES), ...lines.slice(-EDGE_LINES).reverse()];
	const found = firstSigned(edges, FORMS);
	if (found !== null) return found;
	for (const { text } of lines.slice(-SIGNED_LINES)) {
		const names = SIGNED.exec(text)?.groups?.["names"];
		if (names !== undefined && !/编|編|完|图|圖|注/.test(names))
			return { text: cleanNames(names), rule: "name in brackets at the end" };
	}
	return null;
}

/** Who the lines right under the title name; null where they name nobody. */
export function readLinesUnderTitle(lines: readonly Line[]): ChineseByline | null {
	const found = firstSigned(lines, [...UNDER_TITLE, ...FORMS]);
	if (found !== null) return found;
	const name = lines.slice(0, 2).find(({ text }) => text.length <= 4 && SURNAMED.test(text));
	return name === undefined ? null : { text: name.text, rule: "a name under the title" };
}

function firstSigned(lines: readonly Line[], forms: readonly Form[]): ChineseByline | null {
	for (const { rule, pattern } of forms) {
		for (const { text } of lines) {
			const names = pattern.exec(withPlacesApart(text.slice(0, 160)))?.groups?.["names"];
			const cleaned = names === undefined ? "" : cleanNames(names);
			if (cleaned !== "") return { text: cleaned, rule };
		}
	}
	return null;
}

/** A name of two or three characters that begins with one of the hundred commonest surnames. */
const SURNAMED =
	/^(?:[王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何高林罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾肖萧蕭田董袁潘于余叶葉蒋蔣杜苏蘇魏程吕呂丁任沈姚卢盧姜崔钟鍾谭譚陆陸汪范金石廖贾賈夏韦韋付方白邹鄒孟熊秦邱江尹薛闫閻段雷侯龙龍史陶黎贺賀顾顧毛郝龚龔邵万萬钱錢严嚴覃武戴莫孔向汤湯常温溫康施文牛樊葛邢安齐齊易乔喬伍庞龐颜顏倪庄莊聂聶章鲁魯岳翟殷詹申欧歐耿关關兰蘭焦俞左柳甘祝包宁寧尚符舒阮柯纪紀梅童凌毕畢单單季裴霍涂成苗谷曲盛冉骆駱蓝藍路游辛靳管柴蒙鲍鮑华華喻祁房滕屈饶饒解牟艾尤阳陽时時穆农農司卓古吉缪繆简簡车車项項连連芦蘆麦麥褚娄婁窦竇戚岑景党黨宫宮费費卜冷晏席卫衛米柏宗瞿桂全佟应應臧闵閔苟邬鄔边邊卞姬师師和仇栾欒隋商刁沙荣榮巫寇桑郎甄丛叢仲虞敖巩鞏明佘池查麻苑迟遲邝鄺])[\p{Script=Han}]{1,2}$/u;

/** Words that stand behind names and are none. */
const NOT_NAMES =
	/^(?:整合|报道|報道|報導|摄影|攝影|摄|攝|文|图|圖|编辑|編輯|通讯员|實習生|实习生|综合|綜合|整理|编译|編譯|摄影报道|文图|发自|发布|来源|來源|专电|專電|最新|文章|简介|介绍|其他|其它|相关|更多|信息|观点|声明|本人|系|为|是|返回|查看|点击|阅读|关注|下载|扫码)/;
const PLACE_NAMES =
	"台北|臺北|台中|臺中|台南|高雄|新北|桃園|香港|澳門|澳门|北京|上海|廣州|广州|東京|东京|首爾|华盛顿|華盛頓|紐約|纽约|倫敦|伦敦|巴黎|柏林|洛杉磯|舊金山|莫斯科|曼谷|河內|雅加達|新加坡|日內瓦|布魯塞爾";
const PLACES = new RegExp(`(?:${PLACE_NAMES})$`);

/** A name between its post and a place: 記者王小明台北5日電. */
const NAME_BEFORE_PLACE = new RegExp(
	String.raw`(${REPORTER}\p{Script=Han}{2,3}?)(?=(?:${PLACE_NAMES})(?:\d|[電电專专特綜综即報报／/]))`,
	"u",
);

const withPlacesApart = (text: string): string => text.replace(NAME_BEFORE_PLACE, "$1／");

/** Who pictured, not who wrote: 記者王小明攝. */
const PICTURED = /[攝摄]$/;

function cleanNames(names: string): string {
	const kept: string[] = [];
	for (const word of names.split(/\s*[、，,;；&＆和]\s*|\s+/)) {
		if (NOT_NAMES.test(word) || PICTURED.test(word)) break;
		const name = word.length > 3 ? word.replace(PLACES, "") : word;
		kept.push(name);
	}
	return kept.join(" ");
}
