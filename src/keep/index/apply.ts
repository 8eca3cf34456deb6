import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { KeptPicture, State } from "../../article/library.ts";
import { plainLine } from "../../article/text.ts";
import { pictureKey } from "../../article/weserv.ts";
import type {
	CapturedEntry,
	Entry,
	KeptEntry,
	ObservedEntry,
	PictureEntry,
	ReturnedEntry,
} from "../archive/entry.ts";
import { indexArticle, restore, retire } from "./search-tables.ts";

/** A line that keeps a revision. */
export type Kept = Entry & KeptEntry;

/** Makes rows of ledger lines: the only way that anything enters the index, live or rebuilt. */
export interface Applier {
	/** `canonicalOf` gives the canonical text of the document that a kept line names. */
	apply(entry: Entry, canonicalOf: (entry: Kept) => string): void;
}

/** Prepares the statements once; the search knows revisions by the `seq` of their lines. Every `apply` must run inside the caller's transaction. */
export function openApplier(db: DatabaseSync): Applier {
	const run = preparing(db);
	return {
		apply(entry, canonicalOf) {
			switch (entry.kind) {
				case "kept":
				case "revised":
					return applyKept(db, run, entry, proseOf(canonicalOf(entry)));
				case "returned":
					return applyReturned(db, run, entry);
				case "picture":
					return applyPicture(run, entry);
				case "captured":
					return applyCaptured(run, entry);
				case "aside":
					run(
						"INSERT OR REPLACE INTO aside VALUES (?, ?, ?, ?)",
						entry.sha256,
						entry.origin.path,
						entry.reason,
						entry.path,
					);
					return;
				default:
					return applyObserved(run, entry);
			}
		},
	};
}

type Value = string | number | null;
type Run = (sql: string, ...values: Value[]) => void;

function preparing(db: DatabaseSync): Run {
	const prepared = new Map<string, StatementSync>();
	return (sql, ...values) => {
		const statement = prepared.get(sql) ?? db.prepare(sql);
		prepared.set(sql, statement);
		statement.run(...values);
	};
}

const INSERT_ARTICLE = `INSERT INTO article (mark, outlet, address, stem, title, section, language, published, first_seen,
	sorted, kept, first_kept, checked, excerpt, picture, revisions, current, state, state_since, validators)
	VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, 1, 'present', ?, ?)`;

const INSERT_REVISION = `INSERT INTO revision (article, n, seq, kept, title, by, sha256, text, fields, published, pictures,
	picture, excerpt, announced) SELECT id, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM article WHERE mark = ?`;

/** What the article's row shows is what its current revision says; first seen and the order in lists stay. */
const SHOW_REVISION = `UPDATE article SET (title, section, language, published, kept, excerpt, picture) =
	(SELECT r.title, r.fields ->> 'section', r.fields ->> 'language', r.published, r.kept, r.excerpt, r.picture
		FROM revision r WHERE r.article = article.id AND r.n = ?),
	current = ?, revisions = max(revisions, ?), checked = ?, validators = ?,
	state_since = iif(state = 'present', state_since, ?), state = 'present' WHERE mark = ?`;

function applyKept(db: DatabaseSync, run: Run, entry: Kept, prose: readonly string[]): void {
	const { at, mark, outlet, address, title, article, stamp, validators, document } = entry;
	const published = timeOf(article.published);
	const excerpt = excerptOf(prose, entry.pictures);
	const pictures = JSON.stringify(entry.pictures);
	const picture = firstOf(entry.pictures);
	const seen = entry.origin?.at ?? at;
	if (entry.revision === 1) {
		// What another archive kept has an age already: the pages of its old articles are not asked again one and all.
		const firstKept = entry.origin === null ? at : Math.min(stamp, at);
		const sorted = Math.min(published ?? stamp, stamp);
		run(
			INSERT_ARTICLE,
			...[mark, outlet, address, document.stem, title, article.section, article.language, published, stamp],
			...[sorted, seen, firstKept, at, excerpt, picture, at, JSON.stringify(validators ?? {})],
		);
		run(UPSERT_OUTLET, outlet, entry.outletName, `${new URL(address).origin}/`, sorted);
	}
	run(
		INSERT_REVISION,
		...[
			entry.revision,
			entry.seq,
			seen,
			title,
			entry.by,
			document.sha256,
			document.text,
			JSON.stringify(article),
			published,
		],
		...[pictures, picture, excerpt, entry.announced, mark],
	);
	if (entry.revision > 1) show(db, run, entry);
	observe(run, entry, entry.kind, title, changeOf(entry));
	indexArticle(db, {
		...{ id: entry.seq, mark, outlet, title, text: prose.join("\n"), section: article.section },
		...{ bylines: article.bylines, time: sortedOf(db, mark), newest: true },
	});
}

function changeOf({ revision, by, announced }: Kept): string {
	if (revision === 1) return "";
	if (by === "pressmark") return "the same page, read again by a better reader";
	return announced === null ? "a silent edit" : `announced: ${announced}`;
}

