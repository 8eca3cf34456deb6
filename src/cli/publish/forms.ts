import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { canonicalAddress, markOf } from "../../article/address.ts";
import { writeEpub } from "../../publish/epub.ts";
import { writeSite } from "../../publish/site.ts";
import { standalonePage } from "../../publish/standalone.ts";
import { writeTexts } from "../../publish/text.ts";
import { outputFile, outputFolder } from "../../publish/write.ts";
import { writeZim } from "../../publish/zim.ts";
import { type Target, withCopies } from "./target.ts";

/** How many articles went out, or why none did. */
export type Published = { readonly articles: number } | { readonly refused: string };

/** Writes one form of the archive. */
export type Form = (target: Target) => Promise<Published>;

/** Everything that can be published, by the word that asks for it. */
export const FORMS: Readonly<Record<string, Form>> = { site, epub, text, html, zim };

async function site({ words: [folder = "."], ...target }: Target): Promise<Published> {
	const { articles } = await writeSite({ ...target, output: outputFolder(resolve(folder)) });
	return { articles };
}

/** A width that fills the page of most book readers. */
const BOOK_COPY = { width: 1000, format: "jpg" } as const;

async function epub({ words: [path = ""], selected, ...target }: Target): Promise<Published> {
	return intoFile(path, (write) =>
		withCopies(target.library, BOOK_COPY, (picture) =>
			writeEpub({ ...target, picture, title: selected || target.name, write }),
		),
	);
}

/** Writes a file whole or not at all: nothing is left where the writing fails, is stopped, or had nothing to write. */
async function intoFile(
	path: string,
	work: (write: (bytes: Uint8Array) => void) => Promise<number>,
): Promise<Published> {
	const file = outputFile(resolve(path));
	let articles = 0;
	try {
		articles = await work(file.write);
	} catch (error) {
		file.discard();
		throw error;
	}
	if (articles > 0) file.end();
	else file.discard();
	return articles > 0 ? { articles } : { refused: `nothing was found to write, so ${path} is not made` };
}

/** Between two articles in one file. */
const RULE = `\n${"—".repeat(20)}\n\n`;

async function text({ words: [to = ""], ...target }: Target): Promise<Published> {
	if (isFolder(to)) {
		const output = outputFolder(resolve(to));
		const articles = await writeTexts({ ...target, write: (article, name) => output.write(name, article) });
		return { articles };
	}
	let rule = "";
	return intoFile(to, (write) =>
		writeTexts({
			...target,
			write(article) {
				write(Buffer.from(rule + article));
				rule = RULE;
			},
		}),
	);
}

function isFolder(path: string): boolean {
	return path.endsWith("/") || (existsSync(path) && statSync(path).isDirectory());
}

/** Twice the width of the text, for screens of double density. */
const PAGE_COPY = { width: 1400, format: "webp" } as const;

async function html({ words: [given = "", to], ...target }: Target): Promise<Published> {
	const { library } = target;
	const address = canonicalAddress(given);
	const mark = address === null ? given : markOf(address);
	const article = await library.article(mark);
	if (article === null)
		return { refused: `${given} is no article of this archive: give the mark or the address of one` };
	const path = to ?? `${mark}.html`;
	const page = await withCopies(library, PAGE_COPY, (picture) =>
		standalonePage({ ...target, article, picture }),
	);
	const file = outputFile(resolve(isFolder(path) ? join(path, `${mark}.html`) : path));
	file.write(Buffer.from(page));
	file.end();
	return { articles: 1 };
}

/** The pages lie beside the file until they are packed: a temporary folder of the system may be too small. */
async function zim({ words: [to = ""], ...target }: Target): Promise<Published> {
	const path = resolve(to);
	mkdirSync(dirname(path), { recursive: true });
	const beside = mkdtempSync(`${path}.next-`);
	const folder = join(beside, "pages");
	const file = join(beside, "archive.zim");
	try {
		const written = await writeZim({ ...target, folder, file, output: outputFolder(folder) });
		if (written.kind === "failed") return { refused: written.reason };
		renameSync(file, path);
		return { articles: written.articles };
	} finally {
		rmSync(beside, { recursive: true });
	}
}
