import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { getRequestListener, type HttpBindings } from "@hono/node-server";
import type { Context } from "hono";
import type { Library } from "../article/library.ts";
import type { SourceStatus } from "../pages/status.ts";
import type { HubDoor } from "../press/websub.ts";
import { readerApp } from "./app.ts";
import { DEFAULT_SETTINGS, type ReaderSettings } from "./asked.ts";
import { askersBehind } from "./asker.ts";
import { type ImageOptions, type Images, openImages } from "./img/images.ts";

/** What a server is opened with; what is left out has a default. */
export interface ServerOptions {
	readonly library: Library;
	readonly host?: string;
	/** 0 for any free port. */
	readonly port?: number;
	readonly now: () => number;
	readonly settings?: Partial<ReaderSettings>;
	readonly status?: () => Promise<readonly SourceStatus[]>;
	/** How copies of pictures are made and where they are kept; without it, in memory. */
	readonly images?: Partial<Omit<ImageOptions, "library" | "now">>;
	/** Answers WebSub hubs at `/websub/<token>`. */
	readonly hubDoor?: HubDoor;
	readonly log?: (line: Readonly<Record<string, string | number>>) => void;
}

export interface ReaderServer {
	/** The origin at which the server answers, such as http://127.0.0.1:4319. */
	readonly address: string;
	readonly close: () => Promise<void>;
}

const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 30_000;
const HEADER_BYTES_MAX = 16 * 1024;

/** Opens the reader on a port. Rejects where the port cannot be had. */
export async function openServer(options: ServerOptions): Promise<ReaderServer> {
	const { library, now, host = "127.0.0.1", port = 4319 } = options;
	const images = await openImages({ library, now, ...options.images });
	const settings = { ...DEFAULT_SETTINGS, ...options.settings };
	const askerOf = askersBehind(settings.proxies);
	const app = readerApp({
		library,
		now,
		settings,
		images,
		hubDoor: options.hubDoor ?? null,
		status: options.status ?? (async () => []),
		log: options.log ?? (() => undefined),
		addressOf: (context) => askerOf(remoteAddress(context), context.req.header("x-forwarded-for")),
	});
	const limits = {
		headersTimeout: HEADERS_TIMEOUT_MS,
		requestTimeout: REQUEST_TIMEOUT_MS,
		maxHeaderSize: HEADER_BYTES_MAX,
	};
	const answer = getRequestListener(app.fetch);
	const server = createServer(limits, (request, response) => {
		if (!answeredFromMemory(images, request, response)) void answer(request, response);
	});
	await new Promise<void>((resolve, reject) => {
		server.once("error", reject);
		server.listen(port, host, resolve);
	});
	const bound = server.address();
	if (bound === null || typeof bound === "string") throw new Error("the server is bound to no port");
	return {
		address: `http://${bound.family === "IPv6" ? `[${bound.address}]` : bound.address}:${bound.port}`,
		close: async () => {
			await new Promise<void>((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			});
			await images.close();
		},
	};
}

const PICTURE_QUERY = "/img?";

/** A picture shown a moment ago needs no route, and the objects of one cost more than the answer: docs/BENCHMARKS.md, Pictures. */
function answeredFromMemory(images: Images, request: IncomingMessage, response: ServerResponse): boolean {
	const { method = "", url: target = "" } = request;
	if (!target.startsWith(PICTURE_QUERY)) return false;
	const known = images.fromMemory({ method, target, ifNoneMatch: request.headers["if-none-match"] ?? null });
	if (known === null) return false;
	response.writeHead(known.status, known.headers).end(known.body ?? undefined);
	return true;
}

function remoteAddress(context: Context): string {
	const { incoming } = context.env as HttpBindings;
	return incoming.socket.remoteAddress ?? "";
}
