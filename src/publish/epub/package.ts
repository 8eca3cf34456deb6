import type { View } from "../../pages/view.ts";
import { type Xml, xml } from "../xml.ts";

/** One article as the book lists it. */
export interface Chapter {
	/** In the book's folder. */
	readonly file: string;
	readonly title: string;
	/** The outlet's name: articles of one outlet stand together. */
	readonly outlet: string;
}

export interface BookPicture {
	readonly file: string;
	readonly type: string;
}

/** What the package document says. `modified` is ms since 1970. */
export interface Book {
	readonly id: string;
	readonly title: string;
	readonly modified: number;
	readonly chapters: readonly Chapter[];
	readonly pictures: readonly BookPicture[];
	readonly view: View;
}

export const CONTAINER: string = `<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>
`;

/** The book's own small style; readers set type and colours themselves. */
export const BOOK_STYLE: string = `h1{font-size:1.5em;line-height:1.3;margin:0 0 .5em}
.about{font-size:.8em;color:#666;margin:0 0 1.5em}
figure{margin:1.2em 0}
img{max-width:100%;height:auto}
figcaption{font-size:.8em;color:#666}
blockquote{margin:1em 0;padding-inline-start:1em;border-inline-start:2px solid #999}
table{border-collapse:collapse;font-size:.85em}
th,td{border-bottom:1px solid #ccc;padding:.3em .6em .3em 0;text-align:start;vertical-align:top}
nav ol{list-style:none;padding-inline-start:1em}
`;

/** EPUB 3.3, 5: what the book holds and in which order it is read. */
export function writePackage({ id, title, modified, chapters, pictures, view }: Book): string {
	const time = new Date(modified).toISOString().replace(/\.\d+Z$/, "Z");
	return xml`<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="${view.words.language}">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">${id}</dc:identifier>
<dc:title>${title}</dc:title>
<dc:language>${view.words.language}</dc:language>
<dc:creator>${view.name}</dc:creator>
<meta property="dcterms:modified">${time}</meta>
</metadata>
<manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="style" href="style.css" media-type="text/css"/>
<item id="cover" href="cover.svg" media-type="image/svg+xml" properties="cover-image"/>
<item id="front" href="cover.xhtml" media-type="application/xhtml+xml"/>
${chapters.map(({ file }, at) => xml`<item id="c${at}" href="${file}" media-type="application/xhtml+xml"/>\n`)}${pictures.map(({ file, type }, at) => xml`<item id="p${at}" href="${file}" media-type="${type}"/>\n`)}</manifest>
<spine>
<itemref idref="front"/>
<itemref idref="nav"/>
${chapters.map((_, at) => xml`<itemref idref="c${at}"/>\n`)}</spine>
</package>
`.toString();
}

/** The contents: outlets, and under each its articles. */
export function writeContents({ title, chapters, view }: Book): string {
	const groups = [...Map.groupBy(chapters, ({ outlet }) => outlet)];
	const list = groups.map(
		([outlet, of]) => xml`<li><span>${outlet}</span><ol>
${of.map(({ file, title: name }) => xml`<li><a href="${file}">${name}</a></li>\n`)}</ol></li>\n`,
	);
	const body = xml`<nav epub:type="toc" id="toc"><h1>${title}</h1><ol>\n<li><a href="cover.xhtml">${title}</a></li>\n${list}</ol></nav>`;
	return writeChapter({ title, body, language: view.words.language, root: "" });
}

/** A page of the book. `root` leads to the book's folder. */
export function writeChapter(page: { title: string; body: Xml; language: string; root: string }): string {
	const { title, body, language, root } = page;
	return xml`<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" xml:lang="${language}" lang="${language}">
<head><title>${title}</title><link rel="stylesheet" type="text/css" href="${root}style.css"/></head>
<body>
${body}
</body>
</html>
`.toString();
}

/** A cover in type alone: the archive's name, its mark, and what the book holds. */
export function writeCover({ title, chapters, view }: Book): { svg: string; page: string } {
	const svg = xml`<?xml version="1.0" encoding="utf-8"?>
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 800" width="600" height="800"><rect width="600" height="800" fill="#fcfbf8"/><g fill="none" stroke="#a32a1a" stroke-width="6"><circle cx="300" cy="250" r="70"/><path d="M300 140v220M190 250h220"/></g><circle cx="300" cy="250" r="26" fill="#a32a1a"/><g font-family="serif" text-anchor="middle" fill="#1c1b19"><text x="300" y="480" font-size="54" font-weight="bold">${view.name}</text><text x="300" y="550" font-size="30">${title}</text><text x="300" y="610" font-size="24" fill="#5d5850">${view.words.articles(chapters.length)}</text></g></svg>
`.toString();
	const body = xml`<div style="text-align:center"><img src="cover.svg" alt="${view.name}: ${title}"/></div>`;
	return { svg, page: writeChapter({ title, body, language: view.words.language, root: "" }) };
}
