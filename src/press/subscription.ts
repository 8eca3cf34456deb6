import { randomBytes } from "node:crypto";
import type { FetchRequest } from "../collect/net/fetched.ts";
import type { PollState } from "../collect/poll.ts";
import { type HubLinks, subscribe, wantsSubscription } from "../collect/websub.ts";
import type { Press } from "./open.ts";

const SECRET_BYTES = 24;

/** The subscription that a source's hub is to be asked for now, to be sent once the state is written; null for none. */
export function subscriptionOf(
	poll: PollState,
	links: HubLinks | null,
	press: Press,
): { readonly poll: PollState; readonly request: FetchRequest } | null {
	const { callback, clock } = press;
	if (callback === null || links === null || !wantsSubscription(poll.hub, links, clock.now())) return null;
	const secrets = { token: randomWord(), secret: randomWord() };
	const { state, request } = subscribe(poll.hub, { links, callback, now: clock.now(), ...secrets });
	return { poll: { ...poll, hub: state }, request };
}

const randomWord = (): string => randomBytes(SECRET_BYTES).toString("base64url");
