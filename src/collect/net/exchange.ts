import type { Dispatcher } from "undici";
import type { Headers } from "../../article/capture.ts";
import { type Failure, failureOf, STOPPED } from "./failure.ts";
import { Barred } from "./guard.ts";
import { ERROR_BODY_BYTES_MAX, type Limits, REDIRECT_BODY_BYTES_MAX } from "./limits.ts";
import type { Line } from "./line.ts";
import type { Timer } from "./timer.ts";

/** One request as it goes out on a line. */
export interface Message {
	readonly url: URL;
	readonly method: "GET" | "POST";
	readonly headers: Record<string, string>;
	readonly body: string | null;
}

/** An answer as it came; `body` has its content coding still on. */
export interface Answer {
	readonly status: number;
	readonly statusText: string;
	readonly headers: Headers;
	readonly body: Uint8Array;
	readonly peer: string | null;
	readonly at: number;
}

export type Exchanged =
	| { readonly kind: "answer"; readonly answer: Answer }
	/** The guard did not let the connection be. */
	| { readonly kind: "barred"; readonly reason: string }
	/** `cut` is what had come of an answer that ended too soon; null where none had begun. */
	| { readonly kind: "failed"; readonly failure: Failure; readonly cut: Answer | null };

/** What one exchange may cost; `budgetMs` is what is left of the fetch's time on the wire. */
export interface Bounds {
	readonly limits: Limits;
	readonly bodyBytesMax: number;
	readonly budgetMs: number;
	readonly signal: AbortSignal | null;
	readonly timer: Timer;
}

/** Interim answers (1xx) that one request may get. */
const INTERIM_MAX = 20;

const REDIRECT_STATUSES: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** Whether the status sends the asker elsewhere. */
export const isRedirect = (status: number): boolean => REDIRECT_STATUSES.has(status);

/**
 * Sends one request on a line and collects its answer within the bounds. A line whose answer was not
 * read to its end is closed. Never rejects.
 */
export function exchange(line: Line, message: Message, bounds: Bounds): Promise<Exchanged> {
	return new Promise((resolve) => {
		const { url, method, headers, body } = message;
		const exchanging = new Exchanging(line, bounds, resolve);
		line.client.dispatch(
			{ path: line.pathOf(url), method, headers: { host: url.host, ...headers, ...line.headers }, body },
			exchanging,
		);
		line.used = true;
	});
}

type Phase = "connecting" | "asking" | "reading";

const OVERDUE: Readonly<Record<Phase, string>> = {
	connecting: "no connection in time",
	asking: "no answer in time",
	reading: "the answer came too slowly",
};

/** An answer in the making: however it ends, it ends once, and its timer with it. */
class Exchanging implements Dispatcher.DispatchHandler {
	readonly #line: Line;
	readonly #bounds: Bounds;
	readonly #resolve: (exchanged: Exchanged) => void;
	readonly #startedAt: number;
	readonly #chunks: Uint8Array[] = [];
	#phase: Phase = "connecting";
	#ended = false;
	#aliveAt: number;
	#cancelCheck = (): void => {};
	#head: Pick<Answer, "status" | "statusText" | "headers"> | null = null;
	#bytes = 0;
	#bytesMax: number;
	#interim = 0;

	constructor(line: Line, bounds: Bounds, resolve: (exchanged: Exchanged) => void) {
		this.#line = line;
		this.#bounds = bounds;
		this.#resolve = resolve;
		this.#bytesMax = bounds.bodyBytesMax;
		this.#startedAt = bounds.timer.now();
		this.#aliveAt = this.#startedAt;
		bounds.signal?.addEventListener("abort", this.#onAbort);
		this.#check();
	}

	onRequestStart(): void {
		this.#phase = "asking";
		this.#aliveAt = this.#bounds.timer.now();
	}

	onResponseStart(
		_controller: Dispatcher.DispatchController,
		status: number,
		headers: unknown,
		statusText = "",
	): void {
		if (status < 200) {
			this.#interim++;
			if (this.#interim > INTERIM_MAX) this.#fail({ side: "theirs", reason: "no end of interim answers" });
			return;
		}
		this.#phase = "reading";
		this.#aliveAt = this.#bounds.timer.now();
		this.#head = { status, statusText, headers: headers as Headers };
		this.#bytesMax = bodyBytesMaxOf(status, this.#bounds.bodyBytesMax);
		const declared = Number(this.#head.headers["content-length"] ?? 0);
		if (declared > this.#bytesMax) this.#tooLarge(this.#head);
	}

	onResponseData(_controller: Dispatcher.DispatchController, chunk: Uint8Array): void {
		if (this.#ended || this.#head === null) return;
		this.#aliveAt = this.#bounds.timer.now();
		this.#chunks.push(chunk);
		this.#bytes += chunk.length;
		if (this.#bytes > this.#bytesMax) this.#tooLarge(this.#head);
	}

	onResponseEnd(): void {
		const answer = this.#answer();
		if (answer !== null) this.#settle({ kind: "answer", answer });
	}

	onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
		if (error instanceof Barred) {
			this.#settle({ kind: "barred", reason: error.message });
			this.#line.close();
		} else if (this.#head === null) this.#fail(failureOf(error));
		else this.#fail({ side: "theirs", reason: "the answer was cut short" });
	}

	readonly #onAbort = (): void => this.#fail(STOPPED);

	/** Looks whether the peer is still in time, and when to look again. */
	#check(): void {
		const { limits, budgetMs, timer } = this.#bounds;
		const allowedMs = this.#phase === "connecting" ? limits.connectMs : limits.idleMs;
		const dueAt = Math.min(this.#aliveAt + allowedMs, this.#startedAt + budgetMs);
		const leftMs = dueAt - timer.now();
		if (leftMs > 0) this.#cancelCheck = timer.after(leftMs, () => this.#check());
		else this.#fail({ side: "unknown", reason: OVERDUE[this.#phase], stop: "time" });
	}

	/** A redirect's body says nothing: where it is long, hanging up is cheaper than reading it. */
	#tooLarge(head: Pick<Answer, "status" | "statusText" | "headers">): void {
		if (!isRedirect(head.status)) {
			const reason = `the body is larger than ${this.#bytesMax / 1e6} MB`;
			this.#fail({ side: "theirs", reason, stop: "bytes" });
			return;
		}
		this.#chunks.length = 0;
		this.#bytes = 0;
		this.onResponseEnd();
		this.#line.close();
	}

	#fail(failure: Failure): void {
		this.#settle({ kind: "failed", failure, cut: this.#answer() });
		this.#line.close();
	}

	#settle(exchanged: Exchanged): void {
		if (this.#ended) return;
		this.#ended = true;
		this.#cancelCheck();
		this.#bounds.signal?.removeEventListener("abort", this.#onAbort);
		this.#resolve(exchanged);
	}

	#answer(): Answer | null {
		if (this.#head === null) return null;
		const [first] = this.#chunks;
		const body =
			this.#chunks.length === 1 && first !== undefined ? first : Buffer.concat(this.#chunks, this.#bytes);
		return { ...this.#head, body, peer: this.#line.peer(), at: this.#bounds.timer.now() };
	}
}

function bodyBytesMaxOf(status: number, bodyBytesMax: number): number {
	if (isRedirect(status)) return REDIRECT_BODY_BYTES_MAX;
	return status >= 400 ? Math.min(ERROR_BODY_BYTES_MAX, bodyBytesMax) : bodyBytesMax;
}
