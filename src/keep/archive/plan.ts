import { existsSync, readFileSync } from "node:fs";
import type { DatabaseSync, StatementSync } from "node:sqlite";
import { markOf } from "../../article/address.ts";
import type { Capture } from "../../article/capture.ts";
import { announcementIn } from "../../article/diff.ts";
import { readDocument, writeDocument } from "../../article/document.ts";
import type { KeptPicture } from "../../article/library.ts";
import { canonicalText } from "../../article/text.ts";
import { pictureKey } from "../../article/weserv.ts";
import type {
	CaptureRecord,
	CaptureRef,
	Draft,
	KeptEntry,
	ReturnedEntry,
	ValidatorsByAddress,
} from "./entry.ts";
import { ASIDE, documentPath, mediaPath, placeOf, stemOf } from "./layout.ts";
import { sha256Of } from "./ledger.ts";
import type { Aside, Keeping, Kept, Observing, PictureBytes, StoredPicture } from "./operation.ts";
import { captureNumber, type Original, validatorsOf, writeWarcRecords } from "./record.ts";

/** A file to be written with the line that names it. */
export interface PlannedFile {
	readonly path: string;
	readonly sha256: string;
	readonly bytes: Uint8Array;
	/** Where the file that stands at `path` goes first: an article's older revision. */
	readonly olderTo: string | null;
}

/** What one operation comes to: lines, files, records; decided from the index, nothing touched yet. */
export interface Plan<Outcome> {
	/** The first names the file. */
	readonly drafts: readonly Draft[];
	readonly file: PlannedFile | null;
	readonly outcome: Outcome;
	/** The canonical text of the planned document, which the index reads. */
	readonly canonical?: string;
}

/** Decides what operations come to. Reads the index; writes nothing. */
export interface Planner {
	keep(keeping: Keeping, at: number): Plan<Kept>;
	picture(picture: PictureBytes, at: number): Plan<StoredPicture>;
	observe(observing: Observing, at: number): Plan<null>;
	aside(aside: Aside, at: number): Plan<null>;
	/** A capture that is kept already is not kept again: the reference to its record. */
	capture(capture: Capture): PlannedRecords | CaptureRef;
}

/** Records for the round's WARC file. */
export interface PlannedRecords {
	readonly bytes: Uint8Array;
	readonly record: CaptureRecord;
}

interface Known {
	readonly id: number;
	readonly outlet: string;
	readonly address: string;
	readonly stem: string;
	readonly firstSeen: number;
	readonly current: number;
	readonly revisions: number;
}

type StoredRecord = Omit<CaptureRef, "digest" | "validators" | "revisit"> & { readonly revisit: number };

/** A payload as small as this costs less than the headers that say where it stands. */
const REVISIT_BYTES_MIN = 512;

