import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { systemClock } from "../press/clock.ts";
import { type Config, readConfig } from "../press/config.ts";
import type { PressEvent } from "../press/events.ts";
import type { Fetcher } from "../press/open.ts";
import { openNetwork, openPress, type Press } from "../press/open.ts";
import { settingsSchema } from "../press/settings.ts";
import { openColours } from "../serve/img/colours.ts";
import type { Io, Options } from "./command.ts";

/** The configuration of this call: the file, with the archive that the call may name instead. */
export function configOf(options: Options): Config {
	const config = readConfig(resolve(options.config));
	return options.archive === undefined ? config : { ...config, archive: resolve(options.archive) };
}

/** Opens the press as the call says; the environment's proxy is used where the configuration names none. */
export function openPressFor(
	options: Options,
	io: Io,
	report: (event: PressEvent) => void,
	callback: string | null = null,
): Promise<Press> {
	const config = configOf(options);
	const { allow } = config.settings.network;
	// Said each time, and not only in the file: an address inside is a door that feeds and pages could lead through.
	if (allow.length > 0 && !options.quiet)
		io.err(`network.allow: ${allow.join(", ")} may be fetched though not public\n`);
	return openPress(config, {
		colours: openColours(),
		callback,
		clock: systemClock,
		report,
		signal: io.signal,
		proxy: proxyOf(io),
		version: io.version,
	});
}

/** Opens the network alone, for commands that keep nothing; a configuration is used where there is one. */
export function openFetcherFor(options: Options, io: Io): Fetcher {
	const file = resolve(options.config);
	const settings = existsSync(file) ? readConfig(file).settings : settingsSchema.parse({});
	return openNetwork(settings, { clock: systemClock, proxy: proxyOf(io), version: io.version });
}

function proxyOf({ env }: Io): string | null {
	return env["HTTPS_PROXY"] || env["https_proxy"] || env["ALL_PROXY"] || env["all_proxy"] || null;
}

/** Where hubs reach a reader that is served under a public https address; null where it is not. */
export function callbackOf(options: Options): string | null {
	const { baseUrl } = configOf(options).settings.serve;
	return baseUrl?.startsWith("https:") ? `${baseUrl.replace(/\/+$/, "")}/websub` : null;
}
