import type { Kept, Library } from "../article/library.ts";
import { textOf } from "../article/text.ts";
import { differenceOf, type Stretch } from "./diff.ts";
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

/** The page that says what changed from one revision to the next. */
export function differencePage({ before, after }: DifferencePage, view: View): Html {
	const { words, links } = view;
	const stretches = differenceOf(proseOf(before.body), proseOf(after.body));
	const changed = before.title !== after.title || stretches.some(({ kind }) => kind !== "same");
	const main = html`<article class="story"><header><p class="kicker"><a href="${links.outlet(after.outlet)}">${outletName(after.outlet, view)}</a></p>
<h1${spoken(after.language)}>${differenceOf(before.title, after.title).map(stretch)}</h1>
<dl class="facts"><div><dt>${words.whatChanged}</dt><dd>${words.difference(before.revision, after.revision)}</dd></div>
<div><dt>${words.kept}</dt><dd>${moment(before.kept, fullTime(before.kept, view))} → ${moment(after.kept, fullTime(after.kept, view))}</dd></div>
<div><dt>${words.showCurrent}</dt><dd><a href="${links.article(after.mark)}">${after.title}</a></dd></div></dl></header>
${!changed && html`<p class="notice">${words.noDifference}</p>`}
<div class="text diff"${spoken(after.language)}>${paragraphs(stretches)}</div></article>`;
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

/** Stretches end in the middle of lines; each line is a paragraph with its own marks. */
function paragraphs(stretches: readonly Stretch[]): Html {
	const lines: Html[][] = [[]];
	for (const { kind, text } of stretches) {
		text.split("\n").forEach((part, at) => {
			if (at > 0) lines.push([]);
			if (part !== "") lines.at(-1)?.push(stretch({ kind, text: part }));
		});
	}
	return html`${lines.filter((line) => line.length > 0).map((line) => html`<p>${line}</p>\n`)}`;
}

function stretch({ kind, text }: Stretch): Html {
	if (kind === "added") return html`<ins>${text}</ins>`;
	return kind === "removed" ? html`<del>${text}</del>` : html`${text}`;
}
