import { creditedIn, WRITES } from "./chinese-credits.ts";
import {
	cleanNames,
	isKnownName,
	KNOWN_NAME,
	KNOWN_NAMES,
	MARK,
	NAMES,
	REPORTER,
	REPORTS,
	withNamesApart,
} from "./chinese-names.ts";
import type { Line } from "./evidence.ts";

const [OPEN, CLOSE] = [String.raw`[（(【〔\[]`, String.raw`[)）】〕\]]`];
const INSIDE = String.raw`[^（()）【】〔〕\[\]]`;

interface Form {
	readonly rule: string;
	/** The names in a line, with spaces between them; empty where it does not sign so. */
	namesIn(text: string): string;
}

/** The form that a pattern gives: its group `names` is the names, `rest` what may tell that they pictured. */
function form(rule: string, pattern: string): Form {
	const expression = new RegExp(pattern, "u");
	// Most lines name no reporter, and are done with at once.
	const needs = pattern.includes(REPORTER) && !pattern.includes("作者") ? REPORTED : null;
	return {
		rule,
		namesIn: (text) => {
			if (needs?.test(text) === false) return "";
			const { names = "", rest = "" } = expression.exec(text)?.groups ?? {};
			return PICTURED.test(rest) ? "" : cleanNames(names);
		},
	};
}

const REPORTED = new RegExp(REPORTER);

/** Who pictured, not who wrote: 記者王小明 攝. */
const PICTURED = /[摄攝](?!影[报報])|供[图圖]/;
const PICTURES_ONLY = /[摄攝]\s*[)）】]?$|^(?:摄影|攝影|图片|圖片|视频|影片)(?:记者|記者)[^文记記]*$/;

/** How Chinese stories sign in their first and last lines; the first form that fits counts. */
const FORMS: readonly Form[] = [
	// （记者 张三 李四）, 本报讯（记者张三）, （中央社記者王小明台北5日電）, 〔記者王小明／台北報導〕
	form(
		"reporter in brackets",
		String.raw`${OPEN}${INSIDE}{0,20}?${REPORTER}\s*${MARK}?\s*(?<names>${NAMES})(?<rest>${INSIDE}{0,24})${CLOSE}`,
	),
	// （文/张三）, 〔編譯王小明／綜合報導〕, 【文/某某网 张三】, at either end of a line
	form(
		"label in brackets",
		String.raw`(?:^|(?=${OPEN}${INSIDE}{2,60}${CLOSE}$))${OPEN}\s*(?:本文)?(?:${WRITES})(?:\s?[/／、]\s?[图圖])?(?:\s*${MARK}\s*|\s+|(?=${KNOWN_NAME}))(?<names>${NAMES})(?<rest>${INSIDE}{0,40})${CLOSE}`,
	),
	// 新华社北京5月19日电（刘艺、杨吉）
	form("names after the dateline", String.raw`^.{2,24}日(?:电|電|讯|訊)\s*[（(](?<names>${NAMES})[)）]`),
	// 东方网记者曹磊5月13日报道
	form(
		"reporter before the date",
		String.raw`^.{0,10}${REPORTER}\s*(?<names>\p{Script=Han}{2,3}(?:[、\s]\p{Script=Han}{2,3}){0,3}?)\s*\d{1,2}月\d{1,2}日(?:报道|報道|電|电|讯)`,
	),
	// 文/张三, 作者︱张三, 采写：南都记者 张三, 撰文：张三; also 记者：张三 編輯：李四
	{ rule: "labelled line", namesIn: creditedIn },
	// 王小明／台北報導, 【王小明／台北報導】
	form(
		"name before the place",
		String.raw`^${OPEN}?(?<names>${NAMES})\s?[/／╱]\s?[\p{Script=Han}、]{0,8}${REPORTS}(?:${CLOSE}|$|[\s：:])`,
	),
	// 本报记者 张三 北京报道, and perhaps the story on the same line
	form(
		"reporter before the story",
		String.raw`^(?:【[^】]{2,20}】\s*)?[\p{Script=Han}\w《》·\s]{0,18}?${REPORTER}\s*${MARK}?\s*(?<names>${KNOWN_NAMES})(?=\s*[/／╱]|\s)(?<rest>.{0,4})`,
	),
	// 中青报·中青网记者 张三
	form(
		"reporter's line",
		String.raw`^(?:[\p{Script=Han}·、\s]{2,14}?)?${REPORTER}\s*${MARK}?\s*(?<names>${NAMES})\s*(?:[/／╱].{2,8}${REPORTS}|来源.{1,16}|${REPORTS})?$`,
	),
	// （作者为某某大学教授张三）, （作者张三系某某大学教授）
	form(
		"note on the author",
		String.raw`^[（(](?:本文)?作者\s*[:：]?\s*(?:(?:系|為|为|是)[^，。）)]{2,30}?(?=${KNOWN_NAME}[)）])|(?=[^（(）)]{2,3}(?:系|為|为|是|现任|現任)))(?<names>\p{Script=Han}{2,3}?)(?=[)）]|系|為|为|是|现任|現任)`,
	),
];

