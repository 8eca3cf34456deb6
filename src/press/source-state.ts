import { createHash } from "node:crypto";
import { markOf } from "../article/address.ts";
import { plainLine, textOf } from "../article/text.ts";
import type { PollState } from "../collect/poll.ts";
import type { Sighting } from "../collect/sightings.ts";

/** What is remembered of a source between passes: one of the archive's polls. */
export interface SourceState {
	readonly poll: PollState | null;
	/** Of each article the source shows now, by mark: a hash of what it said. */
	readonly seen: Readonly<Record<string, string>>;
	/** Articles that were seen and could not be had: tried again after `after`, ms since 1970. */
	readonly pending: Readonly<Record<string, Pending>>;
}

export interface Pending {
	readonly tries: number;
	readonly after: number;
	readonly sighting: Sighting;
}

export const NOTHING_KNOWN: SourceState = { poll: null, seen: {}, pending: {} };

/** After this many tries over about two weeks an article that never answered is left. */
const TRIES_MAX = 12;
const FIRST_WAIT_MS = 15 * 60_000;
const WAIT_MS_MAX = 48 * 3_600_000;

/** What a source said of an article, in eight characters: its headline and, where it carries it, the text. */
export function saidOf(sighting: Sighting): string {
	const said = `${plainLine(sighting.title)}\n${sighting.content === null ? "" : textOf(sighting.content)}`;
	return createHash("sha256").update(said).digest("base64url").slice(0, 8);
}

/** A failed article waits twice as long each time; null when it has been tried often enough. */
export function pendingAfter(before: Pending | undefined, sighting: Sighting, now: number): Pending | null {
	const tries = (before?.tries ?? 0) + 1;
	if (tries > TRIES_MAX) return null;
	return { tries, after: now + Math.min(FIRST_WAIT_MS * 2 ** (tries - 1), WAIT_MS_MAX), sighting };
}

/** The sightings to act on: never seen, said otherwise than before, or failed and due again. */
export function freshOf(
	sightings: readonly Sighting[],
	state: SourceState,
	now: number,
): readonly Sighting[] {
	const shown = new Map(sightings.map((sighting) => [markOf(sighting.address), sighting]));
	for (const [mark, pending] of Object.entries(state.pending))
		if (!shown.has(mark)) shown.set(mark, pending.sighting);
	return [...shown]
		.filter(([mark, sighting]) => {
			const pending = state.pending[mark];
			if (pending !== undefined) return pending.after <= now;
			return state.seen[mark] !== saidOf(sighting);
		})
		.map(([, sighting]) => sighting);
}
