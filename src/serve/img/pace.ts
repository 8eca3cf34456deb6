import { openRecent } from "./recent.ts";

/** Clients whose pace is remembered; the one seen longest ago is forgotten. */
const CLIENTS_MAX = 10_000;

/**
 * How often each client may have a picture made: the generic cell rate algorithm, as images.weserv.nl
 * has it. True where one more may be made now.
 */
export function openPace(
	{ makings, makingsMs }: { readonly makings: number; readonly makingsMs: number },
	now: () => number,
): (client: string) => boolean {
	const due = openRecent<number>(CLIENTS_MAX);
	const apart = makingsMs / makings;
	return (client) => {
		const at = now();
		const next = Math.max(due.get(client) ?? 0, at) + apart;
		if (next - at > makingsMs) return false;
		due.set(client, next, 1);
		return true;
	};
}
