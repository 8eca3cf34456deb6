import { parentPort, workerData } from "node:worker_threads";
import { archiveError } from "./error.ts";
import { type Answer, openKeeper } from "./keeper.ts";
import type { Operation } from "./operation.ts";

/**
 * The writing thread: hashing, packing, writing and indexing happen here, so that fetching and reading
 * never wait for them. What arrives while a round is under way makes the next round.
 */
export interface Request {
	readonly number: number;
	readonly operation: Operation | null;
}

/** `operation: null` asks the thread to close; it answers when the lock is free. */
export type Response =
	| { readonly kind: "open" }
	| { readonly kind: "closed" }
	| { readonly kind: "refused"; readonly problem: string; readonly message: string }
	| { readonly kind: "answers"; readonly answers: readonly NumberedAnswer[] };

export interface NumberedAnswer {
	readonly number: number;
	readonly outcome?: unknown;
	readonly problem?: string;
	readonly message?: string;
}

export interface WorkerData {
	readonly folder: string;
	readonly indexPlace: string;
}

/** Bounds the files open at once and the size of the ledger's one write. */
const ROUND_OPERATIONS_MAX = 128;

function say(response: Response): void {
	port.postMessage(response);
}

if (parentPort === null) throw new Error("worker.ts is the entry of a thread");
const port = parentPort;
const { folder, indexPlace } = workerData as WorkerData;

try {
	const keeper = openKeeper(folder, indexPlace);
	const queue: Request[] = [];
	let busy = false;
	let closing = false;

	async function work(): Promise<void> {
		if (busy) return;
		busy = true;
		while (queue.length > 0) {
			const requests = queue.splice(0, ROUND_OPERATIONS_MAX);
			const operations = requests.flatMap(({ operation }) => operation ?? []);
			const answers = await keeper.round(operations);
			say({ kind: "answers", answers: answers.map((answer, index) => numbered(requests[index], answer)) });
		}
		busy = false;
		if (!closing) return;
		keeper.close();
		say({ kind: "closed" });
		port.close();
	}

	port.on("message", (request: Request) => {
		if (request.operation === null) closing = true;
		else queue.push(request);
		// After the messages that wait with this one: they share its round.
		setImmediate(() => void work());
	});
	say({ kind: "open" });
} catch (error) {
	const { problem, message } = archiveError(`opening ${folder}`, error);
	say({ kind: "refused", problem, message });
	port.close();
}

function numbered(request: Request | undefined, answer: Answer): NumberedAnswer {
	const number = request?.number ?? 0;
	if (answer.done) return { number, outcome: answer.outcome };
	return { number, problem: answer.error.problem, message: answer.error.message };
}
