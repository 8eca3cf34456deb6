import type { Evidence } from "./evidence.ts";
import { type LinkedData, stringsOf } from "./linked-data.ts";

const SAMPLE_LENGTH = 2500;

/**
 * The article's language as BCP 47: what the page declares, unless its text is plainly in another
 * script, or has no English in it where English is declared, as templates do. A page that declares
 * nothing is told by its words. For Chinese, whether the characters are simplified (`zh-Hans`) or
 * traditional (`zh-Hant`).
 */
export function readLanguage(evidence: Evidence, data: LinkedData): string | null {
	const declared = declaredLanguage(evidence, data);
	const sample = sampleOf(evidence);
	const seen = scriptLanguage(sample);
	if (seen === "zh") return chineseOf(sample);
	if (seen !== null && !agrees(declared, seen)) return seen;
	return declared === null || agrees(declared, "en") ? languageOf(sample, declared) : declared;
}

const ENGLISH_WORDS =
	"the of and to a in is that for on with as was by at be this are it you from or an have not we your his he";

/** Words without which no text of a language does. */
const SMALL_WORDS: Readonly<Record<string, string>> = {
	en: ENGLISH_WORDS,
	de: "der die das und nicht ist von mit den dem ein eine zu im auf für sich auch",
	es: "el la los las de que en un una por con para del se es y su",
	fr: "le la les des de et est dans que qui une un pour du au sur pas ce",
	it: "il la di che e un una per con non del della sono è le nel",
	pt: "o a os as de que não um uma para com em do da no na e é",
	nl: "de het een van en dat niet op zijn voor is met te aan ook",
	sv: "och att det som är på för inte av en ett med till den",
	pl: "w i się na nie że do jest z to o po jak",
	ro: "și de la în cu care pe din este a o nu mai pentru",
	tr: "bir ve bu için de da ile olarak çok daha gibi",
	id: "yang dan di dengan untuk ini dari pada itu tidak dalam",
	tl: "ang ng sa na mga ay si at ni kay",
	sw: "ya na wa kwa katika ni za la kuwa hiyo",
};
const WORDS: readonly (readonly [string, ReadonlySet<string>])[] = Object.entries(SMALL_WORDS).map(
	([language, words]) => [language, new Set(words.split(" "))],
);
/** English small words, found without reading the others: most pages that declare English are. */
const ENGLISH = new RegExp(`\\b(?:${ENGLISH_WORDS.replaceAll(" ", "|")})\\b`, "gi");
const WORDS_MIN = 40;
/** English has three times this share of its small words, lists of names still more than it; no other language has. */
const ENGLISH_MIN = 0.07;
const OTHER_MIN = 0.1;
/** How much more of its own words the likeliest language has than the next. */
const LEAD_MIN = 1.25;

/** The declared English where the words are English, else the language that they tell; null where they tell none. */
function languageOf(sample: string, declared: string | null): string | null {
	const count = sample.split(" ").length;
	if (count < WORDS_MIN || (declared !== null && countOf(ENGLISH, sample) >= ENGLISH_MIN * count))
		return declared;
	const words = sample.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? [];
	const shareOf = (small: ReadonlySet<string>): number =>
		words.filter((word) => small.has(word)).length / count;
	const [best, next] = WORDS.map(([language, small]) => ({ language, share: shareOf(small) })).sort(
		(one, other) => other.share - one.share,
	);
	if (best === undefined || next === undefined || best.share < OTHER_MIN) return null;
	return best.share >= LEAD_MIN * next.share ? best.language : null;
}

function declaredLanguage({ page }: Evidence, data: LinkedData): string | null {
	const html = page.root.children.find((node) => "name" in node && node.name === "html");
	const attributes = html !== undefined && "attribs" in html ? html.attribs : {};
	const said = [
		attributes["lang"],
		attributes["xml:lang"],
		...stringsOf(data.articles[0]?.["inLanguage"]),
		...page.metas("og:locale"),
		...page.metas("content-language"),
		...page.metas("language"),
		...page.metas("dc.language"),
	];
	for (const text of said) {
		const tag = languageTag(text ?? "");
		if (tag !== null) return tag;
	}
	return null;
}

/** A tag as BCP 47 writes it (`en_US` becomes `en-US`); null where the text names no language. */
export function languageTag(text: string): string | null {
	const tag = text.trim().split(/[,;]/)[0]?.replaceAll("_", "-") ?? "";
	if (!/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(tag) || /^(?:und|mul|zxx)/i.test(tag)) return null;
	try {
		return Intl.getCanonicalLocales(tag)[0] ?? null;
	} catch {
		return null;
	}
}

function sampleOf({ lines }: Evidence): string {
	let text = "";
	for (const line of lines) {
		if (line.linked || line.aside || line.text.length < 15) continue;
		text += ` ${line.text}`;
		if (text.length > SAMPLE_LENGTH) break;
	}
	return text;
}

/** Languages that their script tells: its characters, and the least share of all letters that shows it. */
const SCRIPTS: readonly (readonly [string, RegExp, number])[] = [
	["ja", /[\u3040-\u30ff]/g, 0.08],
	["ko", /[\uac00-\ud7af]/g, 0.3],
	["zh", /[\u3400-\u9fff]/g, 0.3],
	["th", /[\u0e00-\u0e7f]/g, 0.4],
	["he", /[\u0590-\u05ff]/g, 0.4],
	["el", /[\u0370-\u03ff]/g, 0.4],
];
/** Letters of any script, and marks that stand among them. */
const LETTERS = /[^\0-@\u2000-\u2bff\u3000-\u303f]/g;
const LETTERS_MIN = 40;

function scriptLanguage(text: string): string | null {
	const letters = countOf(LETTERS, text);
	if (letters < LETTERS_MIN) return null;
	return SCRIPTS.find(([, script, share]) => countOf(script, text) > share * letters)?.[0] ?? null;
}

const countOf = (characters: RegExp, text: string): number => text.match(characters)?.length ?? 0;

function agrees(declared: string | null, seen: string): boolean {
	return declared?.toLowerCase().split("-")[0] === seen;
}

/** Common characters that only one of the two ways of writing has. */
const SIMPLIFIED = /[们这来说对时会个为国后过还发学现开关东车长门问间见观边进远运达选头实应当]/g;
const TRADITIONAL = /[們這來說對時會個為國後過還發學現開關東車長門問間見觀邊進遠運達選頭實應當]/g;

/** Whether a Chinese text is in simplified or traditional characters, as BCP 47. */
export function chineseOf(text: string): string {
	return countOf(TRADITIONAL, text) > countOf(SIMPLIFIED, text) ? "zh-Hant" : "zh-Hans";
}
