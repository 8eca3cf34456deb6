/** Memento (RFC 7089) over an article's revisions: what a TimeGate and a TimeMap answer. Pure. */

/** A revision as Memento sees it: when it was kept (ms since 1970) and where it is shown. */
export interface Memento {
	readonly at: number;
	readonly address: string;
}

/** Where an article's resources are: `original` is the outlet's page. */
export interface MementoPlaces {
	readonly original: string;
	readonly timeGate: string;
	readonly timeMap: string;
}

/** The revision that a TimeGate chooses: the last that was kept by then, or the first where none was (section 4.5.3). Oldest first in; null of none. */
export function chosenMemento(mementos: readonly Memento[], at: number): Memento | null {
	return mementos.findLast((memento) => memento.at <= at) ?? mementos[0] ?? null;
}

/** `Accept-Datetime` in ms since 1970; null where it is no RFC 9110 date. */
export function readAcceptDatetime(value: string): number | null {
	const isDate = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(value.trim());
	const time = isDate ? Date.parse(value) : Number.NaN;
	return Number.isNaN(time) ? null : time;
}

/** `Memento-Datetime`: the time of the revision that is shown. */
export function mementoDatetime({ at }: Memento): string {
	return new Date(at).toUTCString();
}

/** The `Link` header of a memento or of the TimeGate's answer: original, gate, map, and the first and last revisions. */
export function mementoLinks(
	{ original, timeGate, timeMap }: MementoPlaces,
	mementos: readonly Memento[],
): string {
	const ends = mementos.filter((_, index) => index === 0 || index === mementos.length - 1);
	return [
		link(original, "original"),
		link(timeGate, "timegate"),
		link(timeMap, "timemap", ["type", TIME_MAP_TYPE]),
		...ends.map((memento) => mementoLink(memento, mementos)),
	].join(", ");
}

/** The media type of `timeMap`. */
export const TIME_MAP_TYPE = "application/link-format";

/** A TimeMap in link format (section 5): every revision, oldest first. */
export function writeTimeMap(
	{ original, timeGate, timeMap }: MementoPlaces,
	mementos: readonly Memento[],
): string {
	const [first, last] = [mementos[0], mementos.at(-1)];
	const span = first && last ? { from: mementoDatetime(first), until: mementoDatetime(last) } : {};
	const lines = [
		link(original, "original"),
		link(timeMap, "self", ["type", TIME_MAP_TYPE], ...Object.entries(span)),
		link(timeGate, "timegate"),
		...mementos.map((memento) => mementoLink(memento, mementos)),
	];
	return `${lines.join(",\n")}\n`;
}

type Attribute = readonly [name: string, value: string];

function mementoLink(memento: Memento, mementos: readonly Memento[]): string {
	const first = memento === mementos[0] ? "first " : "";
	const last = memento === mementos.at(-1) ? "last " : "";
	return link(memento.address, `${first}${last}memento`, ["datetime", mementoDatetime(memento)]);
}

/** RFC 8288. Absolute addresses are WHATWG hrefs, which hold no `>`. */
function link(address: string, relation: string, ...attributes: readonly Attribute[]): string {
	const all: readonly Attribute[] = [["rel", relation], ...attributes];
	return `<${address.replaceAll(">", "%3E")}>${all.map(([name, value]) => `; ${name}="${value}"`).join("")}`;
}
