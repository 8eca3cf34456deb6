/** Agencies by the name that the trade writes, each with the ways in which pages write it. */
const AGENCIES: readonly (readonly [string, string])[] = [
	["新华社", "新华社|新華社|新华通讯社"],
	["新华网", "新华网|新華網"],
	["中新社", "中新社|中国新闻社|中國新聞社"],
	["中新网", "中新网|中新網"],
	["中央社", "中央社|中央通訊社|中央通讯社"],
	["美联社", "美联社|美聯社"],
	["路透社", "路透社|路透(?=报道|報導|电|電|中文|\\d|[）)])"],
	["法新社", "法新社"],
	["德新社", "德新社"],
	["俄塔社", "俄塔社|塔斯社"],
	["俄新社", "俄新社|俄新网"],
	["国际文传", "国际文传(?:电讯社|通讯社)?|國際文傳"],
	["韩联社", "韩联社|韓聯社"],
	["共同社", "共同社|共同通信"],
	["时事社", "时事社|時事社|時事通信"],
	["朝中社", "朝中社"],
	["埃菲社", "埃菲社"],
	["安莎社", "安莎社"],
	["合众国际社", "合众国际社|合眾國際社"],
	["彭博社", "彭博社|彭博新闻社|彭博新聞社"],
	["阿纳多卢通讯社", "阿纳多卢(?:通讯)?社"],
	["越通社", "越通社"],
	["巴联社", "巴联社|巴联合通讯社"],
	["AP", "AP|Associated Press"],
	["Reuters", "Reuters|REUTERS|rtr"],
	["AFP", "AFP|afp|Agence France-Presse"],
	["dpa", "dpa|DPA|Deutsche Presse-Agentur"],
	["SID", "SID|sid"],
	["APA", "APA|apa"],
	["SDA", "SDA|sda|Keystone-SDA|ATS"],
	["KNA", "KNA"],
	["epd", "epd"],
	["UPI", "UPI"],
	["TASS", "TASS|ТАСС"],
	["Interfax", "Interfax|Интерфакс"],
	["EFE", "EFE"],
	["Europa Press", "Europa Press"],
	["ANSA", "ANSA"],
	["Xinhua", "Xinhua|XINHUA"],
	["Kyodo", "Kyodo"],
	["Yonhap", "Yonhap"],
	["PTI", "PTI"],
	["ANI", "ANI"],
	["IANS", "IANS"],
	["Anadolu", "Anadolu(?: Agency| Ajansı)?"],
	["Belga", "Belga|BELGA"],
	["ANP", "ANP"],
	["NTB", "NTB"],
	["Ritzau", "Ritzau"],
	["PAP", "PAP"],
	["ČTK", "ČTK"],
	["MTI", "MTI"],
	["Bernama", "Bernama"],
	["Antara", "Antara"],
	["CNA", "CNA"],
	["Bloomberg", "Bloomberg"],
];
const isHan = ([name]: readonly [string, string]): boolean => /\p{Script=Han}/u.test(name);

const formsOf = (agencies: typeof AGENCIES): string => agencies.map(([, forms]) => forms).join("|");
const HAN_FORMS = formsOf(AGENCIES.filter(isHan));
const LATIN_FORMS = formsOf(AGENCIES.filter((agency) => !isHan(agency)));

/** Every form of every name, a group for each agency in the table's order; names in letters as whole words. */
const NAMED = new RegExp(
	[
		groupsOf(AGENCIES.filter(isHan)),
		`(?<![\\p{L}\\p{N}])(?:${groupsOf(AGENCIES.filter((agency) => !isHan(agency)))})(?![\\p{L}\\p{N}])`,
	].join("|"),
	"gu",
);

function groupsOf(agencies: typeof AGENCIES): string {
	return agencies.map(([, forms]) => `(${forms})`).join("|");
}

