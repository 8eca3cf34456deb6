import { createHash } from "node:crypto";
import type { Kept, KeptPicture, Library, Outlet } from "../article/library.ts";
import { strictAddress } from "../pages/address.ts";
import { bodyMarkup } from "../pages/body.ts";
import { languageTag } from "../pages/language-tag.ts";
import { LANGUAGES } from "../pages/languages.ts";
import { fullTime } from "../pages/time.ts";
import { outletName, type View } from "../pages/view.ts";
import type { Language } from "../pages/words.ts";
import { withoutColour } from "./entries.ts";
import { flowOf } from "./epub/flow.ts";
import {
	BOOK_STYLE,
	type Book,
	type BookPicture,
	type Chapter,
	CONTAINER,
	writeChapter,
	writeContents,
	writeCover,
	writePackage,
} from "./epub/package.ts";
import type { CopyPicture } from "./picture-copy.ts";
import { type Selection, selectedArticles } from "./selection.ts";
import { siteLinks } from "./site/links.ts";
import { Xml, xml } from "./xml.ts";
import { openZip, type ZipWriter } from "./zip.ts";

export interface EpubOptions {
	readonly library: Library;
	/** Takes the book's bytes as they come. */
	readonly write: (bytes: Uint8Array) => void;
	readonly selection: Selection;
	readonly title: string;
	/** The archive's name. */
	readonly name: string;
	readonly language: Language;
	readonly zone: string;
	/** Small enough for a book, in a type that books know. */
	readonly picture: CopyPicture;
	/** Stops the writing between two articles. */
	readonly signal?: AbortSignal | undefined;
}

/** A book with more could not be opened by its readers. */
export const BOOK_ARTICLES_MAX = 2_000;

/** EPUB 3.3, 3.2: what every reading system shows. */
const TYPES: Readonly<Record<string, string>> = {
	"image/jpeg": "jpg",
	"image/png": "png",
	"image/gif": "gif",
	"image/webp": "webp",
};

/** Writes a book (EPUB 3.3): cover, contents by outlet, an article a chapter. Returns how many articles it holds. */
export async function writeEpub(options: EpubOptions): Promise<number> {
	const { library, selection, write, title } = options;
	const view = await bookView(options);
	const zip = openZip(write);
	// OCF 3.3, 4.3: first, unpacked, and nothing else in it.
	zip.add("mimetype", "application/epub+zip", "store");
	zip.add("META-INF/container.xml", CONTAINER);
	zip.add("book/style.css", BOOK_STYLE);
	const bound: Bound = { chapters: [], pictures: new Map(), hash: createHash("sha256"), modified: 0 };
	for await (const article of selectedArticles(library, selection, {
		most: BOOK_ARTICLES_MAX,
		signal: options.signal,
	}))
		await bind(article, bound, { zip, view, options });
	const id = `urn:pressmark:book:${bound.hash.digest("hex").slice(0, 32)}`;
	const pictures = [...bound.pictures.values()].filter((picture) => picture !== null);
	const chapters = bound.chapters.toSorted((one, other) => one.outlet.localeCompare(other.outlet));
	const book: Book = { id, title, modified: bound.modified, chapters, pictures, view };
	const cover = writeCover(book);
	zip.add("book/cover.svg", cover.svg);
	zip.add("book/cover.xhtml", cover.page);
	zip.add("book/nav.xhtml", writeContents(book));
	zip.add("book/package.opf", writePackage(book));
	zip.end();
	return chapters.length;
}

async function bookView({ library, name, language, zone }: EpubOptions): Promise<View> {
	const outlets = new Map(
		(await library.outlets()).map((outlet): [string, Outlet] => [outlet.outlet, outlet]),
	);
	const links = { ...siteLinks("../"), media: (sha256: string) => `../media/${sha256}` };
	return {
		name,
		zone,
		outlets,
		words: LANGUAGES[language],
		links,
		theme: "auto",
		size: "normal",
		path: null,
		feeds: false,
	};
}

/** What has been bound so far. */
interface Bound {
	readonly chapters: Chapter[];
	/** By digest; null for one that no book reader would show. */
	readonly pictures: Map<string, BookPicture | null>;
	readonly hash: ReturnType<typeof createHash>;
	modified: number;
}

interface Binding {
	readonly zip: ZipWriter;
	readonly view: View;
	readonly options: EpubOptions;
}

async function bind(article: Kept, bound: Bound, { zip, view, options }: Binding): Promise<void> {
	const shown: KeptPicture[] = [];
	for (const picture of article.pictures)
		shown.push(withoutColour(await bindPicture(picture, bound, { zip, view, options })));
	const outlet = outletName(article.outlet, view);
	const file = `articles/${article.mark}.xhtml`;
	const at = article.published ?? article.firstSeen;
	const bylines = article.bylines.length > 0 && xml` · ${article.bylines.join(", ")}`;
	const withPictures: View = {
		...view,
		links: { ...view.links, media: (sha256) => `../${bound.pictures.get(sha256)?.file ?? ""}` },
	};
	const text = new Xml(flowOf(bodyMarkup({ ...article, pictures: shown }, withPictures).toString()));
	const body = xml`<h1>${article.title}</h1>
<p class="about">${outlet}${bylines} · ${fullTime(at, view)} · <a href="${strictAddress(article.address)}">${view.words.original}</a></p>
${text}`;
	zip.add(
		`book/${file}`,
		writeChapter({
			title: article.title,
			body,
			language: languageTag(article.language ?? "") ?? view.words.language,
			root: "../",
		}),
	);
	bound.chapters.push({ file, title: article.title, outlet });
	bound.hash.update(article.sha256);
	bound.modified = Math.max(bound.modified, article.kept);
}

/** Puts a picture into the book, once; gives it back as not archived where it cannot be shown. */
async function bindPicture(
	picture: KeptPicture,
	bound: Bound,
	{ zip, options }: Binding,
): Promise<KeptPicture> {
	const { sha256 } = picture;
	if (sha256 === null) return picture;
	if (!bound.pictures.has(sha256)) {
		const copy = await options.picture(picture);
		const end = copy === null ? undefined : TYPES[copy.type];
		const file = `media/${sha256}.${end}`;
		const fits = copy !== null && end !== undefined;
		if (fits) zip.add(`book/${file}`, copy.bytes, "store");
		bound.pictures.set(sha256, fits ? { file, type: copy.type } : null);
	}
	return bound.pictures.get(sha256) === null ? { ...picture, sha256: null } : picture;
}
