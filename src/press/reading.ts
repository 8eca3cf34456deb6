/** From bytes to an article: a page with the pages that go on with it, or what a feed carries. */
import type { Article, Block, Picture } from "../article/article.ts";
import { oneLine, writeBody } from "../article/body.ts";
import type { Capture } from "../article/capture.ts";
import type { KeptPicture } from "../article/library.ts";
import { picturesOf } from "../article/pictures.ts";
import { sanitise } from "../article/sanitise.ts";
import { articleText } from "../article/text.ts";
import type { Sighting } from "../collect/sightings.ts";
import { extract } from "../extract/extract.ts";
import { readPage } from "../extract/page.ts";
import { recipeFor } from "../extract/recipe.ts";
import type { CaptureRef } from "../keep/archive.ts";
import { articleOfFeed } from "./feed-article.ts";
import type { Press } from "./open.ts";
import { pictureHrefOf, picturesIn } from "./picture.ts";

/** An article of more pages than this is kept as far as these go. */
const PAGES_MAX = 20;

/** An article as read and not yet kept. */
export interface Reading {
	readonly kind: "read";
	readonly from: "page" | "feed";
	readonly article: Article;
	/** The pictures it names, in order. */
	readonly pictures: readonly Picture[];
	/** The document's body, once it is known which pictures could be had. */
	readonly body: (kept: readonly KeptPicture[]) => string;
	/** The bytes it was read from: the first page's, where there are several. */
	readonly capture: CaptureRef | null;
	/** How many pages it was read from. */
	readonly pages: number;
}

/** Why no article could be read, in plain words, and the bytes that show it. */
export interface Unread {
	readonly kind: "empty" | "unreachable";
	readonly reason: string;
	readonly capture: CaptureRef | null;
}

/** A page that goes on with an article: its bytes, `end` where it is not to be had, or why it may be had another day. */
export type NextPage =
	| Capture
	| { readonly kind: "end" }
	| { readonly kind: "unreachable"; readonly reason: string };

/** Keeps the page's bytes, then reads the article from it and from the pages that go on with it. `called` as in `Following`. */
export async function readingOfPage(
	capture: Capture,
	called: string,
	press: Press,
): Promise<Reading | Unread> {
	const ref = await press.archive.keepCapture(capture);
	return readingIn(capture, ref, { press, called, next: (address) => fetchedNext(address, press) });
}

/** A further page as the outlet answers now. One that is gone or refused ends the article, as it does for every reader. */
async function fetchedNext(address: string, { archive, fetcher }: Press): Promise<NextPage> {
	const fetched = await fetcher.fetch({ address, kind: "page" });
	if (fetched.kind === "unreachable") return { kind: "unreachable", reason: fetched.reason };
	if (fetched.kind === "unchanged" || fetched.capture === null) return { kind: "end" };
	await archive.keepCapture(fetched.capture);
	return fetched.kind === "page" ? fetched.capture : { kind: "end" };
}

/** Where further pages come from, and what the article is called if its page names no headline; empty where that is no article. */
export interface Following {
	readonly press: Pick<Press, "config" | "recipes">;
	readonly called: string;
	readonly next: (address: string) => Promise<NextPage>;
}

/** Reads the article that begins on a page whose bytes are kept already. */
export async function readingIn(
	first: Capture,
	capture: CaptureRef | null,
	{ press, called, next }: Following,
): Promise<Reading | Unread> {
	let { article, follow } = extractFrom(first, press);
	if ((article.title === "" && called === "") || articleText(article) === "")
		return { kind: "empty", reason: "no article was found on the page", capture };
	const asked = new Set([first.address]);
	while (follow !== null && !asked.has(follow) && asked.size < PAGES_MAX) {
		asked.add(follow);
		const page = await next(follow);
		if ("kind" in page && page.kind === "unreachable")
			return { kind: "unreachable", reason: `its page ${asked.size}, ${follow}: ${page.reason}`, capture };
		if ("kind" in page) break;
		const more = extractFrom(page, press);
		const joined = continued(article, more.article);
		if (joined === null) break;
		article = joined;
		follow = more.follow;
	}
	return {
		...{ kind: "read", from: "page", article, capture, pages: asked.size },
		pictures: picturesIn(article.blocks),
		body: (kept) => writeBody(article, pictureHrefOf(press.config.settings.documents.pictures, kept)),
	};
}

function extractFrom(
	source: Capture,
	{ recipes }: Pick<Press, "recipes">,
): { article: Article; follow: string | null } {
	const page = readPage(source);
	const { article, follow } = extract(page, recipeFor(page, recipes));
	return { article, follow: follow.next };
}

/** The article with what a further page adds to it; null where it adds nothing. */
function continued(article: Article, more: Article): Article | null {
	const had = new Set(article.blocks.map(sameness));
	const blocks = more.blocks.filter((block) => !had.has(sameness(block)));
	if (blocks.length === 0) return null;
	return {
		...article,
		blocks: [...article.blocks, ...blocks],
		wireCredit: more.wireCredit === "" ? article.wireCredit : more.wireCredit,
		wires: [...new Set([...article.wires, ...more.wires])],
		notes: [
			...article.notes,
			...more.notes.filter(({ text }) => article.notes.every((note) => note.text !== text)),
		],
	};
}

/** What is shown again at the top of every page is the same block, or a picture of the same address. */
function sameness(block: Block): string {
	return block.kind === "picture" ? block.picture.address : JSON.stringify(block);
}

/** Reads the article from what the source itself carries. */
export function readingOfFeed(sighting: Sighting, content: string, listing: CaptureRef | null): Reading {
	const body = oneLine(sanitise(content));
	const article = articleOfFeed(sighting, body);
	return {
		...{ kind: "read", from: "feed", article, capture: listing, pages: 1 },
		pictures: picturesOf(body),
		body: () => body,
	};
}