export function openPlanner(folder: string, db: DatabaseSync): Planner {
	const articleOf = db.prepare(
		"SELECT id, outlet, address, stem, first_seen AS firstSeen, current, revisions FROM article WHERE mark = ?",
	);
	const sameText = db.prepare("SELECT n FROM revision WHERE article = ? AND text = ?");
	const lastPicture = db.prepare("SELECT sha256 FROM picture WHERE key = ? ORDER BY seq DESC LIMIT 1");
	const blobOf = db.prepare("SELECT path FROM blob WHERE sha256 = ?");
	const originalOf = db.prepare(
		"SELECT id, address, at FROM capture WHERE digest = ? AND revisit = 0 AND status = 200 LIMIT 1",
	);
	const captureOf = db.prepare(
		"SELECT id, address, at, status, path, offset, length, revisit FROM capture WHERE digest = ? AND id = ?",
	);
	const asideOf = db.prepare("SELECT 1 FROM aside WHERE sha256 = ?");
	const isAside = (sha256: string): boolean => asideOf.get(sha256) !== undefined;
	const documentOf = db.prepare("SELECT 1 FROM revision WHERE article = ? AND sha256 = ?");
	const isDocument = (article: number, sha256: string): boolean =>
		documentOf.get(article, sha256) !== undefined;
	return {
		keep(keeping, at) {
			const mark = markOf(keeping.article.address);
			const known = get<Known>(articleOf, mark);
			const canonical = canonicalText(keeping.article.title, keeping.body);
			const text = sha256Of(canonical);
			const same = known && get<{ n: number }>(sameText, known.id, text);
			if (known === undefined || same === undefined) {
				const announced = known === undefined ? null : announcementOf(folder, known, keeping, canonical);
				return { ...planRevision(keeping, { text, known, announced, at }), canonical };
			}
			if (keeping.imported === undefined) return planSeen(keeping, same.n, known, at);
			const { origin, document } = keeping.imported;
			const outcome = { change: "unchanged", mark, revision: same.n, again: false } as const;
			if (document === undefined) return { drafts: [], file: null, outcome };
			const bytes = Buffer.from(document, "utf8");
			if (isDocument(known.id, sha256Of(bytes))) return { drafts: [], file: null, outcome };
			const reason = `the text of ${mark}, revision ${same.n}, in other bytes`;
			return { ...planAside({ origin, reason, bytes }, isAside, at), outcome };
		},
		picture(picture, at) {
			const sha256 = sha256Of(picture.bytes);
			const last = get<{ sha256: string }>(lastPicture, pictureKey(picture.address));
			const known = get<{ path: string }>(blobOf, sha256);
			const isHere = known !== undefined && existsSync(placeOf(folder, known.path));
			return planPicture(picture, { sha256, was: last?.sha256 ?? null, isHere, at });
		},
		observe(observing, at) {
			const { kind, mark, detail, capture, side } = observing;
			const known = get<Known>(articleOf, mark);
			if (known === undefined) throw new Error(`no article has the mark ${mark}`);
			const { outlet, address } = known;
			const learnt = { kind, mark, outlet, address, detail, ...(side === undefined ? {} : { side }) };
			return {
				drafts: [{ at, ...learnt, capture, validators: validatorsFrom(observing) }],
				file: null,
				outcome: null,
			};
		},
		aside: (aside, at) => ({ ...planAside(aside, isAside, at), outcome: null }),
		capture(capture) {
			const digest = sha256Of(capture.body);
			const kept = get<StoredRecord>(captureOf, digest, captureNumber(capture, digest));
			if (kept !== undefined)
				return { ...kept, digest, validators: validatorsOf(capture.headers), revisit: kept.revisit === 1 };
			const isWorthPointing = capture.body.length >= REVISIT_BYTES_MIN && capture.status === 200;
			const original = isWorthPointing ? get<Original>(originalOf, digest) : undefined;
			return writeWarcRecords(capture, digest, original ?? null);
		},
	};
}

/** What the page is to be asked by next time: as given, or as its capture has it. */
function validatorsFrom({ validators, capture }: Keeping | Observing): ValidatorsByAddress | null {
	if (validators !== undefined) return validators;
	if (capture === null || (capture.validators.etag ?? capture.validators.lastModified) === null) return null;
	return { [capture.address]: capture.validators };
}

function get<Row>(statement: StatementSync, ...values: (string | number)[]): Row | undefined {
	return statement.get(...values) as Row | undefined;
}

/** How the article says itself that it was changed; null for a silent edit. */
function announcementOf(
	folder: string,
	known: Known,
	{ article }: Keeping,
	canonical: string,
): string | null {
	const note = article.notes.find(({ kind }) => kind === "correction")?.text;
	if (note !== undefined) return note;
	const place = placeOf(folder, documentPath(known.stem, known.current, known.revisions));
	const before = existsSync(place) ? readDocument(readFileSync(place, "utf8")) : null;
	return before === null ? null : announcementIn(canonicalText(before.title, before.body), canonical);
}

interface RevisionFacts {
	/** The sha256 of the canonical text. */
	readonly text: string;
	readonly known: Known | undefined;
	readonly announced: string | null;
	readonly at: number;
}

