import type { Kept, KeptPicture, Library, Observation, Summary } from "../article/library.ts";
import { strictAddress } from "../pages/address.ts";
import { bodyMarkup } from "../pages/body.ts";
import { type DifferencePage, differenceMarkup, gatherDifference } from "../pages/difference.ts";
import { html } from "../pages/html.ts";
import type { FeedFormat, FeedSubject } from "../pages/links.ts";
import { shortTime } from "../pages/time.ts";
import { outletName, type View } from "../pages/view.ts";
import { detailIn } from "../pages/words.ts";
import type { FeedEntry } from "./feed.ts";
import { FORMATS } from "./formats.ts";

/** What a feed is made of. */
export interface MadeFeed {
	readonly subject: FeedSubject;
	readonly format: FeedFormat;
	/** RFC 5005: the archived day, yyyy-mm-dd; null for the feed itself. */
	readonly day: string | null;
	readonly previousArchive: string | null;
	readonly hub: string | null;
	readonly entries: readonly FeedEntry[];
}

/** A feed written in its format. The view's links must be whole addresses. */
export function writeFeed(made: MadeFeed, view: View): { type: string; body: string } {
	const { subject, format, day, previousArchive, hub, entries } = made;
	const { links, words, name } = view;
	const current = links.feed(subject, format);
	const about = subjectInWords(subject, view);
	const { type, write } = FORMATS[format];
	const body = write({
		title: about === null ? name : `${name} · ${about}`,
		subtitle: words.tagline,
		language: words.language,
		id: links.feed(subject, "atom"),
		self: day === null ? current : current.replace(/all\.(\w+)$/, (_, end: string) => `${day}.${end}`),
		home: subjectHome(subject, view),
		icon: links.asset("icon.svg"),
		updated: entries.reduce((latest, { updated }) => Math.max(latest, updated), 0),
		hub,
		archiveOf: day === null ? null : current,
		previousArchive,
		entries,
	});
	return { type, body };
}

/** What a feed is about, in words; null where it is everything. */
function subjectInWords(subject: FeedSubject, view: View): string | null {
	switch (subject.of) {
		case "all":
			return null;
		case "changes":
			return view.words.changes;
		case "outlet":
			return outletName(subject.outlet, view);
		case "section":
			return `${outletName(subject.outlet, view)} · ${subject.section}`;
		case "search":
			return subject.query;
	}
}

/** The page that shows what a feed carries. */
function subjectHome(subject: FeedSubject, { links }: View): string {
	switch (subject.of) {
		case "all":
			return links.front();
		case "changes":
			return links.changes();
		case "outlet":
			return links.outlet(subject.outlet);
		case "section":
			return links.section(subject.outlet, subject.section);
		case "search":
			return links.search(subject.query);
	}
}

/** Articles as feeds carry them, in the same order. */
export async function articleEntries(
	articles: readonly Summary[],
	library: Library,
	view: View,
): Promise<readonly FeedEntry[]> {
	const whole = await Promise.all(articles.map(({ mark }) => library.article(mark)));
	return Promise.all(
		whole.filter((article) => article !== null).map((article) => articleEntry(article, library, view)),
	);
}

/** Colours are classes of our style sheet, which readers of feeds and books have not. */
export function withoutColour({ colour: _colour, ...picture }: KeptPicture): KeptPicture {
	return picture;
}

/** An article as feeds carry it: whole, and named by its mark wherever the archive moves. */
async function articleEntry(article: Kept, library: Library, view: View): Promise<FeedEntry> {
	const { picture } = article;
	const blob = picture?.sha256 == null ? null : await library.blob(picture.sha256);
	return {
		id: `urn:pressmark:${article.mark}`,
		link: view.links.article(article.mark),
		title: article.title,
		language: article.language,
		published: article.published ?? article.firstSeen,
		updated: article.kept,
		authors: article.bylines,
		categories: article.section === null ? article.keywords : [article.section, ...article.keywords],
		content: bodyMarkup({ ...article, pictures: article.pictures.map(withoutColour) }, view).toString(),
		summary: article.excerpt,
		source: { name: outletName(article.outlet, view), address: strictAddress(article.address) },
		picture:
			blob === null
				? null
				: { address: view.links.media(blob.sha256, blob.type), type: blob.type, bytes: blob.bytes },
	};
}

/** Changes as feeds carry them: what happened and when, and of an edit what it changed. */
export function changeEntries(
	changes: readonly Observation[],
	library: Library,
	view: View,
): Promise<readonly FeedEntry[]> {
	return Promise.all(changes.map(async (change) => changeEntry(change, await editOf(change, library), view)));
}

/** The two revisions between which an edit lies: the later one was kept when the edit was seen. */
async function editOf({ kind, mark, at }: Observation, library: Library): Promise<DifferencePage | null> {
	if (kind !== "revised") return null;
	const revision = (await library.revisions(mark)).findLast(({ kept }) => kept <= at);
	return revision === undefined ? null : gatherDifference(library, mark, revision.revision);
}

function changeEntry(change: Observation, edit: DifferencePage | null, view: View): FeedEntry {
	const { words, links } = view;
	const what = words.observed[change.kind];
	const article = links.article(change.mark);
	const content = html`<p><strong>${what}</strong> ${shortTime(change.at, view)} (${view.zone}). ${detailIn(view.words, change.detail)} <a href="${article}">${change.title}</a></p>${edit !== null && differenceMarkup(edit, view)}`;
	return {
		id: `urn:pressmark:${change.mark}:${change.seq}`,
		link: edit === null ? article : links.difference(change.mark, edit.after.revision),
		title: `${what}: ${change.title}`,
		language: null,
		published: change.at,
		updated: change.at,
		authors: [],
		categories: [what],
		content: content.toString(),
		summary: `${what} ${detailIn(view.words, change.detail)}`.trim(),
		source: { name: outletName(change.outlet, view), address: strictAddress(change.address) },
		picture: null,
	};
}
