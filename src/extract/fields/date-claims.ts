import type { Json } from "../page.ts";
import { type FoundDate, findDate, findDates, type Order, writeIso } from "./date-text.ts";
import { type Evidence, type Line, type Marked, textBelow } from "./evidence.ts";
import type { LinkedData } from "./linked-data.ts";

/** What one layer of the page says of a date: `weight` is how far that layer is to be believed. */
export interface DateClaim {
	readonly role: "published" | "modified";
	readonly date: FoundDate;
	readonly source: string;
	readonly weight: number;
	/** A reader sees it. */
	readonly visible: boolean;
}

export interface DateContext {
	readonly evidence: Evidence;
	readonly data: LinkedData;
	/** The line of the title; -1 where the page shows none. */
	readonly titleAt: number;
	readonly language: string | null;
	/** The date that a recipe chose, as the page writes it. */
	readonly chosen: string | null;
}

/** Everything that the page says of when it was published or changed. */
export function readDateClaims(context: DateContext): DateClaim[] {
	const order = orderOf(context);
	const claims = [
		...claimOfRecipe(context.chosen, order),
		...claimsOfData(context.data),
		...claimsOfMetas(context.evidence),
		...claimsOfMarks(context, order),
		...claimsOfLines(context, order, FAR_LINE_LENGTH_MAX),
		...claimsOfFirst(context, order),
		...claimsOfAddress(context.evidence.page.address),
	];
	const sure = claims.some(({ role, weight }) => role === "published" && weight >= 0.5);
	if (sure) return claims;
	return [
		...claims,
		...claimsOfLines(context, order, META_LINE_LENGTH_MAX),
		...claimsOfState(context.evidence),
		...claimsOfPicture(context.evidence),
		...claimOfTitle(context, order),
	];
}

/** What `readDateClaims` calls what a recipe chose. */
export const RECIPE = "the recipe";

/** What a recipe chose outweighs all else. */
function claimOfRecipe(chosen: string | null, order: Order): DateClaim[] {
	const date = chosen === null ? null : (readStamp(chosen) ?? findDate(chosen, order));
	return date === null ? [] : [{ role: "published", date, source: RECIPE, weight: 100, visible: false }];
}

/** The United States write the month first, East Asia the year; so does a page in American English that says nothing of itself. */
function orderOf({ evidence, language }: DateContext): Order {
	const locale = evidence.page.metas("og:locale")[0]?.replace("_", "-") ?? language ?? "";
	if (/^(?:zh|ja|ko|hu|lt|mn)\b/i.test(language ?? locale)) return "year-first";
	return /^en(-US|-PH)?$/i.test(locale) || locale === "" ? "month-first" : "day-first";
}

function claim(
	role: DateClaim["role"],
	value: Json | undefined,
	source: string,
	weight: number,
): DateClaim[] {
	const date = typeof value === "string" ? readStamp(value) : null;
	return date === null ? [] : [{ role, date, source, weight, visible: false }];
}

/** A date as metadata writes it: any written form, or seconds or milliseconds since 1970. */
function readStamp(value: string): FoundDate | null {
	const epoch = /^\s*(\d{10})(\d{3})?\s*$/.exec(value)?.[1];
	return findDate(epoch === undefined ? value : new Date(Number(epoch) * 1000).toISOString(), "month-first");
}

function claimsOfData({ articles: [article], pages: [page] }: LinkedData): DateClaim[] {
	return [
		...claim("published", article?.["datePublished"], "JSON-LD datePublished", 3),
		...claim("published", article?.["dateCreated"], "JSON-LD dateCreated", 1),
		...claim("modified", article?.["dateModified"], "JSON-LD dateModified", 2),
		...claim("published", page?.["datePublished"] ?? page?.["uploadDate"], "JSON-LD page datePublished", 2),
		...claim("modified", page?.["dateModified"], "JSON-LD page dateModified", 1.5),
	];
}

