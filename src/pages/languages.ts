import { en } from "./words/en.ts";
import { zhHans } from "./words/zh-hans.ts";
import { zhHant } from "./words/zh-hant.ts";
import type { Language, Words } from "./words.ts";

/** Every language of the interface, in the order in which it is offered. */
export const LANGUAGES: Readonly<Record<Language, Words>> = {
	"zh-Hans": zhHans,
	"zh-Hant": zhHant,
	en,
};

/** True for a language that the interface speaks. */
export function isLanguage(text: string): text is Language {
	return Object.hasOwn(LANGUAGES, text);
}
