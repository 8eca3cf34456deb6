import { isLanguage } from "../pages/languages.ts";
import { isZone } from "../pages/time.ts";
import type { Size, Theme } from "../pages/view.ts";
import type { Language } from "../pages/words.ts";
import type { ReaderSettings } from "./asked.ts";

/** What one reader chose, or what their browser asks for. */
export interface Visitor {
	readonly language: Language;
	readonly zone: string;
	readonly theme: Theme;
	readonly size: Size;
}

const THEMES: ReadonlySet<string> = new Set(["auto", "light", "dark"]);
const SIZES: ReadonlySet<string> = new Set(["small", "normal", "large", "huge"]);
const isTheme = (text: string): text is Theme => THEMES.has(text);
const isSize = (text: string): text is Size => SIZES.has(text);

/** The one cookie: the reader's choices, as a query string. */
const COOKIE = "pressmark";
const COOKIE_SECONDS = 365 * 86_400;
const COOKIE_LENGTH_MAX = 4_096;

/** What a request says of its reader: the address first, then the cookie, then the browser's languages. */
export function visitorOf(headers: Headers, query: URLSearchParams, settings: ReaderSettings): Visitor {
	const cookies = headers.get("cookie");
	const kept = cookies === null ? null : cookieOf(cookies);
	const languages = headers.get("accept-language");
	const chosen = (name: string): readonly string[] =>
		[query.get(name), kept?.get(name)].filter((value) => value !== null && value !== undefined);
	return {
		language:
			chosen("lang").find(isLanguage) ??
			(languages === null ? null : languageOf(languages)) ??
			settings.language,
		zone: chosen("tz").find(isZone) ?? settings.zone,
		theme: chosen("theme").find(isTheme) ?? "auto",
		size: chosen("size").find(isSize) ?? "normal",
	};
}

/** The Set-Cookie header that keeps a reader's choices. */
export function visitorCookie({ language, zone, theme, size }: Visitor): string {
	const value = new URLSearchParams({ lang: language, tz: zone, theme, size });
	return `${COOKIE}=${value}; Path=/; Max-Age=${COOKIE_SECONDS}; SameSite=Lax; HttpOnly`;
}

function cookieOf(header: string): URLSearchParams {
	const cookies = header.slice(0, COOKIE_LENGTH_MAX).split(/;\s*/);
	const own = cookies.find((cookie) => cookie.startsWith(`${COOKIE}=`)) ?? "";
	return new URLSearchParams(own.slice(COOKIE.length + 1));
}

const LANGUAGES_MAX = 20;

/** The best of a browser's languages (RFC 9110, 12.5.4) that the interface speaks, or null. */
export function languageOf(header: string): Language | null {
	const asked = header
		.split(",")
		.slice(0, LANGUAGES_MAX)
		.map((range) => {
			const [tag = "", ...parameters] = range
				.trim()
				.toLowerCase()
				.split(/\s*;\s*/);
			const weight = parameters.find((parameter) => parameter.startsWith("q="))?.slice(2) ?? "1";
			return { tag, weight: Number(weight) };
		})
		.filter(({ weight }) => weight > 0)
		.toSorted((one, other) => other.weight - one.weight);
	for (const { tag } of asked) {
		const spoken = spokenFor(tag);
		if (spoken !== null) return spoken;
	}
	return null;
}

function spokenFor(tag: string): Language | null {
	if (/^zh-(hant|tw|hk|mo)\b/.test(tag)) return "zh-Hant";
	if (/^zh\b/.test(tag)) return "zh-Hans";
	return /^en\b/.test(tag) ? "en" : null;
}