/** Meta names, marks removed, by what they say; the first kind that fits counts. */
const META_KINDS: readonly {
	readonly name: RegExp;
	readonly role: DateClaim["role"];
	readonly weight: number;
}[] = [
	{ name: /modif|update|lastmod|moddate|revised|lastedit/, role: "modified", weight: 2 },
	{ name: /expir|event|valid|until|embargo|birth|generat|build|copyright/, role: "modified", weight: 0 },
	{
		name: /publi(?:sh|shed|c|cation)?(?:ed)?(?:on|at|date|time)|pub(?:lic)?date|pubtime|issued|publish(?:ed)?$|releasedate|firstpubl|citationonlinedate|ogtime$|livetime|displaydate|ptime|articledate|createat$|citationdate/,
		role: "published",
		weight: 3,
	},
	{ name: /creat(?:ed|ion)|available|uploaddate|uploaded|posted/, role: "published", weight: 1.5 },
	{
		name: /^(?:date|dcdate|dctermsdate|dctermdate|searchdate|eprintsdate|sailthrudate|contentdate|newsdate|sortdate)$/,
		role: "published",
		weight: 1.5,
	},
];
const META_LENGTH_MAX = 64;

/** The first meta of each kind; the earliest of publication. */
function claimsOfMetas({ page }: Evidence): DateClaim[] {
	const found = new Map<object, DateClaim>();
	for (const name of page.metaNames()) {
		const plain = name.replace(/[^a-z]/g, "");
		const kind = META_KINDS.find((one) => one.name.test(plain));
		const value = page.metas(name)[0] ?? "";
		if (kind === undefined || kind.weight === 0 || value.length > META_LENGTH_MAX) continue;
		const [one] = claim(kind.role, value, `meta ${name}`, kind.weight);
		const known = found.get(kind);
		if (one !== undefined && (known === undefined || isFirst(one, known))) found.set(kind, one);
	}
	return [...found.values()];
}

/** Of several dates of publication the first counts: systems write one more whenever they build the page. */
function isFirst(one: DateClaim, known: DateClaim): boolean {
	return one.role === "published" && writeIso(one.date).slice(0, 10) < writeIso(known.date).slice(0, 10);
}

/** What `readDateClaims` calls a day whose year, month and day are folders. */
export const FOLDERS = "the address's folders";
const FOLDER_DAY = /\/(?:19|20)\d\d\/(?:\d{1,2}|[a-z]{3,9})\/\d{1,2}\//;

function claimsOfAddress(address: string): DateClaim[] {
	const path = URL.parse(address)?.pathname ?? "";
	return datesInPath(path).map((date) => ({
		role: "published",
		date,
		source: FOLDER_DAY.test(path) ? FOLDERS : "the address",
		weight: 2,
		visible: false,
	}));
}

/** Whole dates as addresses hold them: /2019/09/07/, /20190907/, /2019/september/07/ and, at a part's end or beginning, 07-09-2019. */
const PATHS: readonly RegExp[] = [
	/(?<!\d)((?:19|20)\d\d)[/_-]?([01]\d)[/_-]?([0-3]\d)(?!\d)/,
	/\/((?:19|20)\d\d)\/(\d{1,2})\/(\d{1,2})\//,
	/\/((?:19|20)\d\d)\/([a-z]{3,9})\/(\d{1,2})\//,
];
const PATH_DAY_FIRST = /[/_-]([0-3]\d)[-_.]([01]\d)[-_.]((?:19|20)\d\d)(?!\d)/;

function datesInPath(path: string): FoundDate[] {
	const match = PATHS.map((pattern) => pattern.exec(path)).find((found) => found !== null) ?? null;
	const dayFirst = PATH_DAY_FIRST.exec(path);
	const written = match?.slice(1).join("-") ?? dayFirst?.slice(1).join(".") ?? "";
	const date = findDate(written);
	return date === null ? [] : [date];
}