function planRevision(keeping: Keeping, { text, known, announced, at }: RevisionFacts): Plan<Kept> {
	const { article, body, stamp, outletName, by, capture, pictures } = keeping;
	const { address, title, blocks: _blocks, ...unwritten } = article;
	const mark = markOf(address);
	const outlet = known?.outlet ?? keeping.outlet;
	const stem = known?.stem ?? stemOf(outlet, address, stamp);
	const revision = (known?.revisions ?? 0) + 1;
	const bytes = Buffer.from(
		keeping.imported?.document ?? writeDocument({ stamp, title, address, body }),
		"utf8",
	);
	const sha256 = sha256Of(bytes);
	const entry: KeptEntry = {
		kind: revision === 1 ? "kept" : "revised",
		...{ mark, outlet, outletName, address, revision, by, stamp, title },
		document: { stem, sha256, bytes: bytes.length, text },
		article: unwritten,
		pictures: pictures.map(writtenPicture),
		origin: keeping.imported?.origin ?? null,
		announced,
		capture,
		validators: validatorsFrom(keeping),
	};
	const olderTo = revision === 1 ? null : `revisions/${stem}/${revision - 1}.md`;
	// An import may bring what an article said before the revisions that are kept: it does not become what is shown.
	const isOlder = known !== undefined && keeping.imported !== undefined && stamp < known.firstSeen;
	const back = isOlder ? [returnTo(known.current, entry, at)] : [];
	return {
		drafts: [{ at, ...entry }, ...back],
		file: { path: `articles/${stem}.md`, sha256, bytes, olderTo },
		outcome: { change: revision === 1 ? "new" : "revised", mark, revision, again: false },
	};
}

/** The text is one that is kept already: the current revision's, or an earlier one's that the page shows again. */
function planSeen(keeping: Keeping, n: number, known: Known, at: number): Plan<Kept> {
	const { capture, article } = keeping;
	const mark = markOf(article.address);
	const validators = validatorsFrom(keeping);
	const named = { mark, outlet: known.outlet, address: article.address, capture, validators };
	const again = n !== known.current;
	return {
		drafts: [again ? returnTo(n, named, at) : { at, kind: "unchanged", ...named, detail: "" }],
		file: null,
		outcome: { change: again ? "revised" : "unchanged", mark, revision: n, again },
	};
}

function returnTo(
	revision: number,
	{ mark, outlet, address, capture, validators }: Omit<ReturnedEntry, "kind" | "revision">,
	at: number,
): Draft {
	return { at, kind: "returned", mark, outlet, address, capture, validators, revision };
}

function planAside(
	{ origin, reason, bytes }: Aside,
	isKept: (sha256: string) => boolean,
	at: number,
): Omit<Plan<null>, "outcome"> {
	const sha256 = sha256Of(bytes);
	if (isKept(sha256)) return { drafts: [], file: null };
	const path = `${ASIDE}/${sha256.slice(0, 2)}/${sha256}`;
	return {
		drafts: [{ at, kind: "aside", origin, reason, path, sha256, bytes: bytes.length }],
		file: { path, sha256, bytes, olderTo: null },
	};
}

/** What a line says of a picture, in one order, whatever else its object carries. */
function writtenPicture({
	address,
	sha256,
	file,
	type,
	width,
	height,
	alt,
	caption,
	credit,
}: KeptPicture): KeptPicture {
	return { address, sha256, file, type, width, height, alt, caption, credit };
}

interface PictureFacts {
	readonly sha256: string;
	readonly was: string | null;
	/** Whether a file has these bytes already; a clone may lack what its ledger names. */
	readonly isHere: boolean;
	readonly at: number;
}

function planPicture(picture: PictureBytes, { sha256, was, isHere, at }: PictureFacts): Plan<StoredPicture> {
	const { address, bytes, header, colour } = picture;
	const { type, width, height, whole } = header;
	const path = mediaPath(sha256, header.extension);
	const seen = colour === undefined ? {} : { colour };
	const facts = { sha256, type, bytes: bytes.length, width, height, ...seen, whole };
	return {
		drafts: was === sha256 && isHere ? [] : [{ at, kind: "picture", address, path, was, ...facts }],
		file: isHere ? null : { path, sha256, bytes, olderTo: null },
		outcome: { ...facts, file: path, changed: was !== null && was !== sha256 },
	};
}
