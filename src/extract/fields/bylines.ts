import { type Element, isElement } from "../../article/html.ts";
import type { Json } from "../page.ts";
import { isOff, type Run } from "../trace.ts";
import { claimsOfLines, LINE_LENGTH_MAX, NEAR_LINES, SIGNATURE } from "./byline-lines.ts";
import { readChineseByline, readLinesUnderTitle } from "./chinese-bylines.ts";
import type { BylineContext, Claim } from "./claims.ts";
import { type Evidence, squeeze, textBelow } from "./evidence.ts";
import { lateClaimsOf } from "./late-bylines.ts";
import { isList, isObject, type LinkedData, stringsOf } from "./linked-data.ts";
import { isAgency, type Name, readNames } from "./names.ts";

/**
 * Who signs: the people named by the first layer that names people. Where no layer does, the desk,
 * agency or outlet that the page declares as its author.
 */
export function readBylines(context: BylineContext, run: Run): string[] {
	const editors = editorsIn(context.evidence);
	const usable = (claims: readonly Claim[]): Claim[] =>
		claims
			.filter(({ names, source }) => names.length > 0 && !isOff(run, "byline", source))
			.map((one) => ({ ...one, names: one.names.filter(({ text }) => !editors.includes(text)) }));
	const first = usable(claimsOf(context));
	const claims = first.some(namesPeople) ? first : [...first, ...usable(lateClaimsOf(context))];
	const chosen = claims.find(namesPeople) ?? ofDesk(claims, context.site);
	if (chosen === undefined) return [];
	const whole =
		claims.find(({ names, source }) => source === TOGETHER && isMore(names, chosen.names)) ??
		claims.find((claim) => claim.source === SIGNATURE && isContradicted(chosen, claim)) ??
		chosen;
	const people = [...new Map(whole.names.map((name): [string, Name] => [name.text, name])).values()].filter(
		({ person }) => person,
	);
	const bylines = (people.length > 0 ? people : whole.names).map(({ text }) => text).filter(isNoRun);
	run.trace.push({ step: "fields", rule: "byline", text: bylines.join(", "), why: whole.source });
	return bylines;
}

/** False for a name that runs on from another of them: `Jane Roe John Doe` beside `Jane Roe`. */
function isNoRun(name: string, _: number, names: readonly string[]): boolean {
	return !names.some((other) => other.includes(" ") && name.startsWith(`${other} `));
}

/** The layers in the order in which they are believed. In Chinese news, metadata mostly names the editor. */
function claimsOf(context: BylineContext): Claim[] {
	const { language } = context;
	const metas = claimsOfMetas(context);
	const visible = [...claimsOfMarks(context), ...claimsOfLines(context)];
	if (language?.startsWith("zh"))
		return [
			...signedClaims(context),
			...claimsOfData(context),
			...visible,
			...accountClaims(context),
			...metas,
		];
	return [...claimsOfData(context), ...metas, ...claimsOfCard(context), ...visible];
}

const namesPeople = ({ names }: Claim): boolean => names.some(({ person }) => person);

/** An agency or a desk before the outlet itself. */
function ofDesk(claims: readonly Claim[], site: readonly string[]): Claim | undefined {
	const named = claims.filter(({ names }) => names.length > 0);
	return (
		named.find(({ names }) =>
			names.every(({ text }) => !site.includes(text.toLowerCase()) && isAgency(text)),
		) ?? named[0]
	);
}

/** True where `names` has all people of `others` and a few more: metadata often names the first author only. */
function isMore(names: readonly Name[], others: readonly Name[]): boolean {
	const people = [...new Set(names.map(({ text }) => text.toLowerCase()))];
	const known = others.filter(({ person }) => person).map(({ text }) => text.toLowerCase());
	return (
		known.length > 0 &&
		people.length > known.length &&
		people.length <= known.length + 4 &&
		known.every((name) => people.includes(name))
	);
}

/** Whether readers are shown that other people signed than metadata says, which often names who uploaded. */
function isContradicted({ names, source }: Claim, shown: Claim): boolean {
	const people = shown.names.filter(({ person, text }) => person && text.includes(" "));
	if (people.length === 0 || !/^(?:JSON-LD|meta) /.test(source)) return false;
	const known = names.map(({ text }) => text.toLowerCase());
	return people.every(({ text }) =>
		known.every((name) => !name.includes(text.toLowerCase()) && !text.toLowerCase().includes(name)),
	);
}

