/**
 * Everything that Pressmark writes for readers, as the checkers of its formats judge it: `npm run bench:validate [-- --archive DIR]
 * [--feedvalidator DIR] [--json]`. Needs Java; the archive is one more to judge, beside a library of everything that outlets do wrong.
 */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Library } from "../../src/article/library.ts";
import { withCopies } from "../../src/cli/publish/target.ts";
import { openLibrary } from "../../src/keep/archive.ts";
import { LANGUAGES } from "../../src/pages/languages.ts";
import type { Language } from "../../src/pages/words.ts";
import { writeEpub } from "../../src/publish/epub.ts";
import type { Selection } from "../../src/publish/selection.ts";
import { writeSite } from "../../src/publish/site.ts";
import { standalonePage } from "../../src/publish/standalone.ts";
import { outputFile, outputFolder } from "../../src/publish/write.ts";
import { writeZim } from "../../src/publish/zim.ts";
import { openServer } from "../../src/serve/server.ts";
import { openSample, SAMPLE_AT, SAMPLE_PAGES } from "../../test/support/sample.ts";
import { installPeers } from "../peers.ts";
import { checkBooks, checkFeeds, checkMarkup, checkZim, type Verdict } from "./checkers.ts";
import { openCorpus } from "./corpus.ts";

const { values } = parseArgs({
	options: { archive: { type: "string" }, feedvalidator: { type: "string" }, json: { type: "boolean" } },
});
const LANGUAGE_TAGS = Object.keys(LANGUAGES) as Language[];
const DAY_MS = 86_400_000;
const STANDALONE_MAX = 100;
const COPY = { width: 1000, format: "jpg" } as const;

installPeers(import.meta.dirname);
const folder = mkdtempSync(join(tmpdir(), "validate-"));
const verdicts = new Map<string, Verdict>();
const judge = (what: string, verdict: Verdict): void => {
	verdicts.set(what, verdict);
	console.error(`${what}: ${verdict.files} files, ${verdict.errors.length} errors`);
};

/** The files below a folder whose names end so. */
function filesIn(below: string, ends: RegExp): readonly string[] {
	const all = readdirSync(below, { recursive: true, encoding: "utf8" });
	return all.filter((file) => ends.test(file)).map((file) => join(below, file));
}

async function judgeReader(library: Library, paths: readonly string[]): Promise<void> {
	const server = await openServer({ library, port: 0, now: () => SAMPLE_AT });
	const to = join(folder, "reader");
	mkdirSync(to, { recursive: true });
	for (const [at, path] of paths.entries()) {
		for (const lang of LANGUAGE_TAGS) {
			const address = `${server.address}${path}${path.includes("?") ? "&" : "?"}lang=${lang}`;
			writeFileSync(join(to, `${at}-${lang}.html`), await (await fetch(address)).text());
		}
	}
	await server.close();
	judge("the reader's pages", checkMarkup(filesIn(to, /\.html$/)));
}

async function judgeSite(name: string, library: Library): Promise<void> {
	for (const language of LANGUAGE_TAGS) {
		const to = join(folder, name, language);
		const output = outputFolder(to);
		const options = { name: "Pressmark & Co", language, zone: "Asia/Shanghai" } as const;
		await writeSite({ library, output, ...options, baseUrl: "https://news.example/" });
		judge(`site of ${name}, ${language}`, checkMarkup(filesIn(to, /\.(html|css|svg)$/)));
		if (values.feedvalidator === undefined) continue;
		judge(`feeds of ${name}, ${language}`, checkFeeds(filesIn(to, /\.(atom|rss)$/), values.feedvalidator));
	}
}

async function judgeBooks(name: string, library: Library): Promise<void> {
	const [newest] = await library.list({ limit: 1 });
	const at = newest?.sorted ?? 0;
	const outlets = await library.outlets();
	const selections: Readonly<Record<string, Selection>> = {
		day: { since: at - DAY_MS },
		week: { since: at - 7 * DAY_MS },
		search: { query: "the" },
		everything: {},
		...Object.fromEntries(outlets.slice(0, 3).map(({ outlet }) => [outlet, { outlet }])),
	};
	await withCopies(library, COPY, async (picture) => {
		for (const [title, selection] of Object.entries(selections)) {
			const file = outputFile(join(folder, `${name}-books`, `${title}.epub`));
			const said = { name: "Pressmark & Co", language: "zh-Hant", zone: "UTC" } as const;
			await writeEpub({ library, selection, title, picture, write: file.write, ...said });
			file.end();
		}
		judge(`books of ${name}`, checkBooks(filesIn(join(folder, `${name}-books`), /\.epub$/)));
		const to = join(folder, `${name}-files`);
		mkdirSync(to);
		for (const { mark } of await library.list({ limit: STANDALONE_MAX })) {
			const article = await library.article(mark);
			if (article === null) continue;
			const said = { name: "Pressmark & Co", language: "en", zone: "UTC" } as const;
			writeFileSync(join(to, `${mark}.html`), await standalonePage({ library, article, picture, ...said }));
		}
		judge(`single files of ${name}`, checkMarkup(filesIn(to, /\.html$/)));
	});
}

async function judgeZim(name: string, library: Library): Promise<void> {
	const file = join(folder, `${name}.zim`);
	const pages = join(folder, `${name}-zim`);
	const said = { name: "Pressmark", language: "zh-Hans", zone: "UTC" } as const;
	const written = await writeZim({ library, file, folder: pages, output: outputFolder(pages), ...said });
	if (written.kind === "failed") console.error(`ZIM: SKIPPED, ${written.reason}`);
	else judge(`ZIM file of ${name}`, checkZim(file));
}

async function judgeAll(name: string, library: Library): Promise<void> {
	await judgeSite(name, library);
	await judgeBooks(name, library);
	await judgeZim(name, library);
}

const sample = await openSample();
await judgeReader(sample, SAMPLE_PAGES);
sample.close();
const corpus = await openCorpus();
await judgeAll("what outlets do wrong", corpus);
corpus.close();
if (values.archive !== undefined) {
	const library = await openLibrary(values.archive);
	await judgeAll("an archive", library);
	await library.close();
}
if (values.feedvalidator === undefined)
	console.error("feeds: SKIPPED, name a clone of https://github.com/w3c/feedvalidator with --feedvalidator");
rmSync(folder, { recursive: true });

const rows = [...verdicts].map(([what, { files, errors, warnings }]) => ({
	...{ what, files, errors: errors.length, warnings: warnings.length },
}));
if (values.json === true) console.log(JSON.stringify({ pressmark: rows }));
else {
	console.log("| what | files | errors | warnings |\n|---|---|---|---|");
	for (const { what, files, errors, warnings } of rows)
		console.log(`| ${what} | ${files} | ${errors} | ${warnings} |`);
	for (const [what, { errors, warnings }] of verdicts)
		for (const text of new Set([...errors, ...warnings].map((said) => said.slice(0, 300))))
			console.log(`${what}: ${text}`);
}
process.exitCode = rows.some(({ errors }) => errors > 0) ? 1 : 0;
