import { existsSync, mkdirSync } from "node:fs";
import type { DatabaseSync } from "node:sqlite";
import { openApplier } from "../index/apply.ts";
import { catchUp } from "../index/catch-up.ts";
import { rebuildIndex } from "../index/reindex.ts";
import { indexedHead, openIndex } from "../index/schema.ts";
import { repairCaptures } from "./captures.ts";
import { ArchiveError, archiveError, problemOf } from "./error.ts";
import { GENESIS, type Head, ledgerFiles, repairLedger, standsIn } from "./ledger.ts";
import { openLock } from "./lock.ts";
import { openManifest, openSigner } from "./manifest.ts";
import type { Operation, Outcomes } from "./operation.ts";
import { openPlanner } from "./plan.ts";
import { openPolls } from "./polls.ts";
import {
	type Committed,
	commitRound,
	type Desk,
	divideByConflict,
	type Planned,
	planOperation,
} from "./round.ts";
import { repairStaging } from "./staging.ts";

/** What became of an operation: durable, or why not. */
export type Answer =
	| { readonly done: true; readonly outcome: Outcomes[Operation["kind"]] }
	| { readonly done: false; readonly error: ArchiveError };

/** The one writer of an archive. */
export interface Keeper {
	/** Does operations in rounds that share their fsyncs; when it answers, all that is `done` is durable. */
	round(operations: readonly Operation[]): Promise<readonly Answer[]>;
	close(): void;
}

/**
 * Takes an archive for writing: locks it, repairs its tail and brings its index up to date.
 * Throws `ArchiveError`.
 */
export function openKeeper(folder: string, indexPlace: string): Keeper {
	try {
		mkdirSync(folder, { recursive: true });
		const lock = openLock(folder);
		try {
			const db = openRepaired(folder, indexPlace);
			return keeperOf(folder, db, () => {
				// A reader that is still open keeps `close` from doing this, and the log would stay as long as it ever was.
				db.exec("PRAGMA wal_checkpoint(TRUNCATE)");
				db.close();
				lock[Symbol.dispose]();
			});
		} catch (error) {
			lock[Symbol.dispose]();
			throw error;
		}
	} catch (error) {
		throw archiveError(`opening ${folder}`, error);
	}
}

function openRepaired(folder: string, indexPlace: string): DatabaseSync {
	const db = openUsableIndex(folder, indexPlace) ?? rebuiltIndex(folder, indexPlace);
	repair(folder, db);
	return db;
}

/** The index, where it is whole, of this version, and of this ledger; null where it must be made again. */
function openUsableIndex(folder: string, indexPlace: string): DatabaseSync | null {
	try {
		const isThere = existsSync(indexPlace);
		const db = openIndex(indexPlace);
		if (db === null) return null;
		const head = indexedHead(db);
		// An index of no lines is that of an archive of none, in which so far only polls were put; or new.
		const isFull = head.seq > 0 || (isThere && ledgerFiles(folder).length === 0);
		if (isFull && standsIn(folder, head)) return db;
		db.close();
		return null;
	} catch (error) {
		if (problemOf(error) === "damaged") return null;
		throw error;
	}
}

function rebuiltIndex(folder: string, indexPlace: string): DatabaseSync {
	repairStaging(folder, repairLedger(folder, GENESIS));
	rebuildIndex(folder, indexPlace);
	const db = openIndex(indexPlace);
	if (db === null) throw new Error("an index that was just made is of this version");
	return db;
}

/** Brings files and index to what the ledger says: at every start, and after a round that failed. */
function repair(folder: string, db: DatabaseSync): Head {
	const known = indexedHead(db);
	const head = repairLedger(folder, known);
	repairStaging(folder, head);
	catchUp(folder, db);
	repairCaptures(folder, db);
	return head;
}

function keeperOf(folder: string, db: DatabaseSync, close: () => void): Keeper {
	const signer = openSigner(folder, openManifest(folder));
	const polls = openPolls(folder, db);
	const desk: Desk = {
		folder,
		db,
		planner: openPlanner(folder, db),
		applier: openApplier(db),
		polls,
		signer,
	};
	const { commit, tidy } = openCommitter(desk);
	return {
		close() {
			tidy();
			close();
		},
		async round(operations) {
			const answers = new Map<Operation, Answer>();
			let waiting = operations;
			while (waiting.length > 0) {
				const { now, later } = divideByConflict(waiting);
				const planned = planAll(desk, now, answers);
				await answerAll(commit, planned, answers);
				waiting = later;
			}
			return operations.map((operation) => answers.get(operation) ?? unanswered());
		},
	};
}

function unanswered(): never {
	throw new Error("an operation was neither done nor refused");
}

type Commit = (planned: readonly Planned[]) => Promise<Committed>;

interface Committer {
	readonly commit: Commit;
	/** Undoes what a failed round left, and writes the polls; where the disk still refuses, the next opening does. */
	tidy(): void;
}

/** Commits one round after another; a failed one is undone before the next, and a failing disk is not trusted again. */
function openCommitter(desk: Desk): Committer {
	let head = indexedHead(desk.db);
	let broken: ArchiveError | null = null;
	let isTidy = true;
	const tidy = (): void => {
		if (!isTidy && broken === null) head = repair(desk.folder, desk.db);
		isTidy = true;
	};
	const commit: Commit = async (planned) => {
		if (broken !== null) throw broken;
		try {
			tidy();
			isTidy = false;
			const committed = await commitRound(desk, head, planned);
			isTidy = true;
			head = committed.head;
			return committed;
		} catch (error) {
			const failure = archiveError(`writing to ${desk.folder}`, error);
			if (failure.problem === "broken") broken = failure;
			throw failure;
		}
	};
	return {
		commit,
		tidy() {
			try {
				tidy();
				if (broken === null) desk.polls.write();
			} catch (error) {
				const failure = archiveError(`closing ${desk.folder}`, error);
				if (failure.problem !== "full") throw failure;
			}
		},
	};
}

/** An operation that cannot be planned (an address that is none, an outlet that is no folder name) fails alone. */
function planAll(
	{ planner }: Desk,
	operations: readonly Operation[],
	answers: Map<Operation, Answer>,
): Planned[] {
	return operations.flatMap((operation) => {
		try {
			return [planOperation(planner, operation)];
		} catch (error) {
			const reason = error instanceof Error ? error.message : String(error);
			const message = `This ${operation.kind} cannot be kept: ${reason}`;
			answers.set(operation, { done: false, error: new ArchiveError("invalid", message, { cause: error }) });
			return [];
		}
	});
}

async function answerAll(
	commit: Commit,
	planned: readonly Planned[],
	answers: Map<Operation, Answer>,
): Promise<void> {
	if (planned.length === 0) return;
	try {
		const refs = (await commit(planned)).refs.values();
		for (const { operation, records, outcome } of planned) {
			answers.set(operation, {
				done: true,
				outcome: records === null ? outcome : (refs.next().value ?? null),
			});
		}
	} catch (error) {
		const failure = archiveError("keeping", error);
		for (const { operation } of planned) answers.set(operation, { done: false, error: failure });
	}
}
