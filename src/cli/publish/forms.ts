import { existsSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { canonicalAddress, markOf } from "../../article/address.ts";
import { writeEpub } from "../../publish/epub.ts";
import { writeSite } from "../../publish/site.ts";
import { standalonePage } from "../../publish/standalone.ts";
import { writeTexts } from "../../publish/text.ts";
import { outputFile, outputFolder } from "../../publish/write.ts";
import { UsageError } from "../command.ts";
import { type Target, withCopies } from "./target.ts";

/** Writes one form of the archive; returns how many articles it holds. */
export type Form = (target: Target) => Promise<number>;

/** Everything that can be published, by the word that asks for it. */
export const FORMS: Readonly<Record<string, Form>> = { site, epub, text, html };

async function site({ words: [folder = "."], ...target }: Target): Promise<number> {
	const { articles } = await writeSite({ ...target, output: outputFolder(resolve(folder)) });
	return articles;
}

/** A width that fills the page of most book readers. */
const BOOK_COPY = { width: 1000, format: "jpg" } as const;

async function epub({ words: [path = ""], selected, ...target }: Target): Promise<number> {
	const file = outputFile(resolve(path));
	const articles = await withCopies(target.library, BOOK_COPY, (picture) =>
		writeEpub({ ...target, picture, title: selected || target.name, write: file.write }),
	);
	file.end();
	return articles;
}

/** Between two articles in one file. */
const RULE = `\n${"—".repeat(20)}\n\n`;

async function text({ words: [to = ""], ...target }: Target): Promise<number> {
	if (isFolder(to)) {
		const output = outputFolder(resolve(to));
		return writeTexts({ ...target, write: (article, name) => output.write(name, article) });
	}
	const file = outputFile(resolve(to));
	let rule = "";
	const articles = await writeTexts({
		...target,
		write(article) {
			file.write(Buffer.from(rule + article));
			rule = RULE;
		},
	});
	file.end();
	return articles;
}

function isFolder(path: string): boolean {
	return path.endsWith("/") || (existsSync(path) && statSync(path).isDirectory());
}

/** Twice the width of the text, for screens of double density. */
const PAGE_COPY = { width: 1400, format: "webp" } as const;

async function html({ words: [given = "", to], ...target }: Target): Promise<number> {
	const { library } = target;
	const address = canonicalAddress(given);
	const mark = address === null ? given : markOf(address);
	const article = await library.article(mark);
	if (article === null)
		throw new UsageError(`${given} is no article of this archive: give the mark or the address of one`);
	const path = to ?? `${mark}.html`;
	const page = await withCopies(library, PAGE_COPY, (picture) =>
		standalonePage({ ...target, article, picture }),
	);
	const file = outputFile(resolve(isFolder(path) ? join(path, `${mark}.html`) : path));
	file.write(Buffer.from(page));
	file.end();
	return 1;
}