/** How the line under a title names the author beside date and source; and a name beside an outlet's, 石佳/中国青年报. */
const UNDER_TITLE: readonly Form[] = [
	form(
		"author beside the date",
		String.raw`作者\s*${MARK}?\s*(?:\p{Script=Han}{0,10}?${REPORTER}\s*)?(?<names>${NAMES})(?=\s|$|[|｜）)])`,
	),
	form(
		"reporter beside the date",
		String.raw`(?:^|[\s/／|｜])${REPORTER}\s*${MARK}?\s*(?<names>${KNOWN_NAMES})(?=\s|$|[/／|｜（(])`,
	),
	form(
		"name beside an outlet",
		String.raw`^(?<names>\p{Script=Han}{2,4})\s?[/／]\s?\p{Script=Han}{2,10}[报報网網社台刊]$`,
	),
	form(
		"name beside the date",
		String.raw`^(?:[\p{Script=Han}\w]{2,10}\s)?(?<names>(?=\p{Script=Han}{3}\s)${KNOWN_NAME})\s(?:20\d\d[-/.年]|发自|發自)`,
	),
];

/** Names in brackets as agencies' stories end: a line of their own, or behind the last sentence. */
const SIGNED = new RegExp(String.raw`^[（(]\s*(?<names>${NAMES})\s*[)）]$`, "u");
const SIGNED_BEHIND = new RegExp(String.raw`[。！？”’」』]\s*[（(]\s*(?<names>${KNOWN_NAMES})\s*[)）]$`, "u");
const NOT_SIGNED = /编|編|完|图|圖|注|[省市县縣区區网網报報社台]$/;

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
		const signed = SIGNED.exec(text) ?? SIGNED_BEHIND.exec(text.slice(-SIGNATURE_LENGTH_MAX));
		const names = signed?.groups?.["names"];
		if (names !== undefined && !NOT_SIGNED.test(names))
			return { text: cleanNames(names), rule: "name in brackets at the end" };
	}
	return null;
}

/** Who the lines right under the title name; null where they name nobody. */
export function readLinesUnderTitle(lines: readonly Line[]): ChineseByline | null {
	const found = firstSigned(lines, [...UNDER_TITLE, ...FORMS]);
	if (found !== null) return found;
	const name = lines.slice(0, 2).find(({ text }) => text.length <= 4 && isKnownName(text));
	return name === undefined ? null : { text: name.text, rule: "a name under the title" };
}

const HEAD_LENGTH_MAX = 160;
const SIGNATURE_LENGTH_MAX = 60;

function firstSigned(lines: readonly Line[], forms: readonly Form[]): ChineseByline | null {
	const texts = lines
		.filter(({ text }) => !PICTURES_ONLY.test(text))
		.map(({ text }) => withNamesApart(endsOf(text)));
	for (const { rule, namesIn } of forms) {
		for (const text of texts) {
			const names = namesIn(text);
			if (names !== "") return { text: names, rule };
		}
	}
	return null;
}

/** A line's beginning and end, where names stand. */
const endsOf = (text: string): string =>
	text.length <= HEAD_LENGTH_MAX + SIGNATURE_LENGTH_MAX
		? text
		: `${text.slice(0, HEAD_LENGTH_MAX)}…${text.slice(-SIGNATURE_LENGTH_MAX)}`;
