import type { Library, Observation, Observed } from "../article/library.ts";
import { frame } from "./frame.ts";
import { type Html, html } from "./html.ts";
import { moment } from "./items.ts";
import { shortTime } from "./time.ts";
import { outletName, type View } from "./view.ts";
import { detailIn } from "./words.ts";

/** Which changes are shown. */
export type ChangeKind = "all" | "edits" | "disappearances";

/** What an outlet did to its articles after publishing them, by kind. */
export const CHANGES: Readonly<Record<ChangeKind, readonly Observed[]>> = {
	all: ["revised", "gone", "refused", "moved"],
	edits: ["revised"],
	disappearances: ["gone", "refused"],
};

const CHANGES_LIMIT = 100;

export interface ChangesPage {
	readonly kind: ChangeKind;
	/** Newest first. */
	readonly changes: readonly Observation[];
	/** The `seq` from which older ones are read, or null where these are all. */
	readonly before: number | null;
}

/** Reads the newest changes of a kind, or those before a `seq`. */
export async function gatherChanges(
	library: Library,
	kind: ChangeKind,
	before?: number,
): Promise<ChangesPage> {
	const changes = await library.observations({
		kinds: CHANGES[kind],
		limit: CHANGES_LIMIT,
		...(before !== undefined && { before }),
	});
	const last = changes.at(-1);
	return { kind, changes, before: changes.length < CHANGES_LIMIT || last === undefined ? null : last.seq };
}

/** The page of changes: edits and disappearances, newest first. */
export function changesPage({ kind, changes, before }: ChangesPage, view: View): Html {
	const { words, links, path } = view;
	const names: Readonly<Record<ChangeKind, string>> = words;
	const tab = (one: ChangeKind): Html =>
		html`<li><a href="${links.changes()}${one !== "all" && html`?kind=${one}`}"${one === kind && html` aria-current="page"`}>${names[one]}</a></li>`;
	const main = html`<header class="pagehead"><h1>${words.changes}</h1><p>${words.changesLead}</p></header>
${path !== null && html`<nav class="tabs" aria-label="${words.changes}"><ul>${(["all", "edits", "disappearances"] as const).map(tab)}</ul></nav>`}
${changes.length === 0 ? html`<p>${words.nothing}</p>` : html`<ul class="changelist">${changes.map((change) => observationItem(change, view))}</ul>`}
${
	before !== null &&
	path !== null &&
	html`<nav class="pages" aria-label="${words.earlier}"><a rel="next" href="${links.changes()}?kind=${kind}&amp;before=${before}">${words.earlier}</a></nav>`
}`;
	return frame(
		{
			title: words.changes,
			place: "changes",
			feed: { subject: { of: "changes" }, title: words.changes },
			main,
		},
		view,
	);
}

/** One change: what happened, to which article, when. */
export function observationItem(change: Observation, view: View): Html {
	const { words, links } = view;
	return html`<li class="item ${change.kind}"><p class="source"><strong>${words.observed[change.kind]}</strong> <a href="${links.outlet(change.outlet)}">${outletName(change.outlet, view)}</a> ${moment(change.at, shortTime(change.at, view))}</p><a class="title" dir="auto" href="${links.article(change.mark)}${change.kind === "revised" && "#history"}">${change.title}</a>${change.detail !== "" && html` <span class="detail">${detailIn(words, change.detail)}</span>`}</li>`;
}
