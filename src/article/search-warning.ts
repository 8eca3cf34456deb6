/** What a search did otherwise than it was asked, for whoever words it; counts are those of the limits. */
export type SearchWarning =
	| { readonly kind: "long"; readonly characters: number }
	| { readonly kind: "many-words"; readonly words: number }
	| { readonly kind: "no-word" }
	| { readonly kind: "only-left-out" }
	| { readonly kind: "empty-filter"; readonly filter: string }
	| { readonly kind: "no-day"; readonly filter: string; readonly text: string }
	| { readonly kind: "some-words" }
	/** A name in Latin letters was looked for in characters, too. */
	| { readonly kind: "also"; readonly typed: string; readonly forms: readonly string[] };

/** A warning in a sentence of English, as programs and terminals get it. */
export function warningInEnglish(warning: SearchWarning): string {
	switch (warning.kind) {
		case "long":
			return `Only the first ${warning.characters} characters were looked for.`;
		case "many-words":
			return `Only the first ${warning.words} words were looked for.`;
		case "no-word":
			return "There is no word in this to look for.";
		case "only-left-out":
			return "A word with - is only left out: say what to look for, too.";
		case "empty-filter":
			return `${warning.filter}: says nothing and was left out: write what it names right after the colon.`;
		case "no-day":
			return `${warning.filter}:${warning.text} names no day: write ${warning.filter}:2026-03-01.`;
		case "some-words":
			return "No article has all of these words; these have some of them.";
		case "also":
			return `“${warning.typed}” may be read as ${warning.forms.join(", ")}: looked for, too.`;
	}
}

/** A warning as programs get it: what kind it is, and the sentence. */
export function warningJson(warning: SearchWarning): { readonly kind: string; readonly text: string } {
	return { kind: warning.kind, text: warningInEnglish(warning) };
}
