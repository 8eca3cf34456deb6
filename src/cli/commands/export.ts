import { exportBag } from "../../keep/export/bagit.ts";
import { exportOriginals } from "../../keep/export/originals.ts";
import { exportWacz } from "../../keep/export/wacz.ts";
import { systemClock } from "../../press/clock.ts";
import { type Command, type Options, UsageError } from "../command.ts";
import { configOf } from "../context.ts";

export const exportCommand: Command = {
	name: "export",
	arguments: [["<target>", "the file or folder to write; it must not be there yet"]],
	summary: "Hand the archive on: captures as WACZ, a year as a BagIt bag, imported documents as they were.",
	options: [
		["--wacz", "captures in one WACZ file, which any replayer of web archives opens"],
		["--day <yyyy-mm-dd>", "with --wacz: the captures of one day, or of a month (yyyy-mm) or year (yyyy)"],
		["--bag <year>", "a year's documents, pictures, captures and ledger as a BagIt bag"],
		["--originals", "what imports brought, every file to the byte and under the name it had"],
	],
	examples: [
		["pressmark export --wacz news.wacz --day 2026-11", "a month, to be opened with replayweb.page"],
		[
			"pressmark export --bag 2026 bag-2026",
			"a year for a library; sha256sum -c manifest-sha256.txt checks it",
		],
		["pressmark export --originals back", "documents of other archives, byte for byte"],
	],
	async run([target = ""], options, io) {
		const { archive, settings } = configOf(options);
		const now = systemClock.now();
		const written = exported({ archive, target, now, title: settings.serve.title }, options);
		if (options.json) io.out(`${JSON.stringify(written.sum)}\n`);
		else io.out(`${target}: ${written.words}\n`);
		for (const path of written.missing) io.err(`${path}: named by the ledger, and not here\n`);
		return written.missing.length === 0 ? 0 : 1;
	},
};

interface Written {
	readonly words: string;
	readonly sum: object;
	readonly missing: readonly string[];
}

interface Wish {
	readonly archive: string;
	readonly target: string;
	readonly now: number;
	readonly title: string;
}

function exported({ archive, target, now, title }: Wish, options: Options): Written {
	const kinds = ["wacz", "bag", "originals"].filter((kind) => options[kind] !== undefined);
	if (kinds.length !== 1) throw new UsageError("name one of --wacz, --bag <year> and --originals");
	if (kinds[0] === "wacz") {
		const prefix = prefixOf(options["day"]);
		const sum = exportWacz(archive, target, { now, title, includes: (path) => path.startsWith(prefix) });
		return { words: `${sum.pages} pages, ${sum.captures} captures`, sum, missing: sum.missing };
	}
	if (kinds[0] === "bag") {
		const year = Number(options["bag"]);
		if (!/^\d{4}$/.test(String(options["bag"]))) throw new UsageError("--bag takes a year of four digits");
		const sum = exportBag(archive, target, { year, now });
		return { words: `${sum.files} files, ${sum.bytes} bytes`, sum, missing: sum.missing };
	}
	const files = [...exportOriginals(archive, target)];
	const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
	return { words: `${files.length} files, ${bytes} bytes`, sum: { files: files.length, bytes }, missing: [] };
}

function prefixOf(day: unknown): string {
	if (day === undefined) return "captures/";
	if (!/^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/.test(String(day)))
		throw new UsageError("--day takes yyyy-mm-dd, yyyy-mm or yyyy");
	return `captures/${String(day).replaceAll("-", "/")}`;
}
