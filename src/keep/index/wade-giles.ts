const INITIALS: Readonly<Record<string, string>> = {
	...{
		b: "p",
		p: "p",
		d: "t",
		t: "t",
		g: "k",
		k: "k",
		zh: "ch",
		ch: "ch",
		j: "ch",
		q: "ch",
		x: "hs",
		r: "j",
	},
	...{ z: "ts", c: "ts" },
};

/** After these initials, u is ü. */
const FRONT = /^[jqx]$/;
const RETROFLEX = /^(zh|ch|sh|r)$/;
const SIBILANT = /^[zcs]$/;

const WITHOUT_INITIAL: Readonly<Record<string, string>> = {
	...{ yi: "i", ye: "yeh", yan: "yen", you: "yu", yong: "yung", yue: "yueh", er: "erh" },
};

/**
 * How Wade and Giles spell a syllable of pinyin (`lv` for lü), without apostrophes, as newspapers write it, and with
 * ü as u and as v. Several syllables share a spelling: Chang is Zhang and Chang.
 */
export function wadeGilesOf(syllable: string): readonly string[] {
	const [, initial = "", final = ""] = /^(zh|ch|sh|[bpmfdtnlgkhjqxrzcs])?(.+)$/.exec(syllable) ?? [];
	if (initial === "") {
		const spelling = WITHOUT_INITIAL[syllable] ?? syllable;
		return /^yu(e|an|n)?$/.test(syllable) ? [spelling, spelling.replace("u", "v")] : [spelling];
	}
	if (final === "i" && SIBILANT.test(initial)) return initial === "s" ? ["ssu", "szu"] : ["tzu"];
	const spelling = (INITIALS[initial] ?? initial) + finalOf(initial, final);
	const isFront = final.startsWith("v") || (FRONT.test(initial) && final.startsWith("u"));
	return isFront ? [spelling.replace("v", "u"), spelling.replace(/u|v/, "v")] : [spelling];
}

/** Finals that are spelt otherwise, some only after certain initials. */
const FINALS: readonly (readonly [final: string, after: RegExp, spelling: string])[] = [
	["i", RETROFLEX, "ih"],
	["e", /^[gkh]$/, "o"],
	["uo", /^(?![gkh]$|sh$)/, "o"],
	["ui", /^[gk]$/, "uei"],
	["ian", /^/, "ien"],
	["ie", /^/, "ieh"],
	["ve", /^/, "ueh"],
	["ue", FRONT, "ueh"],
	["ong", /^/, "ung"],
	["iong", /^/, "iung"],
];

function finalOf(initial: string, final: string): string {
	return FINALS.find(([own, after]) => own === final && after.test(initial))?.[2] ?? final;
}
