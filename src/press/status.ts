import { healthOf, type PollState } from "../collect/poll.ts";
import type { OpenLibrary } from "../keep/archive.ts";
import { addressOf, type Settings } from "./settings.ts";
import type { SourceState } from "./source-state.ts";

/** How a source is doing. Times are ms since 1970. */
export interface SourceStatus {
	readonly outlet: string;
	readonly name: string;
	readonly address: string;
	readonly articles: number;
	readonly lastSuccess: number | null;
	readonly lastError: string | null;
	readonly failingSince: number | null;
	/** When its newest entry was published, where that is long ago for it; null otherwise. */
	readonly quietSince: number | null;
	readonly nextPoll: number | null;
	/** Articles that were seen and could not be had yet. */
	readonly pending: number;
}

/** One row a source, in the configuration's order. */
export async function statusOf(
	settings: Settings,
	library: Pick<OpenLibrary, "outlets" | "polls">,
	now: number,
): Promise<readonly SourceStatus[]> {
	const counts = new Map((await library.outlets()).map((outlet) => [outlet.outlet, outlet.articles]));
	return Promise.all(
		settings.sources.map(async (source) => {
			const state = (await library.polls.get(addressOf(source))) as SourceState | null;
			return {
				outlet: source.outlet,
				name: source.name ?? source.outlet,
				address: addressOf(source),
				articles: counts.get(source.outlet) ?? 0,
				pending: Object.keys(state?.pending ?? {}).length,
				...pollOf(state?.poll ?? null, now),
			};
		}),
	);
}

function pollOf(
	poll: PollState | null,
	now: number,
): Pick<SourceStatus, "lastSuccess" | "lastError" | "failingSince" | "quietSince" | "nextPoll"> {
	const health = poll === null ? null : healthOf(poll, now);
	return {
		lastSuccess: poll?.okAt ?? null,
		lastError: poll?.trouble?.reason ?? null,
		failingSince: poll?.trouble?.since ?? null,
		quietSince: health?.kind === "quiet" ? health.since : null,
		nextPoll: poll?.dueAt ?? null,
	};
}