const EDITED = /[编編责責校]|Editor/;
const EDITORS =
	/(?:责任编辑|責任編輯|责编|責編|编辑|編輯|校对|编审|Editor)\s*[:：/／︱|]?\s*([\p{L}·\s、，]{2,24})/gu;

/** The people whom the page calls its editors, who are no authors, in one text. */
function editorsIn({ lines }: Evidence): string {
	return lines
		.filter(({ text }) => text.length < 120 && EDITED.test(text))
		.flatMap(({ text }) => [...text.matchAll(EDITORS)].map(([, found = ""]) => found))
		.join(" ");
}

/** Chinese stories sign in their text. */
function signedClaims({ story, site, evidence, titleAt }: BylineContext): Claim[] {
	const near =
		titleAt < 0
			? []
			: evidence.lines.slice(titleAt + 1, titleAt + 9).filter(({ text }) => text.length < LINE_LENGTH_MAX);
	const signed = readLinesUnderTitle(near) ?? readChineseByline(story);
	return signed === null
		? []
		: [{ names: readNames(signed.text, site), source: `the story's text: ${signed.rule}` }];
}

function claimsOfData({ data, site }: BylineContext): Claim[] {
	const [article] = data.articles;
	const author = article?.["author"] ?? article?.["creator"];
	const names = authorsOf(author, data).flatMap(({ text, isDesk }) => {
		const read = readNames(text, site);
		const arePeople = read.every(({ person, text: name }) => person && name.includes(" "));
		return isDesk && read.length > 1 && !arePeople ? [{ text, person: false }] : read;
	});
	return [{ names, source: "JSON-LD author" }];
}

/** An author as the data names one, and whether it says that it is an organisation, whose name may be in parts. */
interface Author {
	readonly text: string;
	readonly isDesk: boolean;
}

function authorsOf(author: Json | undefined, data: LinkedData): Author[] {
	if (isList(author)) return author.flatMap((one) => authorsOf(one, data));
	const one = data.resolve(author);
	if (typeof one === "string") return /^https?:/.test(one) ? [] : [{ text: one, isDesk: false }];
	if (!isObject(one)) return [];
	const isDesk = stringsOf(one["@type"]).some((type) => /Organization$/.test(type));
	return namesOf(one["name"]).map((text) => ({ text, isDesk }));
}

function namesOf(name: Json | undefined): string[] {
	return stringsOf(name).map((text) => text.replaceAll("&amp;", "&"));
}

/** Metas that name authors, best first; addresses of profiles name nobody. */
const AUTHOR_METAS =
	"article:author_name parsely-author sailthru.author cxenseparse:author articleauthor article:author og:author og:article:author author dc.creator dcterms.creator byl byline dcsext.author citation_author lrt_authors article:byline".split(
		" ",
	);

function claimsOfMetas({ evidence, site }: BylineContext): Claim[] {
	return AUTHOR_METAS.map((name) => {
		const values = evidence.page
			.metas(name)
			.filter((value) => !/^https?:|^[\w.-]+@|^\d+$/.test(value))
			.map((value) => (LIBRARIES.test(name) ? value.replace(FAMILY_FIRST, "$2 $1") : value));
		return { names: values.flatMap((value) => readNames(value, site)), source: `meta ${name}` };
	}).filter(({ names }) => names.some(({ person, text }) => person || !site.includes(text.toLowerCase())));
}

/** Metas of libraries name the family first: `Roe, Jane`. */
const LIBRARIES = /^(?:citation_author|dc(?:terms)?\.creator)$/;
const FAMILY_FIRST = /^([^,]{2,40}), ([^,]{2,40})$/;

/** Who a page's card for posts says wrote it: `twitter:label1` is `Written by`, `twitter:data1` the name. */
function claimsOfCard({ evidence: { page }, site }: BylineContext): Claim[] {
	return ["1", "2"]
		.filter((at) => WRITTEN_BY.test(page.metas(`twitter:label${at}`)[0] ?? ""))
		.flatMap((at) => page.metas(`twitter:data${at}`).slice(0, 1))
		.map((name) => ({ names: readNames(name, site), source: "the card for posts" }))
		.filter(({ names }) => names.some(({ person }) => person));
}

