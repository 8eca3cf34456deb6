import { KEEP_ALIVE_MS, type Line, openLine, type Way } from "./line.ts";
import type { Timer } from "./timer.ts";

/** Requests under way at once, to all hosts together. */
const RUNNING_MAX = 64;

/** Connections to one host where nothing is paced, which only a machine's own servers should see. */
const LINES_UNPACED = 8;

/** Requests that may wait for one host. */
const WAITING_MAX = 10_000;

/** A longer pause between requests than this is not asked of anyone. */
const PACE_MS_MAX = 60_000;

/** Gives each host's requests their turn: one connection a host, a pause between starts, hosts beside each other. */
export interface Turns {
	/**
	 * Waits for the host's turn and runs `work` on a line to the address's origin. Null where it never
	 * came to that: closed, aborted while waiting, or too many waiting already.
	 */
	take<T>(url: URL, signal: AbortSignal | null, work: (line: Line) => Promise<T>): Promise<T | null>;
	/** Asks for a longer pause between starts on the address's host, as robots.txt may. */
	slowDown(url: URL, paceMs: number): void;
	close(): void;
}

export interface TurnsOptions {
	readonly paceMs: number;
	readonly timer: Timer;
	readonly wayOf: (origin: string) => Way;
}

/** Opens the queues. A host is a name and port: two servers of one machine do not wait for each other. */
export function openTurns(options: TurnsOptions): Turns {
	const hosts = new Map<string, Host>();
	const shared: Shared = { ...options, hosts, held: new Set(), running: 0 };
	let closed = false;
	const hostOf = (url: URL): Host => {
		const host = hosts.get(url.host) ?? new Host(url.host, shared);
		hosts.set(url.host, host);
		return host;
	};
	return {
		take(url, signal, work) {
			if (closed || signal?.aborted) return Promise.resolve(null);
			return new Promise((resolve, reject) => {
				const host = hostOf(url);
				const waiting: Waiting = {
					origin: url.origin,
					start(line) {
						signal?.removeEventListener("abort", leave);
						return work(line).then(resolve, reject);
					},
					drop: () => resolve(null),
				};
				const leave = (): void => host.remove(waiting);
				signal?.addEventListener("abort", leave, { once: true });
				host.add(waiting);
			});
		},
		slowDown: (url, paceMs) => hostOf(url).slowDown(paceMs),
		close() {
			closed = true;
			for (const host of hosts.values()) host.close();
			hosts.clear();
		},
	};
}

interface Waiting {
	readonly origin: string;
	start(line: Line): Promise<void>;
	/** Ends the wait with nothing. */
	drop(): void;
}

/** What the hosts have in common: how much runs, and whose turn came while too much did, in that order. */
interface Shared extends TurnsOptions {
	readonly hosts: Map<string, Host>;
	readonly held: Set<Host>;
	running: number;
}

/** One host's queue. Nothing but `#start` puts a request on a line, and only `#mayStart` lets it. */
class Host {
	readonly #name: string;
	readonly #shared: Shared;
	readonly #waiting: Waiting[] = [];
	readonly #idle: Line[] = [];
	readonly #busy = new Set<Line>();
	#paceMs: number;
	#startedAt = Number.NEGATIVE_INFINITY;
	#closed = false;
	#cancelWake = (): void => {};

	constructor(name: string, shared: Shared) {
		this.#name = name;
		this.#shared = shared;
		this.#paceMs = shared.paceMs;
	}

	add(waiting: Waiting): void {
		if (this.#waiting.length >= WAITING_MAX) waiting.drop();
		else this.#waiting.push(waiting);
		this.#advance();
	}

	remove(waiting: Waiting): void {
		const at = this.#waiting.indexOf(waiting);
		if (at >= 0) this.#waiting.splice(at, 1);
		waiting.drop();
	}

	slowDown(paceMs: number): void {
		this.#paceMs = Math.max(this.#paceMs, Math.min(paceMs, PACE_MS_MAX));
	}

	close(): void {
		this.#closed = true;
		this.#cancelWake();
		for (const waiting of this.#waiting.splice(0)) waiting.drop();
		for (const line of [...this.#idle.splice(0), ...this.#busy]) line.close();
	}

	/** Starts what may start; where nothing is left to do, lets go of the host after a while. */
	#advance(): void {
		if (this.#closed) return;
		this.#cancelWake();
		while (this.#mayStart()) {
			const pauseMs = this.#pauseMs();
			if (pauseMs > 0) {
				this.#wakeIn(pauseMs, () => this.#advance());
				return;
			}
			const next = this.#waiting.shift();
			if (next !== undefined) this.#start(next);
		}
		if (this.#busy.size > 0 || this.#waiting.length > 0) return;
		const restMs = Math.max(this.#pauseMs(), this.#idle.length > 0 ? KEEP_ALIVE_MS : 0);
		this.#wakeIn(restMs, () => {
			this.close();
			this.#shared.hosts.delete(this.#name);
		});
	}

	#mayStart(): boolean {
		if (this.#waiting.length === 0) return false;
		if (this.#busy.size >= (this.#paceMs > 0 ? 1 : LINES_UNPACED)) return false;
		if (this.#shared.running < RUNNING_MAX) return true;
		this.#shared.held.add(this);
		return false;
	}

	#start(waiting: Waiting): void {
		const shared = this.#shared;
		const line = this.#lineTo(waiting.origin);
		this.#busy.add(line);
		this.#startedAt = shared.timer.now();
		shared.running++;
		void waiting.start(line).finally(() => {
			shared.running--;
			this.#busy.delete(line);
			if (line.open && !this.#closed) this.#idle.push(line);
			this.#advance();
			for (const host of shared.held) {
				if (shared.running >= RUNNING_MAX) break;
				shared.held.delete(host);
				host.#advance();
			}
		});
	}

	#pauseMs(): number {
		const now = this.#shared.timer.now();
		// A clock that jumped back must not make the pause longer than the pace.
		this.#startedAt = Math.min(this.#startedAt, now);
		return this.#startedAt + this.#paceMs - now;
	}

	/** An idle line to the origin, or a new one in place of idle lines to the host's other scheme. */
	#lineTo(origin: string): Line {
		const at = this.#idle.findIndex((line) => line.open && line.origin === origin);
		const [idle] = at < 0 ? [] : this.#idle.splice(at, 1);
		if (idle !== undefined) return idle;
		for (const line of this.#idle.splice(0)) line.close();
		return openLine(origin, this.#shared.wayOf(origin));
	}

	#wakeIn(ms: number, callback: () => void): void {
		this.#cancelWake = this.#shared.timer.after(ms, callback);
	}
}
