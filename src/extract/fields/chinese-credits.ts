import { cleanNames, KNOWN_NAME, MARK, NAMES, REPORTER } from "./chinese-names.ts";

/** The labels of those who write, and of others who are named beside them. */
export const WRITES =
	"文字|撰文|撰稿人?|撰写|撰寫|作者|采写|採寫|采访|採訪|采编|採編|执笔|執筆|编译|編譯|整理|评论员|評論員|文";
const HELPS =
	"参与采写|摄影|攝影|供图|供圖|图片|圖片|制图|製圖|图|圖|视频|影片|剪辑|剪輯|设计|設計|美编|美編|排版|校对|校對|审核|審核|统筹|統籌|策划|策劃|监制|監製|出品|责任编辑|責任編輯|责编|責編|网编|網編|编辑|編輯|主编|主編|通讯员|通訊員|实习生|實習生|来源|來源|翻译|翻譯";
const TASK = `(?:${WRITES}|${HELPS})`;
/** One task or two, `文／圖`, or a post with an outlet before it, 某某晚报全媒体记者; then a mark, a space or the end. */
const LABEL = new RegExp(
	String.raw`(?<=^|[\s，,;；）)]|${MARK})(${TASK}(?:\s?[/／、&和]?\s?${TASK})*|[\p{Script=Han}·《》]{0,12}?(?:${REPORTER}|编辑|編輯|作者|撰稿人|评论员|評論員))(\s*${MARK}\s*|\s+|$)`,
	"u",
);
const LABELS = new RegExp(LABEL.source, "gu");
const WRITER = new RegExp(`${WRITES}|${REPORTER}`, "u");
/** Labels that name a writer's task and are another's: 文字编辑, 摄影记者. */
const NO_WRITER = /编辑|編輯|校对|校對|参与|^(?:摄影|攝影|图片|圖片|视频|影片)(?:记者|記者)$/;
const CREDITS_LENGTH_MAX = 120;

/** The names, with what may follow them; a post before a single name: 特约撰稿人王小明. */
const VALUE = new RegExp(`^(?<names>${NAMES})[^。！？]{0,24}$`, "u");
const TITLED = new RegExp(`^[^，。]{1,30}?[人者員员授長长師师家士任生](?<name>${KNOWN_NAME})$`, "u");
const KNOWN = new RegExp(`^${KNOWN_NAME}`, "u");

/** Who writes by a line of labels and names, `文／王小明 圖／李大華`, names with spaces between them; empty where it is no such line. */
export function creditedIn(text: string): string {
	if (text.length > CREDITS_LENGTH_MAX || /[。！？!?]/.test(text) || !LABEL.test(text)) return "";
	const bare = text.replace(/^[（(【〔[\s]+|[)）】〕\]\s]+$/g, "");
	const [before = "", ...parts] = bare.split(LABELS);
	if (before !== "") return "";
	const names: string[] = [];
	for (let at = 0; at + 2 < parts.length; at += 3) {
		const [label = "", mark = "", value = ""] = parts.slice(at, at + 3);
		if (!WRITER.test(label) || NO_WRITER.test(label)) continue;
		const trimmed = value.trim();
		const isSure = mark.trim() !== "" || parts.length > 3 || KNOWN.test(trimmed);
		const found = TITLED.exec(trimmed)?.groups?.["name"] ?? VALUE.exec(trimmed)?.groups?.["names"];
		const cleaned = found === undefined || !isSure ? "" : cleanNames(found);
		if (cleaned !== "") names.push(cleaned);
	}
	return names.join(" ");
}
