import { type Fetcher, openFetcher } from "../collect/net/fetcher.ts";
import { userAgentOf } from "../collect/net/request.ts";
import { witnessed } from "../collect/witness.ts";
import type { Recipe } from "../extract/recipe.ts";
import { type Archive, openArchive } from "../keep/archive.ts";
import type { Clock } from "./clock.ts";
import type { Config } from "./config.ts";
import type { PressEvent } from "./events.ts";
import { ownRecipes } from "./recipes.ts";
import { addressOf, type Settings } from "./settings.ts";
import { openTurns, type Turns } from "./turns.ts";

export type { Fetcher } from "../collect/net/fetcher.ts";

/** What the pipeline works with: made once, handed down, closed by whoever opened it. */
export interface Press {
	readonly config: Config;
	readonly archive: Archive;
	readonly fetcher: Fetcher;
	/** The operator's own recipes. */
	readonly recipes: readonly Recipe[];
	readonly clock: Clock;
	readonly colours: Colours;
	/** One piece of work on a source at a time: a poll, or what a hub sent. */
	readonly turns: Turns;
	/** The https address under which hubs reach this program (WebSub); null where they cannot. */
	readonly callback: string | null;
	readonly report: (event: PressEvent) => void;
	/** Aborted when the program is asked to end: no new work starts, what runs is finished. */
	readonly signal: AbortSignal;
	close(): Promise<void>;
}

/** Says what a picture looks like before it has come. */
export interface Colours {
	/** All of a picture in one colour, as `#rrggbb`; null where it cannot be read or is not opaque. */
	of(bytes: Uint8Array): Promise<string | null>;
	close(): void;
}

const COLOURLESS: Colours = { of: async () => null, close: () => undefined };

export interface PressOptions {
	/** Closed with the press; without it, pictures are kept without their colours. */
	readonly colours?: Colours;
	readonly clock: Clock;
	readonly report: (event: PressEvent) => void;
	readonly signal: AbortSignal;
	/** See `Press`. */
	readonly callback?: string | null;
	/** The program's own version, which the User-Agent names. */
	readonly version: string;
	/** The proxy of the environment, used where the configuration names none. */
	readonly proxy: string | null;
}

/** Opens the archive for writing and the network as the configuration says. */
export async function openPress(config: Config, options: PressOptions): Promise<Press> {
	const { clock, report, signal, colours = COLOURLESS } = options;
	const { keep } = config.settings;
	const recipes = ownRecipes(config.archive);
	const archive = await openArchive(config.archive, { now: clock.now, captures: keep.captures });
	const sites = config.settings.sources.map(addressOf);
	const fetcher = witnessed(openNetwork(config.settings, options), sites, clock.now);
	return {
		config,
		archive,
		fetcher,
		recipes,
		turns: openTurns(),
		callback: options.callback ?? null,
		clock,
		colours,
		report,
		signal,
		async close() {
			fetcher.close();
			colours.close();
			await archive.close();
		},
	};
}

/** The one door to the network, as the configuration says. */
export function openNetwork(
	{ network }: Settings,
	options: Pick<PressOptions, "clock" | "proxy" | "version">,
): Fetcher {
	const { clock, version } = options;
	return openFetcher({
		allow: network.allow,
		ports: network.ports,
		paceMs: network.paceMs,
		userAgent: userAgentOf({ version, contact: network.contact ?? null }),
		proxy: network.proxy ?? options.proxy,
		now: clock.now,
	});
}

/** Pictures that are kept are used, and no others are asked for. */
export function withoutPictures(press: Press): Press {
	const { config } = press;
	const keep = { ...config.settings.keep, pictures: false };
	return { ...press, config: { ...config, settings: { ...config.settings, keep } } };
}
