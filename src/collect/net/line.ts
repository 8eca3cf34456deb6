import { Client } from "undici";
import type { Connect } from "./connect.ts";
import { HEADER_BYTES_MAX } from "./limits.ts";

/** An unused connection is kept so long for the next request to its origin. */
export const KEEP_ALIVE_MS = 4000;

/** One connection to one origin, which carries one request at a time. */
export interface Line {
	readonly origin: string;
	readonly client: Client;
	/** What the request line names: the path, or the whole address where a proxy asks for us. */
	pathOf(url: URL): string;
	/** What is said to a proxy besides. */
	readonly headers: Readonly<Record<string, string>>;
	/** The peer's numeric address once connected; null before, and behind a proxy. */
	peer(): string | null;
	/** Whether a request has been carried already: the far end may have hung up since. */
	used: boolean;
	/** Whether the connection is still good for another request. */
	open: boolean;
	close(): void;
}

/** The end of what was under way on a line that we closed. */
export const LINE_CLOSED = new Error("the connection was closed");

/** How lines of an origin are made: straight, or by way of a proxy. */
export interface Way {
	readonly connect: Connect;
	/** Whom the socket speaks to about this origin: the origin itself, or a proxy that takes whole addresses. */
	clientOriginOf(origin: string): string;
	/** What is said to the proxy alone. */
	readonly headers: Readonly<Record<string, string>>;
	/** Whether the peer of the socket is the origin. */
	readonly direct: boolean;
}

/** Takes hold of a line, which connects at its first request. */
export function openLine(origin: string, way: Way): Line {
	const stop = new AbortController();
	let peer: string | null = null;
	const clientOrigin = way.clientOriginOf(origin);
	const client = new Client(clientOrigin, {
		pipelining: 1,
		maxHeaderSize: HEADER_BYTES_MAX,
		// Time is kept by `exchange`, which knows how long a whole fetch may take.
		headersTimeout: 0,
		bodyTimeout: 0,
		keepAliveTimeout: KEEP_ALIVE_MS,
		keepAliveMaxTimeout: KEEP_ALIVE_MS,
		connect: (target, done) => {
			way.connect(target, stop.signal).then(
				(socket) => {
					peer = way.direct ? (socket.remoteAddress ?? null) : null;
					done(null, socket);
				},
				(error: Error) => done(error, null),
			);
		},
	});
	const line: Line = {
		origin,
		client,
		headers: way.headers,
		pathOf: (url) => (clientOrigin === origin ? url.pathname + url.search : url.href),
		peer: () => peer,
		used: false,
		open: true,
		close() {
			if (!line.open) return;
			line.open = false;
			// With reasons of our own: making one for each connection would cost more than closing it.
			stop.abort(LINE_CLOSED);
			void client.destroy(LINE_CLOSED);
		},
	};
	return line;
}