/** Words before a date that say what it is. */
const UPDATED =
	/(?:updat|modif|edited|revis|review|aktuali|geändert|\bstand\b|actuali[sz]|mis à jour|\bmaj\b|aggiorn|atualiz|bijgewerkt|gewijzigd|oppdater|uppdater|opdater|更新|修改|编辑于|güncelle|обновл|оновлен|zmian|수정|cập nhật|diperbarui|تحديث)[^\d]{0,40}$/i;
const POSTED =
	/(?:publi[sc]|posted|written|created|erstellt|veröff|发布|發布|发表|發表|发稿|時間|时间|日期|刊登|公開|입력|등록|yayın|опубл|đăng|نشر|skrevet|\bdate\b|\bdatum\b|fecha|\bdata\b|\ble\b|\bon\b)[^\d]{0,30}$/i;
const RIGHTS = /©|\(c\)|copyright|all rights reserved|版权所有|版權所有/i;
const DATED =
	/(?:19|20|25)\d\d|\d[./-]\d{1,2}[./-]\d\d|[٠-٩۰-۹०-९০-৯๐-๙０-９〇]|二[零○]|民國|令和|平成|1[34]\d\d\/\d|[آ-ی] 1[34]\d\d/;
const META_LINE_LENGTH_MAX = 220;
/** A line that is all date says it more plainly than one with a few words beside it. */
const BARE_LENGTH_MAX = 12;
const BARE_WEIGHT = 1.6;
/** A line that is a date and who wrote it says it as plainly, and is no sentence at any length. */
const SIGNED_LENGTH_MAX = 48;
const SIGNED = /^\W{0,4}(?:[Bb]y|[Vv]on|[Pp]ar|[Pp]or|[Dd]i|[Dd]oor|[Aa]v|[Aa]f)\s\p{Lu}/u;
/** A date in so long a line is mostly part of a sentence. */
const PROSE_LENGTH_MIN = 80;
/** Where a paragraph that begins with its date has it. */
const DATELINE_LENGTH = 30;
/** Far from the title, what is longer is prose. */
const FAR_LINE_LENGTH_MAX = 90;
const CLAIMS_MAX = 40;

const MARKED_DATES: Readonly<
	Partial<Record<Marked["mark"], { readonly role: DateClaim["role"]; readonly weight: number }>>
> = {
	published: { role: "published", weight: 2 },
	date: { role: "published", weight: 1.2 },
	modified: { role: "modified", weight: 1.5 },
};

/** The first of each: `time` and elements that say that they hold a date. */
function claimsOfMarks({ evidence, titleAt }: DateContext, order: Order): DateClaim[] {
	const found = new Map<string, DateClaim>();
	for (const marked of [...evidence.times, ...evidence.marked]) {
		const kind = MARKED_DATES[marked.mark];
		if (kind === undefined || marked.at === titleAt || found.size > CLAIMS_MAX) continue;
		const label = labelOf(marked, evidence.lines);
		const labelled = POSTED.test(label);
		const place = placeOfMark(marked, titleAt);
		const source = `the page's ${marked.element.name === "time" ? "time" : "class"} ${marked.mark}${place.name}${labelled ? ", labelled" : ""}`;
		const date = found.has(source) ? null : dateOfElement(marked, order);
		if (date === null) continue;
		const role = UPDATED.test(label) ? "modified" : kind.role;
		found.set(source, {
			role,
			date,
			source,
			weight: weightOf(kind.weight * place.weight, labelled),
			visible: true,
		});
	}
	return [...found.values()];
}

/** What a label is worth. */
const weightOf = (weight: number, labelled: boolean): number => (labelled ? 1.5 * weight : weight);

function placeOfMark(
	{ at, aside }: Marked,
	titleAt: number,
): { readonly name: string; readonly weight: number } {
	// The nearest teaser often stands above the title, and has a day of its own.
	if (isNear(at, titleAt)) return { name: at < titleAt ? " above the title" : "", weight: 1 };
	return aside ? { name: " beside the article", weight: 0.2 } : { name: " elsewhere", weight: 0.4 };
}

