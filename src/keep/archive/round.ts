import type { DatabaseSync } from "node:sqlite";
import { markOf } from "../../article/address.ts";
import { pictureKey } from "../../article/weserv.ts";
import type { Applier, Learnt } from "../index/apply.ts";
import { isKept, readingOf } from "../index/reading.ts";
import { writeIndexedHead } from "../index/schema.ts";
import { appendRecords } from "./captures.ts";
import { type Signer, writeCheckpoint } from "./checkpoint.ts";
import { closeFiles, syncFiles, type Unsynced } from "./disk.ts";
import type { CaptureRef, Draft } from "./entry.ts";
import { CHECKPOINT } from "./layout.ts";
import { appendSealed, type Head, sealDrafts } from "./ledger.ts";
import type { Operation, Outcomes } from "./operation.ts";
import type { PlannedFile, PlannedRecords, Planner } from "./plan.ts";
import type { Polls } from "./polls.ts";
import { openStaging, placeStaged, type Staged, stageFile } from "./staging.ts";
import { rootOf } from "./tree.ts";
import { writeWhole } from "./whole.ts";

/** An operation and what it comes to. */
export interface Planned {
	readonly operation: Operation;
	readonly drafts: readonly Draft[];
	readonly file: PlannedFile | null;
	readonly canonical: string;
	readonly records: PlannedRecords | null;
	/** Null for a new capture: where its record stands is known once it is written. */
	readonly outcome: Outcomes[Operation["kind"]];
}

/** What a round works on. */
export interface Desk {
	readonly folder: string;
	readonly db: DatabaseSync;
	readonly planner: Planner;
	readonly applier: Applier;
	readonly polls: Polls;
	/** Null in a clone, which has no key. */
	readonly signer: Signer | null;
}

/** Decides what an operation comes to. Throws where the operation itself cannot be. */
export function planOperation(planner: Planner, operation: Operation): Planned {
	const nothing = { operation, drafts: [], file: null, canonical: "", records: null, outcome: null };
	const { at } = operation;
	switch (operation.kind) {
		case "capture": {
			const planned = planner.capture(operation.input);
			return "bytes" in planned ? { ...nothing, records: planned } : { ...nothing, outcome: planned };
		}
		case "keep":
			return { ...nothing, ...planner.keep(operation.input, at) };
		case "picture":
			return { ...nothing, ...planner.picture(operation.input, at) };
		case "observe":
			return { ...nothing, ...planner.observe(operation.input, at) };
		case "aside":
			return { ...nothing, ...planner.aside(operation.input, at) };
		case "poll":
		case "flush":
			return nothing;
	}
}

/**
 * Divides operations into those of the next round and those that must see its result first: a plan is
 * made from the index, so one round holds one operation an article and one a picture's address.
 */
export function divideByConflict(operations: readonly Operation[]): { now: Operation[]; later: Operation[] } {
	const touched = new Set<string>();
	const now: Operation[] = [];
	const later: Operation[] = [];
	for (const operation of operations) {
		const key = subjectOf(operation);
		if (key !== null && touched.has(key)) later.push(operation);
		else now.push(operation);
		if (key !== null) touched.add(key);
	}
	return { now, later };
}

function subjectOf(operation: Operation): string | null {
	switch (operation.kind) {
		case "keep":
			return markOf(operation.input.article.address);
		case "observe":
			return operation.input.mark;
		case "picture":
			return pictureKey(operation.input.address);
		default:
			return null;
	}
}

/** Writes what says how things stand: the polls, and the signed head of the ledger. */
function flush({ folder, db, polls, signer }: Desk, { tree }: Head, at: number): void {
	// What the index alone has, the polls, is durable from here on.
	db.exec("PRAGMA wal_checkpoint(PASSIVE)");
	polls.writeOverdue(at);
	if (tree.size === 0 || signer === null) return;
	const checkpoint = { origin: signer.origin, size: tree.size, root: rootOf(tree) };
	writeWhole(folder, CHECKPOINT, writeCheckpoint(checkpoint, signer));
}

/** What a round made. */
export interface Committed {
	readonly head: Head;
	/** The captures' references, in the order of their operations. */
	readonly refs: readonly CaptureRef[];
}

/**
 * The write order that makes a crash harmless: records and files first, durable, the files under names
 * that nothing reads; then the ledger's lines, which are the commit; then files to their places; then
 * the index. Every step before the lines can be undone, every step after them done again.
 */
export async function commitRound(desk: Desk, head: Head, planned: readonly Planned[]): Promise<Committed> {
	const at = planned.at(-1)?.operation.at ?? 0;
	const records = planned.flatMap((plan) => plan.records ?? []);
	const appended = records.length === 0 ? null : appendRecords(desk, records, at);
	let seq = head.seq + (appended === null ? 1 : 2);
	const written = planned.map(({ drafts, file, canonical }) => {
		const first = seq;
		seq += drafts.length;
		return { drafts, file, canonical, seq: first };
	});
	const staged = await stageFiles(desk.folder, written, appended?.unsynced ?? null);
	const drafts = [...(appended === null ? [] : [appended.draft]), ...written.flatMap((plan) => plan.drafts)];
	const sealed = sealDrafts(head, drafts, at);
	appendSealed(desk.folder, head, sealed);
	for (const each of staged) placeStaged(desk.folder, each);
	const texts = new Map(written.map(({ canonical, seq }) => [seq, canonical]));
	const learnt = sealed.entries.map((entry) => ({
		entry,
		reading: isKept(entry) ? readingOf(entry, texts.get(entry.seq) ?? "") : null,
	}));
	indexRound(desk, sealed.head, learnt, planned);
	if (planned.some(({ operation }) => operation.kind === "flush")) flush(desk, sealed.head, at);
	return { head: sealed.head, refs: appended?.refs ?? [] };
}

/** A plan whose first line has its number. */
interface Numbered {
	readonly file: PlannedFile | null;
	readonly seq: number;
}

/** Writes the files into the waiting room, and makes them and the appended records durable, side by side. */
async function stageFiles(
	folder: string,
	written: readonly Numbered[],
	appended: Unsynced | null,
): Promise<readonly Staged[]> {
	const staged: (Staged & Unsynced)[] = [];
	const unsynced: Unsynced[] = appended === null ? [] : [appended];
	try {
		for (const { file, seq } of written) if (file !== null) staged.push(stageFile(folder, seq, file));
		if (staged.length > 0) unsynced.push(openStaging(folder));
	} catch (error) {
		closeFiles([...unsynced, ...staged]);
		throw error;
	}
	await syncFiles([...unsynced, ...staged]);
	return staged;
}

function indexRound(
	{ db, applier, polls }: Desk,
	head: Head,
	learnt: readonly Learnt[],
	planned: readonly Planned[],
): void {
	db.exec("BEGIN IMMEDIATE");
	try {
		applier.apply(learnt);
		for (const { operation } of planned) {
			if (operation.kind === "poll") polls.put(operation.input.key, operation.input.value);
		}
		writeIndexedHead(db, head);
		db.exec("COMMIT");
	} catch (error) {
		if (db.isTransaction) db.exec("ROLLBACK");
		throw error;
	}
}
