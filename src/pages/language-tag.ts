const languages = new Intl.DisplayNames("en", { type: "language", fallback: "none" });
const regions = new Intl.DisplayNames("en", { type: "region", fallback: "none" });

/** Texts that were looked up: outlets write few, and a look-up is dear. */
const known = new Map<string, string | null>();
const KNOWN_MAX = 500;
const TEXT_LENGTH_MAX = 35;

/**
 * A language as pages may name it (BCP 47), from what an outlet wrote: `zh_CN` is zh-CN, `en-UK` is en-GB, and
 * `cn` or `chinese` are none, so null.
 */
export function languageTag(text: string): string | null {
	if (text.length > TEXT_LENGTH_MAX) return null;
	const before = known.get(text);
	if (before !== undefined) return before;
	if (known.size >= KNOWN_MAX) known.clear();
	const tag = tagOf(text.replaceAll("_", "-"));
	known.set(text, tag);
	return tag;
}

function tagOf(text: string): string | null {
	if (!/^[a-z]{2,3}(-[a-z0-9]{1,8})*$/i.test(text)) return null;
	try {
		const { language, script, region } = new Intl.Locale(text);
		if (languages.of(language) === undefined) return null;
		const isRegion = region !== undefined && regions.of(region) !== undefined;
		return [language, script, isRegion ? region : undefined].filter((part) => part !== undefined).join("-");
	} catch {
		// The one way in which Intl says that a tag is malformed.
		return null;
	}
}