const WRITTEN_BY =
	/^(?:written by|verfasst von|geschrieben von|écrit par|escrito por|scritto da|geschreven door|skriven av|skrevet av|skrevet af|napisane przez|autor|author|автор|написано|yazan|ditulis oleh|作者)\s*:?$/i;

const MARKED_LENGTH_MAX = 120;

interface MarkedClaim extends Claim {
	readonly text: string;
	readonly at: number;
}

/** Elements near the title whose class says author or byline: each, and those that stand together. */
function claimsOfMarks({ evidence, titleAt, site }: BylineContext): Claim[] {
	const found: MarkedClaim[] = [];
	for (const { mark, element, at } of evidence.marked) {
		if (mark !== "author" || titleAt < 0 || at < titleAt - 3 || at > titleAt + NEAR_LINES) continue;
		const declared = declaredName(element);
		if (declared !== null) return [{ names: readNames(declared, site), source: "microdata of the author" }];
		const text = textBelow(element, MARKED_LENGTH_MAX);
		if (text.length === 0 || text.length >= MARKED_LENGTH_MAX || HELPED.test(text)) continue;
		found.push({ names: readNames(text, site), source: "an element of class author", text, at });
	}
	return [...found, ...together(found)];
}

/** Who checked, edited or pictured, not who wrote. */
const HELPED =
	/^(?:(?:fact|medically|expert|clinically|technically)[- ]?(?:checked|reviewed)|reviewed|edited|illustrated|photograph(?:ed|s|y)|photos?) by\b/i;

/** The name that microdata gives an author beside what the page shows: `<div itemprop="author"><meta itemprop="name" content="…">`. */
function declaredName({ children }: Element, depth = 0): string | null {
	if (depth > DECLARED_DEPTH_MAX) return null;
	for (const child of children) {
		if (!isElement(child)) continue;
		const isName = child.name === "meta" && child.attribs["itemprop"] === "name";
		const name = isName ? child.attribs["content"]?.trim() : declaredName(child, depth + 1);
		if (name) return name;
	}
	return null;
}

const DECLARED_DEPTH_MAX = 3;

const TOGETHER = "elements of class author that stand together";

/** Names that have an element each, on one line or on lines that follow each other, as one claim. */
function together(found: readonly MarkedClaim[]): Claim[] {
	const groups: MarkedClaim[][] = [];
	for (const claim of found.filter(
		({ names, text }) => names.length === 1 && names[0]?.person && names[0].text === text,
	)) {
		const last = groups.at(-1);
		if (last !== undefined && claim.at - (last.at(-1)?.at ?? 0) <= 1) last.push(claim);
		else groups.push([claim]);
	}
	return groups.map((group) => ({ names: group.flatMap(({ names }) => names), source: TOGETHER }));
}

/** Platforms put an account's name beside the date, `中国网 2019-11-25 10:37:31`; what the page's title names, too, is a channel. */
function accountClaims({ evidence, titleAt, site }: BylineContext): Claim[] {
	const near = titleAt < 0 ? [] : evidence.lines.slice(titleAt + 1, titleAt + 6);
	const line = near.find(
		({ text, pieces }) => pieces.length > 1 && text.length < 80 && /\d{4}[-年/.]\d{1,2}/.test(text),
	);
	const channels = squeeze(evidence.page.titleElement());
	const pieces = (line?.pieces ?? []).filter(
		(piece) =>
			/^[\p{L}\p{N}·._-]{2,12}$/u.test(piece) &&
			!NO_ACCOUNT.test(piece) &&
			(!channels.includes(piece) || site.includes(piece.toLowerCase())),
	);
	return pieces.length === 0
		? []
		: [{ names: pieces.flatMap((piece) => readNames(piece, site)), source: "the account beside the date" }];
}

const NO_ACCOUNT =
	/^\d|来源|來源|原创|阅读|评论|作者|编辑|分享|字号|^(?:社會|社会|政治|时政|要闻|国际|國際|财经|財經|体育|體育|娱乐|娛樂|港聞|两岸|兩岸|科技|新闻|新聞)$/;
