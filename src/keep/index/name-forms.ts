import type { DatabaseSync } from "node:sqlite";
import { wordsOf } from "./names.ts";
import { commonForm, hasTones, type Neighbours, namesBySound, neighboursIn } from "./pinyin.ts";
import type { Query, Term } from "./query.ts";
import { rowsWith } from "./rank.ts";
import { statementsOf } from "./statements.ts";
import { stem } from "./tokens.ts";

/** Other ways to write one name that are looked for: the most frequent. */
const FORMS_MAX = 6;

/** Latin words that may be one name. */
const WORDS_MAX = 4;

/** The query with every way to write its names: as the archive itself has explained them, or as they sound. */
export function withNames(db: DatabaseSync, query: Query): Query {
	const wanted: Term[] = [];
	const warnings = [...query.warnings];
	const looking: Looking = { db, neighbours: neighboursIn(db) };
	for (let at = 0; at < query.wanted.length; ) {
		const named = longestName(looking, query.wanted.slice(at, at + WORDS_MAX));
		const term = named?.term ?? query.wanted[at];
		if (term !== undefined) wanted.push(term);
		if (named?.isHeard) {
			const { typed, forms } = named.term;
			warnings.push({ kind: "also", typed, forms: forms.map(commonForm) });
		}
		at += named?.length ?? 1;
	}
	return { ...query, wanted, warnings };
}

interface Looking {
	readonly db: DatabaseSync;
	readonly neighbours: Neighbours;
}

interface Named {
	readonly term: Term;
	/** How many terms of the query it is. */
	readonly length: number;
	/** Whether its forms are only what sounds so. */
	readonly isHeard: boolean;
}

/** What a name in Latin letters may be in characters; one word that articles have as it stands is that word. */
function soundsLike({ db, neighbours }: Looking, text: string, typed: readonly string[]): string[] {
	if (/\p{Script=Han}/u.test(text)) return [];
	const isWord = typed.length === 1 && !typed.some(hasTones) && rowsWith(db, stem(text)) > 0;
	return isWord ? [] : namesBySound(neighbours, typed);
}

/** Of terms in a row, the most that are one name together. */
function longestName(looking: Looking, terms: readonly Term[]): Named | null {
	for (let length = terms.length; length > 0; length--) {
		const [first, ...others] = terms.slice(0, length);
		if (first === undefined || terms.slice(0, length).some((term) => term.title || term.exact)) continue;
		const text = [first, ...others].map((term) => term.text).join(" ");
		const typed = [first, ...others].map((term) => term.typed);
		const explained = formsOf(looking.db, text);
		const forms = explained.length > 0 ? explained : soundsLike(looking, text, typed);
		if (forms.length === 0) continue;
		const isHeard = explained.length === 0;
		return { term: { ...first, text, typed: typed.join(" "), forms }, length, isHeard };
	}
	return null;
}

/** The other ways to write a folded name, most frequent first. */
function formsOf(db: DatabaseSync, text: string): string[] {
	const run = statementsOf(db);
	const key = wordsOf(text).join(" ");
	const named = run("SELECT name FROM search_names WHERE latin = ? ORDER BY count DESC, name LIMIT ?");
	const others = run(
		`SELECT other.name AS name FROM search_names AS own JOIN search_names AS other USING (latin)
		WHERE own.name = ? AND other.name <> own.name GROUP BY 1 ORDER BY sum(other.count) DESC, 1 LIMIT ?`,
	);
	const latin = run(
		"SELECT latin AS name FROM search_names WHERE name = ? AND latin NOT LIKE '% %' ORDER BY count DESC, 1 LIMIT 1",
	);
	const found = [...named.all(key, FORMS_MAX), ...others.all(text, FORMS_MAX), ...latin.all(text)];
	return found.map(({ name }) => String(name));
}
