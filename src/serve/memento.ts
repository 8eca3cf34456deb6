import { canonicalAddress, markOf } from "../article/address.ts";
import type { Kept, Library, Revision } from "../article/library.ts";
import {
	chosenMemento,
	type Memento,
	type MementoPlaces,
	mementoDatetime,
	mementoLinks,
	readAcceptDatetime,
	TIME_MAP_TYPE,
	writeTimeMap,
} from "../keep/export/memento.ts";
import { type Answer, type Asked, OPEN, type Route } from "./asked.ts";

/** Memento (RFC 7089): clients that travel in time find an address as it was, among the revisions kept of it. */
export const MEMENTO_ROUTES: readonly Route[] = [
	// Made for every request: the answer depends on Accept-Datetime, and on the whole of the address that follows.
	{ path: "/timegate/*", fresh: true, answer: timeGate },
	{ path: "/timemap/*", fresh: true, answer: timeMap },
];

interface History {
	readonly places: MementoPlaces;
	readonly mementos: readonly Memento[];
}

async function timeGate(asked: Asked): Promise<Answer | null> {
	const history = await historyAt("/timegate/", asked);
	if (history === null) return null;
	const { acceptDatetime } = asked;
	const at = acceptDatetime === null ? Number.POSITIVE_INFINITY : readAcceptDatetime(acceptDatetime);
	if (at === null)
		return { status: 400, type: "text/plain", body: "Accept-Datetime is no date of RFC 9110\n" };
	const chosen = chosenMemento(history.mementos, at);
	if (chosen === null) return null;
	const link = mementoLinks(history.places, history.mementos);
	const headers = { location: chosen.address, vary: "accept-datetime", link, ...OPEN };
	return { status: 302, type: "text/plain", body: "", headers };
}

async function timeMap(asked: Asked): Promise<Answer | null> {
	const history = await historyAt("/timemap/", asked);
	if (history === null) return null;
	return { type: TIME_MAP_TYPE, body: writeTimeMap(history.places, history.mementos), headers: OPEN };
}

/** The original's address is all that follows in the path, its query included. */
async function historyAt(prefix: string, { url, base, library }: Asked): Promise<History | null> {
	const rest = url.slice(url.indexOf(prefix) + prefix.length);
	// Some clients and proxies fold the two slashes of the scheme into one.
	const address = canonicalAddress(rest.replace(/^(https?):\/+/i, "$1://"));
	if (address === null) return null;
	return historyOf(address, await library.revisions(markOf(address)), base);
}

function historyOf(address: string, revisions: readonly Revision[], base: string): History | null {
	if (revisions.length === 0) return null;
	const places = {
		original: address,
		timeGate: `${base}/timegate/${address}`,
		timeMap: `${base}/timemap/${address}`,
	};
	const mark = markOf(address);
	const mementos = revisions.map(({ kept, revision }) => ({
		at: kept,
		address: `${base}/a/${mark}/${revision}`,
	}));
	return { places, mementos };
}

/** What a revision's page says of itself: when it was kept, and where the others are. */
export async function mementoHeaders(
	{ address, mark }: Kept,
	revision: number,
	{ library, base }: { readonly library: Library; readonly base: string },
): Promise<Readonly<Record<string, string>>> {
	const revisions = await library.revisions(mark);
	const history = historyOf(address, revisions, base);
	const shown = revisions.findIndex((one) => one.revision === revision);
	const memento = history?.mementos[shown];
	if (history === null || memento === undefined) return {};
	return {
		"memento-datetime": mementoDatetime(memento),
		link: mementoLinks(history.places, history.mementos),
	};
}
