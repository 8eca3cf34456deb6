import { canonicalAddress } from "../../article/address.ts";
import type { Article } from "../../article/article.ts";
import { type Document, readDocument } from "../../article/document.ts";
import { readFrontMatter } from "../../article/front-matter.ts";
import { picturesOf } from "../../article/pictures.ts";
import { textOf } from "../../article/text.ts";
import { readTime } from "../../article/time.ts";
import type { Keeping } from "../archive.ts";

/** A file of another archive, as found. */
export interface Found {
	/** Relative to what is imported, with `/`. */
	readonly path: string;
	readonly bytes: Uint8Array;
	/** When that archive kept it, by its git history. */
	readonly at: number | null;
}

/** Ready to be kept, or why it cannot be. */
export type PostReading =
	| { readonly kind: "post"; readonly keeping: Keeping }
	| { readonly kind: "bad"; readonly reason: string };

const BYTES_MAX = 16 << 20;

/** Reads a document that another archive wrote: the seed's format, or a Jekyll post with front matter. */
export function readPost(found: Found, outlet: string | null): PostReading {
	if (found.bytes.length > BYTES_MAX) return bad(`it is longer than ${BYTES_MAX} bytes`);
	const text = decodeUtf8(found.bytes);
	if (text === null) return bad("it is not UTF-8 text");
	const document = readDocument(text);
	if (document === null) return bad("it has neither a document's heading nor front matter with an address");
	const address = canonicalAddress(document.address);
	if (address === null) return bad(`its address is none of the web: ${document.address.slice(0, 200)}`);
	if (document.title === "") return bad("it has no title");
	const pictures = picturesOf(document.body);
	if (pictures.length === 0 && textOf(withoutDate(document.body)) === "") return bad("it has no text");
	const fields = readFrontMatter(text)?.front.fields ?? new Map<string, string>();
	const name = outlet ?? outletIn(found.path, fields);
	return {
		kind: "post",
		keeping: {
			outlet: folderNameOf(name),
			outletName: name,
			article: articleOf(document, address, fields),
			body: document.body,
			stamp: stampOf(document, fields) ?? found.at ?? 0,
			capture: null,
			pictures: pictures.map((picture) => ({ ...picture, sha256: null, file: null, type: null })),
			by: "outlet",
			imported: { document: text, origin: { path: found.path, at: found.at } },
		},
	};
}

const bad = (reason: string): PostReading => ({ kind: "bad", reason });

/** Null where a byte order mark or a broken character would be lost by writing the text again. */
function decodeUtf8(bytes: Uint8Array): string | null {
	try {
		return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
	} catch {
		return null;
	}
}

const DATE_LINE = /^\s*<div><i>([^<]*)<\/i><\/div>/;

function withoutDate(body: string): string {
	return body.replace(DATE_LINE, "");
}

function articleOf({ title, body }: Document, address: string, fields: ReadonlyMap<string, string>): Article {
	const author = fields.get("author") ?? "";
	const tags = fields.get("tags") ?? "";
	return {
		address,
		title,
		subtitle: null,
		section: fields.get("categories") ?? null,
		bylines: author === "" ? [] : [author],
		published: isoOf(DATE_LINE.exec(body)?.[1]) ?? isoOf(fields.get("date")),
		modified: null,
		language: null,
		keywords: tags === "" ? [] : tags.split(", "),
		blocks: [],
		wireCredit: "",
		wires: [],
		notes: [],
		paywalled: false,
	};
}

function isoOf(text: string | undefined): string | null {
	const time = readTime(text ?? "");
	return time === null ? null : new Date(time).toISOString();
}

/** A stamp of 0 is what scrapers wrote that knew no date. */
function stampOf({ stamp }: Document, fields: ReadonlyMap<string, string>): number | null {
	if (stamp !== null && stamp !== 0) return stamp;
	return readTime(fields.get("date") ?? "");
}

/** The folder below `articles`, or a post's first category. */
function outletIn(path: string, fields: ReadonlyMap<string, string>): string {
	const folders = path.split("/").slice(0, -1);
	const below = folders[folders.lastIndexOf("articles") + 1];
	if (folders.includes("articles") && below !== undefined) return below;
	return (
		fields.get("categories")?.split(", ")[0] || folders.findLast((name) => name !== "_posts") || "imported"
	);
}

/** A name as a folder may have it. */
function folderNameOf(name: string): string {
	const plain = name.replace(/[^\p{L}\p{N}._-]+/gu, "-").replace(/\.{2,}/g, ".");
	return plain.replace(/^[^\p{L}\p{N}]+/u, "").slice(0, 100) || "imported";
}
