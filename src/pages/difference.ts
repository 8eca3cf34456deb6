import { type DiffPiece, diffTexts } from "../article/diff.ts";
import type { Kept, Library } from "../article/library.ts";
import { textOf } from "../article/text.ts";

import { frame } from "./frame.ts";
import { type Html, html } from "./html.ts";
import { moment, spoken } from "./items.ts";
import { fullTime } from "./time.ts";
import { outletName, type View } from "./view.ts";

/** Two revisions of one article, one after the other. */
export interface DifferencePage {
	readonly before: Kept;
	readonly after: Kept;
}

/** Reads a revision and the one before it; null where there are no two. */
export async function gatherDifference(
	library: Library,
	mark: string,
	revision: number,
): Promise<DifferencePage | null> {
	const revisions = await library.revisions(mark);
	const at = revisions.findIndex((one) => one.revision === revision);
	const earlier = revisions[at - 1];
	if (at === -1 || earlier === undefined) return null;
	const [before, after] = await Promise.all([
		library.article(mark, earlier.revision),
		library.article(mark, revision),
	]);
	return before === null || after === null ? null : { before, after };
}

/** A body's text without the date line, which both revisions have. */
function proseOf(body: string): string {
	return textOf(body.replace(/^\s*<div><i>[^<]*<\/i><\/div>/, ""));
}

/** What changed as markup for feeds: only paragraphs that changed and those beside them are in sight. */
export function differenceMarkup({ before, after }: DifferencePage, view: View): Html {
	const title =
		before.title !== after.title && html`<p>${diffTexts(before.title, after.title).map(stretch)}</p>`;
	return html`${title}${paragraphs(diffTexts(proseOf(before.body), proseOf(after.body)), { isChanged: true, view })}`;
}

/** The page that says what changed from one revision to the next. */
export function differencePage({ before, after }: DifferencePage, view: View): Html {
	const { words, links } = view;
	const stretches = diffTexts(proseOf(before.body), proseOf(after.body));
	const changed = before.title !== after.title || stretches.some(({ kind }) => kind !== "same");
	const main = html`<article class="story"><header><p class="kicker"><a href="${links.outlet(after.outlet)}">${outletName(after.outlet, view)}</a></p>
<h1${spoken(after.language)}>${diffTexts(before.title, after.title).map(stretch)}</h1>
<dl class="facts"><div><dt>${words.whatChanged}</dt><dd>${words.difference(before.revision, after.revision)}</dd></div>
<div><dt>${words.kept}</dt><dd>${moment(before.kept, fullTime(before.kept, view))} → ${moment(after.kept, fullTime(after.kept, view))}</dd></div>
<div><dt>${words.current}</dt><dd><a href="${links.article(after.mark)}">${words.showCurrent}</a></dd></div></dl></header>
${!changed && html`<p class="notice">${words.noDifference}</p>`}
<div class="text diff"${spoken(after.language)}>${paragraphs(stretches, { isChanged: changed, view })}</div></article>`;
	return frame(
		{
			title: `${words.whatChanged}: ${after.title}`,
			hidden: true,
			canonical: links.article(after.mark),
			main,
		},
		view,
	);
}

/** Unchanged paragraphs that stay in sight beside a change; more are folded away. */
const IN_SIGHT = 1;

interface Line {
	readonly parts: Html[];
	changed: boolean;
}

/** Stretches end in the middle of lines; each line is a paragraph with its own marks. */
function linesOf(stretches: readonly DiffPiece[]): readonly Line[] {
	const lines: Line[] = [{ parts: [], changed: false }];
	for (const { kind, text } of stretches) {
		text.split("\n").forEach((part, at) => {
			if (at > 0) lines.push({ parts: [], changed: false });
			const line = lines.at(-1);
			if (part === "" || line === undefined) return;
			line.parts.push(stretch({ kind, text: part }));
			line.changed ||= kind !== "same";
		});
	}
	return lines.filter(({ parts }) => parts.length > 0);
}

/** The paragraphs that changed with those beside them; where anything did, the title too, runs of others can be opened. */
function paragraphs(
	stretches: readonly DiffPiece[],
	{ isChanged, view: { words } }: { readonly isChanged: boolean; readonly view: View },
): Html {
	const lines = linesOf(stretches);
	const near = lines.map((_, at) =>
		lines.slice(Math.max(0, at - IN_SIGHT), at + IN_SIGHT + 1).some(({ changed }) => changed),
	);
	const out: Html[] = [];
	for (let at = 0; at < lines.length; ) {
		const end = near.indexOf(!near[at], at);
		const run = lines.slice(at, end === -1 ? undefined : end).map(({ parts }) => html`<p>${parts}</p>\n`);
		const folded = !near[at] && isChanged;
		out.push(
			folded
				? html`<details><summary lang="${words.language}">${words.unchanged(run.length)}</summary>${run}</details>`
				: html`${run}`,
		);
		at += run.length;
	}
	return html`${out}`;
}

function stretch({ kind, text }: DiffPiece): Html {
	if (kind === "added") return html`<ins>${text}</ins>`;
	return kind === "removed" ? html`<del>${text}</del>` : html`${text}`;
}
