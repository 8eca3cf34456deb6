import { takePush } from "../collect/poll-source.ts";
import { answerVerification, type Push } from "../collect/websub.ts";
import type { Press } from "./open.ts";
import { addressOf, type SourceSettings } from "./settings.ts";
import { listingSourceOf, pressPushed } from "./source.ts";
import type { SourceState } from "./source-state.ts";

/** What is sent back to a hub. */
export interface HubReply {
	readonly status: number;
	readonly body: string;
}

/** The callback's two sides (W3C WebSub, 5.3 and 7): a hub asks whether we subscribed, and sends what is new. */
export interface HubDoor {
	verify(token: string, query: URLSearchParams): Promise<HubReply>;
	push(token: string, push: Push): Promise<HubReply>;
}

const UNKNOWN: HubReply = { status: 404, body: "" };
/** Answers hubs for the sources of a press that is open. */
export function openHubDoor(press: Press): HubDoor {
	const { archive, clock, turns } = press;
	return {
		async verify(token, query) {
			const found = await sourceWith(token, press);
			if (found === null) return UNKNOWN;
			return turns.take(found.key, async () => {
				const state = (await archive.polls.get(found.key)) as SourceState;
				const { status, body, state: hub } = answerVerification(state.poll?.hub ?? null, query, clock.now());
				if (state.poll !== null)
					await archive.polls.put(found.key, { ...state, poll: { ...state.poll, hub } });
				return { status, body };
			});
		},
		async push(token, push) {
			const found = await sourceWith(token, press);
			if (found === null) return UNKNOWN;
			const { source, key } = found;
			return turns.take(key, async () => {
				const state = (await archive.polls.get(key)) as SourceState;
				if (state.poll === null) return UNKNOWN;
				const pushed = takePush(listingSourceOf(source), state.poll, push, clock.now());
				const next = { ...state, poll: pushed.state };
				await archive.polls.put(key, next);
				// The hub waits for an answer, not for the articles: what fails now is found by the next poll.
				turns.take(key, () => pressPushed(source, pushed.sightings, press)).catch(() => undefined);
				return { status: pushed.answer.status, body: pushed.answer.body };
			});
		},
	};
}

async function sourceWith(
	token: string,
	{ archive, config }: Press,
): Promise<{ source: SourceSettings; key: string } | null> {
	for (const source of config.settings.sources) {
		const key = addressOf(source);
		const state = (await archive.polls.get(key)) as SourceState | null;
		if (state?.poll?.hub?.token === token) return { source, key };
	}
	return null;
}