/** Where a name is a credit, and not what a story is about. What is found is searched for every agency's name. */
const CREDITS: readonly RegExp[] = [
	// 新华社昆明12月26日电, （法新社羅馬19日電）, 中新社成都五月十二日电, （中央社記者某某台北5日電）
	new RegExp(`^[（(【]?(?:${HAN_FORMS})[^，。,]{0,24}?[日社网網](?:电|電|讯|訊|消息|专电|專電)`, "u"),
	new RegExp(`[（(【](?:${HAN_FORMS})[^（）()。]{0,24}(?:电|電)[)）】]`, "u"),
	// （法新社）, （美联社、路透社）
	new RegExp(`[（(](?:${HAN_FORMS})(?:[、，,/\\s](?:${HAN_FORMS}))*[)）]`, "u"),
	// 据美联社报道, 據路透社, 据新华社电, 综合路透社、法新社报道
	new RegExp(`(?:据|據|综合|綜合|引述|援引)[^，。,]{0,12}(?:${HAN_FORMS})[^。]{0,30}`, "u"),
	new RegExp(`(?:${HAN_FORMS})[^，。,]{0,6}(?:报道|報導|報道)(?:称|，|稱)`, "u"),
	// （本文部分内容依据了美联社和路透社的报道）, 来源：新华社
	new RegExp(`(?:依据|依據|来源|來源|稿源|转自|轉自|摘自)[^。]{0,8}(?:${HAN_FORMS})[^。]{0,30}`, "u"),
	// BERLIN (AP) —, (Reuters) -, (dpa/lno), (AFP, Reuters)
	new RegExp(
		`\\((?:[\\p{L}\\s-]{0,16}[/,;]\\s?)*(?:${LATIN_FORMS})(?:\\s?[/,;]\\s?[\\p{L}\\p{N}\\s-]{0,16})*\\)`,
		"u",
	),
	// NEW YORK, April 3 (UPI) --; LONDON — AP
	/^(?:Source|Quelle|Fuente|Fonte|Bron|Kilde|Källa|Kaynak|Źródło|Zdroj|Источник)s?\s*:\s*[^.]{0,40}/u,
	new RegExp(
		`(?:[Ww]ith (?:files|reporting|information|material|agencies)|[Mm]it (?:Material|Informationen|Agenturmaterial)|[Aa]vec|[Cc]on información|[Rr]eporting by|contributed to this)[^.]{0,60}(?:${LATIN_FORMS})[^.]{0,40}`,
		"u",
	),
	new RegExp(`^(?:The )?(?:${LATIN_FORMS})[^.]{0,40}contributed to this`, "u"),
];
/** Pictures are credited in brackets too. */
const PICTURED = /photo|foto|bild|image|imago|picture|video|图|圖|摄|攝/iu;
const LINE_LENGTH_MAX = 400;
const LINES_AT_EITHER_END = 4;

/**
 * The agencies that a story credits: in its dateline, its first and last lines, its credit sentence, or as its author.
 * Names as the trade writes them, in the order found.
 */
export function readWires(lines: readonly string[], signed: readonly string[]): string[] {
	const ends =
		lines.length <= 2 * LINES_AT_EITHER_END
			? lines
			: [...lines.slice(0, LINES_AT_EITHER_END), ...lines.slice(-LINES_AT_EITHER_END)];
	const credits = ends.flatMap((line) => {
		const text = plainNumbers(line.slice(0, LINE_LENGTH_MAX));
		if (agenciesIn(text).length === 0) return [];
		return CREDITS.map((pattern) => pattern.exec(text)?.[0] ?? "").filter(
			(found) => found !== "" && !PICTURED.test(found),
		);
	});
	return [...new Set([...credits, ...signed].flatMap(agenciesIn))];
}

function plainNumbers(text: string): string {
	return text.replace(/\s+/g, " ").replace(/[０-９]/g, (digit) => String(digit.charCodeAt(0) - 0xff10));
}

/** The agencies that a text names, by the first place of each. */
function agenciesIn(text: string): string[] {
	const named = [...text.matchAll(NAMED)].map((match) => AGENCIES[match.indexOf(match[0], 1) - 1]?.[0] ?? "");
	return [...new Set(named)];
}
