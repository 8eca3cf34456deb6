import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { NoWarc } from "../../keep/import/warc-file.ts";
import { importFolder } from "../../keep/import.ts";
import { addSources } from "../../press/config.ts";
import { importWarc } from "../../press/import-warc.ts";
import { publishLists } from "../../press/lists.ts";
import { sourcesOfOpml } from "../../press/opml.ts";
import { OUTLET_NAME } from "../../press/settings.ts";
import { type Command, type ExitStatus, type Io, type Options, UsageError } from "../command.ts";
import { openPressFor } from "../context.ts";

export const importCommand: Command = {
	name: "import",
	arguments: [
		[
			"<path>",
			"an OPML file; a WARC file or WACZ; or a folder of documents: of a git clone, its history too",
		],
	],
	summary: "Bring what exists: subscriptions, the documents of another archive, or captured pages.",
	options: [
		[
			"--outlet <name>",
			"the outlet of all that is imported (default: each file's folder or category, or each page's host)",
		],
	],
	examples: [
		["pressmark import subscriptions.opml", "every feed becomes a source in pressmark.yaml"],
		["pressmark import ../duty-machine-news", "a clone of duty-machine/news, with its history"],
		["pressmark import ../waimei --outlet waimei", "Jekyll posts, all under one outlet"],
		[
			"pressmark import crawl.warc.gz",
			"articles are read from the pages that were captured, with their pictures",
		],
	],
	async run([path = ""], options, io) {
		const found = statSync(path, { throwIfNoEntry: false });
		if (found === undefined) throw new UsageError(`${path}: there is no such file or folder`);
		if (found.isDirectory()) return importDocuments(path, options, io);
		return /\.(warc|warc\.gz|wacz)$/i.test(path)
			? importCaptures(path, options, io)
			: importOpml(path, options, io);
	},
};

function importOpml(path: string, options: Options, io: Io): ExitStatus {
	const sources = sourcesOfOpml(readFileSync(path, "utf8"));
	if (sources.length === 0) throw new UsageError(`${path}: no feed is named in this file; is it OPML?`);
	const added = addSources(resolve(options.config), sources);
	if (options.json) io.out(`${JSON.stringify({ found: sources.length, added: added.length })}\n`);
	else io.out(`${added.length} of ${sources.length} feeds are new in ${options.config}\n`);
	return 0;
}

function outletIn(options: Options): string | undefined {
	const outlet = options["outlet"] as string | undefined;
	if (outlet === undefined || OUTLET_NAME.test(outlet)) return outlet;
	throw new UsageError(`--outlet ${outlet}: write lower-case letters, digits, dots, hyphens and underscores`);
}

async function importCaptures(path: string, options: Options, io: Io): Promise<ExitStatus> {
	const outlet = outletIn(options);
	const press = await openPressFor(options, io, () => {});
	const counts = { new: 0, revised: 0, unchanged: 0, picture: 0, "passed over": 0, aside: 0 };
	try {
		for await (const imported of importWarc(path, outlet, press)) {
			counts[imported.kind]++;
			if (imported.kind === "aside") io.err(`${imported.path}: kept aside: ${imported.reason}\n`);
			else if (options.verbose) io.err(`${imported.path}: ${imported.kind}: ${imported.address}\n`);
		}
		await publishLists(press, null);
		await press.archive.flush();
	} catch (error) {
		if (error instanceof NoWarc) throw new UsageError(error.message);
		throw error;
	} finally {
		await press.close();
	}
	if (isNothing(counts)) throw new UsageError(`${path}: no record is in it; is it a WARC file or a WACZ?`);
	const { new: fresh, revised, unchanged, picture, "passed over": passedOver, aside } = counts;
	if (options.json)
		io.out(`${JSON.stringify({ new: fresh, revised, unchanged, picture, passedOver, aside })}\n`);
	else
		io.out(
			`${fresh} new, ${revised} revised, ${unchanged} known, ${picture} pictures; ${passedOver} records hold no article, ${aside} kept aside\n`,
		);
	return aside === 0 ? 0 : 1;
}

function isNothing(counts: Readonly<Record<string, number>>): boolean {
	return Object.values(counts).every((count) => count === 0);
}

async function importDocuments(path: string, options: Options, io: Io): Promise<ExitStatus> {
	const outlet = outletIn(options);
	const press = await openPressFor(options, io, () => {});
	const counts = { new: 0, revised: 0, unchanged: 0, aside: 0 };
	try {
		for await (const imported of importFolder(press.archive, path, outlet === undefined ? {} : { outlet })) {
			counts[imported.kind]++;
			if (imported.kind === "aside") io.err(`${imported.path}: kept aside: ${imported.reason}\n`);
			else if (options.verbose) io.err(`${imported.path}: ${imported.kind}\n`);
			if (io.signal.aborted) break;
		}
		await publishLists(press, null);
		await press.archive.flush();
	} finally {
		await press.close();
	}
	if (isNothing(counts) && !io.signal.aborted)
		throw new UsageError(`${path}: no document is in this folder; documents are Markdown files (.md)`);
	if (options.json) io.out(`${JSON.stringify(counts)}\n`);
	else
		io.out(
			`${counts.new} new, ${counts.revised} revised, ${counts.unchanged} known, ${counts.aside} kept aside\n`,
		);
	return counts.aside === 0 ? 0 : 1;
}