function sortedOf(db: DatabaseSync, mark: string): number {
	return Number(db.prepare("SELECT sorted FROM article WHERE mark = ?").get(mark)?.["sorted"]);
}

const CURRENT =
	"SELECT r.seq AS seq FROM article a JOIN revision r ON r.article = a.id AND r.n = a.current WHERE mark = ?";

function currentOf(db: DatabaseSync, mark: string): number {
	return Number(db.prepare(CURRENT).get(mark)?.["seq"]);
}

const UPSERT_OUTLET = `INSERT INTO outlet VALUES (?, ?, ?, 1, ?) ON CONFLICT DO UPDATE SET
	name = excluded.name, home = excluded.home, articles = articles + 1, newest = max(newest, excluded.newest)`;

function show(db: DatabaseSync, run: Run, entry: Kept | (Entry & ReturnedEntry)): void {
	const { at, mark, revision, validators } = entry;
	retire(db, currentOf(db, mark));
	run(SHOW_REVISION, revision, revision, revision, at, JSON.stringify(validators ?? {}), at, mark);
}

function applyReturned(db: DatabaseSync, run: Run, entry: Entry & ReturnedEntry): void {
	show(db, run, entry);
	restore(db, currentOf(db, entry.mark));
	observe(run, entry, "revised", null, `shows the text of revision ${entry.revision} again`);
}

const STATES: Readonly<Record<ObservedEntry["kind"], State>> = {
	unchanged: "present",
	moved: "moved",
	gone: "gone",
	refused: "refused",
	unreachable: "unreachable",
};

const CHECKED = `UPDATE article SET checked = ?, state_since = iif(state = ?, state_since, ?), state = ?,
	validators = coalesce(?, validators) WHERE mark = ?`;

function applyObserved(run: Run, entry: Entry & ObservedEntry): void {
	const { at, mark, validators } = entry;
	const state = STATES[entry.kind];
	run(CHECKED, at, state, at, state, validators && JSON.stringify(validators), mark);
	observe(run, entry, entry.kind, null, entry.detail);
}

const INSERT_OBSERVATION = `INSERT INTO observation VALUES (?, ?, ?, ?, ?, ?,
	coalesce(?, (SELECT title FROM article WHERE mark = ?), ''), ?)`;

function observe(
	run: Run,
	{ seq, at, mark, outlet, address }: Entry & (KeptEntry | ReturnedEntry | ObservedEntry),
	...[kind, title, detail]: [kind: string, title: string | null, detail: string]
): void {
	run(INSERT_OBSERVATION, seq, at, kind, mark, outlet, address, title, mark, detail);
}

function applyPicture(run: Run, entry: Entry & PictureEntry): void {
	const { sha256, path, type, bytes, width, height } = entry;
	run("INSERT OR IGNORE INTO blob VALUES (?, ?, ?, ?, ?, ?)", sha256, path, type, bytes, width, height);
	run("INSERT INTO picture VALUES (?, ?, ?)", pictureKey(entry.address), entry.seq, sha256);
}

function applyCaptured(run: Run, entry: Entry & CapturedEntry): void {
	for (const { digest, id, address, at, status, offset, length, revisit } of entry.records) {
		run(
			"INSERT INTO capture VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
			...[digest, id, address, at, status, entry.path, offset, length, revisit ? 1 : 0],
		);
	}
	run("INSERT OR REPLACE INTO warc VALUES (?, ?)", entry.path, entry.offset + entry.length);
}

/** The first picture that is kept, or else the first, as JSON; null where there is none. */
function firstOf(pictures: readonly KeptPicture[]): string | null {
	const first = pictures.find(({ sha256 }) => sha256 !== null) ?? pictures[0];
	return first === undefined ? null : JSON.stringify(first);
}

function timeOf(text: string | null): number | null {
	const time = text === null ? Number.NaN : Date.parse(text);
	return Number.isNaN(time) ? null : time;
}

/** A canonical text's lines of words: without the title, which is the first, and the pictures. */
function proseOf(canonical: string): string[] {
	return canonical
		.split("\n")
		.slice(1, -1)
		.filter((line) => !/^!\[.*\]$/.test(line));
}

const EXCERPT_LENGTH = 160;

/** The beginning of the prose, without captions, cut at a character. */
function excerptOf(prose: readonly string[], pictures: readonly KeptPicture[]): string {
	const captions = pictures.map(({ caption, credit }) => plainLine(`${caption} ${credit}`));
	const lines = prose.filter((line) => !captions.includes(line));
	const characters = Array.from(lines.join(" ").slice(0, 2 * EXCERPT_LENGTH + 2));
	const excerpt = characters.slice(0, EXCERPT_LENGTH - 1).join("");
	return characters.length <= EXCERPT_LENGTH ? characters.join("") : `${excerpt}…`;
}