function isNear(at: number, titleAt: number): boolean {
	return titleAt >= 0 && at >= titleAt - 4 && at <= titleAt + 12;
}

function dateOfElement({ element }: Marked, order: Order): FoundDate | null {
	const { datetime, content, title } = element.attribs;
	const machine = datetime ?? content;
	const fromMachine = machine === undefined ? null : readStamp(machine);
	if (fromMachine !== null) return fromMachine;
	const text = textBelow(element, 120);
	const shown = DATED.test(text) ? findDate(text, order) : null;
	return shown ?? (title !== undefined && DATED.test(title) ? findDate(title, order) : null);
}

function labelOf({ at, element }: Marked, lines: readonly Line[]): string {
	const line = lines[at];
	if (line === undefined || line.text.length > META_LINE_LENGTH_MAX) return "";
	const own = textBelow(element, 60);
	const start = line.text.indexOf(own);
	const before = start > 0 ? line.text.slice(0, start) : own.replace(/\d.*/, "");
	return before.trim() === "" ? labelAbove(line, lines) : before;
}

/** Dates that a reader sees: the first of each place, labelled or not. */
function claimsOfLines({ evidence, titleAt }: DateContext, order: Order, farMax: number): DateClaim[] {
	const found = new Map<string, DateClaim>();
	for (const line of evidence.lines) {
		if (line.at === titleAt || !isMeta(line, titleAt, farMax) || RIGHTS.test(line.text)) continue;
		const label = labelAbove(line, evidence.lines);
		for (const seen of claimsOfLine(line, label, { titleAt, order })) {
			const kind = `${seen.role} ${seen.source}`;
			if (!found.has(kind)) found.set(kind, seen);
		}
	}
	return [...found.values()];
}

/** Short lines with a date; near the title longer ones, and paragraphs that begin with one. */
function isMeta({ at, text }: Line, titleAt: number, farMax: number): boolean {
	if (!isNear(at, titleAt)) return text.length <= farMax && DATED.test(text);
	return DATED.test(text.length <= META_LINE_LENGTH_MAX ? text : text.slice(0, DATELINE_LENGTH));
}

/** A label that stands on a line of its own: `Published` above `7 September 2019`. */
function labelAbove(line: Line, lines: readonly Line[]): string {
	const above = lines[line.at - 1]?.text ?? "";
	return above.length < 24 && /^\D{3,}$/.test(above) ? `${above} ` : "";
}

function claimsOfLine(
	line: Line,
	label: string,
	{ titleAt, order }: { readonly titleAt: number; readonly order: Order },
): DateClaim[] {
	const place = placeOf(line, titleAt);
	let from = 0;
	const text = line.text.length <= META_LINE_LENGTH_MAX ? line.text : line.text.slice(0, DATELINE_LENGTH);
	return findDates(text, order).map((date) => {
		const before = (from === 0 ? label : "") + line.text.slice(from, date.at);
		from = date.end;
		const role = UPDATED.test(before) ? "modified" : "published";
		const labelled = role === "modified" || POSTED.test(before);
		const weight = weightOf(place.weight * (labelled ? 1 : plainnessOf(line, date)), labelled);
		return { role, date, source: `${place.name}${labelled ? ", labelled" : ""}`, weight, visible: true };
	});
}

/** How plainly an unlabelled line says a date. */
function plainnessOf({ text }: Line, { at, end }: FoundDate): number {
	const signed = at === 0 && SIGNED.test(text.slice(end));
	const rest = text.length - (end - at);
	if (rest < (signed ? SIGNED_LENGTH_MAX : BARE_LENGTH_MAX)) return BARE_WEIGHT;
	return signed || text.length < PROSE_LENGTH_MIN ? 1 : 0.3;
}

