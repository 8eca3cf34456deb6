import { frame } from "./frame.ts";
import { type Html, html } from "./html.ts";
import { moment } from "./items.ts";
import { shortTime } from "./time.ts";
import { outletName, type View } from "./view.ts";

/** How the watching of one source goes. Times are ms since 1970. */
export interface SourceStatus {
	readonly outlet: string;
	/** The address that is watched. */
	readonly address: string;
	readonly lastSuccess: number | null;
	readonly lastError: string | null;
	/** Null while it answers. */
	readonly failingSince: number | null;
	/** When its newest entry was published, where that is long ago for it. */
	readonly quietSince: number | null;
}

/** The page that says how the watching goes: what failed last stands first. */
export function statusPage(sources: readonly SourceStatus[], view: View): Html {
	const { words } = view;
	const main = html`<header class="pagehead"><h1>${words.status}</h1><p>${words.statusLead}</p></header>
${sources.length === 0 ? html`<p>${words.nothing}</p>` : html`<div class="table" role="region" tabindex="0" aria-label="${words.status}"><table><thead><tr><th scope="col">${words.outlet}</th><th scope="col">${words.lastSuccess}</th><th scope="col">${words.lastError}</th></tr></thead><tbody>${sources.toSorted(byTrouble).map((source) => row(source, view))}</tbody></table></div>`}`;
	return frame({ title: words.status, place: "status", hidden: true, main }, view);
}

function byTrouble(one: SourceStatus, other: SourceStatus): number {
	return (
		Number(other.failingSince !== null) - Number(one.failingSince !== null) ||
		one.outlet.localeCompare(other.outlet)
	);
}

function row(source: SourceStatus, view: View): Html {
	const { words, links } = view;
	const { outlet, address, lastSuccess, lastError, failingSince, quietSince } = source;
	const failing =
		failingSince !== null && html`${words.since} ${moment(failingSince, shortTime(failingSince, view))}<br>`;
	const quiet =
		quietSince !== null && html`${words.nothingNewSince} ${moment(quietSince, shortTime(quietSince, view))}`;
	return html`<tr${failingSince !== null && html` class="failing"`}><th scope="row"><a href="${links.outlet(outlet)}">${outletName(outlet, view)}</a><br><span class="address" dir="ltr">${address}</span></th><td>${lastSuccess === null ? words.never : moment(lastSuccess, shortTime(lastSuccess, view))}</td><td>${failing}${lastError ?? quiet}</td></tr>`;
}
