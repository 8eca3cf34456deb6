import { join } from "node:path";
import type { OpenLibrary } from "../keep/archive.ts";
import { systemClock } from "../press/clock.ts";
import type { Config } from "../press/config.ts";
import type { FetchPicture } from "../press/fetch-picture.ts";
import { statusOf } from "../press/status.ts";
import type { HubDoor } from "../press/websub.ts";
import { openServer, type ReaderServer } from "../serve/server.ts";
import { type Io, type Options, UsageError } from "./command.ts";

/** Copies of pictures in the sizes that were asked for: derived, ignored by git, deleted at any time. */
const PICTURE_CACHE = ".cache/pictures";

/** Opens the reader as the configuration and the call say, and prints its address. */
export async function serveArchive(what: {
	archive: Omit<OpenLibrary, "close">;
	config: Config;
	options: Options;
	io: Io;
	hubDoor?: HubDoor;
	fetchPicture?: FetchPicture | null;
}): Promise<ReaderServer> {
	const { archive, config, options, io, hubDoor, fetchPicture = null } = what;
	const { host, port, baseUrl, title, language, zone, hub, requestsPerMinute, proxies } =
		config.settings.serve;
	const server = await openServer({
		library: archive,
		host,
		port: portOf(options, port),
		now: systemClock.now,
		...(hubDoor === undefined ? {} : { hubDoor }),
		images: {
			cacheFolder: join(config.archive, PICTURE_CACHE),
			...(fetchPicture === null ? {} : { fetchPicture }),
		},
		log: ({ method, path, error }) => io.err(`${method} ${path}: ${error}\n`),
		status: () => statusOf(config.settings, archive, systemClock.now()),
		settings: {
			name: title,
			language,
			zone,
			baseUrl: baseUrl ?? null,
			hub: hub ?? null,
			requestsPerMinute: requestsPerMinute ?? null,
			proxies,
		},
	});
	if (!isLoopback(host))
		io.err(`The reader listens on ${host}: anyone who reaches this machine can read the archive.\n`);
	io.err(`Reading at ${server.address}\n`);
	return server;
}

function portOf(options: Options, fallback: number): number {
	if (options["port"] === undefined) return fallback;
	const port = Number(options["port"]);
	if (!Number.isInteger(port) || port < 0 || port > 65535)
		throw new UsageError("--port takes a number from 0 to 65535");
	return port;
}

function isLoopback(host: string): boolean {
	return host === "localhost" || host === "::1" || host.startsWith("127.");
}