/** Words of an article on itself that say that the day after them is its first. */
const FIRST =
	/(?:^\W*|\b(?:article|story|post|piece|page|column|interview|essay|report|blog|guide|review|version|it) (?:was|is|had been|has been) )(?:originally|first|initially) (?:published|posted|appeared)[^.!?\d]{0,60}$|\b(?:artikel|beitrag|text) (?:wurde|ist|erschien) (?:zuerst|erstmals|ursprünglich) (?:am )?$|\b(?:initialement publié|publié initialement|publié pour la première fois) le $|\bpublicad[oa] (?:originalmente|por primera vez|pela primeira vez) (?:el|em) $|\bpubblicat[oa] (?:originariamente|per la prima volta) il $|本文(?:首发|首發|最初|首次)[^\d。]{0,8}$/i;
/** Every form of `FIRST` has one of these; quicker to see. */
const FIRST_STEMS =
	/original|initial|first|zuerst|erstmal|ursprüng|première|primera|primeira|prima volta|本文/i;
/** It outweighs all that readers see besides, and any one layer of metadata, but not two that agree. */
const FIRST_WEIGHT = 7;

/** What the article says of its first publication, wherever it does. */
function claimsOfFirst({ evidence, titleAt }: DateContext, order: Order): DateClaim[] {
	for (const { text, at, aside } of evidence.lines) {
		if (aside || at <= titleAt || text.length > META_LINE_LENGTH_MAX) continue;
		if (!FIRST_STEMS.test(text) || !DATED.test(text)) continue;
		const date = findDates(text, order).find((one) => FIRST.test(text.slice(0, one.at)));
		if (date === undefined) continue;
		return [
			{
				role: "published",
				date,
				source: "what it says of its first day",
				weight: FIRST_WEIGHT,
				visible: true,
			},
		];
	}
	return [];
}

function placeOf(line: Line, titleAt: number): { readonly name: string; readonly weight: number } {
	const distance = line.at - titleAt;
	if (titleAt >= 0 && distance > 0 && distance <= 6) return { name: "right under the title", weight: 2 };
	if (titleAt >= 0 && distance === -1) return { name: "right above the title", weight: 1.6 };
	if (line.aside) return { name: "beside the article", weight: 0.15 };
	if (titleAt < 0) return { name: "in the page", weight: 0.5 };
	if (distance > 0 && distance <= 12) return { name: "under the title", weight: 1.2 };
	if (distance <= 0 && distance >= -5) return { name: "above the title", weight: 1.2 };
	return { name: distance > 0 ? "below" : "at the top of the page", weight: 0.3 };
}

const STATE =
	/(?:"|&quot;|\\"|%22)(?:datePublished|date_published|published_?(?:at|date|time|on)?|publish_?(?:date|time)|pub_?(?:date|time)|first_?published\w*|created_?at|ptime|publication_?date)(?:"|&quot;|\\"|%22)\s*(?::|%3A)\s*(?:"|&quot;|\\"|%22)?([^",}&\\%]{8,40})|\b(?:ct|create_?time|publish_?time)\s*=\s*["'](\d{10})["']/i;

/** What a script's data says, where nothing else does. */
function claimsOfState({ page }: Evidence): DateClaim[] {
	const [, named, assigned] = STATE.exec(page.html) ?? [];
	return claim("published", named ?? assigned, "data in a script", 0.6);
}

/** A day that the title itself names. */
function claimOfTitle({ evidence, titleAt }: DateContext, order: Order): DateClaim[] {
	const date = findDate(evidence.lines[titleAt]?.text ?? "", order);
	return date === null ? [] : [{ role: "published", date, source: "the title", weight: 0.3, visible: true }];
}

/** The day that the article's own picture was uploaded, as its address says: better than nothing. */
function claimsOfPicture({ page }: Evidence): DateClaim[] {
	const path = URL.parse(page.metas("og:image")[0] ?? "", page.address)?.pathname ?? "";
	return datesInPath(path).map((date) => ({
		role: "published",
		date,
		source: "the picture's address",
		weight: 0.2,
		visible: false,
	}));
}
